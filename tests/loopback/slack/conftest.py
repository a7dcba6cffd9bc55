"""A pretend Slack with the real client libraries pointed at it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

import pytest
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.loopback.slack import LoopbackSlack


@pytest.fixture
async def slack() -> AsyncIterator[LoopbackSlack]:
    async with LoopbackSlack() as running:
        yield running


@pytest.fixture
def client(slack: LoopbackSlack) -> AsyncWebClient:
    """The bot's real Web API client, without retries so that every answer is seen."""
    return AsyncWebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])


@dataclass
class TinyBot:
    """A real Bolt app; tests add listeners to `app` and then call `connect` or `serve`."""

    slack: LoopbackSlack
    app: AsyncApp
    handlers: list[AsyncSocketModeHandler] = field(default_factory=list)
    runners: list[web.AppRunner] = field(default_factory=list)

    async def connect(self, *, ping_interval: float = 1) -> AsyncSocketModeHandler:
        """Connect by Socket Mode."""
        handler = AsyncSocketModeHandler(self.app, self.slack.app_token, ping_interval=ping_interval)
        self.handlers.append(handler)
        await handler.connect_async()
        await self.slack.wait_for_connections(len(self.handlers))
        return handler

    async def serve(self) -> str:
        """Listen for signed HTTP requests; returns the request URL."""

        async def events(request: web.Request) -> web.Response:
            answer = await self.app.async_dispatch(await to_bolt_request(request))
            return await to_aiohttp_response(answer)

        application = web.Application()
        application.add_routes([web.post("/slack/events", events)])
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.2)
        self.runners.append(runner)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.slack.request_url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
        self.slack.transport = "http"
        return self.slack.request_url


@pytest.fixture
async def bot(slack: LoopbackSlack, client: AsyncWebClient) -> AsyncIterator[TinyBot]:
    tiny = TinyBot(slack, AsyncApp(client=client, signing_secret=slack.signing_secret))
    yield tiny
    for handler in tiny.handlers:
        await handler.close_async()
    for runner in tiny.runners:
        await runner.cleanup()


@pytest.fixture(params=["socket", "http"])
def start(request: pytest.FixtureRequest, bot: TinyBot) -> Callable[[], object]:
    """Start the bot by either transport."""
    return bot.connect if request.param == "socket" else bot.serve
