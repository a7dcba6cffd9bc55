"""`coach discord`: the process that holds Discord's gateway."""

import asyncio
import logging
import signal
from collections.abc import Coroutine

from adapters.discord.serving import serve
from adapters.discord.shards import Wish
from bot.application.coach import Coach
from bot.application.services import Services
from bot.cli.compose import opened
from bot.cli.logs import set_up_logging
from bot.cli.settings import Settings
from bot.cli.system_clock import SystemClock
from bot.errors import SettingsError
from content.bank import load_bank
from content.catalogue import load_catalogue

NO_TOKEN = (
    'DISCORD_TOKEN: missing; it stands on the application\'s page "Bot" (docs/discord.md), and `coach discord` needs it'
)


async def hold_gateway(coach: Coach, services: Services, settings: Settings) -> None:
    """Talk with people on Discord until cancelled. Raises `OperatorError`."""
    discord = settings.discord
    if discord.token is None:
        raise SettingsError(NO_TOKEN)
    wish = Wish(shards=discord.shards, mine=discord.shard_ids)
    await serve(coach=coach, services=services, token=discord.token, api_url=discord.api_url, wish=wish)


def discord(settings: Settings) -> None:
    """Run until a signal ends it. Raises `OperatorError`."""
    if not settings.discord.on:
        raise SettingsError(NO_TOKEN)
    set_up_logging()
    logging.getLogger("discord").setLevel(logging.WARNING)

    async def work() -> None:
        bank, catalogue = load_bank(), load_catalogue()
        async with opened(
            settings.database_url, bank=bank, catalogue=catalogue, clock=SystemClock(), say=print
        ) as house:
            await hold_gateway(house.coach, house.services, settings)

    asyncio.run(_until_told_to_stop(work()))


async def _until_told_to_stop(work: Coroutine[None, None, None]) -> None:
    """SIGTERM and SIGINT end the work; what it has begun it finishes."""
    task = asyncio.ensure_future(work)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, task.cancel)
    await asyncio.wait({task})
    if not task.cancelled():
        task.result()
