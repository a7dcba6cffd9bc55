from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.digest_windows import (
    DayRange,
    DigestVerdict,
    DigestWindow,
    PlannedDigest,
    digest_key,
    digest_verdict,
    digest_window,
    next_digest,
    posting_date,
)
from tests.unit.domain.local_time import local, reading

BERLIN = ZoneInfo("Europe/Berlin")
TEN = time(10)
MONDAY, FRIDAY = 0, 4


def january(day: int) -> date:
    return date(2027, 1, day)


def days(first: int, last: int) -> DayRange:
    return DayRange(first=january(first), last=january(last))


# The key


@pytest.mark.parametrize(
    ("day", "key"),
    [
        (date(2027, 1, 3), "2026-W53"),  # a Sunday; its week began in 2026
        (date(2027, 1, 4), "2027-W01"),
        (date(2024, 12, 30), "2025-W01"),
        (date(2027, 12, 31), "2027-W52"),
    ],
)
def test_the_key_is_the_iso_year_and_week_of_the_posting_date(day: date, key: str) -> None:
    assert digest_key(day) == key == day.strftime("%G-W%V")


def test_the_posting_date_is_that_of_the_teams_zone() -> None:
    at = local("2027-01-03 23:30", "UTC")
    assert posting_date(at, ZoneInfo("UTC")) == january(3)
    assert posting_date(at, BERLIN) == january(4)


# The window


def test_a_first_digest_covers_the_seven_days_before() -> None:
    at = local("2027-01-18 10:00", "Europe/Berlin")
    assert digest_window(at, BERLIN, last_end=None) == DigestWindow(days=days(11, 17))


def test_a_digest_goes_on_where_the_last_one_ended() -> None:
    at = local("2027-01-18 10:00", "Europe/Berlin")
    assert digest_window(at, BERLIN, last_end=january(12)) == DigestWindow(days=days(13, 17))
    assert digest_window(at, BERLIN, last_end=january(3)) == DigestWindow(days=days(4, 17))


def test_after_a_longer_silence_it_covers_fourteen_days_and_says_what_it_left_out() -> None:
    at = local("2027-01-18 10:00", "Europe/Berlin")
    window = digest_window(at, BERLIN, last_end=january(1))
    assert window == DigestWindow(days=days(4, 17), left_out=days(2, 3))
    assert window is not None
    assert len(window.days) == 14
    assert january(4) in window.days
    assert january(17) in window.days
    assert january(3) not in window.days
    assert january(18) not in window.days


def test_the_learner_day_still_running_is_never_covered() -> None:
    before_four = local("2027-01-18 03:00", "Europe/Berlin")  # Sunday is not over
    assert digest_window(before_four, BERLIN, last_end=None) == DigestWindow(days=days(10, 16))


def test_a_second_digest_of_one_day_has_nothing_to_cover() -> None:
    at = local("2027-01-18 10:00", "Europe/Berlin")
    assert digest_window(at, BERLIN, last_end=january(17)) is None
    assert digest_window(at, BERLIN, last_end=january(16)) == DigestWindow(days=days(17, 17))


@settings(max_examples=60, deadline=None)
@given(
    steps=st.lists(st.integers(1, 24 * 40), min_size=1, max_size=10),
    name=st.sampled_from(["Europe/Berlin", "Pacific/Auckland", "America/Santiago"]),
)
def test_successive_digests_neither_overlap_nor_leave_a_gap(steps: list[int], name: str) -> None:
    at, end, covered = datetime(2027, 1, 18, 10, tzinfo=UTC), None, []
    for hours in steps:
        at += timedelta(hours=hours)
        window = digest_window(at, ZoneInfo(name), last_end=end)
        if window is None:
            continue
        ranges = [window.days] if window.left_out is None else [window.left_out, window.days]
        covered += [part.first + timedelta(days=n) for part in ranges for n in range(len(part))]
        assert 1 <= len(window.days) <= 14
        assert window.left_out is None or len(window.days) == 14
        end = window.days.last
    assert covered == [covered[0] + timedelta(days=n) for n in range(len(covered))]


