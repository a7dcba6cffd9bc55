"""Answering a question: mark it, grade it, move memory, rating, difficulty and streak, all or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from bot.application import activity
from bot.application.actions import STALE
from bot.application.visit import Visit
from bot.domain.attempts import Attempt, AttemptState, Source
from bot.domain.grades import Grade, Outcome, expected_seconds, grade_of
from bot.domain.kinds import Marking, rules_of
from bot.domain.kinds.base import LETTERS
from bot.domain.memory import CardMemory
from bot.domain.rating import Difficulty, Rating, after_answer, after_review, guess_chance, shared
from bot.domain.streak_log import Activity
from bot.errors import BadAnswer, NotYourButton, StaleButton
from bot.ids import AttemptId
from content.areas import Area
from content.model import Question, content_hash

NOT_YOURS = "That question was put to somebody else. Type `quiz` for one of your own."


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An answered question. `memory` is None for a version whose revision is no longer asked."""

    question: Question
    attempt: Attempt
    marking: Marking
    memory: CardMemory | None
    first_today: bool = False  # this answer was the learner day's first activity
    earlier: bool = False  # it had been answered before; nothing was changed now


async def own_attempt(visit: Visit, attempt_id: UUID) -> Attempt:
    """The attempt a button refers to. Raises `StaleButton` if it is gone, `NotYourButton` if it is another's."""
    attempt = await visit.uow.attempts.get(AttemptId(attempt_id))
    if attempt is None:
        raise StaleButton(STALE)
    if attempt.learner_id != visit.learner.id:
        raise NotYourButton(NOT_YOURS)
    return attempt


async def shown_question(visit: Visit, attempt: Attempt) -> Question:
    """The version of the question that was shown, also when the bank has moved on since."""
    bank = visit.services.bank
    if bank.has(attempt.question_id):
        question = bank.get(attempt.question_id)
        if content_hash(question) == attempt.version:
            return question
    kept = await visit.uow.versions.get(attempt.version)
    if kept is None:
        raise StaleButton(STALE)
    return kept


async def answer_line(visit: Visit, attempt: Attempt, text: str) -> Answered:
    """Answer by a typed line. Raises `BadAnswer` when it cannot be read; the question stays open then."""
    question = await shown_question(visit, attempt)
    if attempt.state is not AttemptState.OPEN:
        return await _again(visit, attempt, question)
    return await _settle(visit, attempt, question, rules_of(question).read(question, attempt.order, text))


async def answer_keys(visit: Visit, attempt: Attempt, keys: Sequence[str]) -> Answered:
    """Answer by the letters of pressed choices. Raises `StaleButton` for letters that were never shown."""
    question = await shown_question(visit, attempt)
    if attempt.state is not AttemptState.OPEN:
        return await _again(visit, attempt, question)
    if not keys:
        raise BadAnswer("Nothing is chosen yet. Choose first, then send it.")
    letters = LETTERS[: len(attempt.order)]
    if any(len(key) != 1 or key not in letters for key in keys):
        raise StaleButton(STALE)
    given = rules_of(question).read(question, attempt.order, " ".join(keys))
    return await _settle(visit, attempt, question, given)


async def mark_guessed(visit: Visit, attempt: Attempt) -> Answered:
    """The learner says that a right answer was a guess: the question comes back sooner.

    The fact stays; what follows from it is worked out anew, so only the day's own answer can be taken back.
    """
    question = await shown_question(visit, attempt)
    if attempt.state is not AttemptState.ANSWERED or attempt.guessed or not attempt.correct:
        return await _again(visit, attempt, question)
    marking = rules_of(question).mark(question, attempt.given)
    guessed = replace(attempt, guessed=True, grade=_grade(question, attempt, marking, guessed=True))
    await visit.uow.attempts.save(guessed)
    memory = await _relearn(visit, question, guessed)
    return Answered(question=question, attempt=guessed, marking=marking, memory=memory, earlier=True)


async def skip(visit: Visit, attempt: Attempt) -> tuple[Question, Attempt]:
    """Leave the question without an answer; nothing is counted and no memory moves."""
    question = await shown_question(visit, attempt)
    if attempt.state is AttemptState.OPEN:
        attempt = replace(attempt, state=AttemptState.SKIPPED)
        await visit.uow.attempts.save(attempt)
    return question, attempt


async def take_hint(visit: Visit, attempt: Attempt) -> tuple[Question, Attempt]:
    """Count a hint on an open question."""
    question = await shown_question(visit, attempt)
    if attempt.state is AttemptState.OPEN and attempt.hints == 0:
        attempt = replace(attempt, hints=1)
        await visit.uow.attempts.save(attempt)
    return question, attempt


