from datetime import date, timedelta

import pytest

from bot.domain.level_history import RatedAnswer, monday, weekly_levels
from bot.domain.rating import NEW_LEARNER_UNCERTAINTY, Rating

FIRST = date(2027, 1, 4)
TODAY = date(2027, 1, 20)
KNOWN = Rating(value=0.6, uncertainty=0.3, answers=30)


def answer(day: date, gain: float, uncertainty: float = 0.0, area: str = "databases") -> RatedAnswer:
    return RatedAnswer(area=area, day=day, gain=gain, uncertainty=uncertainty)


def told(rating: Rating, *answers: RatedAnswer) -> dict[str, tuple[float | None, ...]]:
    return weekly_levels({"databases": rating}, answers, first_week=FIRST, today=TODAY)


def test_a_week_begins_on_monday() -> None:
    assert monday(date(2027, 1, 17)) == date(2027, 1, 11)
    assert monday(date(2027, 1, 18)) == date(2027, 1, 18)


def test_the_last_value_is_the_present_level_and_earlier_ones_lack_what_came_later() -> None:
    levels = told(KNOWN, answer(FIRST, 0.1), answer(FIRST + timedelta(days=8), 0.2), answer(TODAY, 0.3))
    assert levels["databases"] == pytest.approx((3.1, 3.3, 3.6))


def test_what_only_found_the_level_out_is_no_progress() -> None:
    levels = told(KNOWN, answer(FIRST, 0.1), answer(TODAY, 0.5, NEW_LEARNER_UNCERTAINTY))
    assert levels["databases"] == pytest.approx((3.6, 3.6, 3.6))


def test_there_is_nothing_before_the_first_answer() -> None:
    levels = told(KNOWN, answer(FIRST + timedelta(days=9), 0.2))
    assert levels["databases"][0] is None
    assert levels["databases"][1:] == pytest.approx((3.6, 3.6))


def test_an_area_that_is_still_vague_or_without_answers_is_left_out() -> None:
    assert told(Rating(value=1.0, uncertainty=1.1, answers=2), answer(FIRST, 0.5)) == {}
    assert told(KNOWN, answer(FIRST, 0.5, area="apis")) == {}


def test_levels_stay_on_the_scale() -> None:
    levels = told(Rating(value=4.5, uncertainty=0.3, answers=9), answer(FIRST, 0.0), answer(TODAY, 7.0))
    assert levels["databases"] == (1.0, 1.0, 5.0)
