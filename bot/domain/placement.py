"""Placement: at most ten adaptive questions that find out roughly where a newcomer stands.

Skills are taken as one general strength plus a deviation per area, both normally distributed, so an answer in
one area also tells something about the others (the two-level prior that adaptive tests commonly use). Every
answer is one extended Kalman step on all areas together. The next question is the one that is expected to
remove most of the uncertainty left in the chosen areas.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.rating import (
    BOUND,
    GENERAL_SHARE,
    HIGHEST_LEVEL,
    LOWEST_LEVEL,
    NEW_LEARNER_UNCERTAINTY,
    Difficulty,
    Rating,
    response,
)

MOST_QUESTIONS = 10
SURE_UNCERTAINTY = 0.8  # logits; in every chosen area, then no further question is needed
ALL_LEVELS = tuple(range(LOWEST_LEVEL, HIGHEST_LEVEL + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementAnswer:
    """One answered placement question. "I don't know" is score 0 with guess 0: it was no guess."""

    area: str
    level: int
    score: float
    guess: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """The state of a placement, plain enough to be stored: chosen areas and the answers so far."""

    areas: tuple[str, ...]
    answers: tuple[PlacementAnswer, ...] = ()

    def answered(self, answer: PlacementAnswer) -> "Placement":
        """The placement with one answer more."""
        return replace(self, answers=(*self.answers, answer))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementStep:
    """What to ask next: an area, the level to aim at, and which question of how many at most this is."""

    area: str
    level: int
    number: int
    at_most: int = MOST_QUESTIONS


def next_step(
    placement: Placement, available: Mapping[str, Collection[int]], guess: float = 0.25
) -> PlacementStep | None:
    """What to ask next, or None when the placement is finished.

    `available` gives, by area, the levels with a question not yet asked; `guess` is the chance of a lucky
    hit at the questions asked here (kind `single`). Finished after ten answers, when every chosen area is
    known well enough, or when nothing is left to ask.
    """
    if len(placement.answers) >= MOST_QUESTIONS:
        return None
    skills = _skills(placement, placement.areas)
    if all(skills.uncertainty(area) <= SURE_UNCERTAINTY for area in placement.areas):
        return None
    number = len(placement.answers) + 1
    steps = [
        PlacementStep(area=area, level=level, number=number)
        for area in placement.areas
        for level in ALL_LEVELS
        if level in available.get(area, ())
    ]
    return max(steps, key=lambda step: skills.worth(step.area, step.level, guess), default=None)


def placed_ratings(placement: Placement, areas: Sequence[str]) -> dict[str, Rating]:
    """The rating of every given area after the answers so far, also of areas that were not asked about."""
    skills = _skills(placement, tuple(dict.fromkeys((*areas, *placement.areas))))
    asked = [answer.area for answer in placement.answers]
    return {
        area: Rating(
            value=max(-BOUND, min(BOUND, skills.mean[area])),
            uncertainty=skills.uncertainty(area),
            answers=asked.count(area),
        )
        for area in areas
    }


class _Skills:
    """Joint normal belief about the skills of several areas; `covariance` is symmetric."""

    def __init__(self, areas: Sequence[str]) -> None:
        self.areas = areas
        variance = NEW_LEARNER_UNCERTAINTY**2
        self.mean = dict.fromkeys(areas, 0.0)
        self.covariance = {
            one: {other: variance if other == one else GENERAL_SHARE * variance for other in areas} for one in areas
        }

    def uncertainty(self, area: str) -> float:
        return math.sqrt(self.covariance[area][area])

    def observe(self, answer: PlacementAnswer) -> None:
        question = Difficulty.of_level(answer.level)
        curve = response(self.mean[answer.area], question.value, answer.guess)
        column = dict(self.covariance[answer.area])
        total = column[answer.area] + question.uncertainty**2 + curve.noise
        shift = (answer.score - curve.chance) / curve.slope
        for one in self.areas:
            self.mean[one] += column[one] / total * shift
            for other in self.areas:
                self.covariance[one][other] -= column[one] * column[other] / total

    def worth(self, area: str, level: int, guess: float) -> float:
        """Variance, summed over the areas, that asking this is expected to remove."""
        question = Difficulty.of_level(level)
        curve = response(self.mean[area], question.value, guess)
        column = self.covariance[area]
        total = column[area] + question.uncertainty**2 + curve.noise
        return sum(covariance**2 for covariance in column.values()) / total


def _skills(placement: Placement, areas: Sequence[str]) -> _Skills:
    skills = _Skills(areas)
    for answer in placement.answers:
        if answer.area in skills.mean:
            skills.observe(answer)
    return skills
