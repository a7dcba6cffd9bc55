"""The database engine: SQLite (WAL, one writer at a time) or PostgreSQL, by one URL."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import URL, event, make_url
from sqlalchemy.engine import Connection
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.errors import SettingsError, StorageUnavailable, TryAgain

BUSY_TIMEOUT_S = 5.0  # SQLite: how long a writer waits for the one before it
STATEMENT_TIMEOUT_MS = 10_000  # PostgreSQL
LOCK_TIMEOUT_MS = 5_000  # PostgreSQL
POOL_SIZE = 10

_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}


def read_url(text: str) -> URL:
    """The URL with our drivers. Raises `SettingsError` naming the forms that are taken."""
    try:
        url = make_url(text)
    except ArgumentError:
        url = None
    driver = _DRIVERS.get(url.drivername.split("+")[0]) if url else None
    if url is None or driver is None:
        raise SettingsError(
            "DATABASE_URL: not a database address; use sqlite:///path/to/coach.db or postgresql://user:password@host/name"
        )
    return url.set(drivername=driver)


def sqlite_file(url: URL) -> Path | None:
    """The file of a SQLite URL; None for PostgreSQL and for a database in memory."""
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return None
    return Path(str(url.database))


def make_engine(url: URL, *, pool_size: int = POOL_SIZE) -> AsyncEngine:
    """An engine with time limits, and on SQLite with write-ahead log and immediate transactions."""
    options: dict[str, Any] = {
        "json_serializer": lambda value: msgspec.json.encode(value).decode(),
        "json_deserializer": msgspec.json.decode,
    }
    if url.get_backend_name() == "sqlite":
        engine = create_async_engine(url, connect_args={"timeout": BUSY_TIMEOUT_S}, **options)
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_immediate)
        return engine
    settings = f"-c statement_timeout={STATEMENT_TIMEOUT_MS} -c lock_timeout={LOCK_TIMEOUT_MS} -c timezone=UTC"
    return create_async_engine(
        url,
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_timeout=5,
        pool_pre_ping=True,
        connect_args={"connect_timeout": 5, "options": settings},
        **options,
    )


@contextmanager
def storage_errors() -> Iterator[None]:
    """Driver errors as our own: a collision with another transaction, or a database that does not answer."""
    try:
        yield
    except IntegrityError as error:
        raise TryAgain("another transaction got in the way") from error
    except DBAPIError as error:
        state = getattr(error.orig, "sqlstate", None)
        if state in {"40001", "40P01"}:
            raise TryAgain("another transaction got in the way") from error
        raise StorageUnavailable(_brief(error)) from error
    except (SQLAlchemyError, OSError) as error:
        raise StorageUnavailable(_brief(error)) from error


def _brief(error: Exception) -> str:
    """The first line of the driver's own words: never the statement, which may hold what people wrote."""
    cause = getattr(error, "orig", None) or error
    return f"{type(cause).__name__}: {str(cause).splitlines()[0] if str(cause) else 'no details'}"


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # Transactions are begun by `_begin_immediate`; the driver must not begin its own, deferred ones.
    connection.isolation_level = None
    cursor = connection.cursor()
    with suppress(sqlite3.OperationalError):  # a read-only file: reading works without the log
        cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _begin_immediate(connection: Connection) -> None:
    # Taking the write lock at once: a transaction that reads first and writes later could fail in the middle.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
