"""Ratings: skill per area and difficulty per question, on one logit scale, learned from answers.

An Elo system as R. Pelánek describes it ("Applications of the Elo rating system in adaptive educational
systems", Computers & Education 98, 2016): the expected score is a logistic curve shifted for guessing, both
sides move by the surprise, and the step shrinks as uncertainty does. The step is not a function of the number
of answers alone but of both standard deviations, as in M. E. Glickman's Glicko (Applied Statistics 48, 1999):
one step of an extended Kalman filter, so an answer that says little (a coin flip, a question hardly anybody
has answered) moves little.

0 is a learner who knows half of all level-3 questions; one level is one logit.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

BOUND = 5.0  # logits; beyond it the curve is flat
NEW_LEARNER_UNCERTAINTY = 1.2  # standard deviation over newcomers, logits
SURE_LEARNER_UNCERTAINTY = 0.3  # never below: people go on learning
NEW_QUESTION_UNCERTAINTY = 0.7  # how far an author's level may be off
SURE_QUESTION_UNCERTAINTY = 0.1
REVIEW_NOISE = 4.0  # a review tells of this question's memory more than of the area: a quarter of the weight
GENERAL_SHARE = 0.6  # of a newcomer's variance is general strength; the rest is particular to an area
SHARED_ABOVE = 0.6  # logits; an area known better than this has nothing to learn from the others

MIDDLE_LEVEL = 3
LOWEST_LEVEL, HIGHEST_LEVEL = 1, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """A learner's skill in one area: `value` in logits, `uncertainty` as a standard deviation in logits."""

    value: float = 0.0
    uncertainty: float = NEW_LEARNER_UNCERTAINTY
    answers: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Difficulty:
    """How hard a question is, in logits on the scale of ratings; `uncertainty` is a standard deviation."""

    value: float
    uncertainty: float = NEW_QUESTION_UNCERTAINTY
    answers: int = 0

    @classmethod
    def of_level(cls, level: int) -> "Difficulty":
        """The prior that an author's level (1..5) stands for. Raises ValueError for another level."""
        if not LOWEST_LEVEL <= level <= HIGHEST_LEVEL:
            raise ValueError(f"level {level} is outside {LOWEST_LEVEL}..{HIGHEST_LEVEL}")
        return cls(value=float(level - MIDDLE_LEVEL))


@dataclass(frozen=True, slots=True)
class Response:
    """The response curve at one point: chance of a right answer, and its slope by skill."""

    chance: float
    slope: float

    @property
    def noise(self) -> float:
        """Variance, in squared logits, of the skill that one answer shows (1 / Fisher information)."""
        return self.chance * (1.0 - self.chance) / (self.slope * self.slope)


def response(skill: float, difficulty: float, guess: float) -> Response:
    """Chance guess + (1 - guess) * logistic(skill - difficulty), and its slope.

    Raises ValueError for a guess outside 0..1 (1 excluded).
    """
    if not 0.0 <= guess < 1.0:
        raise ValueError(f"guess {guess} is not in 0..1")
    gap = max(-2 * BOUND, min(2 * BOUND, skill - difficulty))
    known = 1.0 / (1.0 + math.exp(-gap))
    return Response(guess + (1.0 - guess) * known, (1.0 - guess) * known * (1.0 - known))


def chance(rating: Rating, difficulty: Difficulty, guess: float) -> float:
    """Chance, 0..1, of a right first answer, lucky guesses included."""
    return response(rating.value, difficulty.value, guess).chance


