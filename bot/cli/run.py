"""`coach run`: everything that is configured, in one process."""

import asyncio

from bot.cli.compose import House, opened
from bot.cli.discord import hold_gateway
from bot.cli.logs import set_up_logging
from bot.cli.settings import Settings
from bot.cli.system_clock import SystemClock
from bot.cli.web import database_troubles, listening, slack_serving
from bot.cli.worker import NOTHING_TO_DO, plan_and_send, stop_on_signals
from bot.errors import SettingsError
from content.bank import load_bank
from content.catalogue import load_catalogue


def run(settings: Settings) -> None:
    """Slack, Discord, prompts and web pages, as configured, until a signal ends it. Raises `OperatorError`."""
    if not (settings.slack.on or settings.discord.on):
        raise SettingsError(NOTHING_TO_DO.replace("a worker sends to", "the coach talks in"))
    set_up_logging()

    async def until_told() -> None:
        stopping = stop_on_signals()
        bank, catalogue = load_bank(), load_catalogue()
        async with opened(
            settings.database_url, bank=bank, catalogue=catalogue, clock=SystemClock(), say=print
        ) as house:
            await _all(house, settings, stopping)

    asyncio.run(until_told())


async def _all(house: House, settings: Settings, stopping: asyncio.Event) -> None:
    """Every part until one fails or all are told to stop; then the others are ended in good order."""
    parts = [asyncio.create_task(_pages(house, settings, stopping), name="web")]
    parts.append(asyncio.create_task(plan_and_send(house, settings, stopping), name="worker"))
    gateway = asyncio.create_task(hold_gateway(house.coach, house.services, settings)) if settings.discord.on else None
    told = asyncio.create_task(stopping.wait())
    everything = [*parts, told, *([gateway] if gateway else [])]
    await asyncio.wait(everything, return_when=asyncio.FIRST_COMPLETED)
    stopping.set()
    if gateway:
        gateway.cancel()
    results = await asyncio.gather(*everything, return_exceptions=True)
    for result in results:
        if isinstance(result, Exception):
            raise result


async def _pages(house: House, settings: Settings, stopping: asyncio.Event) -> None:
    """Slack, where it is configured, and the pages that tell whether this process is well."""

    async def database() -> list[str]:
        return await database_troubles(house.engine)

    if not settings.slack.on:
        async with listening(settings.port, [], [database]):
            await stopping.wait()
        return
    async with (
        slack_serving(settings, house) as slack,
        listening(settings.port, slack.routes, [database, slack.troubles]),
    ):
        await stopping.wait()
