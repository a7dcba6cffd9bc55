"""What every test may ask for: a database of each kind, fresh and empty."""

import os
import zoneinfo
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.postgres import KeeperProcess, Postgres

# The machine decides how long an example takes, so no deadline. In CI the same examples every time: a change
# is judged by what it does, not by luck; at a desk new ones, which find what nobody thought of.
settings.register_profile("desk", max_examples=50, deadline=None)
settings.register_profile(
    "ci", max_examples=50, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ci" if os.environ.get("CI") else "desk")

# As `coach` does: the pinned tzdata package decides, not whatever zone files this machine has.
zoneinfo.reset_tzpath(to=())

POSTGRES_FOLDER = pytest.StashKey[Path]()


def pytest_configure(config: pytest.Config) -> None:
    """Start what keeps PostgreSQL, once for a run: the workers of pytest-xdist are told where it is."""
    workerinput: dict[str, Any] | None = getattr(config, "workerinput", None)
    if workerinput is not None:
        config.stash[POSTGRES_FOLDER] = Path(workerinput["postgres_folder"])
        return
    keeper = KeeperProcess()
    config.stash[POSTGRES_FOLDER] = keeper.folder
    config.add_cleanup(keeper.close)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker of pytest-xdist where PostgreSQL is kept."""
    node.workerinput["postgres_folder"] = str(node.config.stash[POSTGRES_FOLDER])


@pytest.fixture(scope="session")
def postgres(pytestconfig: pytest.Config) -> Iterator[Postgres]:
    """The run's PostgreSQL server."""
    server = Postgres(pytestconfig.stash[POSTGRES_FOLDER])
    yield server
    server.close()


@pytest.fixture(scope="session")
def postgres_template() -> Callable[[str], None] | None:
    """What fills the database that `postgres_url` copies, given its address; None: it is empty.

    A folder's conftest.py overrides this, for instance with the migrations: they then run once for all tests.
    """
    return None


@pytest.fixture
def postgres_url(postgres: Postgres, postgres_template: Callable[[str], None] | None) -> Iterator[str]:
    """The address of a PostgreSQL database of this test's own."""
    name = postgres.create(postgres.template(postgres_template)) if postgres_template else postgres.create()
    yield postgres.url(name)
    postgres.drop(name)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of a SQLite file of this test's own; the file is not there yet."""
    return f"sqlite:///{tmp_path / 'coach.sqlite3'}"


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a fresh database: the test runs once on each kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url
