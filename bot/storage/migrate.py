"""Bringing a database up to date, by itself at start and by `coach db upgrade`."""

import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.errors import DatabaseProblem
from bot.storage.engine import sqlite_file

if TYPE_CHECKING:
    from alembic.config import Config

ADVISORY_LOCK = 7_303_014_902  # any fixed number of our own: one migration at a time on PostgreSQL

NEWEST_REVISION = "0001"  # a constant, so that a start without migrations need not load Alembic

Say = Callable[[str], None]


def config() -> "Config":
    """Alembic's configuration."""
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", "bot:storage/migrations")
    made.set_main_option("path_separator", "os")
    return made


async def current_revision(engine: AsyncEngine) -> str | None:
    """The revision of the database; None for an empty one. Raises `DatabaseProblem` when it is unusable."""
    async with _opened(engine) as connection:
        return await connection.run_sync(_current)


async def upgrade(engine: AsyncEngine, *, now: datetime, say: Say = lambda _: None) -> bool:
    """Run the missing migrations; whether there were any.

    A SQLite file is copied beside itself first. Raises `DatabaseProblem` for a database that is unreachable,
    corrupt, not writable, or newer than this code.
    """
    file = sqlite_file(engine.url)
    if file is not None:
        _check_place(file)
    revision = await current_revision(engine)
    if revision == NEWEST_REVISION:
        return False
    if revision is not None:
        _refuse_newer(revision)
        if file is not None:
            say(f"Copied the database to {_copy(file, revision, now)}.")
    async with _opened(engine) as connection:
        await connection.run_sync(_migrate)
    say(f"Database migrated to {NEWEST_REVISION}." if revision else "New database made.")
    return True


def _current(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return revision


def _migrate(connection: Connection) -> None:
    from alembic import command

    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        connection.execute(text("SET LOCAL lock_timeout = 0"))
        connection.execute(text(f"SELECT pg_advisory_xact_lock({ADVISORY_LOCK})"))
    alembic = config()
    alembic.attributes["connection"] = connection
    command.upgrade(alembic, "head")
    connection.commit()


def _refuse_newer(revision: str) -> None:
    from alembic.script import ScriptDirectory

    known = {script.revision for script in ScriptDirectory.from_config(config()).walk_revisions()}
    if revision not in known:
        raise DatabaseProblem(
            f"DATABASE_URL: the database is at revision {revision}, which is newer than this version of Skill Coach; "
            "install the newer version again, or restore the copy made before the upgrade"
        )


def _check_place(file: Path) -> None:
    """Say plainly what SQLite would only hint at."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            with file.open("ab"):
                pass
        elif not _writable(file):
            raise PermissionError
    except OSError:
        raise DatabaseProblem(
            f"DATABASE_URL: cannot write to {file}; give its folder write permission or name another file"
        ) from None


def _writable(file: Path) -> bool:
    with file.open("r+b"):
        return True


def _copy(file: Path, revision: str, now: datetime) -> Path:
    copy = file.with_name(f"{file.name}.{revision}.{now:%Y%m%dT%H%M%S}.bak")
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    shutil.copymode(file, copy)
    return copy


@asynccontextmanager
async def _opened(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A connection whose driver errors are told to the operator in one line."""
    try:
        async with engine.connect() as connection:
            yield connection
    except DBAPIError as error:
        raise DatabaseProblem(_mend(engine, str(error.orig).strip())) from error
    except OSError as error:
        raise DatabaseProblem(_mend(engine, str(error))) from error


def _mend(engine: AsyncEngine, cause: str) -> str:
    file = sqlite_file(engine.url)
    first = cause.splitlines()[0] if cause else "no details"
    if file is None:
        return f"DATABASE_URL: the database does not answer ({first}); check that it runs and that the address is right"
    if "not a database" in first or "malformed" in first:
        return (
            f"DATABASE_URL: {file} is not a sound SQLite database ({first}); move it away to begin anew, "
            f"or restore a copy (look for {file.name}.*.bak beside it)"
        )
    return f"DATABASE_URL: {file} cannot be used ({first}); check that its folder is writable and its disk not full"
