"""Answers that are typed: no command words, nothing listed twice, near misses that are misses."""

import re
from collections.abc import Iterator

from content.lint.findings import Finding, Severity, Subject, about
from content.loader import Located
from content.model import Kind

CHECK = "typed answers"
WORDS_MAX = 6  # more cannot be typed alike by two people


def check_typed_answers(subject: Subject) -> Iterator[Finding]:
    """Accepted texts and near misses of `short-text` and `output`."""
    for located in subject.questions:
        question = located.question
        if question.kind not in {Kind.SHORT_TEXT, Kind.OUTPUT}:
            continue
        yield from _accepted(located, subject.command_words)
        yield from _near_misses(located)
        if subject.judge:
            yield from _judged(located, subject)


def plain(text: str, kind: Kind) -> str:
    """A text as it is compared: `output` exactly but for blanks at line ends, else without case and quotes."""
    if kind is Kind.OUTPUT:
        return "\n".join(line.rstrip() for line in text.strip().splitlines())
    return re.sub(r"\s+", " ", re.sub(r"[`\"]", "", text)).strip().rstrip(".!").strip().casefold()


def _accepted(located: Located, command_words: frozenset[str]) -> Iterator[Finding]:
    question = located.question
    seen: set[str] = set()
    for index, text in enumerate(question.answer):
        field = f"answer[{index}]"
        bare = plain(text, question.kind)
        if bare.casefold().strip("?!. ") in command_words:
            message = f"`{text}` is a command word and would be read as the command; ask for something else"
            yield about(located, field, message, check=CHECK)
        if bare in seen:
            message = f"`{text}` is compared like an earlier entry; leave it out"
            yield about(located, field, message, check=CHECK, severity=Severity.WARNING)
        seen.add(bare)
        if question.kind is Kind.SHORT_TEXT and len(bare.split()) > WORDS_MAX:
            message = f"{len(bare.split())} words; nobody types the same, ask for at most {WORDS_MAX}"
            yield about(located, field, message, check=CHECK, severity=Severity.WARNING)


def _near_misses(located: Located) -> Iterator[Finding]:
    question = located.question
    accepted = {plain(text, question.kind) for text in question.answer}
    seen: set[str] = set()
    for index, miss in enumerate(question.near_misses):
        bare = plain(miss.text, question.kind)
        if bare in accepted:
            message = f"`{miss.text}` is accepted as right; take it out of one of the lists"
            yield about(located, f"near_misses[{index}].text", message, check=CHECK)
        if bare in seen:
            message = f"`{miss.text}` is listed twice"
            yield about(located, f"near_misses[{index}].text", message, check=CHECK)
        seen.add(bare)


def _judged(located: Located, subject: Subject) -> Iterator[Finding]:
    question = located.question
    assert subject.judge is not None
    for index, text in enumerate(question.answer):
        if not subject.judge(question, text).correct:
            yield about(located, f"answer[{index}]", f"`{text}` is judged wrong when typed", check=CHECK)
    for index, miss in enumerate(question.near_misses):
        if subject.judge(question, miss.text).correct:
            message = f"`{miss.text}` is judged right when typed (as a typo of an answer?)"
            yield about(located, f"near_misses[{index}].text", message, check=CHECK)
