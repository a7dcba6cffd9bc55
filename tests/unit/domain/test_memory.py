import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from fsrs import Card, Rating, Scheduler
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.grades import Grade
from bot.domain.memory import UNTAUGHT_PARAMETERS, MemoryModel, is_due
from tests.unit.domain.learning import (
    MODEL,
    TODAY,
    days,
    gaps,
    grades,
    histories,
    memory_of,
    remembered,
    seen,
)

FIRST_STABILITY = {Grade.AGAIN: 0.212, Grade.HARD: 1.2931, Grade.GOOD: 2.3065, Grade.EASY: 8.2956}  # FSRS-6


@given(histories, gaps, st.floats(min_value=0.75, max_value=0.97))
def test_a_better_grade_never_brings_a_question_back_sooner(history, gap, retention):
    model = MemoryModel(desired_retention=retention)
    memory = memory_of(history)
    day = TODAY + timedelta(days=gap)
    after = [model.after(memory, grade, day) for grade in Grade]
    assert [m.due_day for m in after] == sorted(m.due_day for m in after)
    assert [m.stability for m in after] == sorted(m.stability for m in after)


@given(histories.filter(bool), grades, st.integers(min_value=0, max_value=3))
def test_a_second_answer_on_the_same_day_or_a_late_one_does_not_move_the_memory(history, grade, back):
    memory = remembered(history)
    assert MODEL.after(memory, grade, memory.last_day - timedelta(days=back)) is memory


@given(histories, gaps, grades)
def test_the_next_review_is_a_later_day_within_the_maximum_interval(history, gap, grade):
    day = TODAY + timedelta(days=gap)
    after = MODEL.after(memory_of(history), grade, day)
    assert day < after.due_day <= day + timedelta(days=MODEL.maximum_interval_days)
    assert 1 <= after.difficulty <= 10
    assert after.last_day == day


@given(histories, gaps, grades)
def test_the_same_history_always_gives_the_same_memory(history, gap, grade):
    day = TODAY + timedelta(days=gap)
    assert MODEL.after(memory_of(history), grade, day) == MemoryModel().after(memory_of(history), grade, day)


@settings(max_examples=60)
@given(days, histories.filter(bool))
def test_the_numbers_are_those_of_py_fsrs(first, history):
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False, maximum_interval=365)
    noon = datetime(first.year, first.month, first.day, 12, tzinfo=UTC)
    card, memory = Card(card_id=1, due=noon), None
    for gap, grade in history:
        noon += timedelta(days=gap)
        card, _ = scheduler.review_card(card, Rating(grade.value), noon)
        memory = MODEL.after(memory, grade, noon.date())
    assert memory is not None
    assert (memory.stability, memory.difficulty) == (card.stability, card.difficulty)
    assert memory.due_day == card.due.date()
    for later in (0, 1, 30, 200):
        expected = scheduler.get_card_retrievability(card, noon + timedelta(days=later))
        recalled = MODEL.retrievability(memory, noon.date() + timedelta(days=later))
        assert recalled == pytest.approx(expected)


@pytest.mark.parametrize("grade", Grade)
def test_the_first_stability_is_the_parameter_of_its_grade(grade):
    assert MODEL.after(None, grade, TODAY).stability == FIRST_STABILITY[grade]


def test_a_right_first_answer_to_an_untaught_question_stands_for_knowledge_of_many_weeks():
    model = MemoryModel(parameters=UNTAUGHT_PARAMETERS)
    wrong, hard, good, easy = (model.after(None, grade, TODAY) for grade in Grade)
    assert (wrong.due_day - TODAY).days == (hard.due_day - TODAY).days == 1
    assert (good.due_day - TODAY).days >= 28
    assert easy.stability > good.stability
    assert UNTAUGHT_PARAMETERS[4:] == MODEL.parameters[4:]


@given(histories.filter(bool), gaps, st.sampled_from((Grade.GOOD, Grade.AGAIN)))
def test_what_a_gain_expects_of_an_answer_is_what_py_fsrs_makes_of_it(history, gap, grade):
    memory = remembered(history)
    day = TODAY + timedelta(days=gap)
    recall = MODEL.retrievability(memory, day)
    expected = MODEL._kept(memory, recall) if grade is Grade.GOOD else MODEL._relearned(memory, recall)
    assert expected == pytest.approx(MODEL.after(memory, grade, day).stability)


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_first_exposure_wins_more_the_less_is_known_and_nothing_of_what_is(one, other):
    less, more = sorted((one, other))
    assert MODEL.first_gain(less, 90) >= MODEL.first_gain(more, 90) >= MODEL.first_gain(1.0, 90) == 0.0


