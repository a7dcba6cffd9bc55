"""A coach's storage on a fresh database of each kind."""

import pytest

from bot.new_ids import NewIds
from bot.storage import migrate
from bot.storage.engine import make_engine, read_url
from bot.storage.unit_of_work import SqlUnitOfWork
from tests.talk import MONDAY


@pytest.fixture
async def uow(database_url):
    engine = make_engine(read_url(database_url))
    await migrate.upgrade(engine, now=MONDAY)
    new_id = NewIds()
    yield lambda: SqlUnitOfWork(engine, new_id)
    await engine.dispose()
