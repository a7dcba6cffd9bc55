"""Today's plan for `daily`: which reviews, and which new question."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.domain.candidates import Asked, Candidate, Situation
from bot.domain.memory import MemoryModel, is_due
from bot.domain.selection import Choice, allowed_candidates, choose_due, choose_new

MOST_REVIEWS = 4  # with one new question a day, what fits into a few minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is left of today's plan, in the order of asking. `due` counts all reviews that are due now."""

    reviews: tuple[Choice, ...]
    new: Choice | None
    due: int

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Every question of the plan: reviews first, then the new one."""
        return (*self.reviews, self.new) if self.new else self.reviews


def plan_today(
    candidates: Iterable[Candidate],
    situation: Situation,
    model: MemoryModel,
    *,
    most_reviews: int = MOST_REVIEWS,
    reviews_done: int = 0,
    new_done: int = 0,
) -> Plan:
    """The plan of `situation.today`, less what was already answered on that learner day.

    Each question is chosen as if those before it had been asked, so the plan is interleaved as `quiz` is.
    """
    left = list(candidates)
    by_id = {candidate.question_id: candidate for candidate in left}
    due = sum(situation.wants(c) and is_due(c.memory, situation.today) for c in left)
    reviews: list[Choice] = []
    while len(reviews) < most_reviews - reviews_done:
        choice = choose_due(allowed_candidates(left, situation), situation, model)
        if choice is None:
            break
        reviews.append(choice)
        situation = _asked(situation, by_id[choice.question_id])
        left = [candidate for candidate in left if candidate.question_id != choice.question_id]
    new = None if new_done else choose_new(allowed_candidates(left, situation), situation, model)
    return Plan(reviews=tuple(reviews), new=new, due=due)


def _asked(situation: Situation, candidate: Candidate) -> Situation:
    asked = Asked(question_id=candidate.question_id, area=candidate.area, topic=candidate.topic)
    return replace(situation, recent=(asked, *situation.recent))
