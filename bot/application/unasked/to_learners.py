"""Prompts and nudges at sending time: whether the learner still wants them, and what a sent prompt changes."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.application.ports.messenger import Sent
from bot.application.ports.outbox import Delivery
from bot.application.ports.storage import UnitOfWork
from bot.domain.agenda import replanned
from bot.domain.people import Learner, PromptCare
from bot.domain.streaks import streak_at


def prompt_declined(learner: Learner, now: datetime) -> str | None:
    """Paused, switched off or fallen silent since it was planned; None: still wanted."""
    if not learner.prompts:
        return "prompts are off"
    if learner.prompt_care is PromptCare.SILENT:
        return "the learner no longer reacts"
    streak = streak_at(learner.streak, now=now, zone=ZoneInfo(learner.zone), reached=learner.reached_day)
    until = learner.streak.paused_until
    return "paused" if until is not None and until >= streak.today else None


def nudge_declined(learner: Learner, now: datetime) -> str | None:
    """As a prompt; and no longer needed once the day has its answer, or is excused."""
    if learner.nudge_time is None:
        return "nudges are off"
    streak = streak_at(learner.streak, now=now, zone=ZoneInfo(learner.zone), reached=learner.reached_day)
    if streak.done_today or not streak.due_today:
        return "already done today"
    return prompt_declined(learner, now)


async def prompt_sent(uow: UnitOfWork, delivery: Delivery, sent: Sent, at: datetime) -> None:
    """Note that a prompt was sent at `at`."""
    learner = await uow.planning.lock(delivery.learner_id) if delivery.learner_id else None
    if learner is not None:
        await uow.planning.prompted(after_prompt(learner, at))


def after_prompt(learner: Learner, at: datetime) -> Learner:
    """One more prompt without a reaction so far; the next one keeps its distance from this one."""
    prompted = replace(
        learner,
        last_prompt_at=max(at, learner.last_prompt_at or at),
        unanswered_prompts=learner.unanswered_prompts + 1,
    )
    return replanned(prompted, before=learner, now=at)