async def _again(visit: Visit, attempt: Attempt, question: Question) -> Answered:
    """The stored result of an attempt that is final already."""
    if attempt.state is AttemptState.SKIPPED or not attempt.given:
        raise StaleButton("That question is closed. Type `quiz` for another.")
    memory = await visit.uow.learning.memory(visit.learner.id, question.id, question.revision)
    marking = rules_of(question).mark(question, attempt.given)
    return Answered(question=question, attempt=attempt, marking=marking, memory=memory, earlier=True)


async def _settle(visit: Visit, attempt: Attempt, question: Question, given: Sequence[str]) -> Answered:
    marking = rules_of(question).mark(question, given)
    answered = replace(
        attempt,
        state=AttemptState.ANSWERED,
        answered_at=visit.now,
        day=visit.day,
        given=tuple(given),
        score=marking.score,
        correct=marking.correct,
        grade=_grade(question, replace(attempt, answered_at=visit.now), marking),
    )
    first_today = visit.learner.streak.last_day != visit.day
    memory, moved = await _learn(visit, question, answered)
    answered = replace(answered, rating_gain=moved.gain, rating_uncertainty=moved.uncertainty) if moved else answered
    await visit.uow.attempts.save(answered)
    await activity.record(visit, Activity(at=visit.now, day=visit.day), reference=f"attempt:{attempt.id}")
    return Answered(question=question, attempt=answered, marking=marking, memory=memory, first_today=first_today)


def _grade(question: Question, attempt: Attempt, marking: Marking, *, guessed: bool = False) -> Grade:
    answered_at = attempt.answered_at or attempt.asked_at
    return grade_of(
        Outcome(
            score=marking.score,
            hints=max(0, attempt.hints),
            # A challenge stands in its channel for hours: nobody knows when the learner began to think.
            seconds=None
            if attempt.source is Source.CHALLENGE
            else max(0.0, (answered_at - attempt.asked_at).total_seconds()),
            expected_seconds=expected_seconds(
                kind=question.kind.value,
                level=question.level,
                words=len(question.prompt.split()) + sum(len(o.text.split()) for o in question.options),
            ),
            guess=guess_chance(question.kind.value, len(question.options)),
            guessed=guessed,
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moved:
    """What an answer did to the rating: by how much it moved it, and how unsure that had been; logits."""

    gain: float
    uncertainty: float


async def _learn(visit: Visit, question: Question, attempt: Attempt) -> tuple[CardMemory, _Moved | None]:
    """Move memory, rating and difficulty by one answer; a placement rates as a whole, at its end."""
    learning, learner_id = visit.uow.learning, visit.learner.id
    if attempt.grade is None or attempt.score is None:
        raise ValueError(f"attempt {attempt.id} is not answered")
    before = await learning.memory(learner_id, question.id, question.revision)
    after = visit.services.memory_model.after(before, attempt.grade, visit.day)
    await learning.save_memory(learner_id, question.id, question.area.value, question.revision, after)
    if attempt.source is Source.PLACEMENT:
        return after, None
    return after, await _rate(visit, question, attempt.score, seen=before is not None)


async def _rate(visit: Visit, question: Question, score: float, *, seen: bool) -> _Moved:
    learning, learner_id, area = visit.uow.learning, visit.learner.id, question.area.value
    ratings = await learning.ratings(learner_id)
    before = ratings.get(area, Rating())
    stored = await learning.difficulty(question.id, question.revision)
    difficulty = stored or Difficulty.of_level(question.level)
    guess = guess_chance(question.kind.value, len(question.options))
    if seen:
        rating = after_review(before, difficulty, score=score, guess=guess)
    else:
        others = {other.value: ratings.get(other.value, Rating()) for other in Area if other.value != area}
        for other, moved in shared(others, before, difficulty, score=score, guess=guess).items():
            await learning.save_rating(learner_id, other, moved)
        rating, difficulty = after_answer(before, difficulty, score=score, guess=guess)
        await learning.save_difficulty(question.id, question.revision, difficulty)
    await learning.save_rating(learner_id, area, rating)
    return _Moved(gain=rating.value - before.value, uncertainty=before.uncertainty)


async def _relearn(visit: Visit, question: Question, attempt: Attempt) -> CardMemory | None:
    """The memory worked out anew from all answers to the question, after one of them was re-graded."""
    history = await visit.uow.attempts.history(visit.learner.id, question_id=question.id, revision=question.revision)
    memory: CardMemory | None = None
    for past in history:
        if past.grade is not None and past.day is not None:
            memory = visit.services.memory_model.after(memory, past.grade, past.day)
    if memory is not None:
        await visit.uow.learning.save_memory(
            visit.learner.id, question.id, question.area.value, question.revision, memory
        )
    return memory
