"""What holds for the streak of any learner, whatever they do and wherever they go."""

from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.streak_calendar import DayMark, calendar
from bot.domain.streak_log import Activity, DayExcused, ExcusedBy, Paused, Resumed, WeekdaysChanged
from bot.domain.streaks import StreakState, replay
from bot.domain.weekday_sets import EVERY_DAY
from tests.unit.domain.diary import Diary
from tests.unit.domain.naive_streak import naive_streak

ZONES = [
    "UTC",
    "Europe/Berlin",
    "Europe/Athens",
    "America/Los_Angeles",
    "Pacific/Honolulu",
    "Pacific/Auckland",
    "Pacific/Kiritimati",
    "Australia/Lord_Howe",
    "Antarctica/Troll",
]
Step = tuple[str, int, object]
zones = st.sampled_from(ZONES)
weekday_sets = st.frozensets(st.integers(0, 6), min_size=1)
# Two weeks before a spring change, so that longer histories cross it.
starts = st.integers(0, 60 * 24 * 40).map(lambda m: datetime(2027, 3, 1, tzinfo=UTC) + timedelta(minutes=m))
hours = st.integers(1, 60 * 30) | st.integers(60 * 18, 60 * 26) | st.integers(60 * 24, 60 * 96)

answer = st.tuples(st.just("answer"), hours, st.just(1))
# A habit: so many answers, each about a day after the last. Without it hardly a history would earn a freeze.
habit = st.tuples(st.just("answer"), st.integers(60 * 18, 60 * 25), st.integers(2, 15))
move = st.tuples(st.just("move"), hours, zones)
change = st.one_of(
    move,
    st.tuples(st.just("weekdays"), hours, weekday_sets),
    st.tuples(st.just("pause"), hours, st.integers(0, 9)),
    st.tuples(st.just("resume"), hours, st.none()),
)
excuse = st.tuples(st.just("excuse"), hours, st.integers(-4, 4))
histories = st.lists(st.one_of(answer, habit, change, excuse), max_size=25)


def live(diary: Diary, at: datetime, steps: list[Step]) -> datetime:
    """Let the learner do all that; the time of the last step. A step comes so many minutes after the one before."""
    for kind, minutes, what in steps:
        at += timedelta(minutes=minutes)
        day = diary.day(at)
        match kind, what:
            case "answer", int() as times:
                for _ in range(times - 1):
                    diary.activity(at)
                    at += timedelta(minutes=minutes)
                diary.activity(at)
            case "move", str() as zone:
                diary.zone_set(zone, at)
            case "weekdays", frozenset() as weekdays:
                diary.write(WeekdaysChanged(at=at, day=day, weekdays=weekdays))
            case "pause", int() as days:
                diary.write(Paused(at=at, day=day, until=day + timedelta(days=days)))
            case "resume", _:
                diary.write(Resumed(at=at, day=day))
            case "excuse", int() as offset:
                excused = day + timedelta(days=offset)
                diary.write(DayExcused(at=at, day=day, excused_day=excused, source=ExcusedBy.OPERATOR))
    return at


@settings(max_examples=250, deadline=None)
@given(zone=zones, weekdays=weekday_sets, start=starts, steps=histories, later=hours)
def test_the_streak_obeys_the_rules_as_they_are_written(
    zone: str, weekdays: frozenset[int], start: datetime, steps: list[Step], later: int
) -> None:
    diary = Diary(zone, weekdays=weekdays)
    now = live(diary, start, steps) + timedelta(minutes=later)
    streak = diary.at_instant(now)
    expected = naive_streak(diary.log, weekdays, now, streak.today)
    assert (streak.current, streak.longest, streak.freezes) == expected


@settings(max_examples=100, deadline=None)
@given(zone=zones, weekdays=weekday_sets, start=starts, steps=histories, random=st.randoms(use_true_random=False))
def test_going_on_entry_by_entry_equals_a_replay_in_whatever_order_entries_came(
    zone: str, weekdays: frozenset[int], start: datetime, steps: list[Step], random: Random
) -> None:
    diary = Diary(zone, weekdays=weekdays)
    live(diary, start, steps)
    shuffled = list(diary.log)
    random.shuffle(shuffled)
    assert diary.state == replay(shuffled, weekdays=weekdays)
    assert StreakState.from_json(diary.state.to_json()) == diary.state


@settings(max_examples=100, deadline=None)
@given(
    zone=zones,
    start=starts,
    steps=st.lists(st.tuples(st.integers(0, 24 * 60), st.lists(zones, max_size=2)), max_size=40),
)
def test_activities_at_most_24_hours_apart_never_lose_a_streak_in_any_zones(
    zone: str, start: datetime, steps: list[tuple[int, list[str]]]
) -> None:
    diary = Diary(zone)
    diary.activity(start)
    at = start
    for minutes, moves in steps:
        for number, new in enumerate(moves, start=1):
            diary.zone_set(new, at + timedelta(minutes=minutes) * number / (len(moves) + 1))
        at += timedelta(minutes=minutes)
        diary.activity(at)
    streak = diary.at_instant(at + timedelta(hours=24))
    assert streak.current == len({entry.day for entry in diary.log if isinstance(entry, Activity)})
    assert streak.freezes >= 1


@settings(max_examples=100, deadline=None)
@given(zone=zones, start=starts, past=histories, silence=hours, settings_changes=st.lists(change, max_size=8))
def test_no_change_of_settings_brings_back_a_streak_that_has_ended(
    zone: str, start: datetime, past: list[Step], silence: int, settings_changes: list[Step]
) -> None:
    diary = Diary(zone)
    at = live(diary, start, past) + timedelta(minutes=silence)
    before = diary.at_instant(at)
    for step in settings_changes:
        at = live(diary, at, [step])
        after = diary.at_instant(at)
        # Neither does one bring back a freeze that was spent.
        assert before.alive or not after.alive
        assert after.freezes <= before.freezes
        before = after


@settings(max_examples=100, deadline=None)
@given(zone=zones, weekdays=weekday_sets, start=starts, steps=histories, later=hours)
def test_the_calendar_tells_the_same_story(
    zone: str, weekdays: frozenset[int], start: datetime, steps: list[Step], later: int
) -> None:
    diary = Diary(zone, weekdays=weekdays)
    now = live(diary, start, steps) + timedelta(minutes=later)
    streak = diary.at_instant(now)
    first, last = start.date() - timedelta(days=3), streak.today + timedelta(days=3)
    days = calendar(diary.log, weekdays=weekdays, now=now, zone=ZoneInfo(diary.zone), first_day=first, last_day=last)
    assert [day.day for day in days] == [first + timedelta(days=n) for n in range((last - first).days + 1)]
    run = 0
    for day in days:
        run = 0 if day.mark is DayMark.MISSED else run + (day.mark is DayMark.COUNTED)
    assert run == streak.current
    answered = {entry.day for entry in diary.log if isinstance(entry, Activity)}
    assert {day.day for day in days if day.mark is DayMark.COUNTED} == answered
    assert all((day.excuse is not None) == (day.mark is DayMark.EXCUSED) for day in days if day.day <= streak.today)
    assert all((day.mark is DayMark.FUTURE) == (day.day > streak.today) for day in days)


def test_a_long_silence_costs_no_more_than_the_days_it_lasted() -> None:
    diary = Diary("Europe/Berlin", weekdays=EVERY_DAY)
    diary.answers("2017-01-11 12:00")
    streak = diary.at("2027-01-11 12:00")
    assert (streak.current, len(streak.missed)) == (0, 2)
