from dataclasses import replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

import pytest

from bot.domain.agenda import PlannedNudge, due_now, next_due, replanned, without_future
from bot.domain.people import Learner, PromptCare
from bot.domain.prompt_times import PlannedPrompt
from bot.domain.weekday_sets import WORKDAYS
from bot.ids import LearnerId
from tests.unit.domain.diary import Diary
from tests.unit.domain.local_time import local, reading

ID = LearnerId(UUID(int=1))
BERLIN = "Europe/Berlin"


def at(text: str) -> datetime:
    return local(f"2027-01-{text}", BERLIN)


def january(day: int) -> date:
    return date(2027, 1, day)


def learner(now: str = "13 08:00", *, diary: Diary | None = None, **more: object) -> Learner:
    """Wants a prompt at nine in Berlin; planned as of `now`."""
    diary = diary or Diary(BERLIN)
    wishes = {"zone": BERLIN, "prompts": True, "prompt_time": time(9), "streak": diary.state, **more}
    made = Learner(id=ID, created_at=at("01 00:00"), reached_day=diary.state.reached, **wishes)  # type: ignore[arg-type]
    return replace(made, next_due_at=next_due(made, after=at(now)))


def streak_of_two(**more: object) -> Learner:
    """Answered on the 11th and the 12th at noon."""
    diary = Diary(BERLIN)
    diary.answers("2027-01-11 12:00", "2027-01-12 12:00")
    return learner("12 12:00", diary=diary, **more)


# When to look


def test_the_planner_looks_at_the_next_prompt() -> None:
    assert learner().next_due_at == at("13 09:00")
    assert learner("13 09:00").next_due_at == at("14 09:00")


def test_nobody_looks_at_those_who_asked_for_no_prompts_or_fell_silent() -> None:
    assert learner(prompts=False).next_due_at is None
    assert learner(prompt_care=PromptCare.SILENT).next_due_at is None


def test_a_nudge_is_looked_at_where_a_streak_may_need_one() -> None:
    assert learner("13 09:00").next_due_at == at("14 09:00")
    after_prompt = replace(streak_of_two(), last_prompt_day=january(13), last_prompt_at=at("13 09:00"))
    assert next_due(after_prompt, after=at("13 09:00")) == at("13 20:00")


def test_a_day_with_its_answer_needs_no_nudge() -> None:
    diary = Diary(BERLIN)
    diary.answers("2027-01-11 12:00", "2027-01-12 12:00", "2027-01-13 09:30")
    done = learner("13 09:30", diary=diary, last_prompt_day=january(13), last_prompt_at=at("13 09:00"))
    assert done.next_due_at == at("14 09:00")
    assert next_due(replace(done, prompt_time=time(23)), after=at("14 08:00")) == at("14 20:00")


def test_no_nudge_is_looked_at_on_days_off() -> None:
    diary = Diary(BERLIN, weekdays=WORKDAYS)
    diary.answers("2027-01-14 12:00", "2027-01-15 12:00")  # Thursday and Friday
    friday = learner("15 12:00", diary=diary, prompt_time=time(21), last_prompt_day=january(15))
    assert friday.next_due_at == at("18 20:00")


# What is due


def test_a_prompt_is_due_at_its_time_and_not_before() -> None:
    assert due_now(learner(), at("13 08:59")).send is None
    assert due_now(learner(), at("13 09:00")).send == PlannedPrompt(day=january(13), due_at=at("13 09:00"))


def test_a_missed_prompt_is_caught_up_with_within_four_hours() -> None:
    assert due_now(learner(), at("13 13:00")).send is not None
    late = due_now(learner(), at("13 13:01"))
    assert late.send is None
    assert [missed.day for missed in late.skipped] == [january(13)]


