"""Socket Mode: several connections, each watched, so that there is always one for Slack to use."""

import asyncio
import contextlib

import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.workspaces import NOT_REACHED

CONNECTIONS = 2  # Slack gives each event to one of them; while one is renewed the other goes on
PING_S = 2.0  # a line that is dead is noticed after four pings
CONNECT_S = 20.0
LOOK_S = 5.0
LOST_S = 30.0  # the library connects anew by itself; after that we begin from nothing
BACKOFF_S = (1.0, 2.0, 5.0, 15.0, 30.0)

log = structlog.get_logger(__name__)


class Sockets:
    """Keeps the connections of Socket Mode."""

    def __init__(self, app: AsyncApp, client: AsyncWebClient, app_token: str) -> None:
        self._app, self._client, self._token = app, client, app_token
        self._handlers: set[AsyncSocketModeHandler] = set()
        self._keepers: list[asyncio.Task[None]] = []
        self._closing = False

    def open(self) -> None:
        """Begin to connect, and go on until `close`."""
        self._keepers = [
            asyncio.create_task(self._keep(), name=f"slack socket {number}") for number in range(CONNECTIONS)
        ]

    async def connected(self) -> bool:
        """Whether Slack can reach us by one connection at least."""
        return any([await handler.client.is_connected() for handler in self._handlers])

    async def close(self) -> None:
        """Tell Slack that nobody is here any more."""
        self._closing = True
        pending = set(self._keepers)
        while pending:  # a cancellation may be lost where something ends at the same instant
            for keeper in pending:
                keeper.cancel()
            _, pending = await asyncio.wait(pending, timeout=1.0)

    async def _keep(self) -> None:
        """One connection, made anew whenever it cannot be had back."""
        failures = 0
        while not self._closing:
            handler = AsyncSocketModeHandler(
                self._app, self._token, web_client=self._client, proxy=self._client.proxy, ping_interval=PING_S
            )
            if self._client.proxy is None:
                handler.client.proxy = None
            self._handlers.add(handler)
            try:
                async with asyncio.timeout(CONNECT_S):
                    await handler.connect_async()  # type: ignore[no-untyped-call]
                failures = 0
                await self._watch(handler)
            except NOT_REACHED:
                failures += 1
            finally:
                self._handlers.discard(handler)
                with contextlib.suppress(*NOT_REACHED):
                    await handler.close_async()  # type: ignore[no-untyped-call]
            log.warning("slack socket lost; connecting anew", failures=failures)
            await asyncio.sleep(BACKOFF_S[min(failures, len(BACKOFF_S) - 1)])

    async def _watch(self, handler: AsyncSocketModeHandler) -> None:
        """Return when the connection has been lost for too long."""
        lost_s = 0.0
        while lost_s < LOST_S and not self._closing:
            await asyncio.sleep(LOOK_S)
            lost_s = 0.0 if await handler.client.is_connected() else lost_s + LOOK_S
