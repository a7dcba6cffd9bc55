"""Leases on shards, in the database: never two processes on one shard, and sessions begun one at a time.

Discord gives every event of a shard to each session that claims the shard, so two would answer everything twice.
A process that dies lets go when its lease runs out; whoever stands by takes over then.
"""

import asyncio
import os
import socket
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import structlog

from bot.application.ports.presence import Lease
from bot.application.services import Services
from bot.errors import SettingsError, StorageUnavailable

log = structlog.get_logger(__name__)

LEASE = timedelta(seconds=30)
RENEWED_EVERY_S = 8.0
ASKED_EVERY_S = 2.0
IDENTIFY_EVERY = timedelta(seconds=5.2)  # Discord: one IDENTIFY of a bucket in 5 seconds

SHARDS_FACT = "discord-shards"


class Turns:
    """Leases of one process, on shards of one bot."""

    def __init__(self, services: Services, *, bot_id: str) -> None:
        self._services = services
        self._bot = bot_id
        self.holder = f"{socket.gethostname()[:40]}:{os.getpid()}:{uuid4().hex[:8]}"

    async def agree_on(self, shards: int, *, chosen: bool) -> int:
        """How many shards there are: as many as the processes that are running already say, else `shards`.

        `chosen`: the operator named the number. Raises `SettingsError` when another one is in use.
        """
        async with self._services.uow() as uow:
            now = self._services.clock.now()
            fact = await uow.facts.get(SHARDS_FACT)
            used = int(fact) if fact and fact.isdecimal() else 0
            leases = [await uow.leases.get(self._shard(number)) for number in range(used)]
            if used and used != shards and any(lease and lease.until > now for lease in leases):
                if chosen:
                    raise SettingsError(
                        f"COACH_DISCORD_SHARDS: says {shards} shards, but a running process uses {used}; "
                        f"stop that first, or set the same number (wait {LEASE.seconds} s after a crash)"
                    )
                return used
            await uow.facts.put(SHARDS_FACT, str(shards))
            await uow.commit()
        return shards

    async def take(self, shard: int) -> bool:
        """Take or renew the lease on a shard; False while somebody else has it. Raises `StorageUnavailable`."""
        return await self._take(self._shard(shard), LEASE)

    async def identify(self, bucket: int) -> None:
        """Wait until a session of this bucket may be begun. Whoever may, keeps all others waiting for 5 seconds."""
        while True:
            try:
                if await self._take(f"discord-identify:{self._bot}:{bucket}", IDENTIFY_EVERY, renew=False):
                    return
            except StorageUnavailable:
                log.warning("waiting for the database, to connect to Discord")
            await asyncio.sleep(0.5)

    async def let_go(self) -> None:
        """End all leases, for others to take over at once."""
        try:
            async with self._services.uow() as uow:
                await uow.leases.release(self.holder, now=self._services.clock.now())
                await uow.commit()
        except StorageUnavailable:
            log.warning("leases not released: storage unavailable; they run out by themselves")

    async def _take(self, name: str, length: timedelta, *, renew: bool = True) -> bool:
        now = self._services.clock.now()
        async with self._services.uow() as uow:
            lease = await uow.leases.get(name)
            if lease is None:
                if not await uow.leases.add(Lease(name=name, holder=self.holder, turn=1, until=now + length)):
                    return False
            elif lease.until <= now or (renew and lease.holder == self.holder):
                await uow.leases.save(replace(lease, holder=self.holder, turn=lease.turn + 1, until=now + length))
            else:
                return False
            await uow.commit()
        return True

    def _shard(self, number: int) -> str:
        return f"discord-shard:{self._bot}:{number}"
