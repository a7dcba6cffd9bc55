"""The streak day by day: what became of each learner day, by the same steps that compute the streak."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain import learner_days
from bot.domain.streak_log import Activity, LogEntry, in_order
from bot.domain.streak_state import Excuse, StreakState, excuse_of, new_streak, reach
from bot.domain.streaks import NEVER_MISSED_WITHIN, follow

_DAY = timedelta(days=1)


class DayMark(StrEnum):
    """What became of one learner day."""

    COUNTED = "counted"
    FROZEN = "frozen"
    EXCUSED = "excused"
    MISSED = "missed"
    OPEN = "open"  # today, due, and nothing done yet
    FUTURE = "future"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """A learner day with its mark; `excuse` says why an excused day is, or a future one will be."""

    day: date
    mark: DayMark
    excuse: Excuse | None = None


def calendar(
    log: Iterable[LogEntry],
    *,
    weekdays: frozenset[int],
    now: datetime,
    zone: ZoneInfo,
    first_day: date,
    last_day: date,
) -> list[CalendarDay]:
    """The learner days `first_day` to `last_day`, both included, as they stand at `now`.

    `weekdays` is the set the learner began with. Raises ValueError if `now` is naive.
    """
    state = new_streak(weekdays)
    marks: dict[date, CalendarDay] = {}
    gap: dict[date, Excuse | None] = {}  # days closed since the last activity
    for entry in in_order(log):
        before = state
        state, closed = follow(before, entry)
        gap |= {c.day: c.excuse for c in closed if c.day not in marks}
        if isinstance(entry, Activity) and state.last_day is not None:
            marks |= _gap_marks(gap, before, entry.at)
            marks[state.last_day] = CalendarDay(day=state.last_day, mark=DayMark.COUNTED)
            gap = {}
    before = state
    state, closed = reach(before, learner_days.advance(before.reached, now, zone))
    gap |= {c.day: c.excuse for c in closed if c.day not in marks}
    marks |= _gap_marks(gap, before, now)
    days = (first_day + n * _DAY for n in range((last_day - first_day).days + 1))
    return [marks.get(day) or _unanswered(state, day) for day in days]


def _gap_marks(gap: Mapping[date, Excuse | None], before: StreakState, at: datetime) -> dict[date, CalendarDay]:
    """Marks of the unanswered days between the last activity of `before` and the next one, or now."""
    if before.last_at is None:
        return {}
    freezes = before.freezes
    marks = {}
    for day, excuse in sorted(gap.items()):
        if excuse is None and at - before.last_at <= NEVER_MISSED_WITHIN:
            excuse = Excuse.WITHIN_24_HOURS
        if excuse is not None:
            mark = DayMark.EXCUSED
        elif freezes > 0:
            mark, freezes = DayMark.FROZEN, freezes - 1
        else:
            mark = DayMark.MISSED
        marks[day] = CalendarDay(day=day, mark=mark, excuse=excuse)
    return marks


def _unanswered(state: StreakState, day: date) -> CalendarDay:
    """A day without an activity that no gap holds: before the first activity, today, or to come."""
    today = state.reached
    if today is None or day < today:
        return CalendarDay(day=day, mark=DayMark.EXCUSED, excuse=Excuse.BEFORE_START)
    excuse = excuse_of(state, day)
    if day > today:
        return CalendarDay(day=day, mark=DayMark.FUTURE, excuse=excuse)
    return CalendarDay(day=day, mark=DayMark.OPEN if excuse is None else DayMark.EXCUSED, excuse=excuse)
