"""What the checks find, and what they are given."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from content.loader import Located
from content.model import Question

_COMMANDS = (
    "start quiz daily practice streak progress journey areas leaderboard challenge ask question hint explain skip "
    "report settings pause resume link unlink team digest export forget help stop quit exit why next"
)
COMMAND_WORDS = frozenset(_COMMANDS.split())  # the coach's own list, where it is known, takes this one's place


class Severity(StrEnum):
    """An error fails the lint; a warning is for judgement."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Finding:
    """Something to mend, with its place. `question_id` and `field` are empty where the bank as a whole is meant."""

    path: str
    line: int
    question_id: str = ""
    field: str = ""
    check: str
    message: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        where = ": ".join(part for part in (self.question_id, self.field) if part)
        return f"{self.path}:{self.line}: {self.severity}: {f'{where}: ' if where else ''}{self.message} [{self.check}]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """How an answer in words was judged: `score` is 0..1."""

    correct: bool
    score: float


Judge = Callable[[Question, str], Judgement]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is checked: the questions that may be asked, and what the checks need to know besides.

    `judge` marks typed answers as learners' are; without it they are not tried. `folder` names the bank in findings
    about the whole of it.
    """

    questions: Sequence[Located]
    today: date
    folder: str
    command_words: frozenset[str] = COMMAND_WORDS
    judge: Judge | None = None
    tools: frozenset[str] = field(default_factory=frozenset)

    def about_bank(self, check: str, message: str, severity: Severity) -> Finding:
        """A finding about the bank as a whole."""
        return Finding(path=self.folder, line=1, check=check, message=message, severity=severity)


Check = Callable[[Subject], Iterator[Finding]]


def about(
    located: Located,
    field: str,
    message: str,
    *,
    check: str,
    row: int = 0,
    severity: Severity = Severity.ERROR,
) -> Finding:
    """A finding about a field of a question; `row` counts the lines of its text from 0."""
    return Finding(
        path=located.path,
        line=located.line_of(field, row),
        question_id=located.question.id,
        field=field,
        check=check,
        message=message,
        severity=severity,
    )
