"""A learner who writes their own log, for tests of the streak."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.learner_days import advance as advance_day
from bot.domain.streak_calendar import CalendarDay, calendar
from bot.domain.streak_log import (
    Activity,
    DayExcused,
    ExcusedBy,
    LogEntry,
    Paused,
    Resumed,
    WeekdaysChanged,
    day_at,
    zone_changed,
)
from bot.domain.streak_state import StreakState, new_streak
from bot.domain.streaks import LateEntry, Streak, advance, replay, streak_at
from bot.domain.weekday_sets import EVERY_DAY
from tests.unit.domain.local_time import local


@dataclass
class Diary:
    """Keeps the log and the state side by side, the state entry by entry. Readings are of the zone at the time."""

    zone: str
    weekdays: frozenset[int] = EVERY_DAY  # the learner began with
    log: list[LogEntry] = field(default_factory=list)
    state: StreakState = field(init=False)

    def __post_init__(self) -> None:
        self.state = new_streak(self.weekdays)

    def answers(self, *readings: str, fold: int = 0) -> None:
        for reading in readings:
            self.activity(local(reading, self.zone, fold=fold))

    def activity(self, at: datetime) -> None:
        self.write(Activity(at=at, day=self.day(at)))

    def solved_late(self, reading: str) -> None:
        at = local(reading, self.zone)
        self.write(Activity(at=at, day=day_at(self.log, at, self.zone)))

    def moves_to(self, zone: str, reading: str) -> None:
        """Read on the clock of the old zone."""
        self.zone_set(zone, local(reading, self.zone))

    def zone_set(self, zone: str, at: datetime) -> None:
        self.write(zone_changed(at=at, before=self.zone, after=zone, reached=self.state.reached))
        self.zone = zone

    def chooses(self, weekdays: Iterable[int], reading: str) -> None:
        at = local(reading, self.zone)
        self.write(WeekdaysChanged(at=at, day=self.day(at), weekdays=frozenset(weekdays)))

    def pauses(self, days: int, reading: str) -> None:
        at = local(reading, self.zone)
        self.write(Paused(at=at, day=self.day(at), until=self.day(at) + timedelta(days=days)))

    def resumes(self, reading: str) -> None:
        at = local(reading, self.zone)
        self.write(Resumed(at=at, day=self.day(at)))

    def operator_excuses(self, day: str, reading: str) -> None:
        at = local(reading, self.zone)
        excused = date.fromisoformat(day)
        self.write(DayExcused(at=at, day=self.day(at), excused_day=excused, source=ExcusedBy.OPERATOR))

    def write(self, entry: LogEntry) -> None:
        self.log.append(entry)
        try:
            self.state = advance(self.state, entry)
        except LateEntry:
            self.state = self.replayed()

    def replayed(self) -> StreakState:
        return replay(self.log, weekdays=self.weekdays)

    def day(self, at: datetime) -> date:
        return advance_day(self.state.reached, at, ZoneInfo(self.zone))

    def at(self, reading: str, *, fold: int = 0) -> Streak:
        return self.at_instant(local(reading, self.zone, fold=fold))

    def at_instant(self, now: datetime) -> Streak:
        return streak_at(self.state, now=now, zone=ZoneInfo(self.zone))

    def calendar(self, reading: str, first: str, last: str) -> list[CalendarDay]:
        return calendar(
            self.log,
            weekdays=self.weekdays,
            now=local(reading, self.zone),
            zone=ZoneInfo(self.zone),
            first_day=date.fromisoformat(first),
            last_day=date.fromisoformat(last),
        )
