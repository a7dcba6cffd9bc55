"""Putting a question to a learner: which one, in which order of options, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.application.visit import Visit
from bot.domain import learner_days
from bot.domain.attempts import Attempt, Source
from bot.domain.candidates import Asked, Candidate, Situation
from bot.domain.kinds import rules_of
from bot.domain.plan import Plan, plan_today
from bot.domain.rating import Difficulty, guess_chance
from bot.domain.reasons import DueReview, EarlyReview, Reason, RepeatToday, reason_line
from bot.domain.selection import choose
from bot.ids import AttemptId
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
    situation, candidates = await look_around(visit)
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
    situation, candidates = await look_around(visit)
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


async def look_around(visit: Visit) -> tuple[Situation, Mapping[str, Candidate]]:
    """The learner's situation and every question that may be asked in this conversation."""
    learner, learning = visit.learner, visit.uow.learning
    recent = await visit.uow.attempts.recent(learner.id, RECENT)
    questions = visit.services.bank.askable()
    memories = await learning.memories(learner.id)
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
    candidates = {
        question.id: Candidate(
            question_id=question.id,
            area=question.area.value,
            topic=question.topic,
            technologies=question.technologies,
            level=question.level,
            kind=question.kind.value,
            difficulty=difficulties.get((question.id, question.revision)) or Difficulty.of_level(question.level),
            guess=guess_chance(question.kind.value, len(question.options)),
            memory=memories.get((question.id, question.revision)),
            last_asked=last_asked.get(question.id),
        )
        for question in questions
    }
    return situation, candidates


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def day_began(visit: Visit) -> datetime:
    """The instant at which this learner day began."""
    return learner_days.day_start(visit.day, ZoneInfo(visit.learner.zone))
