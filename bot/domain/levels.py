"""Levels 1..5: ratings put into words for people, and back."""

from dataclasses import dataclass

from bot.domain.rating import HIGHEST_LEVEL, LOWEST_LEVEL, MIDDLE_LEVEL, Rating

SURE_UNCERTAINTY = 0.5  # logits: within half a level either way, more often than not
VAGUE_UNCERTAINTY = 0.95  # logits: hardly better than knowing nothing

LEVEL_WORDS = {1: "beginner", 2: "basic", 3: "solid", 4: "advanced", 5: "expert"}


def level_of(rating: Rating) -> int:
    """The level, 1..5, whose questions the learner knows about half of on first sight."""
    return max(LOWEST_LEVEL, min(HIGHEST_LEVEL, MIDDLE_LEVEL + round(rating.value)))


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelEstimate:
    """A level with what is known about it; `low` and `high` span one standard deviation either way."""

    level: int
    low: int
    high: int
    answers: int
    sure: bool
    vague: bool

    @property
    def text(self) -> str:
        """For people: "level 3 (solid)", "about level 3 (solid)" or "still getting to know you"."""
        if self.vague:
            return "still getting to know you"
        words = f"level {self.level} ({LEVEL_WORDS[self.level]})"
        return words if self.sure else f"about {words}"


def level_estimate(rating: Rating | None) -> LevelEstimate:
    """The level of a rating with its uncertainty; None (no answer yet) is the prior of a newcomer."""
    rating = rating or Rating()
    spread = rating.uncertainty
    return LevelEstimate(
        level=level_of(rating),
        low=level_of(Rating(value=rating.value - spread)),
        high=level_of(Rating(value=rating.value + spread)),
        answers=rating.answers,
        sure=spread <= SURE_UNCERTAINTY,
        vague=spread > VAGUE_UNCERTAINTY,
    )
