"""What the planner has to do with a learner, and when it must look at them again: pure functions of the learner.

`Learner.next_due_at` is a cache of `next_due`. It is what was *planned*: a worker that comes later than that
catches up with it, while a change of settings begins anew from the moment of the change.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.learner_days import advance, learner_day
from bot.domain.people import Learner, PromptCare
from bot.domain.prompt_times import (
    NUDGE_STREAK_MIN,
    PlannedPrompt,
    PromptVerdict,
    may_nudge,
    next_prompt,
    nudge_instant,
    prompt_verdict,
)
from bot.domain.streaks import is_due, streak_at, wants_prompt

NUDGE_LOOK_AHEAD_DAYS = 14  # a streak that no day of two weeks puts at risk waits for the next prompt

_DAY = timedelta(days=1)
_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedNudge:
    """The nudge of learner day `day`, if that day is still empty by then."""

    day: date
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What is due: at most one thing to send, and the prompts that were missed by too much."""

    send: PlannedPrompt | PlannedNudge | None
    skipped: tuple[PlannedPrompt, ...] = ()


def next_due(learner: Learner, *, after: datetime) -> datetime | None:
    """When the planner must look at the learner next: the first prompt or nudge planned strictly after `after`."""
    return min((planned.due_at for planned in _planned(learner, after) if planned), default=None)


def due_now(learner: Learner, now: datetime) -> Due:
    """What is due by `now`, of all that was planned from `next_due_at` on.

    A prompt comes before a nudge: whoever is written to anyway need not be reminded.
    """
    skipped: list[PlannedPrompt] = []
    nudge: PlannedNudge | None = None
    after = now if learner.next_due_at is None else learner.next_due_at - _INSTANT
    while True:
        prompt, next_nudge = _planned(learner, after)
        due_at = min((planned.due_at for planned in (prompt, next_nudge) if planned), default=None)
        if due_at is None or due_at > now:
            return Due(send=nudge, skipped=tuple(skipped))
        if prompt is not None and prompt.due_at == due_at:
            if prompt_verdict(prompt, now, last_prompt_at=learner.last_prompt_at) is PromptVerdict.SEND:
                return Due(send=prompt, skipped=tuple(skipped))
            skipped.append(prompt)
        elif next_nudge is not None and _nudges_now(learner, now):
            nudge = PlannedNudge(day=_today(learner, now), due_at=next_nudge.due_at)
        after = due_at


def replanned(learner: Learner, *, before: Learner, now: datetime) -> Learner:
    """The learner with `next_due_at` after a change from `before`.

    A change of what is planned (prompts, zone, prompt time, weekdays, pause, a silence that ends) begins anew at
    `now`: what is past is not caught up with. Any other change leaves alone what is due and not yet looked at.
    """
    today = _today(learner, now)
    waits = before.next_due_at is not None and before.next_due_at <= now
    if waits and _schedule(before, today) == _schedule(learner, today):
        return learner
    return replace(learner, next_due_at=next_due(learner, after=now))


def without_future(learner: Learner, now: datetime) -> Learner:
    """The learner without prompts and nudges that a clock running ahead dated into the days to come."""
    latest = _today(learner, now) + _DAY
    ahead = learner.last_prompt_at is not None and learner.last_prompt_at > now
    return replace(
        learner,
        last_prompt_at=now if ahead else learner.last_prompt_at,
        last_prompt_day=learner.last_prompt_day and min(learner.last_prompt_day, latest),
        last_nudge_day=learner.last_nudge_day and min(learner.last_nudge_day, latest),
    )


def _schedule(learner: Learner, today: date) -> tuple[object, ...]:
    pause = learner.streak.paused_until
    return (
        learner.prompts,
        learner.zone,
        learner.prompt_time,
        learner.weekdays,
        pause if pause is not None and pause >= today else None,
        learner.prompt_care is PromptCare.SILENT,
    )


def _planned(learner: Learner, after: datetime) -> tuple[PlannedPrompt | None, PlannedNudge | None]:
    if not learner.prompts or learner.prompt_care is PromptCare.SILENT:
        return None, None
    return _prompt(learner, after), _nudge(learner, after)


def _prompt(learner: Learner, after: datetime) -> PlannedPrompt | None:
    return next_prompt(
        after,
        prompt_time=learner.prompt_time,
        zone=ZoneInfo(learner.zone),
        wanted=lambda day: wants_prompt(learner.streak, day),
        reached=_reached(learner),
        last_planned_day=learner.last_prompt_day,
        last_prompt_at=learner.last_prompt_at,
    )


def _nudge(learner: Learner, after: datetime) -> PlannedNudge | None:
    """The first instant at which a nudge might be needed, as things stand; whether it is, shows then."""
    state = learner.streak
    if learner.nudge_time is None or state.current < NUDGE_STREAK_MIN:
        return None
    zone = ZoneInfo(learner.zone)
    day = advance(_reached(learner), after, zone)
    for day in (day + n * _DAY for n in range(NUDGE_LOOK_AHEAD_DAYS)):
        if day == state.last_day or not is_due(state, day):
            continue
        if learner.last_nudge_day is not None and day <= learner.last_nudge_day:
            continue
        due_at = nudge_instant(day, learner.nudge_time, zone)
        if due_at is not None and due_at > after:
            return PlannedNudge(day=day, due_at=due_at) if _alive(learner, due_at) else None
    return None


def _alive(learner: Learner, at: datetime) -> bool:
    streak = streak_at(learner.streak, now=at, zone=ZoneInfo(learner.zone), reached=_reached(learner))
    return streak.current >= NUDGE_STREAK_MIN


def _nudges_now(learner: Learner, now: datetime) -> bool:
    if learner.nudge_time is None:
        return False
    zone = ZoneInfo(learner.zone)
    streak = streak_at(learner.streak, now=now, zone=zone, reached=_reached(learner))
    return may_nudge(streak, now=now, nudge_time=learner.nudge_time, zone=zone, last_nudge_day=learner.last_nudge_day)


def _reached(learner: Learner) -> date | None:
    return max(filter(None, (learner.reached_day, learner.streak.reached)), default=None)


def _today(learner: Learner, now: datetime) -> date:
    day = learner_day(now, ZoneInfo(learner.zone))
    reached = _reached(learner)
    return day if reached is None else max(day, reached)
