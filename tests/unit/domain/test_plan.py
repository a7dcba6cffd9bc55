from hypothesis import given, settings

from bot.domain.plan import plan_today
from tests.unit.domain.learning import (
    AREAS,
    MODEL,
    candidate,
    candidate_lists,
    leech,
    seen,
    situation,
)

DUE = [candidate(f"due-{n}", AREAS[n % 4], memory=seen(10 + n)) for n in range(7)]
NEW = [candidate(f"new-{n}", AREAS[n % 4]) for n in range(3)]


def plan(candidates, where=None, **changes):
    return plan_today(candidates, where or situation(), MODEL, **changes)


def test_today_holds_a_few_due_reviews_and_one_new_question():
    today = plan(DUE + NEW)
    assert len(today.reviews) == 4
    assert today.new is not None
    assert today.due == 7
    assert len(today.choices) == 5


def test_reviews_come_first_and_nothing_comes_twice():
    ids = [choice.question_id for choice in plan(DUE + NEW).choices]
    assert all(question_id.startswith("due") for question_id in ids[:-1])
    assert ids[-1].startswith("new")
    assert len(set(ids)) == len(ids)


def test_a_long_plan_holds_every_due_review_once():
    ids = [choice.question_id for choice in plan(DUE, most_reviews=20).reviews]
    assert sorted(ids) == sorted(c.question_id for c in DUE)


def test_what_was_answered_today_is_taken_off_the_plan():
    assert len(plan(DUE + NEW, reviews_done=3).reviews) == 1
    assert plan(DUE + NEW, reviews_done=9, new_done=1).choices == ()
    assert plan(DUE + NEW, new_done=1).new is None


def test_the_reviews_of_a_plan_change_area_even_if_one_area_has_more_to_win():
    fading = [candidate(f"apis-{n}", "apis", memory=seen(30)) for n in range(4)]
    fresh = [candidate(f"testing-{n}", "testing", memory=seen(2)) for n in range(4)]
    areas = [choice.question_id.split("-")[0] for choice in plan(fading + fresh).reviews]
    assert areas == ["apis", "testing", "apis", "testing"]


def test_a_plan_can_be_empty_or_new_only():
    assert plan([]).choices == ()
    assert [choice.question_id for choice in plan(NEW[:1]).choices] == ["new-0"]


def test_suspended_questions_are_neither_planned_nor_counted():
    today = plan([candidate("leech", memory=leech())])
    assert today.choices == ()
    assert today.due == 0


@settings(max_examples=60)
@given(candidate_lists())
def test_a_plan_never_holds_a_question_twice_and_only_what_it_says(candidates):
    today = plan(candidates)
    by_id = {c.question_id: c for c in candidates}
    ids = [choice.question_id for choice in today.choices]
    assert len(set(ids)) == len(ids)
    assert all(by_id[choice.question_id].memory is not None for choice in today.reviews)
    assert today.new is None or by_id[today.new.question_id].memory is None
    assert len(today.reviews) <= today.due
