"""A house on SQLite; and `each_house`, once on a fresh database of each kind, where the database makes a difference."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
import structlog

from bot.storage import migrate
from bot.storage.engine import make_engine, read_url
from tests.integration.scheduler.hand_time import MONDAY_NINE
from tests.integration.scheduler.house import House, opened_house


@pytest.fixture(scope="session", autouse=True)
def plain_logs() -> None:
    """One line an event: the usual look of an exception costs more time than the test it belongs to."""
    structlog.configure(processors=[structlog.processors.KeyValueRenderer(key_order=["event"])])


def migrated(url: str) -> None:
    async def work() -> None:
        engine = make_engine(read_url(url))
        await migrate.upgrade(engine, now=MONDAY_NINE)
        await engine.dispose()

    asyncio.run(work())


@pytest.fixture(scope="session")
def postgres_template() -> Callable[[str], None]:
    return migrated


@pytest.fixture
async def each_house(database_url: str) -> AsyncIterator[House]:
    async with opened_house(database_url) as opened:
        yield opened


@pytest.fixture
async def house(sqlite_url: str) -> AsyncIterator[House]:
    async with opened_house(sqlite_url) as opened:
        yield opened
