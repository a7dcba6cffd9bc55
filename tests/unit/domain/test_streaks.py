from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest

from bot.domain.streak_log import (
    Activity,
    DayExcused,
    ExcusedBy,
    LogEntry,
    Paused,
    WeekdaysChanged,
    day_at,
    zone_changed,
)
from bot.domain.streak_state import Excuse, excuse_of, new_streak
from bot.domain.streaks import LateEntry, StreakState, advance, is_due, replay, streak_at, wants_prompt
from bot.domain.weekday_sets import EVERY_DAY, WORKDAYS
from bot.errors import BadSetting
from tests.unit.domain.diary import Diary
from tests.unit.domain.local_time import local

# January 2027: the 1st is a Friday, the 4th, 11th, 18th and 25th are Mondays.
MONDAY = date(2027, 1, 11)


def noons(*days: int) -> list[str]:
    return [f"2027-01-{day:02} 12:00" for day in days]


def january(day: int) -> date:
    return date(2027, 1, day)


def days_in_a_row(first: int, count: int) -> Diary:
    diary = Diary("Europe/Berlin")
    diary.answers(*noons(*range(first, first + count)))
    return diary


# What counts


def test_a_newcomer_has_no_streak_one_freeze_and_nothing_to_lose() -> None:
    streak = Diary("Europe/Berlin").at("2027-01-11 12:00")
    assert (streak.current, streak.longest, streak.freezes, streak.missed) == (0, 0, 1, ())
    assert not streak.alive
    assert streak.due_today
    assert streak.at_risk_until is None


def test_before_the_first_activity_nothing_is_missed() -> None:
    diary = Diary("Europe/Berlin")
    diary.chooses(EVERY_DAY, "2027-01-04 12:00")
    diary.answers(*noons(11))
    streak = diary.at("2027-01-11 13:00")
    assert (streak.current, streak.freezes) == (1, 1)


def test_a_day_counts_once() -> None:
    diary = Diary("Europe/Berlin")
    diary.answers("2027-01-11 04:00", "2027-01-11 12:00", "2027-01-12 03:59", "2027-01-12 04:00")
    assert diary.at("2027-01-12 05:00").current == 2


def test_one_counted_day_is_a_streak_that_lives() -> None:
    streak = days_in_a_row(11, 1).at("2027-01-11 13:00")
    assert (streak.current, streak.alive) == (1, True)


def test_a_learner_day_known_to_be_reached_elsewhere_is_today() -> None:
    diary = days_in_a_row(11, 1)
    now, zone = local("2027-01-12 12:00", "Europe/Berlin"), ZoneInfo("Europe/Berlin")
    assert streak_at(diary.state, now=now, zone=zone, reached=january(13)).today == january(13)
    assert streak_at(diary.state, now=now, zone=zone, reached=january(11)).today == january(12)


def test_off_days_and_paused_days_may_be_used_all_the_same() -> None:
    diary = Diary("Europe/Berlin", weekdays=WORKDAYS)
    diary.answers(*noons(15, 16, 17))  # Friday to Sunday
    diary.pauses(3, "2027-01-18 08:00")
    diary.answers(*noons(18, 19))
    assert diary.at("2027-01-19 13:00").current == 5


def test_done_today_tells_an_open_day_from_an_answered_one() -> None:
    diary = days_in_a_row(11, 1)
    assert diary.at("2027-01-12 03:59").done_today
    assert not diary.at("2027-01-12 04:00").done_today


def test_the_longest_streak_outlives_its_end() -> None:
    diary = days_in_a_row(4, 3)
    diary.answers(*noons(14))
    streak = diary.at("2027-01-14 13:00")
    assert (streak.current, streak.longest) == (1, 3)


# What is missed


def test_a_missed_day_spends_a_freeze_and_adds_nothing() -> None:
    diary = days_in_a_row(11, 2)
    assert diary.at("2027-01-14 12:00").missed == (january(13),)
    assert diary.at("2027-01-14 12:00").freezes == 0
    diary.answers(*noons(14))
    streak = diary.at("2027-01-14 13:00")
    assert (streak.current, streak.freezes, streak.missed) == (3, 0, ())


