"""Registering `/coach`: only when it differs from what Discord has, for every start would count otherwise."""

import asyncio

import structlog

from adapters.discord.commands import command_tree, same
from adapters.discord.rest import routes
from adapters.discord.rest.client import Rest
from adapters.discord.rest.problems import DiscordProblem, Refused
from bot.application.commands import GRAMMAR

log = structlog.get_logger(__name__)

RETRY_FIRST_S, RETRY_MOST_S = 5.0, 300.0


async def register(rest: Rest, application_id: str) -> bool:
    """Register the commands if they differ; whether they did. Raises `DiscordProblem`."""
    wanted = command_tree(GRAMMAR.specs.values())
    registered = await rest.call(routes.commands(application_id, method="GET"))
    if same(registered or [], wanted):
        return False
    await rest.call(routes.commands(application_id, method="PUT"), wanted)
    log.info("commands registered", count=len(wanted))
    return True


async def keep_registered(rest: Rest, application_id: str) -> None:
    """Register, trying again for as long as Discord cannot be reached; the gateway does not wait for it."""
    pause_s = RETRY_FIRST_S
    while True:
        try:
            await register(rest, application_id)
            return
        except Refused:
            log.exception("commands refused")
            return
        except DiscordProblem as problem:
            log.warning("commands not registered yet", problem=str(problem))
        await asyncio.sleep(pause_s)
        pause_s = min(RETRY_MOST_S, pause_s * 2)
