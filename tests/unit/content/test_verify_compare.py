import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.model import Kind, NearMiss, Verify
from content.verify.compare import difference, other_keys, printed, proves
from tests.unit.content.making import question

CHOICE = {"where": "0", "having": "1", "order": "2"}


def block(expect: dict[str, str] | None = None) -> Verify:
    return Verify(tool="python", code="print()", expect=expect or {})


SINGLE = question(verify=block(CHOICE))
TRUE_FALSE = question(Kind.TRUE_FALSE, verify=block({"true": "yes", "false": "no"}))
MULTIPLE = question(Kind.MULTIPLE, verify=block(CHOICE))
ORDER = question(Kind.ORDER, verify=block(CHOICE))
SHORT_TEXT = question(Kind.SHORT_TEXT, verify=block())
OUTPUT = question(Kind.OUTPUT, verify=block())


@pytest.mark.parametrize(
    ("asked", "finding"),
    [
        (SINGLE, "1\n"),
        (SINGLE, "\n1  \n\n"),
        (TRUE_FALSE, "yes"),
        (MULTIPLE, "2\n1"),
        (MULTIPLE, "1\n2\n1\n"),
        (ORDER, "1\n0\n2"),
        (SHORT_TEXT, "HAVING  clause."),
        (SHORT_TEXT, '"having"'),
        (OUTPUT, "1|NULL  \n2|x\n"),
    ],
)
def test_a_finding_proves_the_key_and_no_other(asked, finding):
    assert difference(asked, asked.answer, finding) == ""
    assert [key for key in other_keys(asked) if proves(asked, key, finding)] == []


@pytest.mark.parametrize(
    ("asked", "finding", "words"),
    [
        (SINGLE, "2", "printed `2`, which is what `order` calls for; `having` calls for `1`"),
        (SINGLE, "", "printed ``; `having` calls for `1`"),
        (SINGLE, " 1", "printed ` 1`"),
        (TRUE_FALSE, "no", "which is what `false` calls for"),
        (MULTIPLE, "1", "printed `1`; the key calls for `1, 2`"),
        (MULTIPLE, "1\n2\n0", "printed `0, 1, 2`"),
        (ORDER, "0\n1\n2", "printed `0⏎1⏎2`; the key calls for `1⏎0⏎2`"),
        (SHORT_TEXT, "where clause", "listed as a near miss"),
        (SHORT_TEXT, "group by", "accepted are `having clause`, `having`"),
        (OUTPUT, "1|null\n2|x", "accepted are `1|NULL⏎2|x`"),
    ],
)
def test_another_finding_is_told_apart(asked, finding, words):
    assert words in difference(asked, asked.answer, finding)


def test_options_that_expect_the_same_prove_nothing():
    alike = question(verify=block(CHOICE | {"order": "1"}))
    assert difference(alike, alike.answer, "1") == "`order` calls for the same output as the key, `1`"


def test_multiple_options_that_expect_the_same_survive_a_mutation():
    alike = question(Kind.MULTIPLE, verify=block(CHOICE | {"where": "2"}))
    survivors = [set(key) for key in other_keys(alike) if proves(alike, key, "1\n2")]
    assert {"where", "having"} in survivors


def test_every_other_key_is_tried():
    assert sorted(other_keys(SINGLE)) == [("order",), ("where",)]
    assert list(other_keys(TRUE_FALSE)) == [("false",)]
    assert len(list(other_keys(MULTIPLE))) == 2**3 - 2
    assert len(list(other_keys(ORDER))) == 6 - 1
    assert list(other_keys(SHORT_TEXT)) == [("where clause",), ("having clausx", "havinx")]
    assert list(other_keys(OUTPUT)) == [("1|NULL\n2|y",)]
    assert list(other_keys(question(Kind.OUTPUT, answer=("19",)))) == [("10",)]
    assert list(other_keys(question(Kind.OUTPUT, answer=("[]",)))) == [("[]0",)]


def test_an_accepted_text_that_is_a_near_miss_proves_nothing():
    confused = question(Kind.SHORT_TEXT, verify=block(), near_misses=(NearMiss(text="Having", why="It is the same."),))
    assert not proves(confused, confused.answer, "having")


def test_a_question_without_a_program_proves_nothing():
    assert not proves(question(), ("having",), "1")


@given(st.text(max_size=40))
def test_printed_output_is_compared_without_blanks_at_line_ends_and_around(text):
    assert printed(printed(text)) == printed(text)
    assert printed(f"\n\n{text} \n") == printed(text)
