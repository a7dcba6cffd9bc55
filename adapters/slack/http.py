"""Slack over HTTP: events, and the pages of an installation, as aiohttp routes."""

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow

from adapters.slack.oauth import INSTALL_PATH, REDIRECT_PATH

EVENTS_PATH = "/slack/events"


def routes(app: AsyncApp, flow: AsyncOAuthFlow | None) -> list[web.RouteDef]:
    """The routes; the pages of an installation only where many workspaces are served."""

    async def events(request: web.Request) -> web.Response:
        """Signed requests. Bolt refuses a wrong signature and an old timestamp."""
        answer = await app.async_dispatch(await to_bolt_request(request))
        return await to_aiohttp_response(answer)

    served = [web.post(EVENTS_PATH, events)]
    return served if flow is None else [*served, *_installation(flow)]


def _installation(flow: AsyncOAuthFlow) -> list[web.RouteDef]:
    async def install(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await flow.handle_installation(await to_bolt_request(request)))

    async def redirect(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await flow.handle_callback(await to_bolt_request(request)))

    return [web.get(INSTALL_PATH, install), web.get(REDIRECT_PATH, redirect)]
