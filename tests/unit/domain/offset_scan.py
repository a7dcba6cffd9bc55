"""When local times occur, found by reading a zone's offset again and again: an oracle for our wall clock rules.

It knows nothing of gaps and folds. It looks at the offset day by day and, where that changed, minute by minute,
and then asks each stretch of constant offset when its clock first reads a time or more.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

FIRST, LAST = date(2024, 1, 1), date(2030, 12, 31)

_DAY, _HOUR, _MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time of constant offset, from `start` to before `end`."""

    start: datetime
    end: datetime
    offset: timedelta


def stretches(name: str, first: date = FIRST, last: date = LAST) -> tuple[Stretch, ...]:
    """The zone's stretches over the days `first` to `last`, and some days around them."""
    zone = ZoneInfo(name)
    begin = datetime(first.year, first.month, first.day, tzinfo=UTC) - 5 * _DAY
    days = (last - first).days + 10
    starts = [begin]
    mornings = [(at, _offset(at, zone)) for at in (begin + n * _DAY for n in range(days + 1))]
    for (morning, offset), (_, next_offset) in pairwise(mornings):
        if offset != next_offset:
            starts += _changes(morning, zone)
    starts.append(begin + days * _DAY)
    return tuple(Stretch(a, b, _offset(a, zone)) for a, b in pairwise(starts))


def _changes(morning: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    for hour in (morning + n * _HOUR for n in range(24)):
        if _offset(hour, zone) != _offset(hour + _HOUR, zone):
            minutes = (hour + n * _MINUTE for n in range(1, 61))
            yield next(at for at in minutes if _offset(at, zone) != _offset(at - _MINUTE, zone))


def _offset(at: datetime, zone: ZoneInfo) -> timedelta:
    offset = at.astimezone(zone).utcoffset()
    assert offset is not None
    return offset


@cache
def zone_groups() -> dict[tuple[Stretch, ...], list[str]]:
    """Every zone name there is; those with the same offsets all the time from 2024 to 2030 share one entry."""
    groups: dict[tuple[Stretch, ...], list[str]] = {}
    for name in sorted(available_timezones() - {"localtime", "Factory"}):
        groups.setdefault(stretches(name), []).append(name)
    return groups


def occurrences(scanned: tuple[Stretch, ...], at: time, first: date, last: date) -> Iterator[tuple[date, datetime]]:
    """For each date, the first instant at which the clock reads `at` of that date or more."""
    rest = iter(scanned)
    stretch = next(rest)
    day = first
    while day <= last:
        wall = datetime.combine(day, at, tzinfo=UTC)
        while max(stretch.start, wall - stretch.offset) >= stretch.end:
            stretch = next(rest)
        yield day, max(stretch.start, wall - stretch.offset)
        day += _DAY
