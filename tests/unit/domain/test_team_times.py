from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.people import TeamSettings
from bot.domain.team_times import PlannedQuestion, agenda, next_question
from bot.domain.wall_clock import first_instant
from tests.unit.domain.local_time import local, reading

EVERY_DAY = frozenset(range(7))


def asks(at: time = time(10), zone: str = "Europe/Berlin", weekdays: frozenset[int] = EVERY_DAY) -> TeamSettings:
    return TeamSettings(
        zone=zone,
        question_of_the_day_channel="C1",
        question_of_the_day_time=at,
        question_of_the_day_weekdays=weekdays,
    )


def test_the_question_comes_at_its_time_by_the_teams_clock() -> None:
    planned = next_question(local("2027-01-18 09:59", "Europe/Berlin"), asks())
    assert reading(planned.due_at, "Europe/Berlin") == "2027-01-18 10:00"
    assert planned.day == date(2027, 1, 18)


def test_it_is_strictly_after_now() -> None:
    at_ten = local("2027-01-18 10:00", "Europe/Berlin")
    assert next_question(at_ten, asks()).day == date(2027, 1, 19)


def test_by_default_there_is_none_at_the_weekend() -> None:
    settings = TeamSettings(question_of_the_day_channel="C1")
    assert next_question(local("2027-01-15 11:00", "UTC"), settings).day == date(2027, 1, 18)


def test_a_day_that_had_its_question_gets_no_second_one_when_the_zone_moves() -> None:
    tokyo = next_question(local("2027-01-18 09:00", "Asia/Tokyo"), asks(zone="Asia/Tokyo"))
    moved = next_question(tokyo.due_at, asks(zone="America/Los_Angeles"), last_day=tokyo.day)
    assert moved.day == date(2027, 1, 19)
    assert next_question(tokyo.due_at, asks(zone="America/Los_Angeles")).day == date(2027, 1, 18)


def test_in_a_gap_it_comes_right_after_it_and_in_a_fold_once() -> None:
    gap = next_question(local("2027-03-27 12:00", "Europe/Berlin"), asks(time(2, 30)))
    assert gap == PlannedQuestion(day=date(2027, 3, 28), due_at=datetime(2027, 3, 28, 1, tzinfo=UTC))
    fold = next_question(local("2027-10-30 12:00", "Europe/Berlin"), asks(time(2, 30)))
    assert fold.due_at == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert next_question(fold.due_at, asks(time(2, 30))).day == date(2027, 11, 1)


@pytest.mark.parametrize(("late", "in_time"), [(0, True), (240, True), (241, False)])
def test_one_missed_by_more_than_four_hours_is_left_out(late: int, in_time: bool) -> None:
    planned = next_question(local("2027-01-18 09:00", "UTC"), asks(zone="UTC"))
    assert planned.in_time(planned.due_at + timedelta(minutes=late)) is in_time


@given(
    zone=st.sampled_from(["Europe/Berlin", "America/Santiago", "Australia/Lord_Howe", "Pacific/Apia"]),
    minute=st.integers(0, 24 * 60 - 1),
    weekdays=st.frozensets(st.integers(0, 6), min_size=1),
    start=st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)),  # noqa: DTZ001
)
def test_every_chosen_day_has_exactly_one_question(zone, minute, weekdays, start) -> None:
    settings = asks(time(minute // 60, minute % 60), zone, weekdays)
    at, last = start.replace(tzinfo=UTC), None
    days = []
    for _ in range(20):
        planned = next_question(at, settings, last_day=last)
        assert planned.due_at == first_instant(planned.day, settings.question_of_the_day_time, ZoneInfo(zone))
        at, last = planned.due_at, planned.day
        days.append(planned.day)
    wanted = [days[0] + timedelta(n) for n in range((days[-1] - days[0]).days + 1)]
    assert days == [day for day in wanted if day.weekday() in weekdays]


def test_a_team_without_channels_is_due_nothing() -> None:
    assert agenda(TeamSettings(), datetime(2027, 1, 1, tzinfo=UTC)).next_at is None


def test_the_agenda_is_due_at_the_earliest_of_all() -> None:
    now = local("2027-01-18 09:00", "UTC")
    settings = TeamSettings(digest_channel="C1", question_of_the_day_channel="C2", digest_time=time(9, 30))
    assert agenda(settings, now).next_at == local("2027-01-18 09:30", "UTC")
    assert agenda(settings, now, last_key="2027-W03").next_at == local("2027-01-18 10:00", "UTC")
    closing = [local("2027-01-18 09:10", "UTC"), local("2027-01-18 09:20", "UTC")]
    assert agenda(settings, now, closing=closing).next_at == closing[0]


def test_a_result_that_is_overdue_is_due_at_once() -> None:
    now = local("2027-01-18 09:00", "UTC")
    past = now - timedelta(days=1)
    assert agenda(TeamSettings(), now, closing=[past]).next_at == past


def test_no_weekday_and_naive_instants_are_refused() -> None:
    with pytest.raises(ValueError, match="no weekday"):
        next_question(datetime(2027, 1, 1, tzinfo=UTC), asks(weekdays=frozenset()))
    with pytest.raises(ValueError, match="naive"):
        next_question(datetime(2027, 1, 1), asks())  # noqa: DTZ001
