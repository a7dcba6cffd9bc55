"""Sizes: what fits a phone and every platform's fields."""

from collections.abc import Iterator

from content.lint.findings import Finding, Subject, about
from content.loader import Located
from content.markdown import codes
from content.model import Kind

CHECK = "limits"
TEXTS = {"prompt": 1400, "explanation": 1200, "hint": 300}  # characters
OPTION_TEXT, WHY, REFERENCE_TITLE, URL = 150, 300, 120, 500
ANSWER_TEXT = {Kind.SHORT_TEXT: 80, Kind.OUTPUT: 400}
OPTIONS = {Kind.SINGLE: (3, 6), Kind.MULTIPLE: (3, 7), Kind.ORDER: (3, 7), Kind.TRUE_FALSE: (2, 2)}
CODE_WIDTH, CODE_LINES = 60, 25
REFERENCES, NEAR_MISSES, ANSWERS = 5, 8, 12
POINTS, POINT_TEXT, SAMPLE = 5, 200, 1500


def check_limits(subject: Subject) -> Iterator[Finding]:
    """Texts, lists and code that are too long or too many."""
    for located in subject.questions:
        yield from _texts(located)
        yield from _counts(located)
        yield from _code(located)
        yield from _rubric(located)


def _too_long(located: Located, field: str, text: str, most: int) -> Iterator[Finding]:
    if len(text) > most:
        message = f"has {len(text):,} characters, at most {most:,} fit"
        yield about(located, field, message, check=CHECK)


def _texts(located: Located) -> Iterator[Finding]:
    question = located.question
    for field, most in TEXTS.items():
        yield from _too_long(located, field, getattr(question, field), most)
    for index, option in enumerate(question.options):
        yield from _too_long(located, f"options[{index}].text", option.text, OPTION_TEXT)
        why = "why" if question.kind is Kind.TRUE_FALSE else f"options[{index}].why"
        yield from _too_long(located, why, option.why, WHY)
    for index, reference in enumerate(question.references):
        yield from _too_long(located, f"references[{index}].title", reference.title, REFERENCE_TITLE)
        yield from _too_long(located, f"references[{index}].url", reference.url, URL)
    if question.kind in ANSWER_TEXT:
        most = ANSWER_TEXT[question.kind]
        for index, text in enumerate(question.answer):
            yield from _too_long(located, f"answer[{index}]", text, most)
        for index, miss in enumerate(question.near_misses):
            yield from _too_long(located, f"near_misses[{index}].text", miss.text, most)
            yield from _too_long(located, f"near_misses[{index}].why", miss.why, WHY)


def _counts(located: Located) -> Iterator[Finding]:
    question = located.question
    low, high = OPTIONS.get(question.kind, (0, 0))
    if not low <= len(question.options) <= high:
        message = f"has {len(question.options)} options; `{question.kind}` takes {low} to {high}"
        yield about(located, "options", message, check=CHECK)
    for field, found, most in (
        ("references", len(question.references), REFERENCES),
        ("near_misses", len(question.near_misses), NEAR_MISSES),
        ("answer", len(question.answer), ANSWERS),
    ):
        if found > most:
            yield about(located, field, f"has {found} entries, at most {most} are useful", check=CHECK)


def _code(located: Located) -> Iterator[Finding]:
    for field in ("prompt", "explanation"):
        for code in codes(getattr(located.question, field)):
            if len(code.lines) > CODE_LINES:
                message = f"{len(code.lines)} lines of code, at most {CODE_LINES} fit"
                yield about(located, field, message, check=CHECK, row=code.row)
            for index, line in enumerate(code.lines):
                if len(line) > CODE_WIDTH:
                    message = f"a line of code has {len(line)} characters, at most {CODE_WIDTH} fit a phone"
                    yield about(located, field, message, check=CHECK, row=code.row + index)


def _rubric(located: Located) -> Iterator[Finding]:
    rubric = located.question.rubric
    if rubric is None:
        return
    if len(rubric.points) > POINTS:
        message = f"has {len(rubric.points)} points, at most {POINTS} can be kept in mind"
        yield about(located, "rubric.points", message, check=CHECK)
    for index, point in enumerate(rubric.points):
        yield from _too_long(located, f"rubric.points[{index}].text", point.text, POINT_TEXT)
    for name in ("right", "partial", "wrong"):
        yield from _too_long(located, f"rubric.samples.{name}", getattr(rubric.samples, name), SAMPLE)
