from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.domain.wall_clock import first_instant, require_aware


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("zone", "day", "at", "expected"),
    [
        # plain days
        ("UTC", date(2027, 1, 5), time(9), utc(2027, 1, 5, 9)),
        ("Asia/Kathmandu", date(2027, 1, 5), time(9), utc(2027, 1, 5, 3, 15)),
        # gaps: the first instant after them, not an hour's worth of minutes later
        ("Europe/Berlin", date(2027, 3, 28), time(2, 30), utc(2027, 3, 28, 1)),
        ("Europe/Berlin", date(2027, 3, 28), time(2, 59), utc(2027, 3, 28, 1)),
        ("Europe/Berlin", date(2027, 3, 28), time(3), utc(2027, 3, 28, 1)),
        ("America/New_York", date(2027, 3, 14), time(2), utc(2027, 3, 14, 7)),
        ("Europe/Athens", date(2027, 3, 28), time(3, 30), utc(2027, 3, 28, 1)),
        ("Asia/Beirut", date(2027, 3, 28), time(0), utc(2027, 3, 27, 22)),
        ("Africa/Cairo", date(2027, 4, 30), time(0, 30), utc(2027, 4, 29, 22)),
        ("Australia/Lord_Howe", date(2027, 10, 3), time(2, 15), utc(2027, 10, 2, 15, 30)),
        ("Antarctica/Troll", date(2027, 3, 28), time(2, 30), utc(2027, 3, 28, 1)),
        # folds: the first of two
        ("Europe/Berlin", date(2027, 10, 31), time(2, 30), utc(2027, 10, 31, 0, 30)),
        ("Asia/Beirut", date(2027, 10, 30), time(23, 30), utc(2027, 10, 30, 20, 30)),
        ("Africa/Cairo", date(2027, 10, 28), time(23, 30), utc(2027, 10, 28, 20, 30)),
        ("Australia/Lord_Howe", date(2027, 4, 4), time(1, 45), utc(2027, 4, 3, 14, 45)),
        ("Antarctica/Troll", date(2027, 10, 31), time(1, 30), utc(2027, 10, 30, 23, 30)),
        # whole days that never were: Samoa and Kwajalein crossed the date line
        ("Pacific/Apia", date(2011, 12, 30), time(9), utc(2011, 12, 30, 10)),
        ("Pacific/Kwajalein", date(1993, 8, 21), time(9), utc(1993, 8, 21, 12)),
        # a day that came twice
        ("Pacific/Kwajalein", date(1969, 9, 30), time(9), utc(1969, 9, 29, 22)),
        # a change that is not on a full minute of UTC
        ("Africa/Monrovia", date(1972, 1, 7), time(0, 30), utc(1972, 1, 7, 0, 44, 30)),
    ],
)
def test_the_first_instant_the_clock_reads_a_time_or_has_passed_it(
    zone: str, day: date, at: time, expected: datetime
) -> None:
    found = first_instant(day, at, ZoneInfo(zone))
    assert found == expected
    assert found.tzinfo is UTC


def test_the_fold_of_the_time_itself_says_nothing() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    day = date(2027, 10, 31)
    assert first_instant(day, time(2, 30, fold=1), berlin) == first_instant(day, time(2, 30), berlin)


def test_a_time_with_a_zone_of_its_own_is_refused() -> None:
    with pytest.raises(ValueError, match="plain wall-clock time"):
        first_instant(date(2027, 1, 1), time(9, tzinfo=UTC), ZoneInfo("UTC"))


def test_a_naive_instant_is_refused() -> None:
    require_aware(utc(2027, 1, 1))
    with pytest.raises(ValueError, match="naive"):
        require_aware(datetime(2027, 1, 1))  # noqa: DTZ001
