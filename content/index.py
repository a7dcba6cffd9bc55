"""Questions from their files, without reading YAML again: a cached index in the user's cache directory.

The index holds each topic file as it was understood, with the file's size, time and hash. A file whose size and time
are unchanged is taken from the index. When there is doubt (another time, as after a checkout, or a time so near the
index's own that a later edit might share it) its bytes are hashed; only a file with new bytes is parsed. An index
that is missing, unreadable, made by other code or not writable changes nothing but the time this takes.
"""

import hashlib
import os
import tempfile
import time
from contextlib import suppress
from functools import cache
from pathlib import Path

import msgspec
import platformdirs

from content.loader.files import Loaded, load_topic, together, topic_files, unreadable
from content.loader.nodes import MAX_BYTES
from content.loader.problems import Problem
from content.loader.question import Located
from content.model import Question, Topic

APP = "skill-coach"
SAME_INSTANT_NS = 2_000_000_000  # coarsest clock of a common file system (FAT): 2 seconds


class Indexed(msgspec.Struct, frozen=True, kw_only=True):
    """One topic file as it was understood. `line` of a question is where it begins."""

    size: int
    modified_ns: int
    sha256: str
    questions: tuple[tuple[int, Question], ...]
    topics: tuple[Topic, ...]
    problems: tuple[Problem, ...]


class Index(msgspec.Struct, frozen=True, kw_only=True):
    """All topic files by name. `code` says which loader understood them."""

    code: str
    written_ns: int
    files: dict[str, Indexed]


def load_indexed(root: Path, cache_dir: Path | None = None) -> Loaded:
    """All topics below `root`; `cache_dir` is where the index lies (default: the user's cache directory).

    Never raises for broken content or a broken cache. The questions come without the places of their fields.
    """
    place = (platformdirs.user_cache_path(APP) if cache_dir is None else cache_dir) / _file_name(root)
    shown = shown_path(root)
    named, misplaced = topic_files(root, shown)
    stored = _stored(place)
    known = stored.files if stored else {}
    written_ns = stored.written_ns if stored else 0
    now_ns = time.time_ns()  # taken before reading: an edit that comes later is newer than the index
    current: dict[str, Indexed] = {}
    parts = [Loaded(problems=misplaced)]
    for name, path in named:
        try:
            current[name] = _understood(path, name, known.get(name), written_ns)
        except OSError as error:
            parts.append(unreadable(f"{shown}/{name}", error))
            continue
        parts.append(_as_loaded(current[name], name, shown))
    if current.keys() != known.keys() or any(current[name] is not known[name] for name in current):
        _store(place, Index(code=_code(), written_ns=now_ns, files=current))
    return together(parts)


def _understood(path: Path, name: str, known: Indexed | None, written_ns: int) -> Indexed:
    """The very entry of the index if the file is surely the same, else a new one, parsed only if the bytes differ."""
    stat = path.stat()
    same = known is not None and (known.size, known.modified_ns) == (stat.st_size, stat.st_mtime_ns)
    if known and same and stat.st_mtime_ns < written_ns - SAME_INSTANT_NS:
        return known
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    sha256 = hashlib.sha256(data).hexdigest()
    if known and known.sha256 == sha256:
        return msgspec.structs.replace(known, size=stat.st_size, modified_ns=stat.st_mtime_ns)
    loaded = load_topic(data, name, area=path.parent.name, topic=path.stem)
    return Indexed(
        size=stat.st_size,
        modified_ns=stat.st_mtime_ns,
        sha256=sha256,
        questions=tuple((located.line, located.question) for located in loaded.questions),
        topics=loaded.topics,
        problems=loaded.problems,
    )


def _as_loaded(indexed: Indexed, name: str, shown: str) -> Loaded:
    path = f"{shown}/{name}"
    return Loaded(
        questions=tuple(
            Located(question=question, path=path, line=line, places={}) for line, question in indexed.questions
        ),
        topics=indexed.topics,
        problems=tuple(msgspec.structs.replace(problem, path=path) for problem in indexed.problems),
    )


def _stored(place: Path) -> Index | None:
    """The index on disk, if it is there, whole, and made by this very code."""
    try:
        index = msgspec.json.decode(place.read_bytes(), type=Index)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None
    return index if index.code == _code() else None


def _store(place: Path, index: Index) -> None:
    """Write the index beside and move it into place, so that no reader ever sees half of it."""
    with suppress(OSError):  # a read-only or full disk: the next start parses again
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=place.name, suffix=".new")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(msgspec.json.encode(index))
            Path(temporary).replace(place)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise


def _file_name(root: Path) -> str:
    """One index per bank folder, so that two checkouts or a pack do not throw out one another's."""
    return f"bank-{hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:16]}.json"


def shown_path(root: Path) -> str:
    """The folder as messages call it: short when it lies below the working directory."""
    with suppress(ValueError, OSError):
        return root.resolve().relative_to(Path.cwd()).as_posix()
    return str(root)


@cache
def _code() -> str:
    """A fingerprint of the code that reads questions: what older code understood is not taken over."""
    package = Path(__file__).parent
    modules = [*sorted((package / "loader").glob("*.py")), package / "model.py", package / "technologies.py"]
    digest = hashlib.sha256()
    for path in modules:
        digest.update(path.read_bytes())
    return digest.hexdigest()
