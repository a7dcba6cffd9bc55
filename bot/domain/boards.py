"""The leaderboard: who did most, and who moved furthest, with fair ties.

Effort is days practised first, then work, capped for each day: an evening of two hundred answers does not beat
a week of five a day. Progress is rating gained, each step weighed by how sure the rating was before it: the
first answers of a newcomer find a level out, they do not raise it.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from bot.domain.rating import learned
from bot.domain.ties import tie_break

BOARD_MIN = 3  # fewer people make no ranking
PRACTICE_POINTS = 3  # a practice problem takes about as long as three questions
DAY_POINTS_MAX = 12


@dataclass(frozen=True, slots=True, order=True)
class Effort:
    """Effort, comparable: days practised, then points. `points` are capped for each day."""

    days: int
    points: int


Who = TypeVar("Who", bound=Hashable)
Value = TypeVar("Value", Effort, float)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayWork:
    """What a learner did on one learner day: different questions answered, practice problems done."""

    questions: int = 0
    practice: int = 0

    @property
    def points(self) -> int:
        """The day's points, at most `DAY_POINTS_MAX`."""
        return min(DAY_POINTS_MAX, self.questions + PRACTICE_POINTS * self.practice)


def effort(days: Mapping[date, DayWork]) -> Effort:
    """The effort of some learner days; a day without any work is none."""
    points = [work.points for work in days.values() if work.points]
    return Effort(len(points), sum(points))


@dataclass(frozen=True, slots=True, kw_only=True)
class Gains:
    """Sums over rating steps, in logits: of the gains, and of each gain times its uncertainty squared."""

    plain: float = 0.0
    uncertain: float = 0.0


def progress(gains: Gains) -> float:
    """Levels gained, one decimal, as people see it: what looks equal is equal. See `rating.learned`."""
    return round(learned(gains.plain, gains.uncertain), 1) + 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Generic[Who, Value]):
    """A place on a board; equal values share a rank, and the next rank counts them all (1, 1, 3)."""

    rank: int
    who: Who
    value: Value


def ranked(values: Mapping[Who, Value], seed: str) -> list[Place[Who, Value]]:
    """Places by value, highest first. Among equals the order is drawn by `seed`, so that it favours nobody."""
    drawn = sorted(values, key=lambda who: tie_break(seed, str(who)))
    order = sorted(drawn, key=lambda who: values[who], reverse=True)  # stable, also when reversed
    places: list[Place[Who, Value]] = []
    for index, who in enumerate(order):
        tied = bool(places) and places[-1].value == values[who]
        places.append(Place(rank=places[-1].rank if tied else index + 1, who=who, value=values[who]))
    return places
