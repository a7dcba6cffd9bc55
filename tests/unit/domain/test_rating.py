import math
import random
from statistics import correlation

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.rating import (
    BOUND,
    NEW_LEARNER_UNCERTAINTY,
    Difficulty,
    Rating,
    after_answer,
    after_review,
    chance,
    guess_chance,
    response,
    shared,
)
from tests.unit.domain.learning import difficulties, guesses, logits, ratings, scores


@given(ratings, difficulties, guesses)
def test_a_right_answer_never_lowers_a_rating_nor_raises_a_difficulty(rating, difficulty, guess):
    skill, question = after_answer(rating, difficulty, score=1.0, guess=guess)
    assert skill.value >= rating.value
    assert question.value <= difficulty.value


@given(ratings, difficulties, guesses)
def test_a_wrong_answer_never_raises_a_rating_nor_lowers_a_difficulty(rating, difficulty, guess):
    skill, question = after_answer(rating, difficulty, score=0.0, guess=guess)
    assert skill.value <= rating.value
    assert question.value >= difficulty.value


@given(ratings, difficulties, guesses, scores, scores)
def test_a_higher_score_never_gives_a_lower_rating(rating, difficulty, guess, one, other):
    low, high = (after_answer(rating, difficulty, score=s, guess=guess) for s in sorted((one, other)))
    assert low[0].value <= high[0].value
    assert low[1].value >= high[1].value


@given(logits, logits, difficulties, guesses, scores, st.floats(0.3, 1.2))
def test_the_better_learner_stays_the_better_one_after_the_same_answer(a, b, difficulty, guess, score, width):
    low, high = (
        after_answer(Rating(value=v, uncertainty=width), difficulty, score=score, guess=guess)[0].value
        for v in sorted((a, b))
    )
    assert low <= high + 1e-9


@given(ratings, difficulties, guesses, st.lists(scores, max_size=30))
def test_ratings_and_difficulties_stay_within_their_bounds(rating, difficulty, guess, answers):
    for score in answers:
        rating, difficulty = after_answer(rating, difficulty, score=score, guess=guess)
        assert abs(rating.value) <= BOUND
        assert abs(difficulty.value) <= BOUND


@given(ratings, difficulties, guesses, scores)
def test_an_answer_never_makes_us_less_sure(rating, difficulty, guess, score):
    skill, question = after_answer(rating, difficulty, score=score, guess=guess)
    assert 0 < skill.uncertainty <= rating.uncertainty
    assert 0 < question.uncertainty <= difficulty.uncertainty
    assert (skill.answers, question.answers) == (rating.answers + 1, difficulty.answers + 1)


@given(st.floats(-2, 2), st.floats(0.3, 1.2), scores)
def test_without_guessing_right_and_wrong_are_mirror_images(gap, width, score):
    hard = after_answer(Rating(value=-gap, uncertainty=width), Difficulty(value=0.0), score=score, guess=0.0)
    easy = after_answer(Rating(value=gap, uncertainty=width), Difficulty(value=0.0), score=1 - score, guess=0.0)
    assert hard[0].value == pytest.approx(-easy[0].value)
    assert hard[1].value == pytest.approx(-easy[1].value)


@given(st.floats(-2, 2), st.floats(-2, 2), st.floats(0.3, 0.7), guesses, scores)
def test_equally_uncertain_sides_move_by_the_same_amount(skill, hardness, width, guess, score):
    rating, difficulty = after_answer(
        Rating(value=skill, uncertainty=width),
        Difficulty(value=hardness, uncertainty=width),
        score=score,
        guess=guess,
    )
    assert rating.value - skill == pytest.approx(hardness - difficulty.value)


def test_the_less_we_know_the_bigger_the_step():
    question = Difficulty.of_level(3)
    steps = [
        after_answer(Rating(uncertainty=width), question, score=1.0, guess=0.0)[0].value for width in (0.3, 0.6, 1.2)
    ]
    assert steps == sorted(steps)
    assert steps[0] > 0


def test_an_answer_that_could_be_a_lucky_guess_moves_less():
    question = Difficulty.of_level(3)
    typed, single, true_false = (
        after_answer(Rating(), question, score=1.0, guess=guess)[0].value for guess in (0.0, 0.25, 0.5)
    )
    assert typed > single > true_false > 0


def test_a_right_answer_that_was_guessed_counts_as_not_known():
    question = Difficulty.of_level(3)
    guessed = after_answer(Rating(), question, score=1.0, guess=0.5, guessed=True)
    assert guessed == after_answer(Rating(), question, score=0.0, guess=0.0)


def test_a_review_moves_the_rating_the_same_way_but_less():
    question = Difficulty.of_level(3)
    for score in (0.0, 1.0):
        first = after_answer(Rating(), question, score=score, guess=0.25)[0].value
        later = after_review(Rating(), question, score=score, guess=0.25).value
        assert 0 < abs(later) < abs(first)
        assert math.copysign(1, later) == math.copysign(1, first)