def test_after_days_away_all_that_is_too_late_is_skipped_and_the_last_is_caught_up_with() -> None:
    due = due_now(learner(), at("16 10:00"))
    assert [missed.day for missed in due.skipped] == [january(13), january(14), january(15)]
    assert due.send == PlannedPrompt(day=january(16), due_at=at("16 09:00"))


def test_a_nudge_is_due_on_an_empty_evening() -> None:
    prompted = replace(streak_of_two(), last_prompt_day=january(13), last_prompt_at=at("13 09:00"))
    prompted = replace(prompted, next_due_at=at("13 20:00"))
    assert due_now(prompted, at("13 20:00")).send == PlannedNudge(day=january(13), due_at=at("13 20:00"))
    assert due_now(prompted, at("13 22:00")).send is None


def test_whoever_gets_a_prompt_gets_no_nudge_with_it() -> None:
    """Both were missed: the nudge of 20:00 and the prompt of 20:30."""
    both = replace(streak_of_two(prompt_time=time(20, 30), last_prompt_day=january(12)), next_due_at=at("13 20:00"))
    due = due_now(both, at("13 21:00"))
    assert due.send == PlannedPrompt(day=january(13), due_at=at("13 20:30"))


# Changes


def test_after_a_change_of_time_what_is_past_is_not_caught_up_with() -> None:
    before = learner()
    moved = replanned(replace(before, prompt_time=time(8)), before=before, now=at("13 08:30"))
    assert moved.next_due_at == at("14 08:00")


def test_a_change_of_anything_else_leaves_a_missed_prompt_to_be_caught_up_with() -> None:
    before = learner()
    answered = Diary(BERLIN)
    answered.answers("2027-01-13 09:30")
    after = replanned(replace(before, streak=answered.state), before=before, now=at("13 09:30"))
    assert after.next_due_at == at("13 09:00")


@pytest.mark.parametrize(
    "change",
    [
        {"prompt_time": time(7)},
        {"zone": "Europe/London"},
        {"prompts": False},
        {"prompt_care": PromptCare.SILENT},
    ],
)
def test_a_change_of_what_is_planned_drops_what_was_missed(change: dict[str, object]) -> None:
    before = learner()
    after = replanned(replace(before, **change), before=before, now=at("13 11:00"))  # type: ignore[arg-type]
    assert after.next_due_at is None or after.next_due_at > at("13 11:00")


def test_a_pause_moves_the_next_prompt_behind_it_and_resume_brings_it_back() -> None:
    before = learner()
    diary = Diary(BERLIN)
    diary.pauses(3, "2027-01-13 08:00")
    paused = replanned(replace(before, streak=diary.state), before=before, now=at("13 08:00"))
    assert paused.next_due_at == at("17 09:00")
    diary.resumes("2027-01-14 08:00")
    resumed = replanned(replace(paused, streak=diary.state), before=paused, now=at("14 08:00"))
    assert resumed.next_due_at == at("14 09:00")


def test_a_zone_change_moves_the_next_prompt_to_the_new_wall_clock() -> None:
    before = learner()
    moved = replanned(replace(before, zone="America/New_York"), before=before, now=at("13 08:00"))
    assert moved.next_due_at is not None
    assert reading(moved.next_due_at, "America/New_York") == "2027-01-13 09:00"


# A clock that ran ahead


def test_what_a_clock_running_ahead_dated_into_the_future_does_not_silence_the_coach() -> None:
    ahead = date(2031, 1, 1)
    at_ahead = at("13 08:00") + timedelta(days=1500)
    wrong = learner(last_prompt_day=ahead, last_prompt_at=at_ahead, last_nudge_day=ahead)
    assert wrong.next_due_at is None
    right = without_future(wrong, at("13 08:00"))
    assert next_due(right, after=at("13 08:00")) == at("15 09:00")


def test_what_is_right_is_left_alone() -> None:
    right = learner(last_prompt_day=january(12), last_prompt_at=at("12 09:00"), last_nudge_day=january(11))
    assert without_future(right, at("13 08:00")) == right
