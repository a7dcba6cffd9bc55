"""A house on a fresh database of each kind, or on SQLite alone where the database makes no difference."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest

from bot.storage import migrate
from bot.storage.engine import make_engine, read_url
from tests.integration.scheduler.hand_time import MONDAY_NINE
from tests.integration.scheduler.house import House, opened_house


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
async def house(database_url: str) -> AsyncIterator[House]:
    async with opened_house(database_url) as opened:
        yield opened


@pytest.fixture
async def sqlite_house(sqlite_url: str) -> AsyncIterator[House]:
    async with opened_house(sqlite_url) as opened:
        yield opened