def test_today_is_not_missed_before_it_is_over() -> None:
    diary = days_in_a_row(11, 1)
    assert diary.at("2027-01-13 03:59").missed == ()
    assert diary.at("2027-01-13 04:00").missed == (january(12),)


def test_the_streak_ends_with_the_first_day_that_finds_no_freeze() -> None:
    diary = days_in_a_row(11, 2)
    assert diary.at("2027-01-15 03:59").alive
    ended = diary.at("2027-01-15 04:00")
    assert (ended.current, ended.longest, ended.freezes) == (0, 2, 0)
    assert ended.missed == (january(13), january(14))
    assert ended.at_risk_until is None


def test_after_the_end_a_new_streak_begins_without_a_freeze() -> None:
    diary = days_in_a_row(11, 2)
    diary.answers(*noons(20))
    streak = diary.at("2027-01-20 13:00")
    assert (streak.current, streak.longest, streak.freezes) == (1, 2, 0)


def test_exactly_twenty_four_hours_apart_misses_nothing_and_a_minute_more_does() -> None:
    within, beyond = Diary("America/Los_Angeles"), Diary("America/Los_Angeles")
    within.answers("2027-03-13 03:59", "2027-03-14 04:59")
    beyond.answers("2027-03-13 03:59", "2027-03-14 05:00")
    assert within.at("2027-03-14 12:00").freezes == 1
    assert beyond.at("2027-03-14 12:00").freezes == 0


def test_now_is_paired_with_the_last_activity_by_the_same_rule() -> None:
    diary = Diary("America/Los_Angeles")
    diary.answers("2027-03-13 03:59")
    assert diary.at("2027-03-14 04:59").missed == ()
    assert diary.at("2027-03-14 05:00").missed == (date(2027, 3, 13),)


def test_the_last_activity_of_a_day_starts_the_twenty_four_hours() -> None:
    diary = Diary("America/Los_Angeles")
    diary.answers("2027-03-12 05:00", "2027-03-13 03:59", "2027-03-14 04:30")
    assert diary.at("2027-03-14 12:00").freezes == 1


def test_a_change_of_settings_in_between_does_not_turn_a_bridged_day_into_a_missed_one() -> None:
    diary = Diary("America/Los_Angeles")
    diary.answers("2027-03-13 03:59")
    diary.chooses(EVERY_DAY, "2027-03-14 04:10")
    diary.answers("2027-03-14 04:30")
    streak = diary.at("2027-03-14 12:00")
    assert (streak.current, streak.freezes) == (2, 1)


# Freezes


@pytest.mark.parametrize(("days", "freezes"), [(6, 1), (7, 2), (13, 2), (14, 2)])
def test_each_seventh_counted_day_earns_a_freeze_unless_two_are_held(days: int, freezes: int) -> None:
    assert days_in_a_row(1, days).state.freezes == freezes


def test_a_frozen_day_does_not_bring_the_next_freeze_nearer() -> None:
    diary = days_in_a_row(1, 3)
    diary.answers(*noons(5, 6, 7))  # six counted in seven days
    assert diary.state.freezes == 0
    diary.answers(*noons(8))
    assert (diary.state.current, diary.state.freezes) == (7, 1)


def test_a_new_streak_counts_its_own_seven_days() -> None:
    diary = days_in_a_row(1, 5)
    diary.answers(*noons(*range(11, 17)))  # six days after an end
    assert (diary.state.current, diary.state.freezes) == (6, 0)
    diary.answers(*noons(17))
    assert (diary.state.current, diary.state.freezes) == (7, 1)


def test_two_freezes_carry_over_two_days() -> None:
    diary = days_in_a_row(1, 7)
    assert diary.at("2027-01-10 12:00").freezes == 0
    diary.answers(*noons(10))
    assert diary.at("2027-01-10 13:00").current == 8


# Off days


def test_an_off_day_is_not_missed() -> None:
    diary = Diary("Europe/Berlin", weekdays=WORKDAYS)
    diary.answers(*noons(15, 18))
    streak = diary.at("2027-01-18 13:00")
    assert (streak.current, streak.freezes) == (2, 1)


