"""Putting a question to a learner: which one, in which order of options, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.application.visit import Visit
from bot.domain import learner_days
from bot.domain.attempts import Attempt, Source
from bot.domain.candidates import Asked, Candidate, Situation
from bot.domain.kinds import rules_of
from bot.domain.plan import Plan, plan_today
from bot.domain.rating import Difficulty, guess_chance
from bot.domain.reasons import DueReview, EarlyReview, Reason, RepeatToday, reason_line
from bot.domain.selection import LOOKED_AT, choose
from bot.ids import AttemptId
from content.areas import Area
from content.bank import QuestionBank
from content.model import Question, content_hash

RECENT = 20  # attempts that selection looks back on


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the learner asked for; nothing leaves the choice to the coach."""

    area: str | None = None
    level: int | None = None

    def line(self) -> str:
        """The wish as arguments of `quiz`."""
        return " ".join(filter(None, [self.area, str(self.level) if self.level else ""]))


async def ask_next(visit: Visit, wish: Wish, source: Source) -> tuple[Question, Attempt] | None:
    """Choose by the wish and put the question to the learner; None when nothing fits."""
    situation, candidates = await look_around(visit, wish)
    if wish.area:
        situation = replace(situation, areas=frozenset({wish.area}))
    if wish.level:
        situation = replace(situation, level=wish.level)
    choice = choose(candidates.values(), situation, visit.services.memory_model)
    if choice is None:
        return None
    return await ask(visit, visit.services.bank.get(choice.question_id), source, reason=choice.reason, wish=wish)


async def ask(
    visit: Visit,
    question: Question,
    source: Source,
    *,
    reason: Reason | None = None,
    wish: Wish | None = None,
) -> tuple[Question, Attempt]:
    """Put this question to the learner: store the showing and the version that is shown."""
    attempt_id = AttemptId(visit.new_id())
    attempt = Attempt(
        id=attempt_id,
        learner_id=visit.learner.id,
        account_id=visit.account.id,
        team_id=visit.team.id if visit.team else None,
        conversation=visit.conversation,
        source=source,
        question_id=question.id,
        area=question.area.value,
        topic=question.topic,
        revision=question.revision,
        version=content_hash(question),
        order=rules_of(question).shown_order(question, str(attempt_id)),
        asked_at=visit.now,
        reason=_sentence(reason_line(reason, question.area.label)) if reason else "",
        review=isinstance(reason, DueReview | EarlyReview | RepeatToday),
        wish=wish.line() if wish else "",
    )
    await visit.uow.versions.keep(question, attempt.version, visit.now)
    await visit.uow.attempts.add(attempt)
    return question, attempt


async def plan(visit: Visit) -> Plan:
    """What is left of today's plan."""
    situation, candidates = await look_around(visit, Wish())
    done = [
        attempt
        for attempt in await visit.uow.attempts.answered_on(visit.learner.id, visit.day)
        if attempt.source in {Source.DAILY, Source.PROMPT}
    ]
    return plan_today(
        candidates.values(),
        situation,
        visit.services.memory_model,
        reviews_done=sum(attempt.review for attempt in done),
        new_done=sum(not attempt.review for attempt in done),
    )


async def look_around(visit: Visit, wish: Wish) -> tuple[Situation, Mapping[str, Candidate]]:
    """The learner's situation, and the questions worth looking at: all unseen ones and the most pressing memories.

    What is read does not grow with the learner's history: the last attempts, a bounded number of memories, and the
    keys of the questions seen, of which the bank has only so many.
    """
    learner, learning, bank = visit.learner, visit.uow.learning, visit.services.bank
    recent = await visit.uow.attempts.recent(learner.id, RECENT)
    index = _index(bank)
    memories = await learning.pressing(
        learner.id,
        LOOKED_AT,
        areas=_wanted(visit, wish),
        question_ids=frozenset(c.question_id for c in index.values() if c.level == wish.level) if wish.level else None,
    )
    seen = await learning.seen(learner.id)
    difficulties = await learning.difficulties()
    ratings = await learning.ratings(learner.id)
    zone = ZoneInfo(learner.zone)
    last_asked = {a.question_id: learner_days.learner_day(a.asked_at, zone) for a in reversed(recent)}
    situation = Situation(
        today=visit.day,
        seed=f"{learner.id}:{visit.day}:{len(recent)}:{recent[0].id if recent else ''}",
        ratings=ratings,
        weights=learner.preferences.weights,
        answered_areas=frozenset(area for area, rating in ratings.items() if rating.answers),
        # Only today's: what was asked on another learner day is not "just asked", and may be due again.
        recent=tuple(
            Asked(question_id=a.question_id, area=a.area, topic=a.topic)
            for a in recent
            if a.asked_at >= day_began(visit)
        ),
        preferred_level=learner.preferences.level,
        languages=frozenset(learner.preferences.languages),
    )
    candidates = {}
    for key, blank in index.items():
        memory = memories.get(key)
        if memory is None and key in seen:
            continue
        difficulty, asked_on = difficulties.get(key), last_asked.get(blank.question_id)
        if memory is not None or difficulty is not None or asked_on is not None:
            blank = replace(blank, memory=memory, difficulty=difficulty or blank.difficulty, last_asked=asked_on)
        candidates[blank.question_id] = blank
    return situation, candidates


def _wanted(visit: Visit, wish: Wish) -> frozenset[str] | None:
    """The areas within the wish, or those not switched off; None for all."""
    if wish.area:
        return frozenset({wish.area})
    weights = visit.learner.preferences.weights
    off = {area for area, weight in weights.items() if weight <= 0}
    return frozenset(area.value for area in Area if area.value not in off) if off else None


@lru_cache(maxsize=4)
def _index(bank: QuestionBank) -> Mapping[tuple[str, int], Candidate]:
    """Every question that may be asked, as a candidate that nobody has met, by id and revision; made once a bank."""
    return {
        (question.id, question.revision): Candidate(
            question_id=question.id,
            area=question.area.value,
            topic=question.topic,
            technologies=question.technologies,
            level=question.level,
            kind=question.kind.value,
            difficulty=Difficulty.of_level(question.level),
            guess=guess_chance(question.kind.value, len(question.options)),
        )
        for question in bank.askable()
    }


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def day_began(visit: Visit) -> datetime:
    """The instant at which this learner day began."""
    return learner_days.day_start(visit.day, ZoneInfo(visit.learner.zone))
