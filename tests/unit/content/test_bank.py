from datetime import date

import pytest

from content.areas import Area
from content.bank import QuestionBank, bank_folder, load_bank
from content.model import Kind, Topic, content_hash
from tests.unit.content.making import TOPIC, question

RETIRED = question(Kind.OUTPUT, id="db-old", retired=date(2026, 1, 1), technologies=("oracle",))
HARD = question(Kind.SHORT_TEXT, level=5)
BANK = QuestionBank([question(), RETIRED, HARD], [TOPIC])


def test_a_retired_question_is_never_asked_and_still_known():
    assert [one.id for one in BANK.askable()] == ["db-plain", "db-short-text"]
    assert len(BANK) == 2
    assert BANK.has("db-old")
    assert BANK.get("db-old") == RETIRED
    assert BANK.of_technology("oracle") == ()
    assert RETIRED not in BANK.in_area(Area.DATABASES)


def test_an_unknown_question_is_not_there():
    assert not BANK.has("db-new")
    with pytest.raises(KeyError):
        BANK.get("db-new")


def test_questions_are_found_by_area_and_level_and_technology():
    assert BANK.in_area("databases") == (question(), HARD)
    assert BANK.in_area(Area.DATABASES, level=5) == (HARD,)
    assert BANK.in_area(Area.APIS) == ()
    assert BANK.of_technology("sql") == (question(), HARD)
    assert BANK.of_technology("cobol") == ()


def test_a_version_is_found_by_its_hash_until_it_is_edited():
    assert BANK.version(content_hash(RETIRED)) == RETIRED
    assert BANK.hashes["db-plain"] == content_hash(question())
    assert BANK.version(content_hash(question(hint="Edited."))) is None


def test_a_review_does_not_make_a_new_version():
    assert BANK.version(content_hash(question(reviewed=date(2026, 12, 1)))) == question()


def test_a_topic_that_is_gone_keeps_a_readable_title():
    assert BANK.topic_title("databases", "indexes") == "Indexes"
    assert BANK.topic_title(Area.APIS, "rest-design") == "Rest design"


def test_two_questions_with_one_id_are_refused():
    with pytest.raises(ValueError, match="one id"):
        QuestionBank([question(), question(level=3)])


def test_the_common_bank_is_sound_and_in_every_area(tmp_path):
    bank = load_bank(cache_dir=tmp_path)
    assert bank.problems == ()
    assert all(bank.in_area(area) for area in Area)
    assert {topic.area for topic in bank.topics} == set(Area)
    assert bank_folder().is_dir()


def test_topics_are_values():
    assert Topic(area=Area.DATABASES, slug="indexes", title="Indexes") == TOPIC