def test_a_weekday_added_is_due_from_the_next_day_only() -> None:
    diary = Diary("Europe/Berlin", weekdays=EVERY_DAY - {2})
    diary.answers(*noons(12))
    diary.chooses(EVERY_DAY, "2027-01-13 05:00")
    assert not diary.at("2027-01-13 12:00").due_today
    assert diary.at("2027-01-14 12:00").missed == ()
    assert diary.at("2027-01-15 12:00").missed == (january(14),)


def test_the_last_of_several_changes_of_one_day_applies_from_the_next() -> None:
    diary = Diary("Europe/Berlin")
    diary.answers(*noons(12))
    diary.chooses({0}, "2027-01-13 05:00")
    diary.chooses({4}, "2027-01-13 06:00")
    due = [is_due(diary.state, january(day)) for day in range(13, 20)]
    assert due == [True, False, True, False, False, False, False]


def test_changes_of_several_days_each_apply_from_their_next_day() -> None:
    diary = Diary("Europe/Berlin")
    diary.answers(*noons(11))
    diary.chooses({0, 1}, "2027-01-11 13:00")  # Tuesday the 12th stays due
    diary.chooses({0, 4}, "2027-01-12 13:00")
    assert diary.at("2027-01-15 12:00").missed == (january(12),)
    assert diary.at("2027-01-15 12:00").due_today


def test_at_least_one_weekday_stays_chosen() -> None:
    with pytest.raises(BadSetting):
        WeekdaysChanged(at=datetime(2027, 1, 11, tzinfo=UTC), day=MONDAY, weekdays=frozenset())
    with pytest.raises(BadSetting):
        new_streak(frozenset())


# Pauses


def test_a_pause_excuses_its_day_and_the_next_n() -> None:
    diary = days_in_a_row(11, 1)
    diary.pauses(2, "2027-01-12 20:00")
    assert [is_due(diary.state, january(day)) for day in (12, 13, 14, 15)] == [False, False, False, True]
    assert diary.at("2027-01-15 12:00").missed == ()
    assert diary.at("2027-01-16 12:00").missed == (january(15),)


def test_resume_ends_the_pause_after_its_day() -> None:
    diary = days_in_a_row(11, 1)
    diary.pauses(9, "2027-01-12 20:00")
    diary.resumes("2027-01-14 08:00")
    assert not diary.at("2027-01-14 12:00").due_today
    assert diary.at("2027-01-15 12:00").due_today
    assert diary.at("2027-01-16 12:00").missed == (january(15),)


def test_resume_without_a_running_pause_excuses_nothing() -> None:
    diary = days_in_a_row(11, 1)
    diary.resumes("2027-01-12 08:00")
    assert diary.at("2027-01-12 12:00").due_today
    diary.pauses(1, "2027-01-12 13:00")
    diary.resumes("2027-01-14 08:00")  # it was over already
    assert diary.at("2027-01-14 12:00").due_today


def test_a_second_pause_replaces_the_first() -> None:
    diary = days_in_a_row(11, 1)
    diary.pauses(9, "2027-01-12 08:00")
    diary.pauses(1, "2027-01-13 08:00")
    assert diary.at("2027-01-14 12:00").missed == ()
    assert diary.at("2027-01-16 12:00").missed == (january(15),)


def test_a_pause_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="cannot end"):
        Paused(at=datetime(2027, 1, 11, tzinfo=UTC), day=MONDAY, until=january(10))


# Zone changes


def test_a_change_that_moves_the_clock_forward_excuses_its_day_even_within_one_day() -> None:
    diary = days_in_a_row(12, 1)
    diary.moves_to("Europe/Athens", "2027-01-13 10:00")
    assert not diary.at("2027-01-13 12:00").due_today
    assert diary.at("2027-01-14 12:00").missed == ()


def test_a_change_that_moves_the_clock_back_excuses_nothing() -> None:
    diary = days_in_a_row(12, 1)
    diary.moves_to("Europe/London", "2027-01-13 10:00")
    assert diary.at("2027-01-13 12:00").due_today
    assert diary.at("2027-01-14 12:00").missed == (january(13),)


