"""The pretend Slack itself: starts and stops the server and joins its parts."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from types import TracebackType
from typing import Any, Self, TypeVar

import aiohttp
from aiohttp import web

from tests.loopback.slack import departures, http_delivery
from tests.loopback.slack.clock import LoopbackClock
from tests.loopback.slack.control import Control
from tests.loopback.slack.deliveries import ACK_TIMEOUT, Ack, Delivery, DeliveryKind, Transport
from tests.loopback.slack.endpoint import Endpoint
from tests.loopback.slack.faults import Faults
from tests.loopback.slack.payloads import Payloads
from tests.loopback.slack.pings import pings
from tests.loopback.slack.rate_limits import RateLimits
from tests.loopback.slack.reading import visible_text
from tests.loopback.slack.socket_mode import SocketMode
from tests.loopback.slack.state import ApiCall, App, Json, Message, OAuthCode, Violation
from tests.loopback.slack.user import UserDriver
from tests.loopback.slack.waiting import Changes
from tests.loopback.slack.world import BOT_SCOPES, World

Found = TypeVar("Found")


class LoopbackSlack:
    """A Slack on 127.0.0.1; see the package's docstring for an example."""

    def __init__(
        self,
        *,
        clock: LoopbackClock | None = None,
        seed: bool = True,
        transport: Transport = "socket",
        request_url: str | None = None,
        port: int = 0,
    ) -> None:
        """Prepare a Slack; `seed` makes workspace T1 with U1, U2, channel C1 and the app installed.

        `transport` is how things reach the app unless a call says otherwise; `http` needs `request_url`.
        """
        self.clock = clock or LoopbackClock()
        self.app = App()
        self.world = World(self.clock, self.app)
        self.changes = Changes()
        self.faults = Faults()
        self.rate_limits = RateLimits(self.clock)
        self.sockets = SocketMode(self.world, self.changes)
        self.transport: Transport = transport
        self.request_url = request_url
        self.ack_timeout = ACK_TIMEOUT
        self.pings = pings
        self.base_url = ""
        self._port = port
        self._runner: web.AppRunner | None = None
        self._session: aiohttp.ClientSession | None = None
        self._tasks: set[asyncio.Task[object]] = set()
        if seed:
            self._seed()

    def _seed(self) -> None:
        self.world.add_workspace("T1")
        self.world.add_user("U1", is_admin=True, is_owner=True)
        self.world.add_user("U2")
        bot = self.world.install("T1")
        self.world.add_channel("C1", members=("U1", "U2", bot.user_id), name="general")

    # -- running

    async def __aenter__(self) -> Self:
        """Listen on a free port of 127.0.0.1."""
        application = web.Application(client_max_size=64 * 1024**2)
        application.add_routes(
            [*Endpoint(self).routes(), *Control(self).routes(), web.get("/link/", self.sockets.handle)]
        )
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        port = self._runner.addresses[0][1]
        self.base_url = f"http://127.0.0.1:{port}/"
        self.sockets.base_url = f"ws://127.0.0.1:{port}/"
        self._session = aiohttp.ClientSession()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop listening; calls that hang are let go."""
        self.faults.clear()
        for task in self._tasks:
            task.cancel()
        await self.sockets.close()
        if self._session is not None:
            await self._session.close()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def api_url(self) -> str:
        """Base URL for every Web API client; ends with `/api/`."""
        return f"{self.base_url}api/"

    @property
    def payloads(self) -> Payloads:
        """Writes the bodies of deliveries."""
        return Payloads(self.world, self.base_url)

    # -- what a test configures and reads

    @property
    def bot_token(self) -> str:
        """The bot token of the first live install."""
        return next(token.value for token in self.world.tokens.values() if token.kind == "bot" and token.state == "ok")

    @property
    def app_token(self) -> str:
        """The app-level token for Socket Mode."""
        return self.app.app_token

    @property
    def signing_secret(self) -> str:
        """The secret of signed HTTP requests."""
        return self.app.signing_secret

    @property
    def calls(self) -> list[ApiCall]:
        """Every Web API call and use of a response URL, oldest first."""
        return self.world.calls

    @property
    def violations(self) -> list[Violation]:
        """Everything the app sent that it should not have sent."""
        return self.world.violations

    def calls_of(self, method: str) -> list[ApiCall]:
        """The calls of one method."""
        return [call for call in self.calls if call.method == method]

    def messages(self, channel: str | None = None) -> list[Message]:
        """The app's messages that are not deleted, oldest first, ephemeral ones included."""
        return [
            message
            for message in self.world.messages
            if message.bot_id and not message.deleted and channel in {None, message.channel}
        ]

    def user(self, user_id: str, *, team: str | None = None) -> UserDriver:
        """Act as a person; `team` is the workspace they use the app in, if it is not their own."""
        return UserDriver(self, user_id, team)

    def oauth_code(
        self,
        team: str | None = "T1",
        *,
        enterprise: str | None = None,
        user: str = "U1",
        scopes: Iterable[str] = BOT_SCOPES,
        redirect_uri: str | None = None,
    ) -> str:
        """What the redirect brings once somebody agreed to install; `team=None` for a whole enterprise."""
        made = OAuthCode(
            code=self.world.serial("code-"),
            user_id=user,
            scopes=frozenset(scopes),
            team_id=team,
            enterprise_id=enterprise,
            redirect_uri=redirect_uri,
        )
        self.world.oauth_codes[made.code] = made
        return made.code

    # -- waiting

    async def wait_for(
        self,
        predicate: Callable[[], Found | None],
        timeout: float = 5.0,  # noqa: ASYNC109  the name every test author expects
    ) -> Found:
        """Return the first truthy value of `predicate`, looked at after every change."""
        return await self.changes.wait_for(predicate, timeout, self._story)

    async def wait_for_message(
        self,
        containing: str = "",
        *,
        channel: str | None = None,
        user: str | None = None,
        after: Message | None = None,
        timeout: float = 5.0,  # noqa: ASYNC109
    ) -> Message:
        """Wait for a message of the app in `channel`, seen by `user`, newer than `after`, with the words."""

        def newest() -> Message | None:
            found = self.user(user).sees(channel) if user else self.messages(channel)
            fitting = [message for message in found if containing in visible_text(message)]
            newer = [message for message in fitting if after is None or message.ts > after.ts]
            return newer[-1] if newer else None

        return await self.wait_for(newest, timeout)

    async def wait_for_connections(self, number: int = 1, *, timeout: float = 5.0) -> None:  # noqa: ASYNC109
        """Wait until the app has this many Socket Mode connections."""
        await self.wait_for(lambda: len(self.sockets.ready) >= number, timeout)

    def _story(self) -> str:
        calls = ", ".join(f"{call.method}->{call.response.get('error', 'ok')}" for call in self.calls[-8:]) or "none"
        return f"last calls: {calls}; violations: {[v.problems for v in self.violations[-3:]]}"

    # -- bringing things to the app

    async def deliver(
        self,
        kind: DeliveryKind,
        payload: Json,
        *,
        transport: Transport | None = None,
        retry_num: int = 0,
        retry_reason: str = "",
    ) -> Ack:
        """Bring something to the app and wait for its ack."""
        delivery = Delivery(kind=kind, payload=payload)
        if (transport or self.transport) == "socket":
            ack = await self.sockets.deliver(
                delivery, retry_num=retry_num, retry_reason=retry_reason, within=self.ack_timeout
            )
        else:
            ack = await self.deliver_http(self._url(), delivery, retry_num=retry_num, retry_reason=retry_reason)
        await self.changes.announce()
        return ack

    async def deliver_event(self, event: Json, team: str = "T1", **options: Any) -> Ack:
        """Bring an event of any type to the app."""
        return await self.deliver("events_api", self.payloads.event(team, event), **options)

    async def redeliver(self, ack: Ack, *, retry_num: int = 1, retry_reason: str = "http_timeout") -> Ack:
        """Bring the same thing again, as Slack does when the app was too slow."""
        return await self.deliver(
            ack.delivery.kind,
            ack.delivery.payload,
            transport=ack.transport,
            retry_num=retry_num,
            retry_reason=retry_reason,
        )

    async def deliver_http(self, url: str, delivery: Delivery, **options: Any) -> Ack:
        """Post a signed request; options as of `http_delivery.deliver` (bad_signature, age, retry_num...)."""
        assert self._session is not None
        secret = options.pop("secret", self.app.signing_secret)
        within = options.pop("within", self.ack_timeout)
        return await http_delivery.deliver(self._session, url, delivery, secret=secret, within=within, **options)

    async def verify_url(self, url: str) -> bool:
        """Whether a request URL answers Slack's challenge."""
        challenge = self.world.serial("challenge-")
        payload = {"token": self.app.verification_token, "challenge": challenge, "type": "url_verification"}
        ack = await self.deliver_http(url, Delivery(kind="events_api", payload=payload))
        return ack.ok and challenge in ack.body

    def _url(self) -> str:
        if self.request_url is None:
            raise ValueError("set request_url to deliver over HTTP")
        return self.request_url

    # -- leaving

    async def uninstall(self, home: str) -> list[Ack]:
        """Take the app out of a workspace or enterprise: its tokens die, then it is told."""
        return await departures.uninstall(self, home)

    async def revoke_tokens(self, home: str) -> list[Ack]:
        """Void the app's tokens of a workspace or enterprise, then tell it."""
        return await departures.revoke_tokens(self, home)

    def later(self, work: Coroutine[Any, Any, object]) -> None:
        """Do something after the present request was answered."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
