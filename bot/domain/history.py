"""What follows from a learner's answers, worked out anew from all of them: memories and ratings.

For when two histories become one. The answers are the facts; whatever was derived from a part of them is not
added up but replaced, so nothing counts twice.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.grades import Grade
from bot.domain.memory import CardMemory, MemoryModel
from bot.domain.placement import Placement, PlacementAnswer, placed_ratings
from bot.domain.rating import Difficulty, Rating, after_answer, after_review

QuestionKey = tuple[str, int]  # id and revision


@dataclass(frozen=True, slots=True, kw_only=True)
class PastAnswer:
    """One answered attempt, or a placement question that was skipped (`grade` None: it says "I don't know").

    `level` and `guess` are those of the version that was shown.
    """

    question_id: str
    revision: int
    area: str
    level: int
    guess: float
    at: datetime
    score: float
    placement: bool
    day: date | None = None
    grade: Grade | None = None

    @property
    def question(self) -> QuestionKey:
        """What the memory and the difficulty belong to."""
        return self.question_id, self.revision


def memories(answers: Iterable[PastAnswer], model: MemoryModel) -> dict[QuestionKey, CardMemory]:
    """The memory of every question that was answered, in whatever order the answers are given."""
    by_question: dict[QuestionKey, list[tuple[date, datetime, Grade]]] = {}
    for answer in answers:
        if answer.day is not None and answer.grade is not None:
            by_question.setdefault(answer.question, []).append((answer.day, answer.at, answer.grade))
    found = {
        question: model.replay([(day, grade) for day, _, grade in sorted(past, key=lambda one: one[:2])])
        for question, past in by_question.items()
    }
    return {question: memory for question, memory in found.items() if memory is not None}


def ratings(
    answers: Iterable[PastAnswer], difficulties: Mapping[QuestionKey, Difficulty], areas: Sequence[str]
) -> dict[str, Rating]:
    """The rating of every area with evidence, in whatever order the answers are given.

    Placements come first, all as one, for each rated its learner as a whole. Then every first answer to a
    question counts in full and later ones as reviews, by the difficulties of today, which stay as they are:
    the answers have moved them already.
    """
    ordered = sorted(answers, key=lambda answer: (answer.at, answer.question_id))
    placed = [answer for answer in ordered if answer.placement]
    found = _placed(placed, areas)
    seen = {answer.question for answer in placed if answer.grade is not None}
    for answer in ordered:
        if answer.placement or answer.grade is None:
            continue
        before = found.get(answer.area, Rating())
        difficulty = difficulties.get(answer.question) or Difficulty.of_level(answer.level)
        if answer.question in seen:
            found[answer.area] = after_review(before, difficulty, score=answer.score, guess=answer.guess)
        else:
            found[answer.area], _ = after_answer(before, difficulty, score=answer.score, guess=answer.guess)
            seen.add(answer.question)
    return found


def _placed(placed: Sequence[PastAnswer], areas: Sequence[str]) -> dict[str, Rating]:
    if not placed:
        return {}
    told = tuple(
        PlacementAnswer(
            area=answer.area,
            level=answer.level,
            score=answer.score if answer.grade is not None else 0.0,
            guess=answer.guess if answer.grade is not None else 0.0,
        )
        for answer in placed
    )
    return placed_ratings(Placement(areas=tuple(dict.fromkeys(answer.area for answer in placed)), answers=told), areas)