def test_forward_is_by_the_offsets_of_the_moment_of_the_change() -> None:
    winter = zone_changed(
        at=local("2027-01-13 12:00", "UTC"),
        before="America/Phoenix",
        after="America/Los_Angeles",
        reached=None,
    )
    summer = zone_changed(
        at=local("2027-07-13 12:00", "UTC"),
        before="America/Los_Angeles",
        after="America/Phoenix",
        reached=None,
    )
    east = zone_changed(
        at=local("2027-01-13 12:00", "UTC"),
        before="America/Los_Angeles",
        after="America/Phoenix",
        reached=None,
    )
    assert [winter.forward, summer.forward, east.forward] == [False, False, True]


def test_a_change_over_two_dates_excuses_the_day_in_between_too() -> None:
    entry = zone_changed(
        at=local("2027-01-13 10:30", "UTC"), before="Etc/GMT+12", after="Pacific/Kiritimati", reached=None
    )
    assert (entry.day_before, entry.day) == (january(12), january(13))
    late = zone_changed(
        at=local("2027-01-13 15:30", "UTC"), before="Etc/GMT+12", after="Pacific/Kiritimati", reached=None
    )
    assert (late.day_before, late.day) == (january(12), january(14))
    state = advance(new_streak(EVERY_DAY), Activity(at=local("2027-01-12 15:00", "UTC"), day=january(11)))
    state = advance(state, late)
    state = advance(state, Activity(at=local("2027-01-14 15:00", "UTC"), day=january(15)))
    assert (state.current, state.freezes) == (2, 1)


def test_a_forward_change_does_not_excuse_days_missed_before_it() -> None:
    diary = days_in_a_row(11, 1)
    diary.moves_to("Europe/Athens", "2027-01-13 10:00")
    assert diary.at("2027-01-14 12:00").missed == (january(12),)


# What may change an ended day


def test_a_day_excused_by_an_operator_brings_back_what_it_cost() -> None:
    diary = days_in_a_row(11, 1)
    assert not diary.at("2027-01-14 12:00").alive
    diary.operator_excuses("2027-01-12", "2027-01-14 12:00")
    streak = diary.at("2027-01-14 13:00")
    assert (streak.current, streak.freezes, streak.missed) == (1, 0, (january(13),))


def test_an_outage_excuses_a_day_that_is_not_over() -> None:
    diary = days_in_a_row(11, 1)
    at = local("2027-01-12 20:00", "Europe/Berlin")
    excused = DayExcused(at=at, day=january(12), excused_day=january(12), source=ExcusedBy.OUTAGE)
    state = advance(diary.state, excused)
    assert excuse_of(state, january(12)) is Excuse.OUTAGE
    assert state == replay([*diary.log, excused], weekdays=EVERY_DAY)


def test_a_verified_solve_found_late_enters_at_its_own_instant() -> None:
    diary = days_in_a_row(11, 2)
    diary.answers(*noons(16))
    assert diary.state.current == 1
    diary.solved_late("2027-01-14 22:00")
    assert diary.log[-1].day == january(14)
    assert (diary.state.current, diary.state.freezes) == (1, 0)
    diary.solved_late("2027-01-13 22:00")
    assert (diary.state.current, diary.state.freezes) == (5, 0)


def test_a_late_solve_gets_the_learner_day_of_its_own_time_and_zone() -> None:
    diary = Diary("Pacific/Auckland")
    diary.answers("2027-01-12 20:00", "2027-01-13 20:00")
    diary.moves_to("Pacific/Honolulu", "2027-01-14 21:00")
    log, present = diary.log, "Pacific/Honolulu"
    assert day_at(log, local("2027-01-14 05:00", "Pacific/Auckland"), present) == january(14)
    # Still Wednesday in Honolulu, but Auckland's Thursday had been reached.
    assert day_at(log, local("2027-01-13 23:00", "Pacific/Honolulu"), present) == january(14)
    assert day_at(log, local("2027-01-15 04:00", "Pacific/Honolulu"), present) == january(15)
    assert day_at([], local("2027-01-15 03:59", "Pacific/Honolulu"), present) == january(14)


