"""What sends unasked messages, by what is configured: one messenger a platform, by REST alone."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.discord.messenger import DiscordMessenger
from adapters.discord.serving import discord_api
from adapters.slack.adapter import slack_ground
from bot.application.ports.messenger import Messenger
from bot.application.requests import Platform
from bot.cli.settings import Settings
from bot.cli.web import slack_config
from bot.vault import Vault


@asynccontextmanager
async def messengers(settings: Settings, engine: AsyncEngine) -> AsyncIterator[dict[Platform, Messenger]]:
    """The messengers of every configured platform; none if none is. Raises `SettingsError`."""
    made: dict[Platform, Messenger] = {}
    async with AsyncExitStack() as stack:
        if settings.slack.on:
            ground = await stack.enter_async_context(
                slack_ground(slack_config(settings), engine, Vault(settings.secret_keys))
            )
            made[Platform.SLACK] = ground.messenger()
        if settings.discord.token:
            api = discord_api(settings.discord.token, settings.discord.api_url)
            rest = await stack.enter_async_context(api)
            made[Platform.DISCORD] = DiscordMessenger(rest)
        yield made
