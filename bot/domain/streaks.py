"""The streak: a pure function of the learner's log and an instant.

`replay` computes its state from the whole log; `advance` goes on from a stored state, one entry at a time,
whatever the length of the history. Both give the same state, and `streak_at` pairs it with an instant.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import assert_never
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from bot.domain import learner_days
from bot.domain.streak_log import (
    Activity,
    DayExcused,
    ExcusedBy,
    LogEntry,
    Paused,
    Resumed,
    WeekdaysChanged,
    ZoneChanged,
    in_order,
)
from bot.domain.streak_state import (
    ClosedDay,
    Excuse,
    StreakState,
    excuse,
    is_due,
    new_streak,
    reach,
    wants_prompt,
)

__all__ = [
    "Excuse",
    "LateEntry",
    "LogEntry",
    "Streak",
    "StreakState",
    "advance",
    "follow",
    "is_due",
    "new_streak",
    "replay",
    "streak_at",
    "wants_prompt",
]

FREEZES_MAX = 2
COUNTED_DAYS_PER_FREEZE = 7
NEVER_MISSED_WITHIN = timedelta(hours=24)

_DAY = timedelta(days=1)


class LateEntry(ValueError):
    """The entry belongs before something the state already holds: replay the log instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Streak:
    """A streak as it stands at one instant. `freezes` are those left after the days missed so far."""

    current: int  # counted days; 0 when it has ended or never began
    longest: int
    freezes: int
    today: date
    done_today: bool
    due_today: bool  # not excused, whether done or not
    missed: tuple[date, ...]  # since the last activity, up to the day that ended the streak
    at_risk_until: datetime | None  # an answer before it saves a freeze or the streak; None: no risk

    @property
    def alive(self) -> bool:
        """Whether a streak is running."""
        return self.current > 0


def advance(state: StreakState, entry: LogEntry) -> StreakState:
    """The state after one more entry.

    Raises LateEntry if the entry is older than the last one, or excuses a day that is already closed.
    """
    if isinstance(entry, DayExcused):
        if state.reached is not None and entry.excused_day < state.reached:
            raise LateEntry(f"{entry.excused_day} is closed")
    elif state.at is not None and entry.at < state.at:
        raise LateEntry(f"{entry.at} is before {state.at}")
    return follow(state, entry)[0]


def replay(log: Iterable[LogEntry], *, weekdays: frozenset[int]) -> StreakState:
    """The state after the whole log, in whatever order entries came in, starting with these weekdays."""
    state = new_streak(weekdays)
    for entry in in_order(log):
        state, _ = follow(state, entry)
    return state


def follow(state: StreakState, entry: LogEntry) -> tuple[StreakState, list[ClosedDay]]:
    """The state after one more entry, and the learner days closed by it. The entry must not be late."""
    if isinstance(entry, DayExcused):
        why = Excuse.OPERATOR if entry.source is ExcusedBy.OPERATOR else Excuse.OUTAGE
        return excuse(state, [entry.excused_day], why), []
    state, closed = reach(state, entry.day_before if isinstance(entry, ZoneChanged) else entry.day)
    match entry:
        case Activity():
            state = _count(state, entry.at)
        case WeekdaysChanged():
            state = replace(state, next_weekdays=entry.weekdays)
        case Paused():
            state = replace(state, paused_until=entry.until)
        case Resumed():
            if state.paused_until is not None and state.reached is not None:
                # The pause goes at once, for prompts; the day itself stays excused.
                state = excuse(replace(state, paused_until=None), [state.reached], Excuse.PAUSED)
        case ZoneChanged():
            if entry.forward:
                span = (entry.day - entry.day_before).days + 1
                state = excuse(state, [entry.day_before + n * _DAY for n in range(span)], Excuse.ZONE_CHANGE)
            state, more = reach(state, entry.day)
            closed += more
        case _:
            assert_never(entry)
    return replace(state, at=entry.at.astimezone(UTC)), closed


def streak_at(state: StreakState, *, now: datetime, zone: ZoneInfo, reached: date | None = None) -> Streak:
    """The streak at `now`, which is paired with the last activity.

    `reached`: a learner day known to be reached, beyond the log's own. Raises ValueError if `now` is naive.
    """
    today = learner_days.advance(state.reached, now, zone)
    today = today if reached is None else max(today, reached)
    state, _ = reach(state, today)
    bridged = _bridged(state, now)
    missed = () if bridged else state.missed
    goes_on = len(missed) <= state.freezes
    return Streak(
        current=state.current if goes_on else 0,
        longest=state.longest,
        freezes=state.freezes - len(missed) if goes_on else 0,
        today=today,
        done_today=state.last_day == today,
        due_today=is_due(state, today),
        missed=missed,
        at_risk_until=_deadline(state, today, zone, bridged=bridged) if goes_on else None,
    )


def _deadline(state: StreakState, today: date, zone: ZoneInfo, *, bridged: bool) -> datetime | None:
    if state.last_at is None or state.last_day == today:
        return None
    bridge_ends = state.last_at + NEVER_MISSED_WITHIN
    if bridged and state.missed:
        return bridge_ends
    return max(learner_days.day_end(today, zone), bridge_ends) if is_due(state, today) else None


def _bridged(state: StreakState, at: datetime) -> bool:
    return state.last_at is not None and at - state.last_at <= NEVER_MISSED_WITHIN


def _count(state: StreakState, at: datetime) -> StreakState:
    """An activity on the day reached."""
    day, at = state.reached, at.astimezone(UTC)
    if day == state.last_day:
        return replace(state, last_at=at)
    missed = () if _bridged(state, at) else state.missed
    goes_on = len(missed) <= state.freezes
    current = state.current + 1 if goes_on else 1
    freezes = state.freezes - len(missed) if goes_on else 0
    if current % COUNTED_DAYS_PER_FREEZE == 0:
        freezes = min(FREEZES_MAX, freezes + 1)
    return replace(
        state,
        last_at=at,
        last_day=day,
        current=current,
        longest=max(state.longest, current),
        freezes=freezes,
        missed=(),
    )