def test_at_the_moment_of_a_change_the_new_zone_is_in_force() -> None:
    diary = Diary("Pacific/Honolulu")
    diary.moves_to("Pacific/Auckland", "2027-01-13 10:00")
    change = diary.log[0].at
    assert day_at(diary.log, change, "Pacific/Auckland") == january(14)
    assert day_at(diary.log, change - timedelta(minutes=1), "Pacific/Auckland") == january(13)


def test_what_an_operator_writes_does_not_move_the_learners_day() -> None:
    at = local("2027-01-13 12:00", "Europe/Berlin")
    excused = DayExcused(at=at, day=january(20), excused_day=january(20), source=ExcusedBy.OPERATOR)
    assert day_at([excused], at, "Europe/Berlin") == january(13)
    assert advance(new_streak(EVERY_DAY), excused).reached is None


@pytest.mark.parametrize("change", ["weekdays", "pause", "zone", "resume"])
def test_a_streak_that_has_ended_does_not_come_back_by_a_change_of_settings(change: str) -> None:
    diary = days_in_a_row(11, 1)
    assert not diary.at("2027-01-14 10:00").alive
    match change:
        case "weekdays":
            diary.chooses({0}, "2027-01-14 10:00")
        case "pause":
            diary.pauses(5, "2027-01-14 10:00")
        case "zone":
            diary.moves_to("Pacific/Kiritimati", "2027-01-14 10:00")
        case _:
            diary.resumes("2027-01-14 10:00")
    assert not diary.at("2027-01-15 12:00").alive


def test_an_entry_older_than_the_last_one_asks_for_a_replay() -> None:
    diary = days_in_a_row(11, 2)
    early = Activity(at=local("2027-01-12 11:59", "Europe/Berlin"), day=january(12))
    with pytest.raises(LateEntry):
        advance(diary.state, early)
    same = Activity(at=local("2027-01-12 12:00", "Europe/Berlin"), day=january(12))
    assert advance(diary.state, same) == diary.state


def test_excusing_a_closed_day_asks_for_a_replay() -> None:
    diary = days_in_a_row(11, 2)
    for excused, late in ((january(11), True), (january(12), False)):
        entry = DayExcused(at=diary.log[-1].at, day=january(12), excused_day=excused, source=ExcusedBy.OPERATOR)
        if late:
            with pytest.raises(LateEntry):
                advance(diary.state, entry)
        else:
            assert excuse_of(advance(diary.state, entry), excused) is Excuse.OPERATOR


# United logs: two learners turn out to be one


def test_in_a_united_log_the_learner_day_does_not_run_backwards_either() -> None:
    auckland, honolulu = Diary("Pacific/Auckland"), Diary("Pacific/Honolulu")
    auckland.answers("2027-01-13 08:00", "2027-01-14 08:00")
    honolulu.answers("2027-01-13 12:00")  # an hour later, and stored as the day before
    united = replay([*honolulu.log, *auckland.log], weekdays=EVERY_DAY)
    assert (united.current, united.freezes, united.last_day) == (2, 1, january(14))


# How long an answer still helps


def test_a_due_day_without_an_answer_is_at_risk_until_it_ends() -> None:
    diary = days_in_a_row(11, 2)
    assert diary.at("2027-01-12 20:00").at_risk_until is None
    assert diary.at("2027-01-13 20:00").at_risk_until == local("2027-01-14 04:00", "Europe/Berlin")


def test_an_excused_day_is_not_at_risk() -> None:
    diary = days_in_a_row(11, 2)
    diary.pauses(1, "2027-01-13 08:00")
    assert diary.at("2027-01-13 20:00").at_risk_until is None


def test_the_twenty_four_hours_may_outlast_the_day() -> None:
    diary = Diary("America/Los_Angeles")
    diary.answers("2027-03-13 03:59")
    bridge_ends = local("2027-03-14 04:59", "America/Los_Angeles")
    assert diary.at("2027-03-13 20:00").at_risk_until == bridge_ends
    # A day later the same instant decides about the day before, though today lasts longer.
    assert diary.at("2027-03-14 04:30").at_risk_until == bridge_ends
    assert diary.at("2027-03-14 05:00").at_risk_until == local("2027-03-15 04:00", "America/Los_Angeles")


