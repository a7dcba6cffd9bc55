"""Running discord.py against the loopback; the library has no public option for its addresses."""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import yarl

from .server import LoopbackDiscord

with warnings.catch_warnings():
    # discord.py imports audioop, which Python 3.13 has dropped.
    warnings.simplefilter("ignore", DeprecationWarning)
    from discord import Client
    from discord.gateway import DiscordWebSocket
    from discord.http import Route


@contextmanager
def pointed_at(discord: LoopbackDiscord) -> Iterator[None]:
    """Send every discord.py client made in this block to the loopback, REST and gateway."""
    base, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = discord.api_url, yarl.URL(discord.gateway.url)
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway


@asynccontextmanager
async def running(
    discord: LoopbackDiscord, client: Client, *, sessions: int = 1
) -> AsyncIterator[asyncio.Task[None]]:
    """Start a client, wait for so many sessions in all, and close it at the end with all it has begun.

    What the library still has in hand at the end (a pending `on_ready`, events) is waited for: cut off by the end
    of a test's loop, it would warn in some later test.
    """
    before = asyncio.all_tasks()
    task = asyncio.create_task(client.start(discord.token))
    try:
        await discord.connected(sessions)
        yield task
    finally:
        await client.close()
        for _ in range(5):
            begun = asyncio.all_tasks() - before - {asyncio.current_task()}
            if begun:
                r = await asyncio.wait(begun, timeout=1)
                if r[1]: print("LEFT", r[1])
