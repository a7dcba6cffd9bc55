import string

import yaml
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
def test_a_file_cut_off_anywhere_never_gives_a_question_that_was_not_written(made, data):
    whole = topic_yaml(TOPIC, [made])
    try:
        yaml.safe_load(whole)
    except yaml.YAMLError:  # pragma: no cover - the writer only writes YAML
        raise AssertionError("not YAML") from None
    found = read(whole[: data.draw(st.integers(0, len(whole)))])
    for located in found.questions:
        assert located.question.id == made.id
        assert located.question.answer == made.answer or made.kind not in {"single", "true-false"}


def test_the_hash_of_a_version_is_the_same_in_every_process_and_year():
    assert content_hash(question()) == "PIN"


def test_require_sound_raises_every_problem_at_once():
    found = read("area: databases\ntopic: wrong\n")
    try:
        found.require_sound()
    except ContentError as error:
        assert error.problems == found.problems
        assert len(error.problems) >= 3
        assert str(error).count("\n") == len(error.problems) - 1
    else:
        raise AssertionError("no ContentError")
