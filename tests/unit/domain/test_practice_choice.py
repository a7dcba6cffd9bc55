import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.practice_choice import (
    PastPractice,
    PracticeChoice,
    PracticeWish,
    choose_practice,
    practice_level,
)
from content.practice import PracticeProblem

AREAS = ("databases", "problem-solving")


def problem(number, *, site="leetcode", level=3, **changes):
    defaults = {
        "areas": ("problem-solving",),
        "technologies": (),
        "topics": (),
        "languages": (),
        "lists": (),
    }
    return PracticeProblem(
        site=site,
        id=str(number),
        title=f"Problem {number}",
        url=f"https://example.org/{site}/{number}",
        level=level,
        **{**defaults, **changes},
    )


def past(chosen, outcome="suggested"):
    return PastPractice(key=chosen.key, level=chosen.level, outcome=outcome)


def choice_of(problems, history=(), seed="s", **wish) -> PracticeChoice:
    choice = choose_practice(problems, PracticeWish(**{"level": 3.0, **wish}), history, seed)
    assert choice is not None
    return choice


def pick(problems, history=(), seed="s", **wish) -> PracticeProblem:
    return choice_of(problems, history, seed, **wish).problem


problems = st.lists(
    st.builds(
        problem,
        st.integers(0, 40),
        site=st.sampled_from(("leetcode", "codewars")),
        level=st.integers(1, 5),
        areas=st.sampled_from((AREAS[:1], AREAS[1:], AREAS)),
        languages=st.sampled_from(((), ("python",), ("ruby", "java"), ("sql",))),
        topics=st.sampled_from(((), ("array",), ("graph",))),
        lists=st.sampled_from(((), ("sql-50",))),
    ),
    max_size=20,
    unique_by=lambda p: p.key,
)
wishes = st.builds(
    PracticeWish,
    level=st.floats(1, 5),
    area=st.none() | st.sampled_from(AREAS),
    exact_level=st.none() | st.integers(1, 5),
    sites=st.sampled_from((("leetcode",), ("codewars",), ("leetcode", "codewars"))),
    languages=st.sampled_from(((), ("python",))),
)


@given(problems, wishes, st.text(max_size=3))
def test_the_wish_is_obeyed_and_something_is_found_if_anything_fits(catalogue, wish, seed):
    fitting = [
        p
        for p in catalogue
        if p.site in wish.sites and (wish.area is None or wish.area in p.areas) and wish.exact_level in (None, p.level)
    ]
    choice = choose_practice(catalogue, wish, (), seed)
    assert (choice is None) == (not fitting)
    assert choice is None or choice.problem in fitting


@given(problems, wishes, st.randoms(use_true_random=False))
def test_the_same_wish_and_seed_give_the_same_problem_in_whatever_order(catalogue, wish, rng):
    shuffled = list(catalogue)
    rng.shuffle(shuffled)
    assert choose_practice(catalogue, wish, (), "x") == choose_practice(shuffled, wish, (), "x")


@settings(max_examples=50)
@given(problems.filter(bool), wishes)
def test_nothing_comes_twice_before_everything_that_fits_has_come_once(catalogue, wish):
    history: list[PastPractice] = []
    keys: list[str] = []
    while (choice := choose_practice(catalogue, wish, history, "x")) and not choice.repeated:
        history.insert(0, past(choice.problem))
        keys.append(choice.problem.key)
    assert len(keys) == len(set(keys))
    assert len(keys) == sum(choose_practice([p], wish, (), "x") is not None for p in catalogue)


def test_once_exhausted_the_oldest_unsolved_problem_returns_first_and_says_so():
    first, second, third = (problem(number) for number in range(3))
    history = [past(third), past(second, "too-hard"), past(first, "done")]
    choice = choice_of([first, second, third], history)
    assert choice.problem == second
    assert choice.repeated
    assert "again" in choice.reason


def test_the_nearest_level_is_taken_and_the_reason_is_honest():
    far, near = problem(1, level=1), problem(2, level=4)
    choice = choice_of([far, near], level=4.6)
    assert choice.problem == near
    assert choice.reason == "level 4, the closest to 5 that you have not had"
    assert choice_of([near], level=4.4).reason == "fits your level (4)"


def test_the_learners_languages_come_first_but_an_unlisted_one_proves_nothing():
    ruby, python, any_language = (
        problem(1, languages=("ruby",)),
        problem(2, languages=("python",)),
        problem(3),
    )
    for seed in "abcdef":
        assert pick([ruby, python], seed=seed, languages=("python",)) == python
        assert pick([ruby, any_language], seed=seed, languages=("python",)) == any_language
    assert pick([ruby], languages=("python",)) == ruby


def test_sql_belongs_to_databases_whatever_the_learner_programs_in():
    sql = problem(1, languages=("sql",), areas=("databases",))
    python = problem(2, languages=("python",), areas=("databases",), level=5)
    assert pick([sql, python], area="databases", languages=("python",)) == sql


def test_site_and_topic_change_from_one_suggestion_to_the_next():
    last = problem(1, topics=("array",))
    other_site = problem(2, site="codewars")
    same_topic, other_topic = problem(3, topics=("array", "graph")), problem(4, topics=("tree",))
    assert pick([last, same_topic, other_topic, other_site], [past(last)]) == other_site
    assert pick([last, same_topic, other_topic], [past(last)]) == other_topic


def test_problems_of_well_known_lists_come_first():
    assert pick([problem(1), problem(2, lists=("blind75",)), problem(3)]).id == "2"


def test_the_seed_decides_between_equals():
    equals = [problem(number) for number in range(10)]
    assert len({pick(equals, seed=str(seed)).id for seed in range(30)}) > 4


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("start", [1.0, 2.5, 3.49, 5.0])
def test_too_hard_and_too_easy_move_the_next_suggestion_to_another_level(level, start):
    catalogue = [problem(number, level=number) for number in range(1, 6)]

    def next_level(outcome):
        history = [PastPractice(key="codewars:x", level=level, outcome=outcome)]
        return pick(catalogue, history, level=practice_level(start, history)).level

    assert next_level("too-hard") < max(level, 2)
    assert next_level("too-easy") > min(level, 4)


def test_solved_problems_raise_the_level_slowly_and_passing_on_says_nothing():
    solved = [PastPractice(key=f"leetcode:{n}", level=3, outcome="done") for n in range(5)]
    passed = [PastPractice(key="leetcode:1", level=3, outcome="passed")]
    assert 3.0 < practice_level(3.0, solved) <= 3.6
    assert practice_level(3.0, passed) == 3.0


@given(
    st.floats(-3, 9),
    st.lists(
        st.builds(
            PastPractice,
            key=st.just("leetcode:1"),
            level=st.integers(1, 5),
            outcome=st.sampled_from(("done", "too-hard", "too-easy", "passed")),
        )
    ),
)
def test_the_practice_level_stays_on_the_scale(start, history):
    assert 1.0 <= practice_level(start, history) <= 5.0
