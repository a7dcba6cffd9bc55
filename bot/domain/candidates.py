"""What the selection of a question looks at: candidates and the learner's situation, as plain values."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.domain.memory import CardMemory
from bot.domain.rating import Difficulty, Rating

TARGET_SUCCESS = 0.8  # chance of a right answer that keeps practice both useful and pleasant

LANGUAGE_OF = {  # technologies that only make sense to people who work in a language
    "python": "python",
    "django": "python",
    "java": "java",
    "spring": "java",
    "csharp": "csharp",
    "aspnet": "csharp",
    "ruby": "ruby",
    "rails": "ruby",
    "javascript": "javascript",
    "nodejs": "javascript",
    "express": "javascript",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A question that might be asked, with what is known about it and this learner.

    `topic` groups siblings. `guess` is the chance of a lucky hit. `last_asked` is the learner day on which it
    was last put to the learner, answered or not.
    """

    question_id: str
    area: str
    topic: str
    technologies: tuple[str, ...]
    level: int
    kind: str
    difficulty: Difficulty
    guess: float
    memory: CardMemory | None = None
    last_asked: date | None = None

    @property
    def suspended(self) -> bool:
        """Put away as a leech."""
        return self.memory is not None and self.memory.suspended

    def was_asked_on(self, day: date) -> bool:
        """Whether it was put to the learner on that learner day (or, from a late replay, after it)."""
        days = [self.last_asked, self.memory.last_day if self.memory else None]
        return any(asked is not None and asked >= day for asked in days)

    def speaks(self, languages: Collection[str]) -> bool:
        """Whether the question is language-neutral or about one of these languages; none given means all."""
        needed = {LANGUAGE_OF[technology] for technology in self.technologies if technology in LANGUAGE_OF}
        return not needed or not languages or not needed.isdisjoint(languages)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One of the questions asked lately."""

    question_id: str
    area: str
    topic: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Where a learner stands when a question is chosen.

    `areas` and `level` are an explicit wish and always obeyed; `preferred_level` and `languages` only lean.
    `weights` are the learner's, by area: 0 switches an area off, a missing one counts 1. `answered_areas` are
    those with an answered question. `recent` is newest first, ideally the last 20. `seed` breaks ties.
    """

    today: date
    seed: str
    ratings: Mapping[str, Rating] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)
    answered_areas: frozenset[str] = frozenset()
    recent: tuple[Asked, ...] = ()
    areas: frozenset[str] | None = None
    level: int | None = None
    preferred_level: int | None = None
    languages: frozenset[str] = frozenset()
    target_success: float = TARGET_SUCCESS

    def wants(self, candidate: Candidate) -> bool:
        """Whether a candidate is within the explicit wish, or within the areas not switched off."""
        if self.level is not None and candidate.level != self.level:
            return False
        if self.areas is not None:
            return candidate.area in self.areas
        return self.weights.get(candidate.area, 1.0) > 0

    def weight(self, area: str) -> float:
        """The weight of a wanted area; one that is asked for by name counts even when switched off."""
        return self.weights.get(area, 1.0) or 1.0

    def rating(self, area: str) -> Rating:
        """The learner's rating in an area; a newcomer's prior before the first answer."""
        return self.ratings.get(area, Rating())
