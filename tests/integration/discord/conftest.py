"""The coach on a loopback Discord: the real adapter with the real discord.py, the real core, a real database."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import pytest

from adapters.discord.serving import serve
from adapters.discord.shards import Wish
from bot.application.coach import Coach
from bot.application.services import Services
from bot.cli.compose import opened
from content.bank import QuestionBank
from content.catalogue import load_catalogue
from tests.loopback.discord import LoopbackDiscord
from tests.loopback.discord.pointing import pointed_at
from tests.talk import every_kind


@pytest.fixture
async def discord() -> AsyncIterator[LoopbackDiscord]:
    """A Discord that would have refused nothing of what the coach sent."""
    async with LoopbackDiscord() as loopback:
        # Sessions may begin one after the other at once: the five seconds in between have a test of their own.
        with pointed_at(loopback):
            yield loopback
    assert loopback.violations == []
    assert loopback.records.unserved == []
    assert loopback.ignored == []


class LoopbackClock:
    """The loopback's time."""

    def __init__(self, discord: LoopbackDiscord) -> None:
        self._discord = discord

    def now(self):
        return self._discord.clock.now()


@dataclass
class House:
    """A running coach."""

    coach: Coach
    services: Services
    task: asyncio.Task[None]

    async def stop(self) -> None:
        self.task.cancel()
        await asyncio.wait({self.task}, timeout=15)
        assert self.task.done()


Start = Callable[..., "asyncio.Future[House]"]


@pytest.fixture
async def houses(
    discord: LoopbackDiscord, sqlite_url: str
) -> AsyncIterator[Callable[..., AbstractAsyncContextManager[House]]]:
    """Starts coaches on one database, as processes would be."""

    @asynccontextmanager
    async def start(*, wish: Wish | None = None, sessions: int = 1, questions: Iterable = (), url: str = sqlite_url):
        bank = QuestionBank(tuple(questions) or every_kind())
        async with opened(url, bank=bank, catalogue=load_catalogue(), clock=LoopbackClock(discord)) as house:
            serving = serve(
                coach=house.coach,
                services=house.services,
                token=discord.token,
                api_url=discord.api_url,
                wish=wish or Wish(),
            )
            running = House(house.coach, house.services, asyncio.create_task(serving))
            try:
                if sessions:
                    await discord.connected(sessions, timeout_s=10)
                    await discord.wait_for(lambda: bool(discord.world.app.commands[None]), "the commands")
                yield running
            finally:
                await running.stop()

    yield start


@pytest.fixture
async def coach(houses) -> AsyncIterator[House]:
    """A running coach."""
    async with AsyncExitStack() as stack:
        yield await stack.enter_async_context(houses())
