"""When a team's weekly digest is posted, under which key, and which learner days it covers."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.learner_days import learner_day
from bot.domain.wall_clock import first_instant, require_aware

FIRST_DIGEST_DAYS = 7
DAYS_MAX = 14
LATE_AFTER = timedelta(hours=24)

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRange:
    """Successive learner days, both ends included."""

    first: date
    last: date

    def __len__(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1

    def __contains__(self, day: date) -> bool:
        """Whether `day` is one of them."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestWindow:
    """The learner days a digest covers, and those a longer silence made it leave out (just before)."""

    days: DayRange
    left_out: DayRange | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDigest:
    """The posting of one team's digest; `date` is the planned one in the team's zone."""

    date: date
    due_at: datetime

    @property
    def key(self) -> str:
        """ISO year and week of the posting date."""
        return digest_key(self.date)


def digest_key(posting_date: date) -> str:
    """`%G-W%V` of the posting date in the team's zone, such as "2026-W53"."""
    year, week, _ = posting_date.isocalendar()
    return f"{year:04}-W{week:02}"


def posting_date(at: datetime, zone: ZoneInfo) -> date:
    """The calendar date of a posting at `at` in the team's zone. Raises ValueError if `at` is naive."""
    require_aware(at)
    return at.astimezone(zone).date()


def digest_window(at: datetime, zone: ZoneInfo, *, last_end: date | None) -> DigestWindow | None:
    """What a digest posted at `at` covers; None if the last one, which ended on `last_end`, left no day over.

    Whole learner days of the team's zone, from the day after `last_end` (for a first digest: 7 days) to
    yesterday, the newest 14 of them at most. A posting that comes late passes the instant it was planned for.
    """
    yesterday = learner_day(at, zone) - _DAY
    since = yesterday - (FIRST_DIGEST_DAYS - 1) * _DAY if last_end is None else last_end + _DAY
    if since > yesterday:
        return None
    first = max(since, yesterday - (DAYS_MAX - 1) * _DAY)
    left_out = DayRange(first=since, last=first - _DAY) if first > since else None
    return DigestWindow(days=DayRange(first=first, last=yesterday), left_out=left_out)


def next_digest(
    after: datetime, *, weekday: int, at: time, zone: ZoneInfo, last_key: str | None = None
) -> PlannedDigest:
    """The first posting strictly after `after` in a later week than `last_key` (maybe one posted by hand).

    `weekday` is that of the posting date, Monday is 0. Raises ValueError for no weekday or a naive `after`.
    """
    if weekday not in range(7):
        raise ValueError(f"weekdays are 0 (Monday) to 6, not {weekday}")
    # A day back: in a gap the posting of one date is carried into the next.
    day = posting_date(after, zone) - _DAY
    day += (weekday - day.weekday()) % 7 * _DAY
    while True:
        planned = PlannedDigest(date=day, due_at=first_instant(day, at, zone))
        if planned.due_at > after and (last_key is None or planned.key > last_key):
            return planned
        day += 7 * _DAY


class DigestVerdict(StrEnum):
    """What to do about a planned digest at a given moment."""

    WAIT = "wait"
    POST = "post"
    SKIP = "skip"  # later than 24 hours; the next digest covers these days


def digest_verdict(planned: PlannedDigest, now: datetime) -> DigestVerdict:
    """Whether a digest that was planned is posted now, up to 24 hours late, or left to the next week."""
    if now < planned.due_at:
        return DigestVerdict.WAIT
    return DigestVerdict.POST if now - planned.due_at <= LATE_AFTER else DigestVerdict.SKIP
