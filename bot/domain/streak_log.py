"""The learner's log, as far as it decides the streak: what happened, when, and on which learner day.

`at` is an aware instant; `day` is the learner day reached at `at`, stored when the entry is made and never
recomputed. The log is append-only, in the order of writing; among entries of one instant that order counts.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

import msgspec

from bot.domain.learner_days import advance
from bot.domain.wall_clock import require_aware
from bot.domain.weekday_sets import check_weekdays


class ExcusedBy(StrEnum):
    """Who or what excused a single day."""

    OPERATOR = "operator"  # `coach excuse`
    OUTAGE = "outage"  # heartbeats show the coach down for over 6 hours of that day


class _Entry(msgspec.Struct, frozen=True, kw_only=True):
    at: datetime
    day: date

    def __post_init__(self) -> None:
        require_aware(self.at)


class Activity(_Entry, frozen=True, kw_only=True, tag="activity"):
    """An answered question, right or wrong, or a practice log. (A skip is none.)"""


class ZoneChanged(_Entry, frozen=True, kw_only=True, tag="zone-changed"):
    """The learner's zone changed, by themselves or with their profile; make it with `zone_changed`.

    `day_before` is the learner day just before the change, `day` the one just after it. `forward`: the
    change moved the wall clock forward, by the zones' offsets of that moment.
    """

    day_before: date
    zone_before: str
    zone_after: str
    forward: bool


class WeekdaysChanged(_Entry, frozen=True, kw_only=True, tag="weekdays-changed"):
    """The weekdays were chosen anew; in force from the day after `day`. Raises BadSetting when empty."""

    weekdays: frozenset[int]

    def __post_init__(self) -> None:
        require_aware(self.at)
        check_weekdays(self.weekdays)


class Paused(_Entry, frozen=True, kw_only=True, tag="paused"):
    """A pause from `day` to `until`, both included (`pause N`: until = day + N); replaces a running one."""

    until: date

    def __post_init__(self) -> None:
        require_aware(self.at)
        if self.until < self.day:
            raise ValueError(f"a pause made on {self.day} cannot end on {self.until}")


class Resumed(_Entry, frozen=True, kw_only=True, tag="resumed"):
    """The running pause ends; `day` itself stays excused."""


class DayExcused(_Entry, frozen=True, kw_only=True, tag="day-excused"):
    """One learner day, past, present or to come, does not count as missed."""

    excused_day: date
    source: ExcusedBy


LogEntry = Activity | ZoneChanged | WeekdaysChanged | Paused | Resumed | DayExcused


def zone_changed(*, at: datetime, before: str, after: str, reached: date | None) -> ZoneChanged:
    """The entry for a change of zone at `at`, given the learner day already reached.

    Raises ValueError if `at` is naive, zoneinfo.ZoneInfoNotFoundError for an unknown zone.
    """
    old, new = ZoneInfo(before), ZoneInfo(after)
    day_before = advance(reached, at, old)
    # As naive readings of the two clocks: offsets of this very moment, daylight saving included.
    forward = at.astimezone(new).replace(tzinfo=None) > at.astimezone(old).replace(tzinfo=None)
    return ZoneChanged(
        at=at.astimezone(UTC),
        day_before=day_before,
        day=advance(day_before, at, new),
        zone_before=before,
        zone_after=after,
        forward=forward,
    )


def in_order(log: Iterable[LogEntry]) -> list[LogEntry]:
    """The log as it is replayed: by instant, then as written; excused days first, for they reach back."""
    return sorted(log, key=lambda entry: (not isinstance(entry, DayExcused), entry.at))


def day_at(log: Sequence[LogEntry], at: datetime, zone: str) -> date:
    """The learner day of an activity at `at` that enters the log late, such as a verified solve.

    Uses the zone in force at `at` (`zone`, the present one, if none came since) and the day reached by then.
    """
    reached: date | None = None
    for entry in in_order(log):
        if isinstance(entry, DayExcused):
            continue
        if entry.at <= at:
            reached = entry.day if reached is None else max(reached, entry.day)
        elif isinstance(entry, ZoneChanged):
            zone = entry.zone_before
            break
    return advance(reached, at, ZoneInfo(zone))
