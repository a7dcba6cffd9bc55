"""When prompts and nudges are due, in the learner's own local time, and when the coach falls silent.

All instants are aware UTC. Local days come from our own wall clock rules, for the usual cron rules skip or
repeat a day around clock changes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from hashlib import sha256
from uuid import UUID
from zoneinfo import ZoneInfo

from bot.domain.learner_days import DAY_STARTS_AT, learner_day
from bot.domain.streaks import Streak
from bot.domain.wall_clock import first_instant

CATCH_UP = timedelta(hours=4)  # a prompt missed by more is skipped
APART = timedelta(hours=6)  # two prompts are never closer
JITTER_MAX = timedelta(seconds=60)
LOOK_AHEAD_DAYS = 400  # more than the longest pause, 366 days, and the week behind it

NUDGE_FROM, QUIET_FROM = time(8), time(22)  # wall clock; no nudge from 22:00 to 08:00
NUDGE_STREAK_MIN = 2

PROMPTS_UNTIL_ASKED = 7
PROMPTS_UNTIL_SILENT = 14

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPrompt:
    """The prompt planned for learner day `day`, and keyed by it even where a gap carries it past 04:00."""

    day: date
    due_at: datetime  # exact; jitter delays only the sending


def planned_instant(day: date, prompt_time: time, zone: ZoneInfo) -> datetime:
    """When the prompt of learner day `day` is due: on its date, or on the next one if before 04:00."""
    return first_instant(day if prompt_time >= DAY_STARTS_AT else day + _DAY, prompt_time, zone)


def next_prompt(
    after: datetime,
    *,
    prompt_time: time,
    zone: ZoneInfo,
    wanted: Callable[[date], bool],
    reached: date | None = None,
    last_planned_day: date | None = None,
    last_prompt_at: datetime | None = None,
) -> PlannedPrompt | None:
    """The first prompt planned strictly after `after`; None if there is none within `LOOK_AHEAD_DAYS`.

    `wanted` tells whether a learner day gets a prompt (`streaks.wants_prompt`); it is asked for no day before
    `reached`, the learner day reached by `after`. Days up to `last_planned_day` have had theirs. One that
    would come within 6 hours of `last_prompt_at` is left out. Raises ValueError if `after` is naive.
    """
    # Earlier days cannot qualify: their prompts are due by the start of this one at the latest.
    day = learner_day(after, zone)
    if reached is not None:
        day = max(day, reached)
    last = day + LOOK_AHEAD_DAYS * _DAY
    if last_planned_day is not None:
        day = max(day, last_planned_day + _DAY)
    while day <= last:
        if wanted(day):
            due_at = planned_instant(day, prompt_time, zone)
            if due_at > after and _far_enough(due_at, last_prompt_at):
                return PlannedPrompt(day=day, due_at=due_at)
        day += _DAY
    return None


class PromptVerdict(StrEnum):
    """What to do about a planned prompt at a given moment."""

    WAIT = "wait"
    SEND = "send"
    SKIP = "skip"  # too late to help, or too close to the last one; log it


def prompt_verdict(planned: PlannedPrompt, now: datetime, *, last_prompt_at: datetime | None = None) -> PromptVerdict:
    """Whether a prompt that was planned is sent now, caught up with up to 4 hours late, or given up."""
    if now < planned.due_at:
        return PromptVerdict.WAIT
    in_time = now - planned.due_at <= CATCH_UP
    return PromptVerdict.SEND if in_time and _far_enough(now, last_prompt_at) else PromptVerdict.SKIP


def _far_enough(at: datetime, last_prompt_at: datetime | None) -> bool:
    return last_prompt_at is None or at - last_prompt_at >= APART


def jitter(learner_id: UUID) -> timedelta:
    """How much later than `due_at` this learner's prompts are sent: 0 to 60 s, fixed for each learner."""
    steps = JITTER_MAX // timedelta(milliseconds=1)
    return timedelta(milliseconds=int.from_bytes(sha256(learner_id.bytes).digest()[:8]) % (steps + 1))


def is_quiet(at: time) -> bool:
    """Whether no nudge may be sent at this wall-clock time (22:00 to 08:00)."""
    return not NUDGE_FROM <= at.replace(tzinfo=None) < QUIET_FROM


def nudge_instant(day: date, nudge_time: time, zone: ZoneInfo) -> datetime | None:
    """When the nudge of learner day `day` is due; None if that falls into the quiet hours."""
    due_at = first_instant(day, nudge_time, zone)
    return None if is_quiet(nudge_time) or is_quiet(due_at.astimezone(zone).timetz()) else due_at


def may_nudge(streak: Streak, *, now: datetime, nudge_time: time, zone: ZoneInfo, last_nudge_day: date | None) -> bool:
    """Whether to nudge at `now`, for which `streak` was computed: the nudge is due, and none was sent today.

    Only on a due and empty learner day, only for a streak of at least 2 days, and never in the quiet hours,
    however late the nudge comes.
    """
    if not streak.due_today or streak.done_today or streak.current < NUDGE_STREAK_MIN:
        return False
    if last_nudge_day is not None and last_nudge_day >= streak.today:
        return False
    due_at = nudge_instant(streak.today, nudge_time, zone)
    return due_at is not None and due_at <= now and not is_quiet(now.astimezone(zone).timetz())


class PromptStep(StrEnum):
    """What to do when the next prompt is due."""

    SEND = "send"
    ASK = "ask"  # send it, and ask whether to slow down
    SILENT = "silent"  # no prompts until the learner next comes by


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptSilence:
    """How long prompts have gone without any reaction: asked once after 7, silent after 7 more."""

    unanswered: int = 0

    @property
    def step(self) -> PromptStep:
        """What to do when the next prompt is due."""
        if self.unanswered >= PROMPTS_UNTIL_SILENT:
            return PromptStep.SILENT
        return PromptStep.ASK if self.unanswered == PROMPTS_UNTIL_ASKED else PromptStep.SEND

    def after_prompt(self) -> "PromptSilence":
        """One more prompt was sent."""
        return PromptSilence(unanswered=self.unanswered + 1)

    def after_reaction(self) -> "PromptSilence":
        """The learner came by, in whatever way."""
        return PromptSilence()
