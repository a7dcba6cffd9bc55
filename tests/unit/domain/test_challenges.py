from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.challenges import ChallengeCandidate, choose_challenge

AREAS = ("databases", "apis", "security", "testing")


def candidate(question_id: str, area: str = "databases", level: int = 3) -> ChallengeCandidate:
    return ChallengeCandidate(question_id=question_id, area=area, level=level)


def chosen(
    candidates: Sequence[ChallengeCandidate], past: Sequence[str] = (), *, level: float | None = None, seed: str = "s"
) -> str | None:
    return choose_challenge(candidates, past, level=level, seed=seed)


def test_without_candidates_there_is_no_question() -> None:
    assert chosen([]) is None


def test_a_question_never_used_in_the_team_comes_first() -> None:
    assert chosen([candidate("used", level=3), candidate("new", level=1)], ["used"]) == "new"


def test_when_all_were_used_the_one_of_longest_ago_comes_again() -> None:
    assert chosen([candidate("a"), candidate("b"), candidate("c")], ["a", "c", "b", "a"]) == "b"


@pytest.mark.parametrize(("level", "expected"), [(None, "three"), (1.4, "one"), (4.6, "five")])
def test_the_level_nearest_to_the_teams_is_chosen(level: float | None, expected: str) -> None:
    candidates = [candidate("one", level=1), candidate("three", level=3), candidate("five", level=5)]
    assert chosen(candidates, level=level) == expected


def test_areas_of_the_last_challenges_are_left_out_where_there_are_others() -> None:
    candidates = [candidate("used"), candidate("same-area"), candidate("other", area="apis", level=5)]
    assert chosen(candidates, ["used"]) == "other"
    assert chosen(candidates[:2], ["used"]) == "same-area"


@given(
    questions=st.lists(
        st.tuples(st.integers(0, 30), st.sampled_from(AREAS), st.integers(1, 5)), unique_by=lambda q: q[0], min_size=1
    ),
    used=st.lists(st.integers(0, 30)),
    order=st.randoms(),
)
def test_the_choice_depends_on_the_questions_and_the_past_alone(questions, used, order) -> None:
    candidates = [candidate(f"q{number}", area, level) for number, area, level in questions]
    past = [f"q{number}" for number in used]
    choice = chosen(candidates, past)
    order.shuffle(candidates)
    assert chosen(candidates, past) == choice
    assert (choice in past) == all(c.question_id in past for c in candidates)
