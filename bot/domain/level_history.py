"""A learner's levels over the past weeks, told from the present rating and what each answer moved it by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.levels import VAGUE_UNCERTAINTY
from bot.domain.rating import HIGHEST_LEVEL, LOWEST_LEVEL, MIDDLE_LEVEL, Rating

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
    ratings: Mapping[str, Rating], answers: Sequence[RatedAnswer], *, first_week: date, today: date, since: date
) -> dict[str, tuple[float | None, ...]]:
    """The level by area at the end of each week from `first_week` (a Monday) to that of `today`.

    Backwards from the present rating, so the last value is the present level. None while hardly anything was
    known: before the learner came (`since`), and until an answer met a rating that was no longer vague.
    Areas that are still vague are left out. `answers` must hold all from `first_week` on.
    """
    weeks = [first_week + n * _WEEK for n in range((monday(today) - first_week).days // 7 + 1)]
    told = {}
    for area, rating in ratings.items():
        if rating.uncertainty > VAGUE_UNCERTAINTY or not rating.answers:
            continue
        own = [answer for answer in answers if answer.area == area]
        vague = [answer.day for answer in own if answer.uncertainty > VAGUE_UNCERTAINTY]
        known_from = max([monday(since), *(monday(day) for day in vague)])
        told[area] = tuple(
            None
            if week < known_from
            else exact_level(rating.value - sum(answer.gain for answer in own if answer.day >= week + _WEEK))
            for week in weeks
        )
    return told
