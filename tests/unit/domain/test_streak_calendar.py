from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.streak_calendar import DayMark, calendar
from bot.domain.streak_state import Excuse
from bot.domain.weekday_sets import EVERY_DAY, WORKDAYS
from tests.unit.domain.diary import Diary


def marks(diary: Diary, now: str, first: str, last: str) -> list[str]:
    """One word per day: the mark, or what excused it."""
    return [day.excuse or day.mark for day in diary.calendar(now, first, last)]


def test_every_mark_of_a_month() -> None:
    diary = Diary("Europe/Berlin", weekdays=WORKDAYS)
    diary.answers("2027-01-05 12:00", "2027-01-06 12:00")
    diary.pauses(1, "2027-01-11 08:00")
    diary.answers("2027-01-13 12:00", "2027-01-15 12:00")
    diary.moves_to("Europe/Athens", "2027-01-18 08:00")
    diary.operator_excuses("2027-01-19", "2027-01-20 08:00")
    assert marks(diary, "2027-01-20 12:00", "2027-01-04", "2027-01-23") == [
        Excuse.BEFORE_START,  # Monday the 4th
        DayMark.COUNTED,
        DayMark.COUNTED,
        DayMark.FROZEN,
        DayMark.MISSED,
        Excuse.OFF_DAY,
        Excuse.OFF_DAY,
        Excuse.PAUSED,  # Monday the 11th
        Excuse.PAUSED,
        DayMark.COUNTED,
        DayMark.MISSED,
        DayMark.COUNTED,
        Excuse.OFF_DAY,
        Excuse.OFF_DAY,
        Excuse.ZONE_CHANGE,  # Monday the 18th
        Excuse.OPERATOR,
        DayMark.OPEN,
        DayMark.FUTURE,
        DayMark.FUTURE,
        Excuse.OFF_DAY,  # a Saturday to come
    ]


def test_an_excused_day_that_was_used_counts() -> None:
    diary = Diary("Europe/Berlin", weekdays=WORKDAYS)
    diary.answers("2027-01-16 12:00")
    assert marks(diary, "2027-01-16 13:00", "2027-01-16", "2027-01-16") == [DayMark.COUNTED]


def test_today_is_open_or_excused_until_it_is_answered() -> None:
    diary = Diary("Europe/Berlin", weekdays=WORKDAYS)
    diary.answers("2027-01-14 12:00")
    assert marks(diary, "2027-01-15 12:00", "2027-01-15", "2027-01-15") == [DayMark.OPEN]
    assert marks(diary, "2027-01-16 12:00", "2027-01-16", "2027-01-16") == [Excuse.OFF_DAY]


def test_a_day_bridged_within_24_hours_is_excused_so_far() -> None:
    diary = Diary("America/Los_Angeles")
    diary.answers("2027-03-13 03:59")
    assert marks(diary, "2027-03-14 04:30", "2027-03-13", "2027-03-13") == [Excuse.WITHIN_24_HOURS]
    assert marks(diary, "2027-03-14 04:59", "2027-03-13", "2027-03-13") == [Excuse.WITHIN_24_HOURS]
    assert marks(diary, "2027-03-14 05:00", "2027-03-13", "2027-03-13") == [DayMark.FROZEN]
    diary.answers("2027-03-14 04:30")
    assert marks(diary, "2027-03-14 05:00", "2027-03-13", "2027-03-13") == [Excuse.WITHIN_24_HOURS]


def test_a_change_of_zone_over_the_date_line_shows_on_both_days() -> None:
    diary = Diary("Pacific/Honolulu")
    diary.answers("2027-01-12 20:00")
    diary.moves_to("Pacific/Auckland", "2027-01-13 10:00")
    assert marks(diary, "2027-01-15 12:00", "2027-01-12", "2027-01-15") == [
        DayMark.COUNTED,
        Excuse.ZONE_CHANGE,
        Excuse.ZONE_CHANGE,
        DayMark.OPEN,
    ]


def test_a_newcomers_calendar_holds_nothing_missed() -> None:
    diary = Diary("Europe/Berlin")
    assert marks(diary, "2027-01-12 12:00", "2027-01-11", "2027-01-13") == [
        Excuse.BEFORE_START,
        DayMark.OPEN,
        DayMark.FUTURE,
    ]


def test_a_late_solve_fills_its_own_day() -> None:
    diary = Diary("Europe/Berlin")
    diary.answers("2027-01-11 12:00", "2027-01-13 12:00")
    assert marks(diary, "2027-01-13 13:00", "2027-01-12", "2027-01-12") == [DayMark.FROZEN]
    diary.solved_late("2027-01-12 12:00")
    assert marks(diary, "2027-01-13 13:00", "2027-01-12", "2027-01-12") == [DayMark.COUNTED]


def test_a_naive_instant_is_refused() -> None:
    day = date(2027, 1, 11)
    with pytest.raises(ValueError, match="naive"):
        calendar(
            [],
            weekdays=EVERY_DAY,
            now=datetime(2027, 1, 11),  # noqa: DTZ001
            zone=ZoneInfo("UTC"),
            first_day=day,
            last_day=day,
        )
