import pytest
from hypothesis import given

from bot.domain.levels import level_estimate, level_of
from bot.domain.rating import Rating
from tests.unit.domain.learning import ratings


@pytest.mark.parametrize(("value", "level"), [(-5, 1), (-2, 1), (-1.2, 2), (0, 3), (0.4, 3), (1, 4), (5, 5)])
def test_a_level_is_one_logit_wide(value, level):
    assert level_of(Rating(value=float(value))) == level


@given(ratings)
def test_the_level_lies_within_its_own_span_and_the_scale(rating):
    estimate = level_estimate(rating)
    assert 1 <= estimate.low <= estimate.level <= estimate.high <= 5


@pytest.mark.parametrize(
    ("rating", "text"),
    [
        (None, "still getting to know you"),
        (Rating(value=0.1, uncertainty=1.1, answers=1), "still getting to know you"),
        (Rating(value=0.1, uncertainty=0.7, answers=9), "about level 3 (solid)"),
        (Rating(value=1.8, uncertainty=0.4, answers=40), "level 5 (expert)"),
    ],
)
def test_people_are_told_how_sure_the_level_is(rating, text):
    assert level_estimate(rating).text == text
