import math
import random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.placement import (
    ALL_LEVELS,
    MOST_QUESTIONS,
    Placement,
    PlacementAnswer,
    next_step,
    placed_ratings,
)
from bot.domain.rating import BOUND, NEW_LEARNER_UNCERTAINTY, response

TEN = tuple(f"area-{number}" for number in range(10))
GUESS = 0.25


def everything(areas=TEN):
    return dict.fromkeys(areas, ALL_LEVELS)


def run(areas, score_of, available=None):
    """A whole placement; `score_of` gives the score for each step."""
    placement, steps = Placement(areas=areas), []
    while step := next_step(placement, available or everything(areas)):
        steps.append(step)
        placement = placement.answered(
            PlacementAnswer(area=step.area, level=step.level, score=score_of(step), guess=GUESS)
        )
        assert len(steps) <= MOST_QUESTIONS
    return placement, steps


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from(TEN), min_size=1, unique=True).map(tuple),
    st.lists(st.sampled_from((0.0, 0.5, 1.0)), min_size=10, max_size=10),
)
def test_a_placement_ends_within_ten_questions_whatever_is_answered(areas, scores):
    placement, steps = run(areas, lambda step: scores[step.number - 1])
    assert len(placement.answers) <= MOST_QUESTIONS
    assert [step.number for step in steps] == list(range(1, len(steps) + 1))
    assert {step.area for step in steps} <= set(areas)
    assert next_step(placement, everything(areas)) is None


@given(st.dictionaries(st.sampled_from(TEN), st.frozensets(st.sampled_from(ALL_LEVELS)), max_size=10))
def test_only_available_questions_are_asked_for(available):
    step = next_step(Placement(areas=TEN), available)
    if not any(available.values()):
        assert step is None
    else:
        assert step is not None
        assert step.level in available[step.area]


def test_one_area_needs_fewer_questions_than_ten():
    _, steps = run(("area-0",), lambda step: float(step.level <= 3))
    assert 3 <= len(steps) < MOST_QUESTIONS


def test_ten_areas_are_all_touched():
    _, steps = run(TEN, lambda step: float(step.level <= 3))
    assert {step.area for step in steps} == set(TEN)


def test_right_answers_lead_to_harder_questions_and_wrong_ones_to_easier():
    _, rising = run(("area-0",), lambda _: 1.0)
    _, falling = run(("area-0",), lambda _: 0.0)
    assert rising[-1].level > rising[0].level
    assert falling[-1].level < falling[0].level


def test_an_answer_tells_something_about_the_other_areas_too_but_less():
    placement = Placement(areas=TEN).answered(PlacementAnswer(area="area-0", level=3, score=1.0, guess=GUESS))
    ratings = placed_ratings(placement, TEN)
    assert ratings["area-0"].value > ratings["area-1"].value > 0
    assert ratings["area-0"].uncertainty < ratings["area-1"].uncertainty < NEW_LEARNER_UNCERTAINTY
    assert (ratings["area-0"].answers, ratings["area-1"].answers) == (1, 0)


def test_areas_that_were_not_chosen_get_a_rating_as_well():
    placement, _ = run(TEN[:2], lambda _: 1.0)
    assert placed_ratings(placement, TEN)["area-9"].value > 0


def test_saying_i_do_not_know_lowers_more_than_a_wrong_guess():
    def after(guess):
        wrong = PlacementAnswer(area="area-0", level=3, score=0.0, guess=guess)
        return placed_ratings(Placement(areas=TEN).answered(wrong), TEN)["area-0"]

    assert after(0.0).value == pytest.approx(after(GUESS).value, abs=0.5)
    assert after(0.0).uncertainty < after(GUESS).uncertainty


@settings(max_examples=60)
@given(
    st.lists(
        st.builds(
            PlacementAnswer,
            area=st.sampled_from(TEN),
            level=st.sampled_from(ALL_LEVELS),
            score=st.floats(0, 1),
            guess=st.sampled_from((0.0, 0.25, 0.5)),
        ),
        max_size=10,
    ).map(tuple)
)
def test_placed_ratings_are_bounded_and_surer_than_before(answers):
    for rating in placed_ratings(Placement(areas=TEN, answers=answers), TEN).values():
        assert abs(rating.value) <= BOUND
        assert 0 < rating.uncertainty <= NEW_LEARNER_UNCERTAINTY + 1e-9


def test_the_state_can_be_stored_as_json():
    placement, _ = run(TEN, lambda step: float(step.level <= 2))
    assert msgspec.json.decode(msgspec.json.encode(placement), type=Placement) == placement


@pytest.mark.parametrize(("chosen", "error_left"), [(TEN, 0.9), (TEN[:3], 0.85), (TEN[:1], 0.8)])
def test_simulated_learners_are_placed_better_than_by_the_prior(chosen, error_left):
    rng = random.Random(20270310)
    before = after = 0.0
    for _ in range(120):
        general = rng.gauss(0, NEW_LEARNER_UNCERTAINTY * math.sqrt(0.6))
        skills = {area: general + rng.gauss(0, NEW_LEARNER_UNCERTAINTY * math.sqrt(0.4)) for area in TEN}

        def answer(step, skills=skills):
            hardness = step.level - 3 + rng.gauss(0, 0.7)  # authors' levels are not exact
            return float(rng.random() < response(skills[step.area], hardness, GUESS).chance)

        placement, _ = run(chosen, answer)
        placed = placed_ratings(placement, chosen)
        before += sum(skills[area] ** 2 for area in chosen)
        after += sum((skills[area] - placed[area].value) ** 2 for area in chosen)
    assert math.sqrt(after / before) < error_left
