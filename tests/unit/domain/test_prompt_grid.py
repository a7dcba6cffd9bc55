"""Every zone, every day from 2024 to 2030, at the times that clock changes make awkward.

`benchmarks/prompt_grid.py` does the same for every minute of the day.
"""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.learner_days import DAY_STARTS_AT, day_start, learner_day
from bot.domain.prompt_times import next_prompt, planned_instant
from bot.domain.zone_names import zone_names
from tests.unit.domain.offset_scan import FIRST, LAST, Stretch, occurrences, stretches, zone_groups

TIMES = [
    time(0),
    time(0, 30),
    time(1, 30),
    time(2),
    time(2, 30),
    time(3),
    time(9),
    time(23, 30),
    time(23, 59),
]
DAY = timedelta(days=1)


@pytest.mark.parametrize("prompt_time", TIMES, ids=lambda at: f"{at:%H:%M}")
def test_each_learner_day_has_its_prompt_at_the_right_instant_in_every_zone(prompt_time: time) -> None:
    next_date = DAY if prompt_time < DAY_STARTS_AT else timedelta(0)
    wrong = []
    for scanned, names in zone_groups().items():
        zone = ZoneInfo(names[0])
        for day, due_at in occurrences(scanned, prompt_time, FIRST + next_date, LAST + next_date):
            if planned_instant(day - next_date, prompt_time, zone) != due_at:
                wrong.append((names[0], day - next_date))
    assert wrong == []


def test_each_learner_day_begins_when_the_clock_first_reads_four_in_every_zone() -> None:
    for scanned, names in zone_groups().items():
        zone = ZoneInfo(names[0])
        starts = list(occurrences(scanned, DAY_STARTS_AT, FIRST, LAST))
        assert [day_start(day, zone) for day, _ in starts] == [at for _, at in starts]


@pytest.mark.parametrize("prompt_time", TIMES, ids=lambda at: f"{at:%H:%M}")
def test_around_every_clock_change_no_prompt_is_missed_or_doubled(prompt_time: time) -> None:
    for scanned, names in zone_groups().items():
        for change in (stretch.start for stretch in scanned[1:]):
            walk_over(change, prompt_time, names[0], scanned)


def walk_over(change: datetime, prompt_time: time, name: str, scanned: tuple[Stretch, ...]) -> None:
    """Ask for the next prompt again and again, as a planner does."""
    zone = ZoneInfo(name)
    next_date = DAY if prompt_time < DAY_STARTS_AT else timedelta(0)
    last_day = learner_day(change - 3 * DAY, zone)
    first_day, last_at = last_day + DAY, planned_instant(last_day, prompt_time, zone)
    expected = dict(occurrences(scanned, prompt_time, first_day + next_date, first_day + 6 * DAY + next_date))
    for day in (first_day + n * DAY for n in range(7)):
        planned = next_prompt(
            last_at,
            prompt_time=prompt_time,
            zone=zone,
            wanted=lambda _: True,
            last_planned_day=last_day,
            last_prompt_at=last_at,
        )
        assert planned is not None
        assert (planned.day, planned.due_at) == (day, expected[day + next_date]), name
        # It is due within its own learner day; carried by a gap, at its very end.
        assert day_start(day, zone) <= planned.due_at <= day_start(day + DAY, zone)
        last_day, last_at = planned.day, planned.due_at


def test_the_groups_hold_every_zone_and_differ() -> None:
    names = [name for group in zone_groups().values() for name in group]
    assert len(names) == len(set(names))
    assert {name.casefold() for name in names} == set(zone_names())
    assert len(zone_groups()) > 50


def test_the_scan_finds_changes_to_the_minute() -> None:
    lord_howe = stretches("Australia/Lord_Howe")
    assert Stretch(
        datetime(2026, 10, 3, 15, 30, tzinfo=UTC), datetime(2027, 4, 3, 15, tzinfo=UTC), timedelta(hours=11)
    ) in (lord_howe)
    assert len(stretches("Europe/Berlin")) == 15
    assert len(stretches("Asia/Kolkata")) == 1
