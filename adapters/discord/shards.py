"""Keeping shards connected: a lease for each, a session while it lasts, a new try after whatever goes wrong."""

import asyncio
import random
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import discord
import structlog

from adapters.discord.gateway import Gateway, Identify
from adapters.discord.rest import routes
from adapters.discord.rest.client import Rest
from adapters.discord.rest.problems import DiscordProblem, Refused
from adapters.discord.turns import ASKED_EVERY_S, LEASE, RENEWED_EVERY_S, Turns
from bot.errors import OperatorError, SettingsError, StorageUnavailable

log = structlog.get_logger(__name__)

BACKOFF_FIRST_S, BACKOFF_MOST_S = 1.0, 60.0
SESSION_COUNTS_AFTER_S = 60.0  # a session that lasted this long was a good one: the next failure is a first one

BAD_TOKEN = "DISCORD_TOKEN: Discord refuses it; copy the bot's token again from the application's page \"Bot\""
BAD_INTENTS = "DISCORD_TOKEN: Discord refuses the intents of this application; `coach doctor` looks into it"

MakeGateway = Callable[[int, int, Identify], Gateway]  # shard, shards, turn to identify


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the operator asked for: all shards or some, of a number they named or Discord recommends."""

    shards: int | None = None
    mine: Collection[int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GatewayInfo:
    """What Discord says of its gateway."""

    url: str
    shards: int
    max_concurrency: int
    starts_left: int
    starts_reset_after_s: float


async def gateway_info(rest: Rest) -> GatewayInfo:
    """Ask Discord, until it answers. Raises `SettingsError` for a token that it refuses."""
    pause_s = BACKOFF_FIRST_S
    while True:
        try:
            told: dict[str, Any] = await rest.call(routes.gateway())
        except Refused as problem:
            if problem.status == 401:
                raise SettingsError(BAD_TOKEN) from problem
            log.warning("no gateway", problem=str(problem))
        except DiscordProblem as problem:
            log.warning("no gateway", problem=str(problem))
        else:
            limit = told.get("session_start_limit") or {}
            return GatewayInfo(
                url=str(told["url"]),
                shards=int(told.get("shards") or 1),
                max_concurrency=max(1, int(limit.get("max_concurrency") or 1)),
                starts_left=int(limit.get("remaining", 1)),
                starts_reset_after_s=float(limit.get("reset_after") or 0) / 1000,
            )
        await asyncio.sleep(pause_s)
        pause_s = min(BACKOFF_MOST_S, pause_s * 2)


class Shards:
    """All shards that this process may have. Each is kept by a task of its own, so that none waits for another."""

    def __init__(self, *, rest: Rest, turns: Turns, token: str, info: GatewayInfo, make: MakeGateway) -> None:
        self._rest = rest
        self._turns = turns
        self._token = token
        self._info = info
        self._make = make

    async def keep(self, wish: Wish) -> None:
        """Keep them until cancelled. Raises `OperatorError` for what only the operator can mend."""
        shards = await self._turns.agree_on(wish.shards or self._info.shards, chosen=wish.shards is not None)
        mine = sorted(wish.mine) if wish.mine is not None else range(shards)
        log.info("keeping shards", shards=shards, mine=len(mine))
        try:
            async with asyncio.TaskGroup() as group:
                for shard in mine:
                    group.create_task(self._keep(shard, shards))
        except* OperatorError as errors:
            raise errors.exceptions[0] from None
        finally:
            await self._turns.let_go()

    async def _keep(self, shard: int, shards: int) -> None:
        """One shard: wait for its lease, hold it as long as the session runs, and begin again."""
        while True:
            try:
                if not await self._turns.take(shard):
                    await asyncio.sleep(ASKED_EVERY_S)
                    continue
            except StorageUnavailable:
                await asyncio.sleep(ASKED_EVERY_S)
                continue
            log.info("shard taken", shard=shard)
            session = asyncio.create_task(self._sessions(shard, shards))
            held = asyncio.create_task(self._hold(shard))
            try:
                await asyncio.wait({session, held}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for task in (session, held):
                    task.cancel()
                await asyncio.wait({session, held})
            for task in (session, held):
                if not task.cancelled():
                    task.result()  # raises what only the operator can mend
            log.warning("shard lost to another process", shard=shard)

    async def _hold(self, shard: int) -> None:
        """Renew the lease until somebody else has it.

        While the database does not answer, nobody else can be found out to have it, and the session goes on:
        events that two processes see are still handled once, by their ids.
        """
        while True:
            await asyncio.sleep(RENEWED_EVERY_S)
            try:
                if not await self._turns.take(shard):
                    return
            except StorageUnavailable:
                log.warning("lease not renewed: storage unavailable", shard=shard, seconds=LEASE.seconds)

    async def _sessions(self, shard: int, shards: int) -> None:
        """One session after the other. discord.py resumes by itself; a crash of it is answered with a new session."""
        pause_s = BACKOFF_FIRST_S
        loop = asyncio.get_running_loop()
        while True:
            began = loop.time()
            gateway = self._make(shard, shards, self._identify)
            try:
                await self._starts_left()
                await gateway.login(self._token)
                await self._identify(shard)
                await gateway.connect()
            except discord.LoginFailure as error:
                raise SettingsError(BAD_TOKEN) from error
            except discord.PrivilegedIntentsRequired as error:
                raise SettingsError(BAD_INTENTS) from error
            except discord.ConnectionClosed as error:
                if error.code == 4004:
                    raise SettingsError(BAD_TOKEN) from error
                log.warning("session closed", shard=shard, code=error.code)
            except Exception as error:
                # Among them an AttributeError: discord.py's own, when its very first connection fails.
                log.warning("session failed", shard=shard, problem=f"{type(error).__name__}: {error}")
            finally:
                with suppress(Exception):
                    await asyncio.shield(gateway.close())
            if loop.time() - began > SESSION_COUNTS_AFTER_S:
                pause_s = BACKOFF_FIRST_S
            await asyncio.sleep(pause_s * random.uniform(0.5, 1.0))
            pause_s = min(BACKOFF_MOST_S, pause_s * 2)

    async def _identify(self, shard: int) -> None:
        await self._turns.identify(shard % self._info.max_concurrency)

    async def _starts_left(self) -> None:
        """Discord takes back the token of who begins more than 1,000 sessions a day: wait rather than that."""
        info = await gateway_info(self._rest)
        if info.starts_left < 1:
            log.error("no session starts left today", seconds=info.starts_reset_after_s)
            await asyncio.sleep(info.starts_reset_after_s + 1)
