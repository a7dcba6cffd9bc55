"""Learner days: they begin when the learner's wall clock first reads 04:00, and never run backwards."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.wall_clock import first_instant, require_aware

DAY_STARTS_AT = time(4)
TRUSTED_SKEW = timedelta(minutes=10)  # a platform's timestamp further off than this is not believed

_DAY = timedelta(days=1)
_NOON = time(12)


def day_start(day: date, zone: ZoneInfo) -> datetime:
    """The instant (UTC) at which learner day `day` begins in `zone`."""
    return first_instant(day, DAY_STARTS_AT, zone)


def day_end(day: date, zone: ZoneInfo) -> datetime:
    """The first instant (UTC) after learner day `day` in `zone`."""
    return day_start(day + _DAY, zone)


def learner_day(at: datetime, zone: ZoneInfo) -> date:
    """The learner day that contains the instant `at` for someone who is always in `zone`.

    Raises ValueError if `at` is naive.
    """
    require_aware(at)
    day = at.astimezone(zone).date()
    while at < day_start(day, zone):
        day -= _DAY
    # Upwards too: after a change that repeats a whole day the clock shows a date whose successor has begun.
    while at >= day_end(day, zone):
        day += _DAY
    return day


def advance(reached: date | None, at: datetime, zone: ZoneInfo) -> date:
    """The learner day at `at`, given the day already reached: the later of the two, whatever the zone did."""
    day = learner_day(at, zone)
    return day if reached is None else max(reached, day)


def activity_instant(platform_at: datetime | None, now: datetime) -> datetime:
    """When an activity happened (UTC): the platform's timestamp if within 10 minutes of ours, else ours.

    Raises ValueError if either is naive.
    """
    require_aware(now)
    if platform_at is None:
        return now.astimezone(UTC)
    require_aware(platform_at)
    trusted = abs(platform_at - now) <= TRUSTED_SKEW
    return (platform_at if trusted else now).astimezone(UTC)


def memory_instant(day: date) -> datetime:
    """What the memory model is told for a learner day: 12:00 of its date, exactly in `timezone.utc`."""
    return datetime.combine(day, _NOON, tzinfo=UTC)