def test_good_answers_on_time_space_reviews_out():
    memory, day, gaps_seen = None, date(2027, 1, 1), []
    for _ in range(6):
        memory = MODEL.after(memory, Grade.GOOD, day)
        gaps_seen.append((memory.due_day - day).days)
        day = memory.due_day
    assert gaps_seen[0] == 2
    assert gaps_seen == sorted(gaps_seen)
    assert gaps_seen[-1] > 100


def test_recall_is_zero_before_the_first_attempt_and_certain_on_its_day():
    assert MODEL.retrievability(None, TODAY) == 0.0
    assert MODEL.retrievability(seen(0), TODAY) == 1.0


@given(histories.filter(bool), st.integers(0, 700), st.integers(0, 700))
def test_recall_only_fades(history, one, other):
    memory = remembered(history)
    sooner, later = sorted((one, other))
    fading = [MODEL.retrievability(memory, TODAY + timedelta(days=n)) for n in (sooner, later)]
    assert 1.0 >= fading[0] >= fading[1] > 0.0


def test_a_question_is_due_from_the_start_of_its_due_day():
    memory = seen(0)
    assert not is_due(memory, memory.due_day - timedelta(days=1))
    assert is_due(memory, memory.due_day)
    assert is_due(memory, memory.due_day + timedelta(days=50))


def test_a_new_or_suspended_question_is_never_due():
    assert not is_due(None, TODAY)
    assert not is_due(replace(seen(90), suspended=True), TODAY)


def test_a_wrong_first_answer_is_no_lapse_but_every_later_one_is():
    memory = MODEL.after(None, Grade.AGAIN, TODAY)
    assert (memory.repetitions, memory.lapses) == (1, 0)
    memory = MODEL.after(memory, Grade.AGAIN, TODAY + timedelta(days=1))
    assert (memory.repetitions, memory.lapses) == (2, 1)


def test_a_question_forgotten_again_and_again_asks_for_another_explanation_and_then_is_put_away():
    memory = MODEL.after(None, Grade.GOOD, TODAY)
    told = []
    for number in range(1, 9):
        memory = MODEL.after(memory, Grade.AGAIN, TODAY + timedelta(days=number))
        told.append((memory.needs_another_explanation, memory.suspended))
    assert told == [(False, False)] * 2 + [(True, False)] * 5 + [(True, True)]


@settings(max_examples=40)
@given(histories.filter(bool), st.integers(1, 200))
def test_the_gain_of_a_review_is_the_recall_won_over_the_coming_days(history, later):
    memory = remembered(history)
    day, horizon = TODAY + timedelta(days=later), 60

    def recalled(kept):  # a sum over half days, close to the integral
        return sum(
            (MODEL.retrievability(kept, day + timedelta(days=n)) + MODEL.retrievability(kept, day + timedelta(n + 1)))
            / 2
            for n in range(horizon)
        )

    chance = MODEL.retrievability(memory, day)
    right, wrong = (MODEL.after(memory, grade, day) for grade in (Grade.GOOD, Grade.AGAIN))
    by_hand = chance * recalled(right) + (1 - chance) * recalled(wrong) - recalled(memory)
    assert MODEL.gain(memory, day, horizon) == pytest.approx(max(0.0, by_hand), abs=0.6)


def test_asking_again_on_the_same_day_wins_nothing():
    assert MODEL.gain(seen(0), TODAY, 60) == 0.0


@pytest.mark.parametrize(
    "wrong",
    [
        {"desired_retention": 1.0},
        {"desired_retention": 0.0},
        {"parameters": MODEL.parameters[:20]},
        {"parameters": (5.0, *MODEL.parameters[1:])},
    ],
)
def test_settings_that_fsrs_cannot_keep_are_refused(wrong):
    with pytest.raises(ValueError, match=r"\w"):
        MemoryModel(**wrong)


def test_importing_the_memory_model_does_not_pull_in_the_optimizer(pytestconfig):
    heavy = "{'torch', 'pandas', 'numpy'}"
    code = f"import sys, bot.domain.memory; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=pytestconfig.rootpath,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.strip() == "[]"
