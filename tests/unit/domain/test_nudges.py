from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.domain.prompt_times import is_quiet, may_nudge, nudge_instant
from bot.domain.weekday_sets import EVERY_DAY, WORKDAYS
from tests.unit.domain.diary import Diary
from tests.unit.domain.local_time import local, reading

EIGHT_IN_THE_EVENING = time(20)


def learner(*answered: int, weekdays: frozenset[int] = EVERY_DAY) -> Diary:
    """Answered at noon on these days of January 2027, in Berlin."""
    diary = Diary("Europe/Berlin", weekdays=weekdays)
    diary.answers(*(f"2027-01-{day} 12:00" for day in answered))
    return diary


def nudged(diary: Diary, now: str, *, at: time = EIGHT_IN_THE_EVENING, last: date | None = None) -> bool:
    return may_nudge(
        diary.at(now),
        now=local(now, diary.zone),
        nudge_time=at,
        zone=ZoneInfo(diary.zone),
        last_nudge_day=last,
    )


def test_an_empty_due_day_of_a_running_streak_is_nudged_at_the_nudge_time() -> None:
    diary = learner(11, 12)
    assert not nudged(diary, "2027-01-13 19:59")
    assert nudged(diary, "2027-01-13 20:00")


def test_a_streak_below_two_days_is_not_nudged() -> None:
    assert not nudged(learner(12), "2027-01-13 20:00")
    assert not nudged(learner(), "2027-01-13 20:00")


def test_a_day_with_an_answer_is_not_nudged() -> None:
    assert not nudged(learner(11, 12, 13), "2027-01-13 20:00")


def test_a_day_that_is_not_due_is_not_nudged() -> None:
    assert not nudged(learner(14, 15, weekdays=WORKDAYS), "2027-01-16 20:00")
    paused = learner(11, 12)
    paused.pauses(1, "2027-01-13 09:00")
    assert not nudged(paused, "2027-01-13 20:00")


def test_there_is_at_most_one_nudge_a_day() -> None:
    diary = learner(11, 12)
    assert not nudged(diary, "2027-01-13 20:01", last=date(2027, 1, 13))
    assert nudged(diary, "2027-01-13 20:01", last=date(2027, 1, 12))


def test_a_late_nudge_is_not_sent_into_the_night() -> None:
    diary = learner(11, 12)
    assert nudged(diary, "2027-01-13 21:59")
    assert not nudged(diary, "2027-01-13 22:00")
    assert not nudged(diary, "2027-01-14 01:00")


def test_a_nudge_time_of_the_quiet_hours_gives_no_nudge_at_any_hour() -> None:
    diary = learner(11, 12)
    for now in ("2027-01-13 12:00", "2027-01-13 21:59", "2027-01-13 22:30"):
        assert not nudged(diary, now, at=time(22, 15))
        assert not nudged(diary, now, at=time(7))


@pytest.mark.parametrize(
    ("at", "quiet"),
    [
        (time(7, 59), True),
        (time(8), False),
        (time(21, 59), False),
        (time(22), True),
        (time(0), True),
        (time(22, fold=1), True),
    ],
)
def test_the_quiet_hours_are_from_ten_to_eight(at: time, quiet: bool) -> None:
    assert is_quiet(at) is quiet


def test_the_nudge_is_planned_on_the_date_of_its_learner_day() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    at = nudge_instant(date(2027, 1, 13), EIGHT_IN_THE_EVENING, berlin)
    assert at is not None
    assert reading(at, "Europe/Berlin") == "2027-01-13 20:00"
    assert nudge_instant(date(2027, 1, 13), time(23), berlin) is None


def test_a_gap_does_not_carry_a_nudge_into_the_night() -> None:
    # Samoa had no 30 December 2011; the clock went on with the 31st, 00:00.
    assert nudge_instant(date(2011, 12, 30), EIGHT_IN_THE_EVENING, ZoneInfo("Pacific/Apia")) is None
    assert nudge_instant(date(2011, 12, 31), EIGHT_IN_THE_EVENING, ZoneInfo("Pacific/Apia")) == datetime(
        2011, 12, 31, 6, tzinfo=UTC
    )
