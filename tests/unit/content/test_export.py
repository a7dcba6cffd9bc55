import json
from datetime import date

from jsonschema import Draft202012Validator

from content.areas import Area
from content.export import json_lines
from content.model import Kind, Verify, content_hash
from content.verify.records import Record
from tests.unit.content.making import RUBRIC, question

PROGRAM = Verify(tool="python", code="print(1)", expect={"where": "0", "having": "1", "order": "2"})
TEXT = {"type": "string", "minLength": 1}
TEXTS = {"type": "array", "items": TEXT}
SCHEMA = {
    "type": "object",
    "required": ["id", "area", "technologies", "level", "kind", "prompt", "options", "answer", "explanation",
                 "references", "verified"],
    "properties": {
        "id": {"type": "string", "pattern": "^[a-z0-9-]+$"},
        "area": TEXT,
        "technologies": TEXTS | {"minItems": 1},
        "level": {"type": "integer", "minimum": 1, "maximum": 5},
        "kind": {"enum": ["single", "multiple", "true-false", "short-text", "output", "order", "free-text"]},
        "prompt": TEXT,
        "options": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "text", "why"],
                "properties": {"id": TEXT, "text": TEXT, "why": {"type": "string"}},
                "additionalProperties": False,
            },
        },
        "answer": TEXTS,
        "explanation": TEXT,
        "references": {
            "type": "array",
            "minItems": 1,
            "items": {"type": "object", "required": ["title", "url"], "properties": {"title": TEXT, "url": TEXT}},
        },
        "verified": {"type": "boolean"},
        "updated": {"type": "string", "format": "date"},
    },
}  # fmt: skip


def objects(*asked, records=None, **how):
    return [json.loads(line) for line in json_lines(asked, records or {}, **how)]


def test_every_kind_is_exported_as_the_design_says():
    validator = Draft202012Validator(SCHEMA)
    exported = objects(*(question(kind) for kind in Kind))
    assert len(exported) == len(Kind)
    assert [error.message for one in exported for error in validator.iter_errors(one)] == []


def test_answers_are_option_ids_and_accepted_texts():
    answers = {one["kind"]: one["answer"] for one in objects(*(question(kind) for kind in Kind))}
    assert answers == {
        "single": ["having"],
        "multiple": ["having", "order"],
        "true-false": ["true"],
        "short-text": ["having clause", "having"],
        "output": ["1|NULL\n2|x"],
        "order": ["having", "where", "order"],
        "free-text": [],
    }


def test_typed_kinds_have_no_options_and_free_text_its_rubric():
    (short,), (free,) = objects(question(Kind.SHORT_TEXT)), objects(question(Kind.FREE_TEXT))
    assert (short["options"], short["near_misses"][0]["text"]) == ([], "where clause")
    assert free["rubric"]["pass_points"] == RUBRIC.pass_points
    assert set(free["rubric"]["samples"]) == {"right", "partial", "wrong"}


def test_verified_is_true_only_for_the_version_that_was_proven():
    proven = question(verify=PROGRAM)
    record = Record(hash=content_hash(proven), tool="python", version="Python 3.11.7")
    edited = question(verify=PROGRAM, hint="Edited.")
    assert objects(proven, records={"db-plain": record})[0]["verified"] is True
    assert objects(edited, records={"db-plain": record})[0]["verified"] is False
    assert objects(proven)[0]["verified"] is False


def test_the_order_is_the_same_however_the_bank_was_read_and_retired_ones_are_left_out():
    one, two = question(id="b"), question(id="a", area=Area.APIS)
    old = question(id="c", retired=date(2026, 1, 1))
    assert [each["id"] for each in objects(one, old, two)] == ["a", "b"]
    assert list(json_lines([one, two], {})) == list(json_lines([two, one], {}))
    assert [each["id"] for each in objects(one, old, two, with_retired=True)] == ["a", "b", "c"]


def test_each_question_is_one_line():
    assert all("\n" not in line for line in json_lines([question(Kind.OUTPUT)], {}))
