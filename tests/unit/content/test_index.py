import os
import time
from pathlib import Path

import pytest

from content import index
from content.areas import Area
from content.bank import load_bank
from content.index import load_indexed
from content.loader import load_topic
from content.model import Topic
from tests.unit.content.making import question, write_bank

LONG_AGO_NS = 1_700_000_000_000_000_000


class Parsed(list[str]):
    """The names of the files that were really parsed, noted by the loader itself."""


@pytest.fixture
def parsed(monkeypatch) -> Parsed:
    seen = Parsed()

    def noting(data: bytes, shown: str, *, area: str, topic: str):
        seen.append(shown)
        return load_topic(data, shown, area=area, topic=topic)

    monkeypatch.setattr(index, "load_topic", noting)
    return seen


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_bank(tmp_path / "bank", question())
    other = Topic(area=Area.APIS, slug="rest", title="REST")
    write_bank(tmp_path / "bank", question(id="api-plain", area=Area.APIS, topic="rest"), topic=other)
    settle(tmp_path / "bank")
    return tmp_path / "bank"


def settle(root: Path) -> None:
    """Make all files old, as they are in an installed package."""
    for path in root.rglob("*.yaml"):
        os.utime(path, ns=(LONG_AGO_NS, LONG_AGO_NS))


def ids(root: Path, cache: Path) -> list[str]:
    return [located.question.id for located in load_indexed(root, cache).questions]


BOTH = ["api-plain", "db-plain"]


def test_the_second_start_parses_nothing_and_finds_the_same(root, tmp_path, parsed):
    first = load_bank(root, cache_dir=tmp_path / "cache")
    assert parsed == ["apis/rest.yaml", "databases/indexes.yaml"]
    again = load_bank(root, cache_dir=tmp_path / "cache")
    assert len(parsed) == 2
    assert again.questions == first.questions
    assert again.topics == first.topics


def test_only_the_edited_file_is_parsed_again(root, tmp_path, parsed):
    ids(root, tmp_path / "cache")
    write_bank(root, question(), question(id="db-second"))
    assert ids(root, tmp_path / "cache") == [*BOTH, "db-second"]
    assert parsed[2:] == ["databases/indexes.yaml"]


def test_an_edit_of_the_same_size_within_the_clocks_grain_is_seen(root, tmp_path):
    path = root / "databases" / "indexes.yaml"
    now = time.time_ns()
    os.utime(path, ns=(now, now))
    ids(root, tmp_path / "cache")
    path.write_text(path.read_text().replace("db-plain", "db-nilap"))
    os.utime(path, ns=(now, now))
    assert ids(root, tmp_path / "cache") == ["api-plain", "db-nilap"]


def test_a_checkout_that_only_touches_the_times_parses_nothing(root, tmp_path, parsed):
    ids(root, tmp_path / "cache")
    for path in root.rglob("*.yaml"):
        os.utime(path, ns=(LONG_AGO_NS + 5, LONG_AGO_NS + 5))
    assert ids(root, tmp_path / "cache") == BOTH
    assert len(parsed) == 2


def test_a_file_that_is_gone_is_gone(root, tmp_path):
    ids(root, tmp_path / "cache")
    (root / "apis" / "rest.yaml").unlink()
    assert ids(root, tmp_path / "cache") == ["db-plain"]


@pytest.mark.parametrize("rubbish", [b"", b"{", b"[]", b'{"code": "x", "written_ns": 0, "files": {}}', b"\xff\xfe"])
def test_an_unreadable_index_is_silently_made_anew(root, tmp_path, parsed, rubbish):
    ids(root, tmp_path / "cache")
    (place,) = (tmp_path / "cache").iterdir()
    place.write_bytes(rubbish)
    assert ids(root, tmp_path / "cache") == BOTH
    assert len(parsed) == 4
    assert ids(root, tmp_path / "cache") == BOTH
    assert len(parsed) == 4


def test_what_older_code_understood_is_not_taken_over(root, tmp_path, parsed, monkeypatch):
    ids(root, tmp_path / "cache")
    monkeypatch.setattr(index, "_code", lambda: "other code")
    assert ids(root, tmp_path / "cache") == BOTH
    assert len(parsed) == 4


def test_without_a_place_to_write_it_works_the_same(root, tmp_path, parsed):
    (tmp_path / "file").write_text("no folder can be made below a file")
    assert ids(root, tmp_path / "file" / "cache") == BOTH
    assert ids(root, tmp_path / "file" / "cache") == BOTH
    assert len(parsed) == 4


def test_no_half_written_file_is_left_beside_the_index(root, tmp_path):
    ids(root, tmp_path / "cache")
    assert [path.suffix for path in (tmp_path / "cache").iterdir()] == [".json"]


def test_two_banks_keep_an_index_each(root, tmp_path):
    write_bank(tmp_path / "pack", question(id="pack-one"))
    ids(root, tmp_path / "cache")
    assert ids(tmp_path / "pack", tmp_path / "cache") == ["pack-one"]
    assert ids(root, tmp_path / "cache") == BOTH
    assert len(list((tmp_path / "cache").iterdir())) == 2


def test_problems_are_remembered_and_told_with_the_present_name_of_the_folder(root, tmp_path, monkeypatch):
    path = root / "databases" / "indexes.yaml"
    path.write_text(path.read_text().replace("level: 2", "level: 9"))
    before = load_bank(root, cache_dir=tmp_path / "cache")
    monkeypatch.chdir(tmp_path)
    after = load_bank(root, cache_dir=tmp_path / "cache")
    assert [problem.field for problem in before.problems] == ["level"]
    assert [str(problem).partition(": ")[0] for problem in after.problems] == ["bank/databases/indexes.yaml:9"]
    assert [one.id for one in after.questions] == ["api-plain"]


def test_a_question_id_used_in_two_files_is_told_on_every_start(root, tmp_path):
    other = Topic(area=Area.APIS, slug="http", title="HTTP")
    write_bank(root, question(area=Area.APIS, topic="http"), topic=other)
    for _ in range(2):
        loaded = load_indexed(root, tmp_path / "cache")
        assert [problem.field for problem in loaded.problems] == ["id"]
