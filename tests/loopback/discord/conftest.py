"""Fixtures for the loopback's own tests."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import aiohttp
import pytest

from .pointing import pointed_at
from .raw import Api
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
        yield Api(session, discord)


@pytest.fixture
def here(discord: LoopbackDiscord) -> Iterator[None]:
    """Clients of discord.py made in the test connect to the loopback."""
    with pointed_at(discord):
        yield