# The posting


def test_the_next_posting_is_strictly_after_now_on_its_weekday() -> None:
    for now, expected in (
        ("2027-01-17 12:00", "2027-01-18 10:00"),
        ("2027-01-18 09:59", "2027-01-18 10:00"),
        ("2027-01-18 10:00", "2027-01-25 10:00"),
        ("2027-01-20 10:00", "2027-01-25 10:00"),
    ):
        planned = next_digest(local(now, "Europe/Berlin"), weekday=MONDAY, at=TEN, zone=BERLIN)
        assert reading(planned.due_at, "Europe/Berlin") == expected
        assert planned.date == date.fromisoformat(expected[:10])


def test_one_posted_by_hand_is_that_weeks() -> None:
    by_hand = digest_key(january(20))
    planned = next_digest(
        local("2027-01-20 12:00", "Europe/Berlin"), weekday=FRIDAY, at=TEN, zone=BERLIN, last_key=by_hand
    )
    assert planned.date == january(29)
    assert planned.key == "2027-W04"


def test_a_weekday_moved_to_later_does_not_post_a_second_time_that_week() -> None:
    monday = digest_key(january(18))
    after = local("2027-01-19 12:00", "Europe/Berlin")
    assert next_digest(after, weekday=FRIDAY, at=TEN, zone=BERLIN, last_key=monday).date == january(29)
    assert next_digest(after, weekday=FRIDAY, at=TEN, zone=BERLIN).date == january(22)


def test_clock_changes_are_kept_by_the_wall_clock() -> None:
    in_a_gap = next_digest(local("2027-03-27 12:00", "Europe/Berlin"), weekday=6, at=time(2, 30), zone=BERLIN)
    assert in_a_gap.due_at == datetime(2027, 3, 28, 1, tzinfo=UTC)
    in_a_fold = next_digest(local("2027-10-30 12:00", "Europe/Berlin"), weekday=6, at=time(2, 30), zone=BERLIN)
    assert in_a_fold.due_at == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_a_posting_carried_into_the_next_date_keeps_its_own() -> None:
    # Friday 30 December 2011 was no day in Samoa; its digest is due with the jump, when the clock reads Saturday.
    apia = ZoneInfo("Pacific/Apia")
    before = local("2011-12-29 23:59", "Pacific/Apia")
    planned = next_digest(before, weekday=FRIDAY, at=TEN, zone=apia)
    assert planned == PlannedDigest(date=date(2011, 12, 30), due_at=datetime(2011, 12, 30, 10, tzinfo=UTC))
    assert next_digest(planned.due_at, weekday=FRIDAY, at=TEN, zone=apia).date == date(2012, 1, 6)


@pytest.mark.parametrize(
    ("minutes_late", "verdict"),
    [
        (-1, DigestVerdict.WAIT),
        (0, DigestVerdict.POST),
        (24 * 60, DigestVerdict.POST),
        (24 * 60 + 1, DigestVerdict.SKIP),
    ],
)
def test_a_digest_is_late_after_twenty_four_hours(minutes_late: int, verdict: DigestVerdict) -> None:
    planned = next_digest(local("2027-01-17 12:00", "UTC"), weekday=MONDAY, at=TEN, zone=BERLIN)
    assert digest_verdict(planned, planned.due_at + timedelta(minutes=minutes_late)) is verdict


def test_no_weekday_and_naive_instants_are_refused() -> None:
    with pytest.raises(ValueError, match="weekdays"):
        next_digest(datetime(2027, 1, 1, tzinfo=UTC), weekday=7, at=TEN, zone=BERLIN)
    with pytest.raises(ValueError, match="naive"):
        next_digest(datetime(2027, 1, 1), weekday=0, at=TEN, zone=BERLIN)  # noqa: DTZ001
    with pytest.raises(ValueError, match="naive"):
        digest_window(datetime(2027, 1, 1), BERLIN, last_end=None)  # noqa: DTZ001
