"""Loops that survive: whatever goes wrong is logged once, and tried again after a while."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

import structlog

from bot.errors import StorageUnavailable
from scheduler.backoff import backoff_s

FIRST_S, MOST_S = 0.5, 30.0

log = structlog.get_logger(__name__)


class Loop:
    """Does its work whenever it is woken, one at a time, until it is stopped."""

    def __init__(self, name: str, work: Callable[[], Awaitable[object]]) -> None:
        self.name = name
        self._work = work
        self._awake = asyncio.Event()
        self._stopped = asyncio.Event()
        self._failures = 0

    def wake(self) -> None:
        """There may be something to do."""
        self._awake.set()

    def stop(self) -> None:
        """End after what is being done now."""
        self._stopped.set()
        self._awake.set()

    async def run(self) -> None:
        """Work until stopped."""
        while not self._stopped.is_set():
            await self._awake.wait()
            self._awake.clear()
            if not self._stopped.is_set():
                await self._once()

    async def _once(self) -> None:
        try:
            await self._work()
        except StorageUnavailable as error:
            if not self._failures:
                log.warning("storage unavailable; trying on", loop=self.name, error=str(error))
        except Exception:
            log.exception("a loop failed; trying on", loop=self.name)
        else:
            if self._failures:
                log.info("going on", loop=self.name, failures=self._failures)
            self._failures = 0
            return
        self._failures += 1
        await self._pause(backoff_s(self._failures, first_s=FIRST_S, most_s=MOST_S))
        self._awake.set()

    async def _pause(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._stopped.wait()
