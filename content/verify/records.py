"""`verified.json`: which version of which question was proven, by what. Sorted, so that changes read well."""

import os
from collections.abc import Collection, Iterable, Mapping
from importlib.resources import files
from pathlib import Path

import msgspec

from content.model import Question, content_hash


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """A proof: the content hash of the question, the tool, and its version."""

    hash: str
    tool: str
    version: str


def records_file() -> Path:
    """Where the common bank's proofs are kept."""
    return Path(str(files("content") / "verified.json"))


def read_records(path: Path) -> dict[str, Record]:
    """The proofs by question id; empty when there is no such file. Raises ValueError when it holds something else."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, Record])
    except FileNotFoundError:
        return {}
    except msgspec.MsgspecError as error:
        raise ValueError(f"{path}: {error}; restore the file or delete it and verify again") from error


def write_records(path: Path, records: Mapping[str, Record]) -> bool:
    """Write the proofs, sorted by id, one a line; whether that changed the file."""
    lines = [f"{_json(key)}: {_json(records[key])}" for key in sorted(records)]
    text = ("{\n" + ",\n".join(lines) + "\n}\n") if lines else "{}\n"
    if path.exists() and path.read_text("utf-8") == text:
        return False
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    temporary.write_text(text, "utf-8")
    temporary.replace(path)
    return True


def merged(
    old: Mapping[str, Record],
    proven: Mapping[str, Record],
    refuted: Collection[str],
    bank: Iterable[Question],
) -> dict[str, Record]:
    """The old proofs with the new ones: nothing of a refuted, changed or vanished question is kept.

    A version of the tool alone does not replace a proof that still holds, or every machine would rewrite the file.
    """
    hashes = {question.id: content_hash(question) for question in bank}
    result = {key: record for key, record in old.items() if key not in refuted and hashes.get(key) == record.hash}
    for key, record in proven.items():
        kept = result.get(key)
        if kept is None or kept.tool != record.tool:
            result[key] = record
    return result


def is_verified(question: Question, records: Mapping[str, Record]) -> bool:
    """Whether this very version was proven."""
    record = records.get(question.id)
    return record is not None and question.verify is not None and record.hash == content_hash(question)


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
