from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.prompt_times import (
    LOOK_AHEAD_DAYS,
    PlannedPrompt,
    PromptSilence,
    PromptStep,
    PromptVerdict,
    jitter,
    next_prompt,
    planned_instant,
    prompt_verdict,
)
from tests.unit.domain.local_time import local, reading

BERLIN = ZoneInfo("Europe/Berlin")
NINE = time(9)


def always(_: date) -> bool:
    return True


def january(day: int) -> date:
    return date(2027, 1, day)


# Where in the day


@pytest.mark.parametrize(
    ("prompt_time", "expected"),
    [
        (time(9), "2027-01-13 09:00"),
        (time(4), "2027-01-13 04:00"),
        (time(23, 59), "2027-01-13 23:59"),
        (time(0), "2027-01-14 00:00"),
        (time(3, 59), "2027-01-14 03:59"),
    ],
)
def test_a_time_before_four_is_on_the_next_date(prompt_time: time, expected: str) -> None:
    assert reading(planned_instant(january(13), prompt_time, BERLIN), "Europe/Berlin") == expected


def test_in_a_gap_the_prompt_comes_right_after_it() -> None:
    at = planned_instant(date(2027, 3, 27), time(2, 30), BERLIN)
    assert at == datetime(2027, 3, 28, 1, tzinfo=UTC)


def test_in_a_fold_the_prompt_comes_the_first_time() -> None:
    at = planned_instant(date(2027, 10, 30), time(2, 30), BERLIN)
    assert at == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_the_key_is_the_day_planned_for_even_if_a_gap_carries_it_past_four() -> None:
    athens = ZoneInfo("Europe/Athens")
    planned = next_prompt(
        local("2027-03-27 20:00", "Europe/Athens"), prompt_time=time(3, 30), zone=athens, wanted=always
    )
    assert planned == PlannedPrompt(day=date(2027, 3, 27), due_at=local("2027-03-28 04:00", "Europe/Athens"))


# Which day


def test_the_next_prompt_is_strictly_after_the_change() -> None:
    for now, day in (("2027-01-13 08:59", 13), ("2027-01-13 09:00", 14), ("2027-01-13 09:01", 14)):
        planned = next_prompt(local(now, "Europe/Berlin"), prompt_time=NINE, zone=BERLIN, wanted=always)
        assert planned is not None
        assert planned.day == january(day)


def test_a_time_already_past_is_not_caught_up_with_when_the_settings_change() -> None:
    planned = next_prompt(local("2027-01-13 12:00", "Europe/Berlin"), prompt_time=NINE, zone=BERLIN, wanted=always)
    assert planned is not None
    assert planned.due_at == local("2027-01-14 09:00", "Europe/Berlin")


def test_weekdays_mean_the_weekday_of_the_learner_day() -> None:
    after = local("2027-01-13 12:00", "Europe/Berlin")
    planned = next_prompt(after, prompt_time=time(1), zone=BERLIN, wanted=lambda day: day.weekday() == 4)
    assert planned is not None
    assert planned.day == january(15)  # Friday
    assert reading(planned.due_at, "Europe/Berlin") == "2027-01-16 01:00"


def test_a_day_has_one_prompt_even_if_the_time_is_moved_to_later() -> None:
    planned = next_prompt(
        local("2027-01-13 10:00", "Europe/Berlin"),
        prompt_time=time(20),
        zone=BERLIN,
        wanted=always,
        last_planned_day=january(13),
        last_prompt_at=local("2027-01-13 09:00", "Europe/Berlin"),
    )
    assert planned is not None
    assert planned.day == january(14)


def test_a_day_has_one_prompt_even_if_the_zone_brings_its_date_back() -> None:
    honolulu = ZoneInfo("Pacific/Honolulu")
    planned = next_prompt(
        local("2027-01-13 12:00", "Pacific/Honolulu"),  # Thursday 11:00 in Auckland, prompted at 09:00
        prompt_time=time(18),
        zone=honolulu,
        wanted=always,
        reached=january(14),
        last_planned_day=january(14),
        last_prompt_at=local("2027-01-14 09:00", "Pacific/Auckland"),
    )
    assert planned == PlannedPrompt(day=january(15), due_at=local("2027-01-15 18:00", "Pacific/Honolulu"))


def test_a_day_that_is_over_for_the_learner_gets_no_prompt_in_a_zone_where_it_is_not() -> None:
    honolulu = ZoneInfo("Pacific/Honolulu")
    planned = next_prompt(
        local("2027-01-13 12:00", "Pacific/Honolulu"),
        prompt_time=time(18),
        zone=honolulu,
        wanted=always,
        reached=january(14),
    )
    assert planned is not None
    assert planned.day == january(14)


def test_never_within_six_hours_of_the_last_prompt() -> None:
    for last, day in (("2027-01-14 01:59", 14), ("2027-01-14 03:00", 14), ("2027-01-14 03:01", 15)):
        planned = next_prompt(
            local("2027-01-14 03:30", "Europe/Berlin"),
            prompt_time=NINE,
            zone=BERLIN,
            wanted=always,
            last_planned_day=january(13),
            last_prompt_at=local(last, "Europe/Berlin"),
        )
        assert planned is not None
        assert planned.day == january(day)


