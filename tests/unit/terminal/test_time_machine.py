"""Pretended time goes forward, by the learner's own clock, and refuses what it cannot reach."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.terminal.time_machine import NotATime, asks_for_help, destination, throw_away_copy
from bot.errors import DatabaseProblem

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("line", "at"),
    [
        (":tomorrow", datetime(2026, 11, 24, 10, 0, tzinfo=UTC)),
        (":in 3 days", datetime(2026, 11, 26, 10, 0, tzinfo=UTC)),
        (":in 5 hours", datetime(2026, 11, 23, 15, 0, tzinfo=UTC)),
        (":at 2027-03-28T02:30", datetime(2027, 3, 28, 1, 0, tzinfo=UTC)),  # in the gap: its end
        (":at 2027-03-28 12:00", datetime(2027, 3, 28, 10, 0, tzinfo=UTC)),
        (":at 2027-01-01T00:00Z", datetime(2027, 1, 1, tzinfo=UTC)),
    ],
)
def test_a_line_goes_to_its_time(line, at):
    assert destination(line, now=NOW, zone=BERLIN) == at


@pytest.mark.parametrize(
    "line",
    [":at 2020-01-01", ":at 0001-01-01", ":at 0001-01-01T00:00+14:00", ":at 9999-12-31T23:59-14:00", ":in 9999 weeks"],
)
def test_the_past_and_the_far_future_are_refused(line):
    with pytest.raises(NotATime):
        destination(line, now=NOW, zone=BERLIN)


def test_tomorrow_ends_where_the_calendar_of_the_machine_does():
    with pytest.raises(NotATime, match="too far away"):
        destination(":tomorrow", now=datetime(2199, 12, 31, 23, 0, tzinfo=UTC), zone=BERLIN)


@given(st.text(max_size=40))
def test_any_line_goes_somewhere_later_or_is_refused(text):
    try:
        at = destination(f":{text}", now=NOW, zone=BERLIN)
    except NotATime:
        return
    assert at is None or at >= NOW


@pytest.mark.parametrize("line", [":", ":help", ": HELP", ":?"])
def test_help_is_asked_for_in_a_few_ways(line):
    assert asks_for_help(line)


def test_a_copy_that_cannot_be_made_is_told_with_the_mend(tmp_path):
    with pytest.raises(DatabaseProblem, match="TMPDIR"), throw_away_copy(tmp_path):
        pass
