from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.boards import DAY_POINTS_MAX, DayWork, Effort, Gains, effort, progress, ranked

MONDAY = date(2027, 1, 18)


def days(*work: DayWork) -> dict[date, DayWork]:
    return {MONDAY + timedelta(days=n): done for n, done in enumerate(work)}


FIVE_A_DAY = days(*[DayWork(questions=5)] * 5)


def test_days_practised_count_before_points() -> None:
    one_long_evening = days(DayWork(questions=200, practice=10))
    assert effort(FIVE_A_DAY) == Effort(5, 25)
    assert effort(one_long_evening) == Effort(1, DAY_POINTS_MAX)
    assert effort(FIVE_A_DAY) > effort(one_long_evening)
    assert effort(days(*[DayWork(practice=1)] * 5)) < effort(FIVE_A_DAY)


def test_a_practice_problem_counts_three_questions() -> None:
    assert effort(days(DayWork(practice=1))) == effort(days(DayWork(questions=3)))


def test_a_day_without_work_is_no_day() -> None:
    assert effort(days(DayWork(), DayWork(questions=1))) == Effort(1, 1)
    assert effort({}) == Effort(0, 0)


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), max_size=10), st.integers(1, 300))
def test_more_work_never_lowers_effort(work: list[tuple[int, int]], more: int) -> None:
    before = [DayWork(questions=q, practice=p) for q, p in work]
    assert effort(days(*before, DayWork(questions=more))) > effort(days(*before))


@pytest.mark.parametrize(
    ("plain", "uncertain", "level"),
    [
        (0.8, 0.8 * 1.2**2, 0.0),  # first answers: they found the level out
        (0.8, 0.8 * 0.5**2, 0.7),  # of somebody well known: nearly all of it
        (0.04, 0.0, 0.0),
        (-0.3, 0.0, -0.3),
        (-0.02, 0.0, 0.0),  # and no minus before a nought
    ],
)
def test_progress_counts_by_how_sure_the_rating_was(plain: float, uncertain: float, level: float) -> None:
    told = progress(Gains(plain=plain, uncertain=uncertain))
    assert told == level
    assert not str(told).startswith("-0.0")


def test_equal_values_share_a_rank_and_the_next_one_counts_them() -> None:
    places = ranked({"a": 3.0, "b": 5.0, "c": 5.0, "d": 1.0}, "week")
    assert [(place.rank, place.value) for place in places] == [(1, 5.0), (1, 5.0), (3, 3.0), (4, 1.0)]


@given(st.dictionaries(st.text("abcdefgh", min_size=1), st.integers(0, 4).map(float), max_size=12), st.randoms())
def test_the_board_does_not_depend_on_the_order_in_which_people_come(values: dict[str, float], order) -> None:
    shuffled = list(values.items())
    order.shuffle(shuffled)
    assert ranked(dict(shuffled), "week") == ranked(values, "week")


@given(st.dictionaries(st.text("abcdefgh", min_size=1), st.integers(0, 4).map(float), max_size=12))
def test_a_rank_is_one_more_than_the_number_of_people_who_are_better(values: dict[str, float]) -> None:
    for place in ranked(values, "week"):
        assert place.value == values[place.who]
        assert place.rank == 1 + sum(other > place.value for other in values.values())


def test_among_equals_no_name_always_comes_first() -> None:
    equal = dict.fromkeys(["a", "b", "c"], 1.0)
    first = {ranked(equal, f"week {n}")[0].who for n in range(30)}
    assert first == set(equal)
