"""Pointing discord.py at the loopback; the library has no public option for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from .server import LoopbackDiscord


@contextmanager
def pointed_at(discord: LoopbackDiscord) -> Iterator[None]:
    """Send every discord.py client made in this block to the loopback, REST and gateway."""
    base, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = discord.api_url, yarl.URL(discord.gateway.url)
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway
