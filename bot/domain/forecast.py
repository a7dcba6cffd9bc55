"""What people are told about an area: level, coverage, and what they will recall."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.levels import LevelEstimate, level_estimate
from bot.domain.memory import CardMemory, MemoryModel, is_due
from bot.domain.rating import Rating

AHEAD = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaForecast:
    """One learner in one area on one learner day.

    Recall is the mean chance, 0..1, over the questions seen; `recall_ahead` is 30 days on, if nothing is
    reviewed meanwhile. Both are None before the first question.
    """

    area: str
    level: LevelEstimate
    questions: int
    seen: int
    due: int
    recall_today: float | None
    recall_ahead: float | None

    @property
    def coverage(self) -> float:
        """Share, 0..1, of the area's questions that the learner has seen."""
        return min(1.0, self.seen / self.questions) if self.questions else 0.0


def area_forecast(
    area: str,
    *,
    rating: Rating | None,
    memories: Collection[CardMemory],
    questions: int,
    day: date,
    model: MemoryModel,
) -> AreaForecast:
    """The forecast of an area from its rating, the memories of questions seen and its number of questions."""
    return AreaForecast(
        area=area,
        level=level_estimate(rating),
        questions=questions,
        seen=len(memories),
        due=sum(is_due(memory, day) for memory in memories),
        recall_today=_mean_recall(memories, day, model),
        recall_ahead=_mean_recall(memories, day + AHEAD, model),
    )


def _mean_recall(memories: Collection[CardMemory], day: date, model: MemoryModel) -> float | None:
    if not memories:
        return None
    return sum(model.retrievability(memory, day) for memory in memories) / len(memories)
