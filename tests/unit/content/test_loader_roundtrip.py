import string

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from content.loader import ContentError, load_topic
from content.model import content_hash
from content.writer import topic_yaml
from tests.unit.content.making import TOPIC, question, questions


def read(text):
    return load_topic(text.encode(), "indexes.yaml", area=TOPIC.area.value, topic=TOPIC.slug)


@settings(max_examples=150)
@given(questions())
@example(question(prompt="# no heading: just text", hint="- 1\n- 2", explanation="null"))
def test_any_question_written_as_yaml_is_read_back_unchanged(made):
    found = read(topic_yaml(TOPIC, [made]))
    assert found.problems == ()
    assert [located.question for located in found.questions] == [made]
    assert content_hash(found.questions[0].question) == content_hash(made)


@settings(max_examples=100)
@given(st.text(alphabet=string.printable, max_size=200) | st.binary(max_size=200).map(lambda b: b.decode("latin-1")))
def test_no_text_whatsoever_makes_the_loader_fail_without_saying_where(text):
    found = read(text)
    assert found.questions == ()
    assert found.problems
    assert all(1 <= problem.line <= text.count("\n") + text.count("\r") + 2 for problem in found.problems)


@settings(max_examples=60)
@given(questions(), st.data())
def test_a_file_that_was_cut_off_never_gives_another_key(made, data):
    whole = topic_yaml(TOPIC, [made])
    found = read(whole[: data.draw(st.integers(0, len(whole)))])
    assert {located.question.answer for located in found.questions} <= {made.answer}


def test_the_hash_of_a_version_is_the_same_in_every_process_and_year():
    assert content_hash(question()) == "850fe2deefc0c5bfa5abad86f44e8896659006a5678b3bf9554c52bf33a4e4bc"


def test_require_sound_raises_every_problem_at_once():
    found = read("area: databases\ntopic: wrong\n")
    with pytest.raises(ContentError) as caught:
        found.require_sound()
    assert caught.value.problems == found.problems
    assert [problem.field for problem in found.problems] == ["questions", "title", "topic"]
    assert str(caught.value).splitlines() == [str(problem) for problem in found.problems]
