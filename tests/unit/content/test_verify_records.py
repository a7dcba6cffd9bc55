import pytest

from content.model import Verify, content_hash
from content.verify.records import Record, is_verified, merged, read_records, write_records
from tests.unit.content.making import question

PROGRAM = Verify(tool="python", code="print(1)", expect={"where": "0", "having": "1", "order": "2"})
ONE = question(id="one", verify=PROGRAM)
TWO = question(id="two", verify=PROGRAM)


def record(asked, *, tool="python", version="Python 3.11.7") -> Record:
    return Record(hash=content_hash(asked), tool=tool, version=version)


def test_a_proof_holds_for_the_very_version_only():
    records = {"one": record(ONE)}
    assert is_verified(ONE, records)
    assert not is_verified(TWO, records)
    assert not is_verified(question(id="one", verify=PROGRAM, hint="Edited."), records)
    assert not is_verified(question(id="one"), records)


def test_new_proofs_are_merged_and_those_of_refuted_edited_and_vanished_questions_dropped():
    edited = question(id="edited", verify=PROGRAM)
    old = {"one": record(ONE), "two": record(TWO), "gone": record(ONE), "edited": record(ONE)}
    new = merged(old, proven={}, refuted={"two"}, bank=[ONE, TWO, edited])
    assert new == {"one": record(ONE)}
    assert merged(new, proven={"two": record(TWO)}, refuted=set(), bank=[ONE, TWO]) == {
        "one": record(ONE),
        "two": record(TWO),
    }


def test_another_version_of_the_tool_alone_changes_nothing_and_another_tool_does():
    old = {"one": record(ONE)}
    assert merged(old, {"one": record(ONE, version="Python 3.14.0")}, (), [ONE]) == old
    assert merged(old, {"one": record(ONE, tool="steps")}, (), [ONE])["one"].tool == "steps"


def test_the_file_is_sorted_a_line_each_and_only_written_when_it_changes(tmp_path):
    path = tmp_path / "verified.json"
    assert write_records(path, {"two": record(TWO), "one": record(ONE)})
    assert [line.partition(":")[0] for line in path.read_text().splitlines()] == ["{", '"one"', '"two"', "}"]
    assert read_records(path) == {"one": record(ONE), "two": record(TWO)}
    before = path.stat().st_mtime_ns
    assert not write_records(path, {"one": record(ONE), "two": record(TWO)})
    assert path.stat().st_mtime_ns == before
    assert [one.name for one in tmp_path.iterdir()] == ["verified.json"]


def test_no_file_means_no_proofs_and_a_broken_one_says_what_to_do(tmp_path):
    path = tmp_path / "verified.json"
    assert read_records(path) == {}
    path.write_text("{")
    with pytest.raises(ValueError, match="restore the file or delete it"):
        read_records(path)
    assert write_records(path, {})
    assert read_records(path) == {}
