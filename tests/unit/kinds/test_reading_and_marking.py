"""How typed answers are read, and how each kind is marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.kinds import RULES, rules_of
from bot.domain.kinds.free_text import points_met
from bot.errors import BadAnswer
from content.bank import load_bank
from content.model import Kind, Question
from tests.talk import every_kind, question

QUESTIONS: dict[Kind, Question] = {asked.kind: asked for asked in every_kind() if asked.area == "databases"}


def order_of(asked: Question, seed: str = "seed") -> tuple[str, ...]:
    return rules_of(asked).shown_order(asked, seed)


def test_every_kind_has_rules():
    assert set(RULES) == set(Kind)


@given(st.text(max_size=20))
def test_options_are_shuffled_by_the_seed_alone_and_none_is_lost(seed):
    for kind in (Kind.SINGLE, Kind.MULTIPLE, Kind.ORDER):
        asked = QUESTIONS[kind]
        assert order_of(asked, seed) == order_of(asked, seed)
        assert sorted(order_of(asked, seed)) == sorted(option.id for option in asked.options)


@given(st.text(max_size=20))
def test_an_order_question_is_never_shown_solved(seed):
    assert order_of(QUESTIONS[Kind.ORDER], seed) != QUESTIONS[Kind.ORDER].answer


def test_true_and_false_are_never_shuffled():
    assert {order_of(QUESTIONS[Kind.TRUE_FALSE], str(n)) for n in range(20)} == {("true", "false")}


def test_every_place_of_the_right_option_comes_about_equally_often():
    places = [order_of(QUESTIONS[Kind.SINGLE], str(n)).index("right") for n in range(600)]
    assert all(150 < places.count(place) < 250 for place in range(3))


@given(st.text(max_size=300), st.sampled_from(list(Kind)))
def test_any_text_is_either_read_or_refused(text, kind):
    asked = QUESTIONS[kind]
    rules, order = rules_of(asked), order_of(asked)
    try:
        given_answer = rules.read(asked, order, text)
    except BadAnswer:
        return
    marking = rules.mark(asked, given_answer)
    assert 0.0 <= marking.score <= 1.0
    assert marking.correct == (marking.score == 1.0) or kind is Kind.FREE_TEXT


@pytest.mark.parametrize("text", ["a c", "a,c", "ac", "A & C", "a and c", "1 3", "1,3", "c a", "(a) (c)", "a/c"])
def test_several_letters_are_read_in_every_common_way(text):
    order = ("one", "three", "two")
    assert set(RULES[Kind.MULTIPLE].read(QUESTIONS[Kind.MULTIPLE], order, text)) == {"one", "two"}


@pytest.mark.parametrize("text", ["c a b", "cab", "c > a > b", "3 1 2", "312", "C,A,B", "c -> a -> b"])
def test_an_order_is_read_in_every_common_way(text):
    order = ("second", "third", "first")
    given_answer = RULES[Kind.ORDER].read(QUESTIONS[Kind.ORDER], order, text)
    assert given_answer == ("first", "second", "third")


@pytest.mark.parametrize("text", ["a b", "a a b", "a b c d", "x y z", "abcx"])
def test_an_incomplete_order_is_refused(text):
    with pytest.raises(BadAnswer, match="Type all 3 letters once"):
        RULES[Kind.ORDER].read(QUESTIONS[Kind.ORDER], ("first", "second", "third"), text)


@pytest.mark.parametrize(
    ("chosen", "score"),
    [
        (("one", "two"), 1.0),
        (("one",), 0.5),
        (("one", "three"), 0.0),
        (("one", "two", "three"), 0.5),
        (("three",), 0.0),
    ],
)
def test_several_options_give_the_share_of_right_ones_less_the_wrong_ones(chosen, score):
    marking = RULES[Kind.MULTIPLE].mark(QUESTIONS[Kind.MULTIPLE], chosen)
    assert (marking.score, marking.correct) == (score, score == 1.0)


@pytest.mark.parametrize(
    ("answer", "text", "correct"),
    [
        ("serializable", "Serializable", True),
        ("serializable", '"serializable"', True),
        ("serializable", "`serializable`.", True),
        ("serializable", "serialisable", True),
        ("serializable", "serializabel", True),
        ("serializable", "sterilizable", False),
        ("git rebase", "git  rebase", True),
        ("git rebase", "git rebse", True),
        ("git rebase", "gut rebase", False),  # short words must be exact
        ("403", "404", False),
        ("403", "403", True),
        ("O(n log n)", "o(n log n)", True),
        ("O(n log n)", "O(n log m)", False),
        ("idempotent", "not idempotent", False),
    ],
)
def test_a_short_text_forgives_typos_in_long_words_and_nothing_else(answer, text, correct):
    asked = question("short", kind=Kind.SHORT_TEXT, answer=(answer,))
    assert RULES[Kind.SHORT_TEXT].mark(asked, (text,)).correct is correct


def test_a_near_miss_is_never_forgiven_as_a_typo_of_the_right_answer():
    asked = question(
        "near", kind=Kind.SHORT_TEXT, answer=("authorization",), near_misses=QUESTIONS[Kind.SHORT_TEXT].near_misses
    )
    marking = RULES[Kind.SHORT_TEXT].mark(asked, ("repeatable read",))
    assert marking.reason == "It allows write skew."


@pytest.mark.parametrize(
    ("text", "correct"),
    [
        ("[1, 2]\n3", True),
        ("[1, 2]  \n3\n\n", True),
        ("[1, 2]\\n3", True),
        ("\u201cx\u201d", False),
        ("[1, 2] 3", False),
        ("[1,2]\n3", False),
    ],
)
def test_an_output_is_compared_line_by_line(text, correct):
    assert RULES[Kind.OUTPUT].mark(QUESTIONS[Kind.OUTPUT], (text,)).correct is correct


def test_quotes_that_a_phone_made_curly_count_as_straight_ones_in_an_output():
    asked = question("quotes", kind=Kind.OUTPUT, answer=("['a']",))
    assert RULES[Kind.OUTPUT].mark(asked, ("[\u2018a\u2019]",)).correct


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("It takes a lock, and the others wait.", ("lock", "wait")),
        ("LOCKING the row; others are blocked", ("lock", "wait")),
        ("a lokc", ()),
        ("They are waiting.", ("wait",)),
        ("clock", ()),
    ],
)
def test_free_text_meets_the_points_whose_key_words_occur(text, met):
    rubric = QUESTIONS[Kind.FREE_TEXT].rubric
    assert rubric is not None
    assert points_met(rubric, text) == met


def test_the_samples_of_every_free_text_in_the_bank_are_judged_as_their_author_says():
    free = [asked for asked in load_bank().questions if asked.kind is Kind.FREE_TEXT]
    assert free
    for asked in free:
        assert asked.rubric is not None
        samples, rules = asked.rubric.samples, RULES[Kind.FREE_TEXT]
        assert rules.mark(asked, (samples.right,)).correct, f"{asked.id}: right"
        assert not rules.mark(asked, (samples.partial,)).correct, f"{asked.id}: partial"
        assert not rules.mark(asked, (samples.wrong,)).correct, f"{asked.id}: wrong"
