"""Rubrics: the sample answers are judged as they should be, and the prompt does not give the points away."""

from collections.abc import Iterator

from content.lint.findings import Finding, Severity, Subject, about
from content.loader import Located
from content.model import Rubric

CHECK = "free text"


def check_free_text(subject: Subject) -> Iterator[Finding]:
    """Rubrics whose samples the local judge gets wrong."""
    for located in subject.questions:
        rubric = located.question.rubric
        if rubric is None:
            continue
        yield from _keywords(located, rubric)
        if subject.judge:
            yield from _samples(located, rubric, subject)


def _keywords(located: Located, rubric: Rubric) -> Iterator[Finding]:
    owners: dict[str, str] = {}
    for index, point in enumerate(rubric.points):
        for keyword in point.keywords:
            owner = owners.setdefault(keyword.casefold(), point.id)
            if owner != point.id:
                message = f"`{keyword}` hints at `{owner}` too; one word would meet two points"
                yield about(located, f"rubric.points[{index}].keywords", message, check=CHECK)


def _samples(located: Located, rubric: Rubric, subject: Subject) -> Iterator[Finding]:
    question = located.question
    assert subject.judge is not None
    right = subject.judge(question, rubric.samples.right)
    partial = subject.judge(question, rubric.samples.partial)
    wrong = subject.judge(question, rubric.samples.wrong)
    if not right.correct:
        message = f"judged wrong (score {right.score:.0%}); add key words that it uses"
        yield about(located, "rubric.samples.right", message, check=CHECK)
    if partial.correct or not 0 < partial.score < 1:
        verdict = "right" if partial.correct else f"wrong, with score {partial.score:.0%}"
        message = f"judged {verdict}; it must meet some points, but too few"
        yield about(located, "rubric.samples.partial", message, check=CHECK)
    if wrong.correct or wrong.score >= right.score:
        message = f"scores {wrong.score:.0%}; it must miss the points, or the key words are too common"
        yield about(located, "rubric.samples.wrong", message, check=CHECK)
    if subject.judge(question, question.prompt).correct:
        message = "typing the prompt back is judged right; choose key words that it does not hold"
        yield about(located, "rubric.points", message, check=CHECK, severity=Severity.WARNING)
