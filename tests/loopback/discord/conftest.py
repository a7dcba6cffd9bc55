"""Fixtures for the loopback's own tests."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest

from .pointing import pointed_at, running
from .raw import Api
from .sample_bot import Coach
from .server import LoopbackDiscord


@pytest.fixture
async def discord() -> AsyncIterator[LoopbackDiscord]:
    """A loopback Discord; afterwards all its answers are held against the vendor's document, if there."""
    async with LoopbackDiscord() as loopback:
        yield loopback
    if loopback.contract is not None:
        for request in loopback.requests:
            wrong = loopback.contract.response_violations(
                request.method, request.template, request.status, request.answer
            )
            assert not wrong, f"{request} answered what the document does not know: {wrong}"


@pytest.fixture
async def api(discord: LoopbackDiscord) -> AsyncIterator[Api]:
    """The app's requests without any library."""
    async with aiohttp.ClientSession() as session:
        found = Api(session, discord)
        yield found
        for socket in found.sockets:
            await socket.close()


@pytest.fixture
async def coach(discord: LoopbackDiscord) -> AsyncIterator[Coach]:
    """A running bot made with discord.py; Discord would have refused nothing it sent."""
    with pointed_at(discord):
        client = Coach()
        async with running(discord, client):
            yield client
    assert discord.violations == []
    assert discord.records.unserved == []