def after_answer(
    rating: Rating, difficulty: Difficulty, *, score: float, guess: float, guessed: bool = False
) -> tuple[Rating, Difficulty]:
    """Both sides after a learner's first attempt at a question; `score` and `guess` are 0..1.

    A learner who says they guessed has told that they did not know: that counts as a wrong answer to a
    question that cannot be guessed.
    """
    score, guess = (0.0, 0.0) if guessed else (score, guess)
    curve = response(rating.value, difficulty.value, guess)
    skill_variance, question_variance = rating.uncertainty**2, difficulty.uncertainty**2
    total = skill_variance + question_variance + curve.noise
    shift = (score - curve.chance) / curve.slope
    return (
        Rating(
            value=_bounded(rating.value + skill_variance / total * shift),
            uncertainty=_shrunk(rating.uncertainty, total, SURE_LEARNER_UNCERTAINTY),
            answers=rating.answers + 1,
        ),
        Difficulty(
            value=_bounded(difficulty.value - question_variance / total * shift),
            uncertainty=_shrunk(difficulty.uncertainty, total, SURE_QUESTION_UNCERTAINTY),
            answers=difficulty.answers + 1,
        ),
    )


def after_review(
    rating: Rating, difficulty: Difficulty, *, score: float, guess: float, guessed: bool = False
) -> Rating:
    """The rating after a later attempt at a question already seen.

    It moves a quarter as much, and the question's difficulty not at all: what was rehearsed is no longer
    evidence of how hard the question is for someone who meets it.
    """
    score, guess = (0.0, 0.0) if guessed else (score, guess)
    curve = response(rating.value, difficulty.value, guess)
    variance = rating.uncertainty**2
    total = variance + difficulty.uncertainty**2 + REVIEW_NOISE * curve.noise
    return Rating(
        value=_bounded(rating.value + variance / total * (score - curve.chance) / curve.slope),
        uncertainty=_shrunk(rating.uncertainty, total, SURE_LEARNER_UNCERTAINTY),
        answers=rating.answers,
    )


def learned(gain: float, gain_times_variance: float) -> float:
    """The part of some rating gains, in logits, that is progress; the rest only found a level out.

    A gain counts by the reliability of the rating it started from, 1 - u^2 / U^2, with U the spread over
    newcomers (reliability as classical test theory has it), so a first answer counts nothing. Takes the sum of
    the gains, and the sum of each gain times the square of its rating's uncertainty.
    """
    return gain - gain_times_variance / NEW_LEARNER_UNCERTAINTY**2


def shared(
    others: Mapping[str, Rating], before: Rating, difficulty: Difficulty, *, score: float, guess: float
) -> dict[str, Rating]:
    """The ratings of other areas that an answer in one area moves as well; only those that it does move.

    `before` is the rating of the answered area before the answer. Skill is one general strength plus a deviation per
    area, as in the placement: the same Kalman step, with the covariance that this prior leaves when both areas are
    known as well as they are. It dwindles as either becomes known by its own answers, and never exceeds the
    smaller variance, so every rating stays bounded and none grows less sure.
    """
    curve = response(before.value, difficulty.value, guess)
    total = before.uncertainty**2 + difficulty.uncertainty**2 + curve.noise
    shift = (score - curve.chance) / curve.slope
    moved = {}
    for area, other in others.items():
        if other.uncertainty <= SHARED_ABOVE:
            continue
        smaller = min(before.uncertainty, other.uncertainty) / NEW_LEARNER_UNCERTAINTY
        covariance = GENERAL_SHARE * min(1.0, smaller) * before.uncertainty * other.uncertainty
        moved[area] = Rating(
            value=_bounded(other.value + covariance / total * shift),
            uncertainty=math.sqrt(other.uncertainty**2 - covariance**2 / total),
            answers=other.answers,
        )
    return moved


def guess_chance(kind: str, options: int) -> float:
    """Chance of a full score without knowing anything, by question kind and number of options."""
    match kind:
        case "true-false":
            return 0.5
        case "single":
            return 1.0 / max(2, options)
        case "multiple":
            return 1.0 / (2.0 ** max(2, options) - 1.0)  # any non-empty set of options
        case "order":
            return 1.0 / math.factorial(max(2, options))
        case _:
            return 0.0  # typed answers


def _bounded(value: float) -> float:
    return max(-BOUND, min(BOUND, value))


def _shrunk(uncertainty: float, total_variance: float, floor: float) -> float:
    """The standard deviation left when an answer of this total variance has been taken in."""
    left = uncertainty * math.sqrt(1.0 - uncertainty**2 / total_variance)
    return max(min(floor, uncertainty), left)
