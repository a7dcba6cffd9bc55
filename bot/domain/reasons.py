"""Why a question was chosen: a closed set of values, each told in one line."""

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never


class Fit(StrEnum):
    """How a new question sits with the learner's rating."""

    EASIER = "a bit easier than your level"
    AT_LEVEL = "about your level"
    STRETCH = "a stretch for you"


@dataclass(frozen=True, slots=True, kw_only=True)
class DueReview:
    """Seen before and due: `recall` is the chance, 0..1, that the learner still knows it."""

    days_since: int
    recall: float
    lapses: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewQuestion:
    """Never asked before."""

    fit: Fit
    first_in_area: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlyReview:
    """Seen before, not yet due; everything due and everything new within the wish is used up."""

    days_until_due: int
    recall: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatToday:
    """Already asked today; nothing else is left within the wish, and the memory will not move."""


Reason = DueReview | NewQuestion | EarlyReview | RepeatToday


def reason_line(reason: Reason, area_title: str) -> str:
    """The reason in one line for the learner."""
    match reason:
        case DueReview(days_since=days, recall=recall, lapses=lapses):
            often = f", forgotten {lapses} times so far" if lapses >= 2 else ""
            return f"due for review: you last saw it {_days(days)} ago, recall about {recall:.0%}{often}"
        case NewQuestion(first_in_area=True):
            return f"new: your first question in {area_title}"
        case NewQuestion(fit=fit):
            return f"new: {fit.value} in {area_title}"
        case EarlyReview(days_until_due=days, recall=recall):
            return f"early: due in {_days(days)}, recall about {recall:.0%}; nothing here is due or new"
        case RepeatToday():
            return "once more today: you have been through everything else here"
        case _:
            assert_never(reason)


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"
