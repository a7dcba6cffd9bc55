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
async def running(discord: LoopbackDiscord, client: Client, *, sessions: int = 1) -> AsyncIterator[asyncio.Task[None]]:
    """Start a client, wait for so many sessions in all, and close it at the end with all it has begun.

    discord.py raises `on_ready` `guild_ready_timeout` seconds after the last guild (2 by default: give your client
    less), and fails if it was closed meanwhile; so that is waited for before closing.
    """
    before = asyncio.all_tasks()
    task = asyncio.create_task(client.start(discord.token))
    try:
        await discord.connected(sessions)
        yield task
    finally:
        await ended({t for t in asyncio.all_tasks() - before if "_delay" in getattr(t.get_coro(), "__qualname__", "")})
        await client.close()
        await ended(asyncio.all_tasks() - before)


async def ended(tasks: set[asyncio.Task[object]]) -> None:
    """Wait, at most 5 seconds, for tasks other than this one."""
    others = tasks - {asyncio.current_task()}
    if others:
        await asyncio.wait(others, timeout=5)
