"""The rules of the streak once more, written down literally and slowly, to check the real ones against.

Everything is looked up in the whole log for every single day; nothing is carried along.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from bot.domain.streak_log import (
    Activity,
    DayExcused,
    LogEntry,
    Paused,
    Resumed,
    WeekdaysChanged,
    ZoneChanged,
)

DAY = timedelta(days=1)


def between(first: date, last: date) -> Iterator[date]:
    """The days strictly between two."""
    day = first + DAY
    while day < last:
        yield day
        day += DAY


def is_excused(day: date, log: Sequence[LogEntry], weekdays: frozenset[int]) -> bool:
    changes = [entry for entry in log if isinstance(entry, WeekdaysChanged) and entry.day < day]
    if day.weekday() not in (changes[-1].weekdays if changes else weekdays):
        return True
    pause: Paused | None = None
    for entry in log:
        if isinstance(entry, DayExcused) and entry.excused_day == day:
            return True
        if isinstance(entry, ZoneChanged) and entry.forward and entry.day_before <= day <= entry.day:
            return True
        if isinstance(entry, Paused | Resumed):
            if pause is not None and pause.day <= day <= min(pause.until, entry.day):
                return True
            pause = entry if isinstance(entry, Paused) else None
    return pause is not None and pause.day <= day <= pause.until


def naive_streak(log: Sequence[LogEntry], weekdays: frozenset[int], now: datetime, today: date) -> tuple[int, int, int]:
    """(current, longest, freezes) at `now`, of a log whose entries are in order."""
    activities = [(entry.at, entry.day) for entry in log if isinstance(entry, Activity)]
    current = longest = 0
    freezes = 1
    for index, (at, day) in enumerate(activities):
        if index == 0 or day != activities[index - 1][1]:
            current += 1
            if current % 7 == 0 and freezes < 2:
                freezes += 1
        longest = max(longest, current)
        next_at, next_day = activities[index + 1] if index + 1 < len(activities) else (now, today)
        if next_at - at <= timedelta(hours=24):
            continue
        for missed in between(day, next_day):
            if is_excused(missed, log, weekdays):
                continue
            if freezes == 0:
                current = 0
                break
            freezes -= 1
    return current, longest, freezes
