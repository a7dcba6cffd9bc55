"""The loopback Discord on its two sockets: the HTTP API and the gateway."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from . import admin, permissions
from .driver.sending import wait
from .driver.user import UserDriver
from .gateway.codec import CODECS
from .gateway.connection import Connection
from .platform import Platform
from .records import Ignored, Refusal, RequestRecord
from .rest import applications, channels, guilds, interactions, messages, users, webhooks
from .rest.call import MAX_REQUEST
from .rest.serve import PREFIX, endpoint
from .state import Channel, Guild

HOST = "127.0.0.1"
ROUTES = [
    *users.ROUTES,
    *channels.ROUTES,
    *messages.ROUTES,
    *guilds.ROUTES,
    *applications.ROUTES,
    *interactions.ROUTES,
    *webhooks.ROUTES,
]


class LoopbackDiscord(Platform):
    """A Discord of one's own: `async with LoopbackDiscord() as discord`. See the package for an example.

    Attributes besides those of Platform:
        api_url: the base of the HTTP API, such as http://127.0.0.1:40001/api/v10.
        gateway.url: the gateway's address.
        home: the guild that exists from the start and that new users join.
    """

    def __init__(self, *, port: int = 0, **options: Any) -> None:
        super().__init__(**options)
        self.api_url = ""
        self.home = self.add_guild("home")
        self._port = port
        self._runners: list[web.AppRunner] = []
        self._gateway_site: web.TCPSite | None = None
        self._drivers: dict[str, UserDriver] = {}

    async def __aenter__(self) -> Self:
        api = web.Application(client_max_size=MAX_REQUEST + 1024)
        for route in ROUTES:
            api.router.add_route(route.method, PREFIX + route.template, endpoint(self, route))
        api.router.add_get("/attachments/{channel}/{attachment}/{name}", self._attachment)
        api.router.add_route("*", "/{anything:.*}", endpoint(self, None))
        await self._listen(await self._runner(api), self._port)
        base = f"http://{HOST}:{self._bound(0)}"
        self.api_url, self.files_url = f"{base}{PREFIX}", base
        gateway = web.Application()
        gateway.router.add_get("/{anything:.*}", self._connect)
        self._gateway_site = await self._listen(await self._runner(gateway), 0)
        self.gateway.url = f"ws://{HOST}:{self._bound(1)}/"
        self.gateway.resume_url = f"ws://{HOST}:{self._bound(1)}/resume"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.faults.clear()
        for connection in list(self.gateway.connections):
            connection.abort()
        for runner in self._runners:
            await runner.cleanup()

    async def _runner(self, app: web.Application) -> web.AppRunner:
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await runner.setup()
        self._runners.append(runner)
        return runner

    async def _listen(self, runner: web.AppRunner, port: int) -> web.TCPSite:
        site = web.TCPSite(runner, HOST, port)
        await site.start()
        return site

    def _bound(self, index: int) -> int:
        port: int = self._runners[index].addresses[0][1]
        return port

    async def _attachment(self, request: web.Request) -> web.Response:
        channel = self.world.channels.get(request.match_info["channel"])
        for message in channel.messages.values() if channel else ():
            for attachment in message.attachments:
                if attachment.id == request.match_info["attachment"]:
                    return web.Response(body=attachment.data, content_type=attachment.content_type)
        return web.Response(status=404)

    async def _connect(self, request: web.Request) -> web.StreamResponse:
        """Take a WebSocket of the gateway, unless a fault is ordered for it."""
        transport = request.transport
        assert transport is not None
        if self.faults.gateway_abort > 0:
            self.faults.gateway_abort -= 1
            transport.abort()
            return web.Response()
        if self.faults.gateway_status:
            return web.Response(status=self.faults.gateway_status.pop(0))
        codec = CODECS.get(request.query.get("compress", ""))
        if codec is None or request.query.get("encoding", "json") != "json":
            return web.Response(status=400, text="unknown compression or encoding")
        ws = web.WebSocketResponse(timeout=1.0, max_msg_size=0, compress=False)
        await ws.prepare(request)
        connection = Connection(self.gateway, ws, transport, codec())
        if self.faults.gateway_drop_after:
            connection.drop_after = self.faults.gateway_drop_after.pop(0)
        self.gateway.connections.append(connection)
        await connection.run()
        return ws

    async def refuse_gateway(self) -> None:
        """Stop listening on the gateway's port: new connections are refused by the system."""
        if self._gateway_site is not None:
            await self._gateway_site.stop()
            self._gateway_site = None

    async def accept_gateway(self) -> None:
        """Listen again on the gateway's port."""
        if self._gateway_site is None:
            port = int(self.gateway.url.rstrip("/").rpartition(":")[2])
            self._gateway_site = await self._listen(self._runners[1], port)

    @property
    def token(self) -> str:
        """The bot's token."""
        return self.world.app.token

    @property
    def requests(self) -> list[RequestRecord]:
        """Every REST request, oldest first."""
        return self.records.requests

    @property
    def violations(self) -> list[Refusal]:
        """Every body that Discord would have refused, and why."""
        return self.records.refusals

    @property
    def ignored(self) -> list[Ignored]:
        """What Discord would have passed over in silence."""
        return self.records.ignored

    def advance(self, **step: float) -> None:
        """Move the clock on by `timedelta` arguments, and let waits look at it again."""
        self.clock.advance(**step)
        self.changes.notify()

    def user(self, user_id: str | int, *, joins_home: bool = True, installed_app: bool = False) -> UserDriver:
        """The driver of a user. On first use the user joins `home`, unless told otherwise."""
        key = str(user_id)
        if key not in self._drivers:
            user = self.world.user(key)
            user.installed_app = installed_app
            self._drivers[key] = UserDriver(self, user)
            if joins_home:
                self.world.join(self.home, user)
        return self._drivers[key]

    def add_guild(
        self,
        name: str,
        *,
        guild_id: str | int | None = None,
        channels: Iterable[str] = ("general",),
        has_bot: bool = True,
        bot_permissions: int = permissions.BOT,
    ) -> Guild:
        """A new guild, of which the app is told if it is a member."""
        guild = self.world.new_guild(
            name,
            guild_id=None if guild_id is None else str(guild_id),
            channels=channels,
            has_bot=has_bot,
            bot_permissions=bot_permissions,
        )
        if has_bot:
            admin.bot_joins(self, guild)
        return guild

    def add_channel(self, guild: Guild, name: str, *, bot_permissions: int | None = None) -> Channel:
        """A new text channel; `bot_permissions` are those of the bot in it."""
        channel = self.world.new_channel(guild, name, bot_permissions=bot_permissions)
        admin.channel_made(self, guild, channel)
        return channel

    def delete_channel(self, channel: Channel) -> None:
        """Delete a text channel."""
        admin.delete_channel(self, channel)

    def remove_bot(self, guild: Guild) -> None:
        """Remove the bot from a guild."""
        admin.bot_leaves(self, guild)

    def outage(self, guild: Guild) -> None:
        """Make a guild unavailable until `outage_ends`."""
        admin.guild_fails(self, guild)

    def outage_ends(self, guild: Guild) -> None:
        """Make a guild available again."""
        admin.guild_returns(self, guild)

    async def connected(self, sessions: int = 1, *, timeout_s: float = 5.0) -> None:
        """Wait until the app has so many sessions with a connection."""
        await self.wait_for(lambda: len(self.gateway.live) == sessions, f"{sessions} sessions", timeout_s=timeout_s)

    async def wait_for(self, predicate: Callable[[], bool], what: str, *, timeout_s: float = 5.0) -> None:
        """Wait for anything about the state; looked at again after each request and gateway event."""
        await wait(self, predicate, what, timeout_s)