def test_days_that_want_no_prompt_are_passed_over_up_to_the_longest_pause() -> None:
    after = local("2027-01-13 12:00", "Europe/Berlin")
    planned = next_prompt(after, prompt_time=NINE, zone=BERLIN, wanted=lambda day: day > date(2028, 1, 14))
    assert planned is not None
    assert planned.day == date(2028, 1, 15)


def test_where_no_day_wants_a_prompt_there_is_none() -> None:
    asked: list[date] = []

    def never(day: date) -> bool:
        asked.append(day)
        return False

    assert next_prompt(datetime(2027, 1, 13, tzinfo=UTC), prompt_time=NINE, zone=BERLIN, wanted=never) is None
    assert len(asked) == LOOK_AHEAD_DAYS + 1


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        next_prompt(datetime(2027, 1, 13), prompt_time=NINE, zone=BERLIN, wanted=always)  # noqa: DTZ001


@settings(max_examples=60, deadline=None)
@given(
    start=st.integers(0, 525_600),
    changes=st.lists(
        st.tuples(
            st.integers(1, 2000),
            st.sampled_from(["Europe/Berlin", "America/New_York", "Pacific/Auckland", "Pacific/Honolulu"]),
            st.times().map(lambda at: at.replace(second=0, microsecond=0)),
        ),
        min_size=1,
        max_size=12,
    ),
)
def test_whatever_is_changed_prompts_keep_apart_and_each_day_has_at_most_one(
    start: int, changes: list[tuple[int, str, time]]
) -> None:
    now = datetime(2027, 1, 1, tzinfo=UTC) + timedelta(minutes=start)
    sent: list[PlannedPrompt] = []
    for minutes, name, prompt_time in changes:
        until, changed = now + timedelta(minutes=minutes), now
        while True:
            planned = next_prompt(
                changed if not sent else max(changed, sent[-1].due_at),
                prompt_time=prompt_time,
                zone=ZoneInfo(name),
                wanted=always,
                last_planned_day=sent[-1].day if sent else None,
                last_prompt_at=sent[-1].due_at if sent else None,
            )
            assert planned is not None
            assert planned.due_at > changed
            if planned.due_at >= until:
                break
            sent.append(planned)
        now = until
    days = [planned.day for planned in sent]
    assert days == sorted(set(days))
    assert all(b.due_at - a.due_at >= timedelta(hours=6) for a, b in pairwise(sent))


# Sending


@pytest.mark.parametrize(
    ("minutes_late", "verdict"),
    [
        (-1, PromptVerdict.WAIT),
        (0, PromptVerdict.SEND),
        (240, PromptVerdict.SEND),
        (241, PromptVerdict.SKIP),
    ],
)
def test_a_missed_prompt_is_caught_up_with_for_four_hours(minutes_late: int, verdict: PromptVerdict) -> None:
    planned = PlannedPrompt(day=january(13), due_at=local("2027-01-13 09:00", "Europe/Berlin"))
    assert prompt_verdict(planned, planned.due_at + timedelta(minutes=minutes_late)) is verdict


def test_a_prompt_too_close_to_the_last_one_is_skipped() -> None:
    planned = PlannedPrompt(day=january(13), due_at=local("2027-01-13 09:00", "Europe/Berlin"))
    for last, verdict in (("2027-01-13 03:01", PromptVerdict.SKIP), ("2027-01-13 03:00", PromptVerdict.SEND)):
        assert prompt_verdict(planned, planned.due_at, last_prompt_at=local(last, "Europe/Berlin")) is verdict


def test_jitter_is_fixed_per_learner_and_spreads_over_a_minute() -> None:
    learners = [UUID(int=number) for number in range(2000)]
    delays = [jitter(learner) for learner in learners]
    assert delays == [jitter(learner) for learner in learners]
    assert timedelta(0) <= min(delays) < timedelta(seconds=1)
    assert timedelta(seconds=59) < max(delays) <= timedelta(seconds=60)
    assert abs(sum(delays, timedelta(0)) / len(delays) - timedelta(seconds=30)) < timedelta(seconds=2)
    # The figure itself: another version of the code must not move anybody's prompt.
    assert jitter(UUID("01890a5d-ac96-774b-bcce-b302099a8057")) == timedelta(milliseconds=31_199)


# Falling silent


def test_after_seven_prompts_without_a_reaction_it_asks_once_and_after_seven_more_it_stops() -> None:
    silence, steps = PromptSilence(), []
    while silence.step is not PromptStep.SILENT:
        steps.append(silence.step)
        silence = silence.after_prompt()
    assert steps == [*[PromptStep.SEND] * 7, PromptStep.ASK, *[PromptStep.SEND] * 6]


def test_it_stays_silent_until_the_learner_comes_by() -> None:
    silent = PromptSilence(unanswered=14)
    assert silent.after_prompt().step is PromptStep.SILENT
    assert silent.after_reaction() == PromptSilence()
    assert silent.after_reaction().step is PromptStep.SEND


def test_any_reaction_starts_the_count_anew() -> None:
    silence = PromptSilence(unanswered=6).after_reaction()
    for _ in range(7):
        assert silence.step is PromptStep.SEND
        silence = silence.after_prompt()
    assert silence.step is PromptStep.ASK