# Prompts


def test_a_prompt_is_wanted_on_chosen_weekdays_outside_pauses() -> None:
    diary = Diary("Europe/Berlin", weekdays=WORKDAYS)
    diary.answers(*noons(14))
    assert [wants_prompt(diary.state, january(day)) for day in range(14, 19)] == [
        True,
        True,
        False,
        False,
        True,
    ]
    diary.pauses(4, "2027-01-14 13:00")
    assert [wants_prompt(diary.state, january(day)) for day in (14, 15, 18, 19)] == [
        False,
        False,
        False,
        True,
    ]


def test_after_resume_the_day_may_have_its_prompt_though_it_stays_excused() -> None:
    diary = Diary("Europe/Berlin", weekdays=WORKDAYS)
    diary.pauses(9, "2027-01-11 13:00")
    diary.resumes("2027-01-13 08:00")
    assert wants_prompt(diary.state, january(13))
    assert not is_due(diary.state, january(13))


def test_a_traveller_keeps_the_prompt_of_an_excused_day() -> None:
    diary = days_in_a_row(12, 1)
    diary.moves_to("Europe/Athens", "2027-01-13 08:00")
    assert wants_prompt(diary.state, january(13))
    assert not is_due(diary.state, january(13))


def test_about_closed_days_the_state_refuses_to_guess() -> None:
    diary = days_in_a_row(11, 2)
    with pytest.raises(ValueError, match="closed"):
        is_due(diary.state, january(11))
    with pytest.raises(ValueError, match="closed"):
        wants_prompt(diary.state, january(11))


# Storing


def test_what_concerns_only_closed_days_is_not_carried_along() -> None:
    diary = Diary("Europe/Berlin")
    diary.chooses(WORKDAYS, "2027-01-11 12:00")
    diary.moves_to("Europe/Athens", "2027-01-11 13:00")
    diary.pauses(1, "2027-01-11 15:00")
    diary.operator_excuses("2027-01-14", "2027-01-11 15:00")
    diary.resumes("2027-01-12 15:00")
    diary.pauses(1, "2027-01-13 15:00")
    diary.answers("2027-01-15 12:00")
    at = diary.log[-1].at
    assert diary.state == StreakState(
        weekdays=WORKDAYS, at=at, reached=january(15), last_at=at, last_day=january(15), current=1, longest=1
    )


def test_the_state_survives_json() -> None:
    diary = days_in_a_row(11, 2)
    diary.chooses({0, 4}, "2027-01-15 12:00")
    diary.pauses(3, "2027-01-15 13:00")
    diary.moves_to("Pacific/Kiritimati", "2027-01-15 16:00")
    plain = msgspec.json.decode(msgspec.json.encode(diary.state.to_json()))
    assert StreakState.from_json(plain) == diary.state
    assert diary.state.to_json()["weekdays"] == [0, 4]


def test_a_broken_stored_state_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        StreakState.from_json({"weekdays": "monday"})


def test_every_log_entry_survives_json_with_its_kind() -> None:
    diary = Diary("Europe/Berlin")
    diary.answers(*noons(11))
    diary.chooses({0}, "2027-01-11 13:00")
    diary.pauses(3, "2027-01-12 13:00")
    diary.resumes("2027-01-13 13:00")
    diary.moves_to("Europe/Athens", "2027-01-14 13:00")
    diary.operator_excuses("2027-01-11", "2027-01-15 13:00")
    plain = msgspec.json.encode(diary.log)
    assert msgspec.json.decode(plain, type=list[LogEntry]) == diary.log


def test_naive_instants_are_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        Activity(at=datetime(2027, 1, 11), day=MONDAY)  # noqa: DTZ001
    with pytest.raises(ValueError, match="naive"):
        WeekdaysChanged(at=datetime(2027, 1, 11), day=MONDAY, weekdays=EVERY_DAY)  # noqa: DTZ001
    with pytest.raises(ValueError, match="naive"):
        Paused(at=datetime(2027, 1, 11), day=MONDAY, until=MONDAY + timedelta(days=1))  # noqa: DTZ001
