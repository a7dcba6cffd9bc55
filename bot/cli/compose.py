"""Building everything: the only place where parts meet."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.application.coach import Coach
from bot.application.ports.clock import Clock
from bot.application.services import Services
from bot.domain.memory import UNTAUGHT_PARAMETERS, MemoryModel
from bot.new_ids import NewIds
from bot.storage import migrate
from bot.storage.engine import make_engine, read_url
from bot.storage.migrate import Say
from bot.storage.unit_of_work import SqlUnitOfWork
from content.bank import QuestionBank
from content.catalogue import Catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """A coach with what it stands on."""

    coach: Coach
    services: Services
    engine: AsyncEngine


@asynccontextmanager
async def opened(
    database_url: str, *, bank: QuestionBank, catalogue: Catalogue, clock: Clock, say: Say = lambda _: None
) -> AsyncIterator[House]:
    """A coach on this database, brought up to date first. Raises `OperatorError`."""
    engine = make_engine(read_url(database_url))
    try:
        await migrate.upgrade(engine, now=clock.now(), say=say)
        services = make_services(engine, bank=bank, catalogue=catalogue, clock=clock)
        yield House(coach=Coach(services), services=services, engine=engine)
    finally:
        await engine.dispose()


def make_services(engine: AsyncEngine, *, bank: QuestionBank, catalogue: Catalogue, clock: Clock) -> Services:
    """The parts that all requests share."""
    new_id = NewIds()
    return Services(
        clock=clock,
        uow=lambda: SqlUnitOfWork(engine, new_id),
        bank=bank,
        catalogue=catalogue,
        memory_model=MemoryModel(parameters=UNTAUGHT_PARAMETERS),
        new_id=new_id,
    )