@given(logits, logits, guesses)
def test_the_chance_lies_between_the_lucky_guess_and_certainty(skill, hardness, guess):
    success = chance(Rating(value=skill), Difficulty(value=hardness), guess)
    assert guess <= success <= 1.0


def test_the_chance_is_half_where_skill_meets_difficulty_and_a_guess_raises_it():
    assert chance(Rating(value=1.0), Difficulty(value=1.0), 0.0) == 0.5
    assert chance(Rating(value=1.0), Difficulty(value=1.0), 0.5) == 0.75


def test_an_impossible_guess_chance_is_refused():
    with pytest.raises(ValueError, match="guess"):
        response(0.0, 0.0, 1.0)


def test_the_authors_level_is_the_prior_of_a_difficulty():
    assert [Difficulty.of_level(level).value for level in range(1, 6)] == [-2, -1, 0, 1, 2]
    with pytest.raises(ValueError, match="level"):
        Difficulty.of_level(6)


@pytest.mark.parametrize(
    ("kind", "options", "expected"),
    [
        ("single", 4, 1 / 4),
        ("single", 3, 1 / 3),
        ("true-false", 2, 1 / 2),
        ("multiple", 4, 1 / 15),
        ("order", 4, 1 / 24),
        ("short-text", 0, 0),
        ("output", 0, 0),
        ("free-text", 0, 0),
    ],
)
def test_the_chance_of_a_lucky_guess_follows_kind_and_options(kind, options, expected):
    assert guess_chance(kind, options) == pytest.approx(expected)


class World:
    """Learners and questions with true values, and what the ratings make of their answers."""

    def __init__(self, seed, learners=40, questions=60, answers=40, guess=0.25):
        rng = random.Random(seed)
        self.skills = [rng.gauss(0, 1.2) for _ in range(learners)]
        levels = [rng.randint(1, 5) for _ in range(questions)]
        self.hardness = [level - 3 + rng.gauss(0, 0.7) for level in levels]
        self.priors = [Difficulty.of_level(level) for level in levels]
        self.ratings = [Rating() for _ in self.skills]
        self.difficulties = list(self.priors)
        self.predicted = []
        for _ in range(answers):
            for who, skill in enumerate(self.skills):
                what = rng.randrange(questions)
                right = rng.random() < response(skill, self.hardness[what], guess).chance
                self.predicted.append((chance(self.ratings[who], self.difficulties[what], guess), right))
                self.ratings[who], self.difficulties[what] = after_answer(
                    self.ratings[who], self.difficulties[what], score=float(right), guess=guess
                )


def test_abler_learners_get_higher_ratings():
    world = World(seed=1)
    assert correlation(world.skills, [rating.value for rating in world.ratings]) > 0.85


def test_answers_correct_the_authors_levels():
    world = World(seed=2)
    levels, learned = ([d.value for d in side] for side in (world.priors, world.difficulties))
    before, after = correlation(world.hardness, levels), correlation(world.hardness, learned)
    assert after > before
    assert after > 0.9


def test_predicted_success_beats_the_constant_average():
    world = World(seed=3)
    late = world.predicted[len(world.predicted) // 2 :]
    average = sum(right for _, right in late) / len(late)

    def log_loss(pairs):
        return -sum(math.log(p if right else 1 - p) for p, right in pairs) / len(pairs)

    assert log_loss(late) < 0.93 * log_loss([(average, right) for _, right in late])


def test_uncertainty_is_an_honest_standard_deviation():
    world = World(seed=4, answers=20)
    errors = [(r.value - s) / r.uncertainty for r, s in zip(world.ratings, world.skills, strict=True)]
    assert 0.5 < sum(e * e for e in errors) / len(errors) < 2.0
    assert all(r.uncertainty < NEW_LEARNER_UNCERTAINTY for r in world.ratings)


@given(ratings, ratings, difficulties, guesses, scores)
def test_an_answer_moves_the_other_areas_the_same_way_but_never_further_and_within_bounds(
    answered, other, difficulty, guess, score
):
    moved = shared({"other": other}, answered, difficulty, score=score, guess=guess).get("other", other)
    after, _ = after_answer(answered, difficulty, score=score, guess=guess)
    here, there = after.value - answered.value, moved.value - other.value
    assert here * there >= 0
    assert -BOUND <= moved.value <= BOUND
    assert 0 < moved.uncertainty <= other.uncertainty
    assert moved.answers == other.answers


def test_an_area_that_is_well_known_learns_nothing_from_the_others():
    sure, unsure = Rating(uncertainty=0.5), Rating()
    moved = shared({"sure": sure, "unsure": unsure}, Rating(), Difficulty.of_level(3), score=1.0, guess=0.25)
    assert moved.keys() == {"unsure"}
    assert moved["unsure"].value > 0
