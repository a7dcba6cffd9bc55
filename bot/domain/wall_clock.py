"""From a reading of the wall clock to an instant, through gaps and folds."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_SECOND = timedelta(seconds=1)


def require_aware(instant: datetime) -> None:
    """Raise ValueError if the instant has no time zone: nobody could tell when it was."""
    if instant.utcoffset() is None:
        raise ValueError(f"naive datetime {instant!r}")


def first_instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The first instant (UTC) at which the wall clock of `zone` reads `day` `at` or later.

    In a fold that is the first occurrence, in a gap the first instant after it, also where the gap swallows a
    whole day. Exact to the second, as offsets are. Raises ValueError if `at` carries a time zone.
    """
    if at.tzinfo is not None:
        raise ValueError(f"{at!r} must be a plain wall-clock time")
    wall = datetime.combine(day, at.replace(fold=0))
    instant = wall.replace(tzinfo=zone).astimezone(UTC)
    if _reading(instant, zone) == wall:
        return instant
    # A gap. PEP 495: read with fold=1 it lies before the change, with fold=0 behind it.
    before = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    seconds = round((instant - before) / _SECOND)
    low, high = 0, seconds  # the clock reads less than `wall` at `low`, and at least that at `high`
    while high - low > 1:
        middle = (low + high) // 2
        if _reading(before + middle * _SECOND, zone) < wall:
            low = middle
        else:
            high = middle
    return (before + high * _SECOND).replace(microsecond=0)


def _reading(instant: datetime, zone: ZoneInfo) -> datetime:
    return instant.astimezone(zone).replace(tzinfo=None)
