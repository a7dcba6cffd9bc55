"""What must be kept of a learner's log to go on with the streak, and how learner days close.

A learner day is *closed* once a later one is reached. A change of settings never excuses a closed day, so
what was missed stays missed; only an excused day or a late activity may, and then the log is replayed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

import msgspec
from msgspec.structs import replace

from bot.domain.weekday_sets import check_weekdays

FREEZES_AT_START = 1

_DAY = timedelta(days=1)


class Excuse(StrEnum):
    """Why an unanswered learner day is not missed."""

    OFF_DAY = "off-day"
    PAUSED = "paused"
    ZONE_CHANGE = "zone-change"
    OPERATOR = "operator"
    OUTAGE = "outage"
    WITHIN_24_HOURS = "within-24-hours"  # the activities around it are at most 24 h apart
    BEFORE_START = "before-start"  # before the learner's first activity


class ExcusedDay(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """A single day excused, other than by the weekdays or the running pause."""

    day: date
    excuse: Excuse


class StreakState(msgspec.Struct, frozen=True, kw_only=True):
    """All that is needed to go on with a streak without its history; a cache of the log.

    `weekdays` is the set in force on `reached`, `next_weekdays` the one from the day after it, if changed.
    `missed` are the unexcused closed days since the last activity, up to the one that ends the streak.
    """

    weekdays: frozenset[int]
    next_weekdays: frozenset[int] | None = None
    at: datetime | None = None  # instant of the last entry
    reached: date | None = None  # learner day of the last entry
    last_at: datetime | None = None  # the last activity
    last_day: date | None = None
    current: int = 0  # as of the last activity
    longest: int = 0
    freezes: int = FREEZES_AT_START  # held as of the last activity
    missed: tuple[date, ...] = ()
    paused_until: date | None = None  # last day of the running pause
    excused: tuple[ExcusedDay, ...] = ()  # from `reached` on, sorted

    def to_json(self) -> dict[str, Any]:
        """The state as a dict of JSON types."""
        plain: dict[str, Any] = msgspec.to_builtins(self, order="deterministic")
        return plain

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> "StreakState":
        """The inverse of `to_json`. Raises msgspec.ValidationError for anything else."""
        return msgspec.convert(plain, cls)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedDay:
    """A learner day that is over, and why it needed no answer (None: it did)."""

    day: date
    excuse: Excuse | None


def new_streak(weekdays: frozenset[int]) -> StreakState:
    """The state of a newcomer with these weekdays and an empty log. Raises BadSetting if none is chosen."""
    return StreakState(weekdays=check_weekdays(weekdays))


def reach(state: StreakState, day: date) -> tuple[StreakState, list[ClosedDay]]:
    """The state on `day`, and the days closed on the way; it never runs backwards."""
    if state.reached is not None and day <= state.reached:
        return state, []
    start = day if state.reached is None else state.reached
    days = (start + n * _DAY for n in range((day - start).days))
    closed = [ClosedDay(day=d, excuse=excuse_of(state, d)) for d in days]
    missed = state.missed
    if state.last_day is not None:
        missed += tuple(c.day for c in closed if c.excuse is None and c.day != state.last_day)
    after = replace(
        state,
        reached=day,
        missed=missed[: state.freezes + 1],
        weekdays=state.weekdays if state.next_weekdays is None else state.next_weekdays,
        next_weekdays=None,
        paused_until=state.paused_until if state.paused_until is None or day <= state.paused_until else None,
        excused=tuple(excused for excused in state.excused if excused.day >= day),
    )
    return after, closed


def excuse_of(state: StreakState, day: date) -> Excuse | None:
    """Why the learner may leave `day` out, as things stand; None if the day is due.

    Raises ValueError for a closed day, about which the state knows nothing.
    """
    if state.reached is not None and day < state.reached:
        raise ValueError(f"{day} is closed")
    for excused in state.excused:
        if excused.day == day:
            return excused.excuse
    if _paused(state, day):
        return Excuse.PAUSED
    return None if day.weekday() in _weekdays_on(state, day) else Excuse.OFF_DAY


def is_due(state: StreakState, day: date) -> bool:
    """Whether leaving `day` out would miss it. Raises ValueError for a closed day."""
    return excuse_of(state, day) is None


def wants_prompt(state: StreakState, day: date) -> bool:
    """Whether `day` gets a prompt: its weekday is chosen and no pause is running.

    Unlike `is_due`: a traveller's excused day keeps its prompt, and so does the day of a `resume`.
    Raises ValueError for a closed day.
    """
    if state.reached is not None and day < state.reached:
        raise ValueError(f"{day} is closed")
    return day.weekday() in _weekdays_on(state, day) and not _paused(state, day)


def excuse(state: StreakState, days: Iterable[date], why: Excuse) -> StreakState:
    """The state with these days excused, as far as they are not closed."""
    new = {ExcusedDay(day=day, excuse=why) for day in days if state.reached is None or day >= state.reached}
    return replace(state, excused=tuple(sorted(new | set(state.excused))))


def _paused(state: StreakState, day: date) -> bool:
    return state.paused_until is not None and day <= state.paused_until


def _weekdays_on(state: StreakState, day: date) -> frozenset[int]:
    changed = state.next_weekdays is not None and state.reached is not None and day > state.reached
    return state.next_weekdays if changed and state.next_weekdays else state.weekdays
