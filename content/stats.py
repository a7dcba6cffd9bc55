"""How the bank is spread: areas by level, technologies by kind, as values and as text."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TypeVar

import msgspec

from content.areas import AREA_TITLES, LEVEL_NAMES
from content.model import Kind, Question
from content.technologies import TECHNOLOGIES

_R = TypeVar("_R")
_C = TypeVar("_C")


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a table: a count per column."""

    title: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """The row's counts together; a question counts once in a row."""
        return sum(self.counts)


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """Counts of questions. Where a question belongs to several rows, it counts in each."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def as_text(self) -> str:
        """The table in plain columns, zeros as dots, for a terminal or a file."""
        left = max(len(row.title) for row in self.rows)
        heads = [*self.columns, "all"]
        lines = [self.title, "  ".join([" " * left, *heads])]
        for row in self.rows:
            counts = [str(count) if count else "." for count in (*row.counts, row.total)]
            cells = [f"{count:>{len(head)}}" for count, head in zip(counts, heads, strict=True)]
            lines.append("  ".join([f"{row.title:{left}}", *cells]))
        return "\n".join(lines)


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """The bank in a few figures; shares are percent of the questions that may be asked."""

    questions: int
    retired: int
    with_program: float
    verified: float
    reviewed: float
    true_keys: float  # of the true-false questions

    def as_text(self) -> str:
        """One figure a line."""
        return "\n".join(
            [
                f"questions     {self.questions} (and {self.retired} retired)",
                f"with program  {self.with_program:.1f} %",
                f"verified      {self.verified:.1f} %",
                f"reviewed      {self.reviewed:.1f} %",
                f"true keys     {self.true_keys:.1f} % of true-false",
            ]
        )


def areas_by_level(questions: Iterable[Question]) -> Table:
    """A row per area, a column per level."""
    columns = {level: f"{level} {name}" for level, name in LEVEL_NAMES.items()}
    return _table(
        "Areas by level", list(questions), AREA_TITLES, lambda question: [question.area], columns, lambda q: q.level
    )


def technologies_by_kind(questions: Iterable[Question]) -> Table:
    """A row per technology, main or other, a column per kind."""
    columns = {kind: kind.value for kind in Kind}
    return _table(
        "Technologies by kind",
        list(questions),
        TECHNOLOGIES,
        lambda question: question.technologies,
        columns,
        lambda q: q.kind,
    )


def summary(questions: Iterable[Question], verified: Collection[str]) -> Summary:
    """The figures of a bank, of whose questions those with ids in `verified` are proven."""
    questions = list(questions)
    askable = [question for question in questions if question.retired is None]
    true_false = [question for question in askable if question.kind is Kind.TRUE_FALSE]
    return Summary(
        questions=len(askable),
        retired=len(questions) - len(askable),
        with_program=_percent(sum(question.verify is not None for question in askable), len(askable)),
        verified=_percent(sum(question.id in verified for question in askable), len(askable)),
        reviewed=_percent(sum(question.reviewed is not None for question in askable), len(askable)),
        true_keys=_percent(sum(question.answer == ("true",) for question in true_false), len(true_false)),
    )


def _table(
    title: str,
    questions: Sequence[Question],
    rows: Mapping[_R, str],
    rows_of: Callable[[Question], Collection[_R]],
    columns: Mapping[_C, str],
    column_of: Callable[[Question], _C],
) -> Table:
    counts = Counter((row, column_of(question)) for question in questions for row in rows_of(question))
    return Table(
        title=title,
        columns=tuple(columns.values()),
        rows=tuple(
            Row(title=name, counts=tuple(counts[row, column] for column in columns)) for row, name in rows.items()
        ),
    )


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0
