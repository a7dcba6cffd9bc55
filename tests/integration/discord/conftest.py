"""The coach on a loopback Discord: the real adapter with the real discord.py, the real core, a real database."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest

from adapters.discord.serving import serve
from adapters.discord.shards import Wish
from bot.application.coach import Coach
from bot.application.replies import Reply
from bot.application.requests import Request
from bot.application.services import Services
from bot.cli.compose import opened
from content.bank import QuestionBank
from content.catalogue import load_catalogue
from content.model import Question
from tests.loopback.discord import LoopbackDiscord
from tests.loopback.discord.pointing import pointed_at
from tests.talk import every_kind


@pytest.fixture
async def discord() -> AsyncIterator[LoopbackDiscord]:
    """A Discord that would have refused nothing of what the coach sent, and knows all of it."""
    async with LoopbackDiscord() as loopback:
        with pointed_at(loopback):
            yield loopback
    assert loopback.violations == []
    assert loopback.records.unserved == []
    assert loopback.ignored == []


class LoopbackClock:
    """The loopback's time, which a test can move."""

    def __init__(self, discord: LoopbackDiscord) -> None:
        self._discord = discord

    def now(self) -> datetime:
        return self._discord.clock.now()


class Gate:
    """Stands before a coach; while it is shut, requests wait in front of it."""

    def __init__(self, coach: Coach) -> None:
        self._coach = coach
        self._open = asyncio.Event()
        self._open.set()
        self.waiting = 0
        self.requests: list[Request] = []

    def shut(self) -> None:
        self._open.clear()

    def open(self) -> None:
        self._open.set()

    async def handle(self, request: Request) -> Reply:
        self.requests.append(request)
        self.waiting += 1
        await self._open.wait()
        self.waiting -= 1
        return await self._coach.handle(request)


@dataclass
class House:
    """A running coach."""

    gate: Gate
    services: Services
    task: asyncio.Task[None]

    async def stop(self) -> None:
        """As SIGTERM would."""
        self.task.cancel()
        await asyncio.wait({self.task}, timeout=15)
        assert self.task.done()


Houses = Callable[..., AbstractAsyncContextManager[House]]


@pytest.fixture
def houses(discord: LoopbackDiscord, sqlite_url: str) -> Houses:
    """Starts coaches on one database, each as a process of its own would be."""

    @asynccontextmanager
    async def start(
        *, wish: Wish | None = None, sessions: int = 1, questions: Iterable[Question] = (), url: str = sqlite_url
    ) -> AsyncIterator[House]:
        bank = QuestionBank(tuple(questions) or every_kind())
        async with opened(url, bank=bank, catalogue=load_catalogue(), clock=LoopbackClock(discord)) as opened_house:
            gate: Any = Gate(opened_house.coach)
            serving = serve(
                coach=gate,
                services=opened_house.services,
                token=discord.token,
                api_url=discord.api_url,
                wish=wish or Wish(),
            )
            house = House(gate, opened_house.services, asyncio.create_task(serving))
            try:
                if sessions:
                    await discord.connected(sessions, timeout_s=20)
                    await discord.wait_for(lambda: bool(discord.world.app.commands[None]), "the commands")
                yield house
            finally:
                await house.stop()

    return start


@pytest.fixture
async def coach(houses: Houses) -> AsyncIterator[House]:
    """A running coach."""
    async with AsyncExitStack() as stack:
        yield await stack.enter_async_context(houses())
