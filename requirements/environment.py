"""What is in `.venv`, and what is pinned here for it. Standard library only.

    .venv/bin/python requirements/environment.py GROUP    exit with 0 if GROUP is there as it is pinned

`.venv/setup.json` says what is installed. It is removed before the first package changes and written after the last
one, so an environment without it was never finished, or was broken off, and is made anew.
"""

import hashlib
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"
VENV = ROOT / ".venv"
VENV_PYTHON = str(VENV / "bin" / "python")
COACH = VENV / "bin" / "coach"
RECORD = VENV / "setup.json"
LOG = VENV / "setup.log"

# The parts each group consists of, in the order they are installed. "coach" is the project itself, editable.
GROUPS = {
    "runtime": ("runtime", "coach"),
    "test": ("runtime", "coach", "test"),
    "lint": ("runtime", "coach", "test", "lint"),
}
# The files each part is installed from. build.txt: what the editable install of the project needs.
SOURCES = {
    "runtime": ("runtime.txt", "build.txt"),
    "coach": ("../pyproject.toml",),
    "test": ("test.txt",),
    "lint": ("lint.txt",),
}


def sources(part: str) -> list[Path]:
    """The files that `part` is installed from."""
    return [REQUIREMENTS / name for name in SOURCES[part]]


def fingerprint(part: str) -> str:
    """Changes when the files that `part` is installed from change."""
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in sources(part))).hexdigest()


def place() -> dict[str, str]:
    """What an environment cannot survive a change of: the interpreter, and the path its scripts name."""
    abi = f"{sys.implementation.cache_tag}{sys.abiflags}"
    return {"abi": abi, "base": sys.base_prefix, "path": str(VENV)}


def distributions() -> set[str]:
    """Everything installed in `.venv`, as `name-version`."""
    found = VENV.glob("lib/python3*/site-packages/*.dist-info")
    return {path.name.removesuffix(".dist-info") for path in found}


def installed() -> dict[str, str]:
    """Part to fingerprint, for what is whole in `.venv`; empty if `.venv` must be made anew."""
    try:
        record = json.loads(RECORD.read_text())
        lost = set(record["distributions"]) - distributions()
        parts = dict(record["parts"]) if record["place"] == place() and not lost else {}
    except (OSError, ValueError, LookupError, TypeError):
        return {}
    if not COACH.exists():
        parts.pop("coach", None)
    return parts


def missing(group: str) -> list[str]:
    """The parts of `group` that are not installed as they are pinned now."""
    parts = installed()
    return [part for part in GROUPS[group] if parts.get(part) != fingerprint(part)]


def write_record(parts: dict[str, str]) -> None:
    """Write down that `parts` are whole, all or nothing."""
    record = {"place": place(), "parts": parts, "distributions": sorted(distributions())}
    new = RECORD.with_suffix(".new")
    new.write_text(json.dumps(record, indent=1))
    new.replace(RECORD)


if __name__ == "__main__":
    sys.exit(1 if missing(sys.argv[1]) else 0)
