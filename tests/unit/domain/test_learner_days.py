from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.learner_days import (
    activity_instant,
    advance,
    day_end,
    day_start,
    learner_day,
    memory_instant,
)
from tests.unit.domain.local_time import local

AWKWARD_ZONES = [
    "UTC",
    "Europe/Berlin",
    "Europe/Athens",
    "America/Los_Angeles",
    "America/Havana",
    "America/Santiago",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Asia/Beirut",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Antarctica/Troll",
    "Pacific/Apia",
    "Pacific/Auckland",
    "Pacific/Honolulu",
    "Pacific/Kwajalein",
]
zones = st.sampled_from(AWKWARD_ZONES)
# From the day that Kwajalein had twice, through the days it and Samoa never had, to changes still to come.
instants = st.datetimes(datetime(1969, 9, 1), datetime(2037, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
near_changes = st.sampled_from(
    [
        local("1969-09-30 12:00", "UTC"),
        local("1993-08-20 12:00", "UTC"),
        local("2011-12-30 12:00", "UTC"),
        local("2027-03-14 10:00", "UTC"),
        local("2027-03-28 01:00", "UTC"),
        local("2027-10-31 01:00", "UTC"),
    ]
).flatmap(lambda at: st.integers(-3000, 3000).map(lambda minutes: at + timedelta(minutes=minutes)))


@pytest.mark.parametrize(
    ("zone", "reading", "day"),
    [
        ("Europe/Berlin", "2027-01-13 04:00", date(2027, 1, 13)),
        ("Europe/Berlin", "2027-01-13 03:59", date(2027, 1, 12)),
        ("Europe/Berlin", "2027-01-13 23:59", date(2027, 1, 13)),
        # Minus four hours would put these wrong: the clock was changed between midnight and 04:00.
        ("Europe/Berlin", "2027-03-28 04:30", date(2027, 3, 28)),
        ("Europe/Berlin", "2027-10-31 03:30", date(2027, 10, 30)),
        # In Athens 03:00 becomes 04:00: the day begins with the change.
        ("Europe/Athens", "2027-03-28 02:59", date(2027, 3, 27)),
        ("Europe/Athens", "2027-03-28 04:00", date(2027, 3, 28)),
    ],
)
def test_a_learner_day_begins_when_the_wall_clock_reads_four(zone: str, reading: str, day: date) -> None:
    assert learner_day(local(reading, zone), ZoneInfo(zone)) == day


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Berlin", date(2027, 3, 27), 23),
        ("Europe/Berlin", date(2027, 10, 30), 25),
        ("Australia/Lord_Howe", date(2027, 10, 2), 23.5),
        ("Antarctica/Troll", date(2027, 3, 27), 22),
        ("Pacific/Apia", date(2011, 12, 29), 20),  # ends with the jump to the 31st, 00:00
        ("Pacific/Apia", date(2011, 12, 30), 4),
        ("Pacific/Kwajalein", date(1969, 9, 30), 47),
    ],
)
def test_how_long_a_learner_day_is(zone: str, day: date, hours: float) -> None:
    length = day_end(day, ZoneInfo(zone)) - day_start(day, ZoneInfo(zone))
    assert length == timedelta(hours=hours)


def test_after_a_date_that_came_twice_began_its_successor_goes_on() -> None:
    # Before the change the clock read the 19th, 15:33; then it read the 18th again.
    juneau = ZoneInfo("America/Juneau")
    change = datetime(1867, 10, 19, 0, 31, 13, tzinfo=UTC)
    assert learner_day(change - timedelta(seconds=1), juneau) == date(1867, 10, 19)
    assert change.astimezone(juneau).date() == date(1867, 10, 18)
    assert learner_day(change, juneau) == date(1867, 10, 19)


@settings(max_examples=200, deadline=None)
@given(at=instants | near_changes, name=zones)
def test_exactly_one_learner_day_contains_an_instant(at: datetime, name: str) -> None:
    zone = ZoneInfo(name)
    around = [learner_day(at, zone) + timedelta(days=n) for n in range(-3, 4)]
    assert [day for day in around if day_start(day, zone) <= at < day_end(day, zone)] == [around[3]]


@settings(max_examples=100, deadline=None)
@given(
    start=instants | near_changes,
    steps=st.lists(st.tuples(st.integers(0, 3000), zones), min_size=1, max_size=12),
)
def test_the_learner_day_never_runs_backwards(start: datetime, steps: list[tuple[int, str]]) -> None:
    at, reached, days = start, None, []
    for minutes, name in steps:
        at += timedelta(minutes=minutes)
        reached = advance(reached, at, ZoneInfo(name))
        days.append(reached)
        assert reached >= learner_day(at, ZoneInfo(name))
    assert days == sorted(days)


def test_a_day_once_reached_stays_until_the_new_zone_gets_there() -> None:
    wednesday = date(2027, 1, 13)
    honolulu = ZoneInfo("Pacific/Honolulu")
    for reading in ("2027-01-12 22:00", "2027-01-13 12:00", "2027-01-14 03:59"):
        assert advance(wednesday, local(reading, "Pacific/Honolulu"), honolulu) == wednesday
    assert advance(wednesday, local("2027-01-14 04:00", "Pacific/Honolulu"), honolulu) == date(2027, 1, 14)


@pytest.mark.parametrize(
    ("minutes", "trusted"),
    [(0, True), (-10, True), (10, True), (-10.02, False), (10.02, False), (-600, False)],
)
def test_the_platforms_timestamp_is_believed_within_ten_minutes(minutes: float, trusted: bool) -> None:
    now = datetime(2027, 1, 13, 12, tzinfo=UTC)
    platform_at = now + timedelta(minutes=minutes)
    assert activity_instant(platform_at, now) == (platform_at if trusted else now)


def test_without_a_platform_timestamp_our_clock_counts() -> None:
    now = datetime(2027, 1, 13, 12, tzinfo=UTC)
    assert activity_instant(None, now) == now


def test_an_activity_instant_is_in_utc() -> None:
    now = datetime(2027, 1, 13, 12, tzinfo=timezone(timedelta(hours=5)))
    assert activity_instant(None, now).tzinfo is UTC
    assert activity_instant(now, now).tzinfo is UTC


def test_naive_instants_are_refused() -> None:
    naive, aware = datetime(2027, 1, 1), datetime(2027, 1, 1, tzinfo=UTC)  # noqa: DTZ001
    with pytest.raises(ValueError, match="naive"):
        learner_day(naive, ZoneInfo("UTC"))
    with pytest.raises(ValueError, match="naive"):
        activity_instant(naive, aware)
    with pytest.raises(ValueError, match="naive"):
        activity_instant(aware, naive)


def test_memory_is_told_noon_in_exactly_the_utc_that_fsrs_accepts() -> None:
    at = memory_instant(date(2027, 1, 13))
    assert at == datetime(2027, 1, 13, 12, tzinfo=UTC)
    assert at.tzinfo is timezone.utc  # noqa: UP017
