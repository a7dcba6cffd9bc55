"""Memories and ratings worked out anew from all answers: in any order, from any number of parts, once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.grades import Grade
from bot.domain.history import PastAnswer, memories, ratings
from bot.domain.memory import MemoryModel
from bot.domain.rating import Difficulty, Rating, after_answer, after_review

MODEL = MemoryModel()
START = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
AREAS = ("databases", "apis", "security")


@st.composite
def answer(draw: st.DrawFn) -> PastAnswer:
    minutes = draw(st.integers(0, 60 * 24 * 30))
    at = START + timedelta(minutes=minutes)
    area = draw(st.sampled_from(AREAS))
    skipped = draw(st.booleans()) and draw(st.booleans())
    return PastAnswer(
        question_id=f"{area}-{draw(st.integers(1, 3))}",
        revision=1,
        area=area,
        level=draw(st.integers(1, 5)),
        guess=0.25,
        at=at,
        score=draw(st.sampled_from((0.0, 0.5, 1.0))),
        placement=skipped or draw(st.integers(0, 9)) == 0,
        day=None if skipped else at.date(),
        grade=None if skipped else draw(st.sampled_from(Grade)),
    )


histories = st.lists(answer(), max_size=20, unique_by=lambda one: one.at)


@given(one=histories, other=histories, seed=st.randoms(use_true_random=False))
def test_it_does_not_matter_in_which_parts_or_order_the_answers_come(one, other, seed):
    together = [*one, *other]
    together = list({past.at: past for past in together}.values())
    shuffled = list(together)
    seed.shuffle(shuffled)
    assert memories(shuffled, MODEL) == memories(together, MODEL)
    assert ratings(shuffled, {}, AREAS) == ratings(together, {}, AREAS)


@given(past=histories)
def test_memories_are_what_answering_day_by_day_would_have_made(past):
    found = memories(past, MODEL)
    for question in {one.question for one in past}:
        memory = None
        for one in sorted(past, key=lambda one: one.at):
            if one.question == question and one.grade is not None and one.day is not None:
                memory = MODEL.after(memory, one.grade, one.day)
        assert found.get(question) == memory


def past(question: str, days: float, score: float, **more: object) -> PastAnswer:
    at = START + timedelta(days=days)
    fields: dict[str, object] = {
        "question_id": question, "revision": 1, "area": "databases", "level": 3, "guess": 0.0, "at": at,
        "score": score, "placement": False, "day": at.date(), "grade": Grade.GOOD,
    }  # fmt: skip
    return PastAnswer(**{**fields, **more})  # type: ignore[arg-type]


def test_a_question_that_both_had_counts_as_new_once_and_then_as_a_review():
    difficulty = Difficulty.of_level(3)
    first, _ = after_answer(Rating(), difficulty, score=1.0, guess=0.0)
    assert ratings([past("q", 0, 1.0), past("q", 1, 0.0)], {}, AREAS) == {
        "databases": after_review(first, difficulty, score=0.0, guess=0.0)
    }


def test_stored_difficulties_are_used_and_not_moved():
    difficulty = Difficulty(value=1.5, uncertainty=0.2, answers=40)
    expected, _ = after_answer(Rating(), difficulty, score=1.0, guess=0.0)
    assert ratings([past("q", 0, 1.0)], {("q", 1): difficulty}, AREAS)["databases"] == expected


def test_a_placement_rates_every_area_and_comes_first():
    placed = past("p", 5, 1.0, placement=True)
    found = ratings([past("q", 0, 1.0), placed], {}, AREAS)
    assert set(found) == set(AREAS)
    assert found["databases"].value > found["apis"].value > 0


def test_a_skipped_placement_question_says_i_do_not_know():
    skipped = past("p", 0, 0.0, placement=True, day=None, grade=None)
    assert ratings([skipped], {}, AREAS)["databases"].value < 0
    assert memories([skipped], MODEL) == {}


def test_two_answers_on_one_day_move_a_memory_once():
    day = date(2026, 11, 2)
    once = memories([past("q", 0, 1.0, day=day)], MODEL)
    assert memories([past("q", 0, 1.0, day=day), past("q", 0.01, 0.0, day=day, grade=Grade.AGAIN)], MODEL) == once
