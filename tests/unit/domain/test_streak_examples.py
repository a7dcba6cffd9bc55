"""The five worked examples that the rules of the streak come with."""

from datetime import date

from bot.domain.weekday_sets import EVERY_DAY
from tests.unit.domain.diary import Diary
from tests.unit.domain.local_time import local

WEDNESDAY = 2


def test_auckland_to_honolulu_after_answering_wednesday_counts_once_and_misses_nothing() -> None:
    diary = Diary("Pacific/Auckland")
    diary.answers("2027-01-12 20:00", "2027-01-13 20:00")
    diary.moves_to("Pacific/Honolulu", "2027-01-13 21:00")
    diary.answers("2027-01-13 12:00")  # a Wednesday again
    last_minute = diary.at("2027-01-14 03:59")
    assert (last_minute.today, last_minute.done_today) == (date(2027, 1, 13), True)
    thursday = diary.at("2027-01-14 04:00")
    assert (thursday.today, thursday.done_today) == (date(2027, 1, 14), False)
    assert (thursday.current, thursday.freezes, thursday.missed) == (2, 1, ())
    diary.answers("2027-01-14 20:00")
    assert diary.at("2027-01-14 21:00").current == 3


def test_honolulu_to_auckland_excuses_the_day_left_and_the_day_entered() -> None:
    diary = Diary("Pacific/Honolulu")
    diary.answers("2027-01-12 20:00")
    diary.moves_to("Pacific/Auckland", "2027-01-13 10:00")
    assert diary.at_instant(local("2027-01-14 09:00", "Pacific/Auckland")).today == date(2027, 1, 14)
    assert not diary.at("2027-01-14 20:00").due_today
    friday = diary.at("2027-01-15 20:00")
    assert (friday.current, friday.freezes, friday.missed, friday.due_today) == (1, 1, (), True)
    saturday = diary.at("2027-01-16 20:00")
    assert saturday.missed == (date(2027, 1, 15),)


def test_going_back_to_yesterdays_clock_does_not_reopen_a_missed_day() -> None:
    diary = Diary("Europe/Berlin")
    diary.answers("2027-01-11 12:00")
    diary.moves_to("Europe/London", "2027-01-13 04:01")
    after = diary.at_instant(local("2027-01-13 04:02", "Europe/Berlin"))
    assert after.today == date(2027, 1, 13)
    assert (after.missed, after.freezes) == ((date(2027, 1, 12),), 0)
    diary.answers("2027-01-13 03:30")  # still Wednesday in Berlin's count
    answered = diary.at("2027-01-13 12:00")
    assert (answered.current, answered.freezes) == (2, 0)


def test_twenty_four_hours_across_the_spring_change_miss_nothing() -> None:
    diary = Diary("America/Los_Angeles")
    diary.answers("2027-03-13 03:59", "2027-03-14 04:30")
    assert [entry.day for entry in diary.log] == [date(2027, 3, 12), date(2027, 3, 14)]
    streak = diary.at("2027-03-14 12:00")
    assert (streak.current, streak.freezes, streak.missed) == (2, 1, ())


def test_a_weekday_removed_in_the_evening_is_still_due_that_day() -> None:
    diary = Diary("Europe/Berlin")
    diary.answers("2027-01-12 12:00")
    diary.chooses(EVERY_DAY - {WEDNESDAY}, "2027-01-13 22:00")
    assert diary.at("2027-01-13 22:01").due_today
    thursday = diary.at("2027-01-14 12:00")
    assert thursday.missed == (date(2027, 1, 13),)
    diary.answers("2027-01-14 12:00", *(f"2027-01-{day} 12:00" for day in (15, 16, 17, 18, 19)))
    assert not diary.at("2027-01-20 12:00").due_today
    assert diary.at("2027-01-21 12:00").missed == ()
