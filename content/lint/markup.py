"""The restricted Markdown holds in every field."""

from collections.abc import Iterator

from content.lint.findings import Finding, Subject, about
from content.loader import Located
from content.markdown import flaws, inline_flaws
from content.model import Kind

CHECK = "markup"


def check_markup(subject: Subject) -> Iterator[Finding]:
    """Markup that some platform would show differently."""
    for located in subject.questions:
        question = located.question
        for field in ("prompt", "explanation"):
            for flaw in flaws(getattr(question, field)):
                yield about(located, field, flaw.message, check=CHECK, row=flaw.row)
        yield from _inline(located, "hint", question.hint)
        for index, option in enumerate(question.options):
            yield from _inline(located, f"options[{index}].text", option.text, code_only=True)
            why = "why" if question.kind is Kind.TRUE_FALSE else f"options[{index}].why"
            yield from _inline(located, why, option.why)
        for index, miss in enumerate(question.near_misses):
            yield from _inline(located, f"near_misses[{index}].why", miss.why)
        if question.rubric:
            for index, point in enumerate(question.rubric.points):
                yield from _inline(located, f"rubric.points[{index}].text", point.text)


def _inline(located: Located, field: str, text: str, *, code_only: bool = False) -> Iterator[Finding]:
    for flaw in inline_flaws(text, code_only=code_only):
        yield about(located, field, flaw.message, check=CHECK)
