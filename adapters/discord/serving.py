"""The gateway process: everything put together, from the token to the shards."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import structlog

from adapters.discord.addresses import api_base, point_library_at
from adapters.discord.desk import Desk
from adapters.discord.gateway import Gateway, Identify
from adapters.discord.registration import keep_registered
from adapters.discord.rest import routes
from adapters.discord.rest.client import Rest
from adapters.discord.rest.problems import DiscordProblem, Refused
from adapters.discord.shards import BAD_TOKEN, Shards, Wish, gateway_info
from adapters.discord.turns import Turns
from bot.application.coach import Coach
from bot.application.services import Services
from bot.errors import SettingsError

log = structlog.get_logger(__name__)

FINISHED_WITHIN_S = 10.0
RETRY_S = 5.0


@asynccontextmanager
async def discord_api(token: str, api_url: str | None) -> AsyncIterator[Rest]:
    """Discord's HTTP API; `api_url` is another address for it."""
    connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=30)
    async with aiohttp.ClientSession(
        connector=connector, timeout=aiohttp.ClientTimeout(total=None), cookie_jar=aiohttp.DummyCookieJar()
    ) as session:
        yield Rest(session, base=api_base(api_url), token=token)


async def serve(*, coach: Coach, services: Services, token: str, api_url: str | None, wish: Wish) -> None:
    """Hold the gateway until cancelled; what was begun is answered first. Raises `OperatorError`."""
    async with discord_api(token, api_url) as rest:
        application_id = await _application_id(rest)
        info = await gateway_info(rest)
        point_library_at(api_base(api_url), info.url)
        desk = Desk(coach=coach, rest=rest, clock=services.clock)

        def make(shard: int, shards: int, identify: Identify) -> Gateway:
            return Gateway(desk=desk, services=services, shard=shard, shards=shards, identify=identify)

        shards = Shards(rest=rest, turns=Turns(services, bot_id=application_id), token=token, info=info, make=make)
        registering = asyncio.create_task(keep_registered(rest, application_id))
        try:
            await shards.keep(wish)
        finally:
            registering.cancel()
            await asyncio.shield(desk.finished(FINISHED_WITHIN_S))


async def _application_id(rest: Rest) -> str:
    """The application's id, asked for until Discord answers. Raises `SettingsError` for a refused token."""
    while True:
        try:
            return str((await rest.call(routes.application()))["id"])
        except Refused as problem:
            if problem.status == 401:
                raise SettingsError(BAD_TOKEN) from problem
            log.warning("no application", problem=str(problem))
        except DiscordProblem as problem:
            log.warning("discord not reachable yet", problem=str(problem))
        await asyncio.sleep(RETRY_S)
