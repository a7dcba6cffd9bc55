import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.grades import AWAY_AFTER_S, Grade, Outcome, expected_seconds, grade_of


def outcome(score=1.0, **changes):
    return Outcome(score=score, **{"seconds": 30.0, "expected_seconds": 30.0, **changes})


@pytest.mark.parametrize(
    ("given_outcome", "grade"),
    [
        (outcome(0.0), Grade.AGAIN),
        (outcome(0.4), Grade.AGAIN),
        (outcome(0.6), Grade.HARD),
        (outcome(1.0), Grade.GOOD),
        (outcome(1.0, seconds=10.0), Grade.EASY),
        (outcome(1.0, seconds=100.0), Grade.HARD),
        (outcome(1.0, hints=1), Grade.HARD),
        (outcome(1.0, hints=1, seconds=5.0), Grade.HARD),
        (outcome(1.0, hints=2), Grade.AGAIN),
        (outcome(0.6, hints=1), Grade.AGAIN),
        (outcome(1.0, guessed=True), Grade.AGAIN),
    ],
)
def test_the_grade_follows_score_hints_time_and_the_learners_word(given_outcome, grade):
    assert grade_of(given_outcome) is grade


def test_without_a_measured_time_a_right_answer_is_good():
    assert grade_of(Outcome(score=1.0)) is Grade.GOOD
    assert grade_of(outcome(seconds=None)) is Grade.GOOD


def test_a_chat_left_open_for_long_says_nothing_about_the_answer():
    assert grade_of(outcome(seconds=AWAY_AFTER_S + 1)) is Grade.GOOD


def test_a_quick_hit_on_true_or_false_is_not_called_easy():
    assert grade_of(outcome(seconds=5.0, guess=0.5)) is Grade.GOOD
    assert grade_of(outcome(seconds=5.0, guess=0.25)) is Grade.EASY


@given(st.floats(0, 1), st.floats(0, 1), st.integers(0, 3), st.booleans(), st.floats(0, 2000))
def test_a_higher_score_never_gets_a_worse_grade(one, other, hints, guessed, seconds):
    low, high = sorted((one, other))
    extra = {"hints": hints, "guessed": guessed, "seconds": seconds, "expected_seconds": 40.0}
    assert grade_of(Outcome(score=low, **extra)) <= grade_of(Outcome(score=high, **extra))


@given(st.floats(0, 1), st.integers(0, 3), st.floats(0, 2000))
def test_another_hint_never_gets_a_better_grade(score, hints, seconds):
    extra = {"seconds": seconds, "expected_seconds": 40.0}
    without, helped = (grade_of(Outcome(score=score, hints=count, **extra)) for count in (hints, hints + 1))
    assert helped <= without


@pytest.mark.parametrize("wrong", [{"score": 1.1}, {"score": -0.1}, {"score": 1, "hints": -1}])
def test_an_impossible_outcome_is_refused(wrong):
    with pytest.raises(ValueError, match=r"outside|negative"):
        Outcome(**wrong)


def test_longer_harder_and_typed_questions_are_given_more_time():
    base = expected_seconds(kind="single", level=2, words=40)
    assert expected_seconds(kind="single", level=2, words=80) > base
    assert expected_seconds(kind="single", level=4, words=40) > base
    assert expected_seconds(kind="free-text", level=2, words=40) > base
