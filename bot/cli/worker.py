"""`coach worker`: plans and sends, by REST alone."""

import asyncio
import os
import signal
import socket
from uuid import uuid4

from bot.application.unasked.to_teams import team_round
from bot.cli.compose import House, opened
from bot.cli.logs import set_up_logging
from bot.cli.messengers import messengers
from bot.cli.settings import Settings
from bot.cli.system_clock import SystemClock
from bot.errors import SettingsError
from content.bank import load_bank
from content.catalogue import load_catalogue
from scheduler.worker import Worker

NOTHING_TO_DO = (
    "SLACK_BOT_TOKEN, DISCORD_TOKEN: both missing; a worker sends to Slack or Discord, so set one of them "
    "(docs/slack.md, docs/discord.md)"
)
NAME_MAX = 80  # characters


async def plan_and_send(house: House, settings: Settings, stopping: asyncio.Event) -> None:
    """Work until told to stop. Raises `OperatorError`."""
    async with messengers(settings, house.engine) as made:
        worker = Worker(
            name=_name(),
            services=house.services,
            messengers=made,
            alone=house.engine.dialect.name == "sqlite",
            rounds=[team_round(house.services, frozenset(made))],
        )
        await worker.run(stopping)


def work(settings: Settings) -> None:
    """Run until a signal ends it; what is in hand is finished. Raises `OperatorError`."""
    if not (settings.slack.on or settings.discord.on):
        raise SettingsError(NOTHING_TO_DO)
    set_up_logging()

    async def until_told() -> None:
        stopping = stop_on_signals()
        bank, catalogue = load_bank(), load_catalogue()
        async with opened(
            settings.database_url, bank=bank, catalogue=catalogue, clock=SystemClock(), say=print
        ) as house:
            await plan_and_send(house, settings, stopping)

    asyncio.run(until_told())


def stop_on_signals() -> asyncio.Event:
    """An event that SIGTERM and SIGINT set; to be called inside a running loop."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    return stopping


def _name() -> str:
    """A name that no other worker has, and an operator recognises."""
    return f"{socket.gethostname()[:40]}-{os.getpid()}-{uuid4().hex[:8]}"[:NAME_MAX]
