"""A small real Bolt app for the tests of this package."""

from __future__ import annotations

from dataclasses import dataclass, field

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

from tests.loopback.slack import LoopbackSlack


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
