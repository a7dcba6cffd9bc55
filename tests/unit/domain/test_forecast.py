from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.forecast import area_forecast
from bot.domain.grades import Grade
from bot.domain.rating import Rating
from tests.unit.domain.learning import MODEL, TODAY, memories, seen


def forecast(kept, *, questions=10, rating=None, day=TODAY):
    return area_forecast("apis", rating=rating, memories=kept, questions=questions, day=day, model=MODEL)


def test_before_the_first_question_nothing_is_claimed():
    start = forecast([])
    assert (start.coverage, start.recall_today, start.recall_ahead) == (0.0, None, None)
    assert start.level.text == "still getting to know you"


def test_coverage_is_the_share_of_questions_seen():
    assert forecast([seen(3), seen(4)], questions=8).coverage == 0.25
    assert forecast([], questions=0).coverage == 0.0


def test_coverage_does_not_pass_one_when_questions_were_retired():
    assert forecast([seen(3), seen(4)], questions=1).coverage == 1.0


def test_recall_is_the_mean_over_the_questions_seen():
    kept = [seen(2), seen(20, Grade.EASY)]
    expected = sum(MODEL.retrievability(memory, TODAY) for memory in kept) / 2
    assert forecast(kept).recall_today == expected
    later = forecast(kept, day=TODAY + timedelta(days=30)).recall_today
    assert forecast(kept).recall_ahead == later


def test_due_questions_are_counted():
    assert forecast([seen(0), seen(30), seen(40)]).due == 2


def test_the_level_comes_from_the_rating():
    assert forecast([], rating=Rating(value=1.0, uncertainty=0.4, answers=30)).level.text == "level 4 (advanced)"


@given(st.lists(memories(), min_size=1, max_size=6))
def test_without_reviews_recall_only_falls(kept):
    area = forecast(kept)
    assert 0 < area.recall_ahead <= area.recall_today <= 1
