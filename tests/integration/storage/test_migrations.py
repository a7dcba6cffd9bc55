"""The schema: migrations make exactly what the tables say, on both databases."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from bot.errors import DatabaseProblem, SettingsError
from bot.storage import migrate
from bot.storage.engine import make_engine, read_url
from bot.storage.tables import metadata
from tests.talk import file_of

NOW = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture
async def engine(database_url):
    engine = make_engine(read_url(database_url))
    yield engine
    await engine.dispose()


async def test_migrations_make_exactly_the_tables_of_the_code(engine):
    await migrate.upgrade(engine, now=NOW)
    async with engine.connect() as connection:
        differences = await connection.run_sync(
            lambda sync: compare_metadata(MigrationContext.configure(sync, opts={"compare_type": True}), metadata)
        )
    assert differences == []


def test_the_newest_revision_is_that_of_the_migrations():
    assert ScriptDirectory.from_config(migrate.config()).get_current_head() == migrate.NEWEST_REVISION


async def test_an_up_to_date_database_is_left_alone(engine):
    assert await migrate.upgrade(engine, now=NOW)
    assert not await migrate.upgrade(engine, now=NOW)
    assert await migrate.current_revision(engine) == migrate.NEWEST_REVISION


async def test_a_database_newer_than_the_code_is_refused(engine):
    await migrate.upgrade(engine, now=NOW)
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseProblem, match="newer than this version"):
        await migrate.upgrade(engine, now=NOW)


async def test_a_sqlite_file_is_copied_beside_itself_before_a_migration(sqlite_url, monkeypatch):
    engine = make_engine(read_url(sqlite_url))
    await migrate.upgrade(engine, now=NOW)
    async with engine.begin() as connection:
        await connection.execute(text("INSERT INTO difficulties VALUES ('q', 1, 0.5, 1.0, 3)"))
    said: list[str] = []
    monkeypatch.setattr(migrate, "NEWEST_REVISION", "0002")  # pretend that this code needs a later one
    await migrate.upgrade(engine, now=NOW, say=said.append)
    await engine.dispose()
    (copy,) = file_of(sqlite_url).parent.glob("*.bak")
    assert copy.name in said[0]
    with closing(sqlite3.connect(copy)) as copied:
        assert copied.execute("SELECT question_id FROM difficulties").fetchall() == [("q",)]


async def test_a_corrupt_file_is_named_with_the_mend(sqlite_url):
    file_of(sqlite_url).write_bytes(b"this is no database" * 100)
    engine = make_engine(read_url(sqlite_url))
    with pytest.raises(DatabaseProblem, match=r"coach\.sqlite3 is not a sound SQLite database.*move it away"):
        await migrate.upgrade(engine, now=NOW)
    await engine.dispose()


async def test_a_file_in_the_place_of_the_folder_is_named_with_the_mend(tmp_path):
    (tmp_path / "folder").write_text("a file")
    engine = make_engine(read_url(f"sqlite:///{tmp_path}/folder/coach.db"))
    with pytest.raises(DatabaseProblem, match=r"cannot write to .*give its folder write permission"):
        await migrate.upgrade(engine, now=NOW)
    await engine.dispose()


async def test_a_server_that_is_not_there_is_named_with_the_mend():
    engine = make_engine(read_url("postgresql://nobody@127.0.0.1:1/none"))
    with pytest.raises(DatabaseProblem, match=r"does not answer.*check that it runs"):
        await migrate.upgrade(engine, now=NOW)
    await engine.dispose()


@pytest.mark.parametrize("text", ["", "nonsense", "mysql://host/db", "http://host"])
def test_a_foreign_address_is_refused_with_the_forms_that_are_taken(text):
    with pytest.raises(SettingsError, match="DATABASE_URL: not a database address; use sqlite:///"):
        read_url(text)


@pytest.mark.parametrize(
    ("text", "driver"),
    [
        ("sqlite:///x.db", "sqlite+aiosqlite"),
        ("postgres://u:p@h/d", "postgresql+psycopg"),
        ("postgresql://u:p@h/d", "postgresql+psycopg"),
    ],
)
def test_addresses_are_taken_as_hosts_give_them(text, driver):
    assert read_url(text).drivername == driver
