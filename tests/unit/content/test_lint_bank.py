"""Checks of the bank as a whole: habits that give the key away, balance, and questions that ask the same."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.areas import Area
from content.lint import Severity, lint
from content.lint.giveaways import AREA_MIN, BANK_MIN, Score, scores
from content.lint.strategies import STRATEGIES, chance, favourites, hit
from content.model import Kind, Option, Question, Verify
from tests.unit.content.making import DAY, loaded, question, questions, true_false

PROMPT = "Which clause filters groups of rows?"


def asking(key: str, *others: str, position: int = 1, **changes) -> Question:
    """A single-choice question with this key at this place among the others."""
    texts = [*others[:position], key, *others[position:]]
    options = tuple(
        Option(id=f"o{index}", text=text, why="" if index == position else "No.") for index, text in enumerate(texts)
    )
    return question(**({"prompt": PROMPT, "options": options, "answer": (f"o{position}",)} | changes))


@pytest.mark.parametrize(
    ("strategy", "key", "others"),
    [
        ("longest", "clause of groups", ["clause a", "clause b"]),
        ("shortest", "x", ["clause a", "clause b"]),
        ("most qualified", "It usually may sort", ["It sorts rows", "It joins rows"]),
        ("least qualified", "It sorts", ["It may sort", "It can join"]),
        ("most absolutes", "It always sorts all", ["It sorts", "It always joins"]),
        ("fewest absolutes", "It sorts", ["It never sorts", "It only joins"]),
        ("most shared words", "It filters groups", ["It filters", "It joins"]),
        ("most code or digits", "`HAVING` 12", ["`HAVING`", "Sorting"]),
        ("most punctuation", "a, b; c.", ["a, b c", "a b c"]),
    ],
)
def test_a_guesser_falls_for_what_the_strategy_looks_at(strategy, key, others):
    rate = STRATEGIES[strategy]
    assert hit(asking(key, *others), rate) == 1.0
    assert hit(asking(others[0], key, others[1]), rate) == 0.0


def test_a_guesser_by_place_takes_the_first_or_the_last():
    assert hit(asking("a", "b", "c", position=0), STRATEGIES["first"]) == 1.0
    assert hit(asking("a", "b", "c", position=2), STRATEGIES["last"]) == 1.0
    assert hit(asking("a", "b", "c", position=1), STRATEGIES["first"]) == 0.0


def test_a_tie_is_shared_equally():
    tied = asking("same", "same", "x")
    assert favourites(tied, STRATEGIES["longest"]) == ("o0", "o1")
    assert hit(tied, STRATEGIES["longest"]) == 0.5


def test_a_multiple_question_counts_for_the_share_of_picks_that_are_right():
    many = question(Kind.MULTIPLE)
    assert chance(many) == pytest.approx(2 / 3)
    assert hit(many, STRATEGIES["first"]) == 0.0
    assert hit(many, STRATEGIES["last"]) == 1.0


@given(questions().filter(lambda one: one.kind in {Kind.SINGLE, Kind.MULTIPLE}))
def test_no_strategy_leaves_zero_to_one_and_blind_options_give_exactly_chance(made):
    assert all(0 <= hit(made, rate) <= 1 for rate in STRATEGIES.values())
    assert hit(made, lambda question, option: 0.0) == pytest.approx(chance(made))


def fair(number: int, *, area: Area = Area.DATABASES) -> Question:
    """One of a family of questions whose keys wander over places and lengths; no two share their words."""
    words = [f"w{number}x{index}{'y' * ((index + number) % 4)}" for index in range(4)]
    return asking(
        words[0],
        *words[1:],
        position=number % 4,
        id=f"q-{number}",
        area=area,
        prompt=f"Q{number} about thing{number}?",
        explanation=f"E{number} teaches idea{number}.",
        hint=f"H{number} helps{number}.",
        level=number % 5 + 1,
    )


def long_key(number: int, *, area: Area = Area.DATABASES) -> Question:
    """The same, with a key that is always the longest."""
    made = fair(number, area=area)
    options = tuple(
        msgspec.structs.replace(option, text=option.text + "z" * 9 * (option.id in made.answer))
        for option in made.options
    )
    return msgspec.structs.replace(made, options=options)


def about_bank(*asked: Question, check: str) -> list[tuple[Severity, str]]:
    found = lint(loaded(*asked), today=DAY, folder="content/questions")
    return [(one.severity, one.message) for one in found if one.check == check]


def test_a_fair_bank_gives_nothing_away():
    assert about_bank(*(fair(number) for number in range(BANK_MIN)), check="give-aways") == []


def test_a_habit_over_the_bank_is_an_error_that_names_the_questions():
    told = about_bank(*(long_key(number) for number in range(BANK_MIN)), check="give-aways")
    assert {severity for severity, _ in told} == {Severity.ERROR}
    message = next(message for _, message in told if message.startswith("the bank, single (100)"))
    assert "choosing `longest` is right in 100.0 %, chance is 25.0 %" in message
    assert "rewrite options of q-0, q-1" in message
    assert message.endswith("and 88 more")


def test_a_habit_in_one_area_is_found_where_the_bank_is_large_enough_to_hide_it():
    bank = [fair(number) for number in range(BANK_MIN * 3)]
    bank += [long_key(number + 1000, area=Area.APIS) for number in range(AREA_MIN)]
    told = [message for _, message in about_bank(*bank, check="give-aways")]
    assert any(message.startswith("apis, single (25): choosing `longest`") for message in told)
    assert not any(message.startswith("databases") for message in told)


def test_few_questions_are_counted_and_not_judged():
    few = [long_key(number) for number in range(AREA_MIN - 1)]
    assert about_bank(*few, check="give-aways") == []
    found = [score for score in scores(few) if score.strategy == "longest"]
    assert [(score.area, score.population, score.is_too_high, score.is_enforced) for score in found] == [
        (None, "single", True, False),
        (Area.DATABASES, "single", True, False),
        (None, "single and multiple", True, False),
        (Area.DATABASES, "single and multiple", True, False),
    ]


@pytest.mark.parametrize(("area", "excess", "allowed"), [(None, 5.0, True), (None, 5.1, False),
                                                       (Area.APIS, 12.0, True), (Area.APIS, 12.1, False)])  # fmt: skip
def test_the_rule_is_chance_plus_five_points_over_the_bank_and_twelve_in_an_area(area, excess, allowed):
    score = Score(population="single", area=area, strategy="x", questions=200, percent=25 + excess, chance=25.0)
    assert score.is_too_high is not allowed


def claims(true: int, false: int) -> list[Question]:
    return [
        question(
            Kind.TRUE_FALSE,
            id=f"claim-{number}",
            answer=("true",) if number < true else ("false",),
            options=true_false(key="true" if number < true else "false"),
            prompt=f"P{number} says word{number}.",
            explanation=f"E{number} teaches idea{number}.",
            hint=f"H{number} helps{number}.",
        )
        for number in range(true + false)
    ]


@pytest.mark.parametrize(
    ("true", "false", "told"),
    [
        (10, 10, None),
        (12, 8, None),
        (8, 12, None),
        (13, 7, (Severity.ERROR, "65.0 % of 20 true-false keys are true; 40 to 60 % are wanted")),
        (7, 13, (Severity.ERROR, "35.0 % of 20 true-false keys are true; 40 to 60 % are wanted")),
        (3, 1, (Severity.WARNING, "75.0 % of 4 true-false keys are true; 40 to 60 % are wanted")),
    ],
)
def test_true_and_false_are_equally_often_right(true, false, told):
    found = [one for one in about_bank(*claims(true, false), check="balance") if "true-false keys" in one[1]]
    assert found == ([told] if told else [])


def test_a_level_with_too_few_or_too_many_questions_is_told():
    bank = [msgspec.structs.replace(fair(number), level=2 if number < 40 else number % 4 + 2) for number in range(100)]
    told = [message for severity, message in about_bank(*bank, check="balance") if severity is Severity.ERROR]
    assert told == [
        "level 1 has 0.0 % of the questions; 10 to 30 % are wanted",
        "level 2 has 55.0 % of the questions; 10 to 30 % are wanted",
    ]


def test_what_only_a_full_bank_can_meet_is_a_warning_before():
    told = about_bank(fair(1), check="balance")
    assert {severity for severity, message in told} == {Severity.WARNING}
    words = "\n".join(message for _, message in told)
    assert "fewer than 70 questions: languages 0, frameworks 0, databases 1" in words
    assert "fewer than 8 questions: python 0" in words
    assert "databases has no question of kind multiple, true-false" in words
    assert "0.0 % of the questions carry a `verify` block, 45 % are wanted" in words


def test_a_full_bank_must_meet_it():
    program = Verify(tool="python", code="print(1)", expect={})
    full = [msgspec.structs.replace(fair(number), verify=program) for number in range(700)]
    told = [message for severity, message in about_bank(*full, check="balance") if severity is Severity.ERROR]
    assert any(message.startswith("fewer than 70 questions: languages 0") for message in told)
    assert any(message.startswith("fewer than 8 questions: python 0") for message in told)
    assert not any("verify" in message for message in told)


INDEX = asking(
    "`WHERE country = 'NO'`",
    "`WHERE city = 'Oslo'`",
    "`WHERE city LIKE 'O%'`",
    "`WHERE lower(country) = 'no'`",
    id="index",
    prompt="A table has one index, on `(country, city)`. Which query can use it to find its rows?",
)
PARAPHRASED = asking(
    "`WHERE country = 'DK'`",
    "`WHERE city = 'Aarhus'`",
    "`WHERE upper(country) = 'DK'`",
    "`ORDER BY city`",
    id="paraphrased",
    prompt="You have a single index on (country, city). Which ONE of these queries can use that index to locate rows?",
    explanation="Another explanation of sorted entries.",
)
NEIGHBOUR = asking(
    "An index only scan",
    "A bitmap heap scan",
    "A sequential scan",
    "A nested loop",
    id="neighbour",
    prompt="A query selects `country` and `city` of a table with an index on both. Which plan reads the least?",
    explanation="The index holds all that is asked for, so the table itself is not visited.",
    hint="Where are the values?",
)


def test_the_same_question_with_another_order_of_words_is_an_error():
    again = msgspec.structs.replace(INDEX, id="again", prompt="Which query can use it to find its rows? A table has "
                                    "one index, on `(country, city)`.")  # fmt: skip
    ((severity, message),) = about_bank(INDEX, again, check="duplicates")
    assert severity is Severity.ERROR
    assert "the same as index (content/questions/databases/indexes.yaml:10)" in message


def test_among_many_others_a_paraphrase_is_a_warning():
    others = [fair(number) for number in range(60)]  # they tell which words are rare
    ((severity, message),) = about_bank(*others, INDEX, PARAPHRASED, check="duplicates")
    assert severity is Severity.WARNING
    assert "the same as index" in message


def test_another_question_on_the_same_topic_is_none():
    assert about_bank(INDEX, NEIGHBOUR, check="duplicates") == []


def test_two_claims_are_not_alike_for_being_true_or_false():
    assert about_bank(*claims(2, 2), check="duplicates") == []


@given(st.integers(0, 3))
def test_one_question_alone_is_like_no_other(number):
    assert about_bank(fair(number), check="duplicates") == []
