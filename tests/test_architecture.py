"""The rules of the house that no other tool checks. Which way imports point is in pyproject.toml."""

import ast
import re
import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
PACKAGES = ("bot", "adapters", "content", "scheduler")
LINES_MAX = 400

ENVIRONMENT = {"os.environ", "os.environb", "os.getenv"}
# The composition root does. The exceptions:
MAY_READ_THE_ENVIRONMENT = {
    "content/verify/sandbox.py",  # hands the search path, and nothing else, to the programs it runs
}
CLOCKS = {"datetime.now", "datetime.today", "datetime.utcnow", "date.today", "time.time", "time.time_ns"}
# Whoever wants to know the time is given a clock. The exceptions:
MAY_READ_THE_CLOCK = {
    "bot/cli/system_clock.py",  # that clock
    "content/cli/lint.py",  # a command of its own: no question is from the future
    "content/index.py",  # compares with the instants that files were changed at
}

# In two parts, so that this file does not hold what it looks for.
ADDRESSES_OF_PACKAGE_INDEXES = re.compile("py" + r"pi\.org|python" + r"hosted\.org")
SOMEBODYS_FOLDERS = re.compile(r"(?<![\w.:-])/(root|home/\w+|Users/\w+)/")

# Made by tools, or somebody's own: not in git either.
NOT_OURS = {".git", ".venv", "build", "dist", "__pycache__", "uv.lock"}
DOTTED_AND_OURS = {".ci", ".editorconfig", ".env.example", ".github", ".gitignore"}


def modules(*packages: str) -> list[str]:
    """Paths of all modules in `packages`, from the project's folder on."""
    paths = chain.from_iterable((ROOT / package).rglob("*.py") for package in packages)
    return sorted(path.relative_to(ROOT).as_posix() for path in paths)


def names_used(module: str) -> set[str]:
    """What a module uses of others, as the last two words of it: `datetime.now`, `os.environ`."""
    names = set()
    for node in ast.walk(ast.parse((ROOT / module).read_text(), module)):
        if isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute):
            owner = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
            names.add(f"{owner}.{node.attr}")
    return names


def written_files() -> Iterator[Path]:
    """Every file that somebody wrote, and git keeps."""
    tops = (path for path in ROOT.iterdir() if not path.name.startswith(".") or path.name in DOTTED_AND_OURS)
    for path in chain.from_iterable((top, *top.rglob("*")) for top in tops):
        if path.is_file() and not NOT_OURS & set(path.relative_to(ROOT).parts):
            yield path


def texts() -> Iterator[tuple[str, str]]:
    """Path and content of every text file that git keeps."""
    for path in written_files():
        try:
            yield path.relative_to(ROOT).as_posix(), path.read_text()
        except UnicodeDecodeError:
            continue  # a picture


def pinned() -> dict[str, set[str]]:
    """Name to version (some depend on the system), for all that requirements/ pins."""
    pins: dict[str, set[str]] = {}
    for path in (ROOT / "requirements").glob("*.txt"):
        for name, version in re.findall(r"(?m)^([\w.-]+)==([^\s;]+)", path.read_text()):
            pins.setdefault(name, set()).add(version)
    return pins


def test_only_the_composition_root_reads_the_environment():
    readers = {module for module in modules(*PACKAGES) if names_used(module) & ENVIRONMENT}
    assert {module for module in readers if not module.startswith("bot/cli/")} <= MAY_READ_THE_ENVIRONMENT


def test_only_the_clock_reads_the_clock():
    assert {module for module in modules(*PACKAGES) if names_used(module) & CLOCKS} <= MAY_READ_THE_CLOCK


def test_the_learning_maths_draws_no_luck_of_its_own():
    """A `random.Random` that is handed in gives the same result when it is replayed; the module's own does not."""
    for module in modules("bot/domain"):
        assert {name for name in names_used(module) if name.startswith("random.")} <= {"random.Random"}, module


def test_modules_stay_small():
    # A migration is a record of what was done to the tables once, not code that grows.
    code = [module for module in modules(*PACKAGES) if "/migrations/versions/" not in module]
    lengths = {module: len((ROOT / module).read_text().splitlines()) for module in code}
    assert {module: lines for module, lines in lengths.items() if lines > LINES_MAX} == {}


def test_no_file_names_a_package_index():
    assert [path for path, text in texts() if ADDRESSES_OF_PACKAGE_INDEXES.search(text)] == []


def test_no_file_names_a_folder_of_somebodys_machine():
    code = {".py", ".toml", ".txt", ".sh", ".yaml", ".json", ""}
    found = [path for path, text in texts() if Path(path).suffix in code and SOMEBODYS_FOLDERS.search(text)]
    assert found == []


def test_pins_have_hashes_and_no_addresses():
    for path in (ROOT / "requirements").glob("*.txt"):
        text = path.read_text()
        assert "://" not in text, path.name
        for pin in re.split(r"\n(?=\S)", text.strip()):
            assert re.match(r"[\w.-]+==", pin), pin
            assert "--hash=sha256:" in pin, pin


def test_pins_are_what_pyproject_asks_for():
    """Otherwise: make lock."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = project["dependency-groups"].values()
    pins = pinned()
    for wanted in map(Requirement, chain(project["project"]["dependencies"], *groups)):
        versions = pins.get(wanted.name.replace(".", "-"), set())
        assert any(version in wanted.specifier for version in versions), f"{wanted}: pinned {versions or 'nowhere'}"
