"""A pretend Slack with the real client libraries pointed at it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.loopback.slack import LoopbackSlack
from tests.loopback.slack.tiny_bot import TinyBot


@pytest.fixture
async def slack() -> AsyncIterator[LoopbackSlack]:
    async with LoopbackSlack() as running:
        yield running


@pytest.fixture
def client(slack: LoopbackSlack) -> AsyncWebClient:
    """The bot's real Web API client, without retries so that every answer is seen."""
    return AsyncWebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])


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
