"""A learner's levels over the past weeks, told from the present rating and what each answer moved it by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.levels import VAGUE_UNCERTAINTY
from bot.domain.rating import HIGHEST_LEVEL, LOWEST_LEVEL, MIDDLE_LEVEL, Rating, learned

_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedAnswer:
    """An answer that moved a rating: by `gain`, from one of this `uncertainty` (both in logits)."""

    area: str
    day: date
    gain: float
    uncertainty: float


def monday(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def exact_level(rating: float) -> float:
    """A rating (logits) as a level with decimals, 1 to 5."""
    return max(float(LOWEST_LEVEL), min(float(HIGHEST_LEVEL), MIDDLE_LEVEL + rating))


def weekly_levels(
    ratings: Mapping[str, Rating], answers: Sequence[RatedAnswer], *, first_week: date, today: date
) -> dict[str, tuple[float | None, ...]]:
    """The level by area at the end of each week from `first_week` (a Monday) to that of `today`.

    Worked out backwards from the present rating, so the last value is the present level, and without what only
    found a level out (`rating.learned`): that was no change of the learner. None before the first answer;
    areas without one, or whose level is still vague, are left out. `answers` are all from `first_week` on.
    """
    weeks = [first_week + n * _WEEK for n in range((monday(today) - first_week).days // 7 + 1)]
    told = {}
    for area, rating in ratings.items():
        own = [answer for answer in answers if answer.area == area]
        if own and rating.uncertainty <= VAGUE_UNCERTAINTY:
            began = monday(min(answer.day for answer in own))
            told[area] = tuple(_level(rating, own, week) if week >= began else None for week in weeks)
    return told


def _level(rating: Rating, answers: Sequence[RatedAnswer], week: date) -> float:
    later = [answer for answer in answers if answer.day >= week + _WEEK]
    gain = learned(sum(a.gain for a in later), sum(a.gain * a.uncertainty**2 for a in later))
    return exact_level(rating.value - gain)
