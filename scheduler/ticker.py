"""The ticker: wakes the loops every so often. The only module that knows APScheduler, which does nothing else here.

Which instants are due is computed by our own code and stored in the database; a tick that comes late, or twice,
or not at all changes nothing but how soon somebody looks.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

STALLED_AFTER = 3  # intervals without a tick
WATCH_S = 1.0


class Every(BaseTrigger):  # type: ignore[misc]  # APScheduler 3 has no types
    """So many seconds after the tick before, counted from now: after a jump of the clock none are made up for."""

    def __init__(self, seconds: float) -> None:
        self._interval = timedelta(seconds=seconds)

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """The next tick, always ahead of now."""
        return now + self._interval


class Ticker:
    """Calls each of the given functions every so many seconds until it is stopped."""

    def __init__(self, ticks: Mapping[str, tuple[float, Callable[[], None]]]) -> None:
        """`ticks`: by name, the seconds between two calls and what to call; it must return at once."""
        logging.getLogger("apscheduler").setLevel(logging.WARNING)  # it would tell of every tick
        self._ticks = ticks
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._last: dict[str, float] = {}
        self._watch: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin ticking, at once for the first time."""
        for name, (seconds, _) in self._ticks.items():
            self._scheduler.add_job(
                self._fire,
                Every(seconds),
                args=[name],
                id=name,
                coalesce=True,
                max_instances=1,
                misfire_grace_time=None,
            )
            self._tick(name)
        self._scheduler.start()
        self._watch = asyncio.create_task(self._keep_going())

    async def stop(self) -> None:
        """Tick no more."""
        self._scheduler.shutdown(wait=False)
        if self._watch is not None:
            self._watch.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watch

    async def _fire(self, name: str) -> None:
        # A coroutine, because APScheduler runs plain functions in a thread of their own.
        self._tick(name)

    def _tick(self, name: str) -> None:
        self._last[name] = asyncio.get_running_loop().time()
        self._ticks[name][1]()

    async def _keep_going(self) -> None:
        """Set jobs right that wait for an hour which the clock has been set back by."""
        while True:
            await asyncio.sleep(WATCH_S)
            now = asyncio.get_running_loop().time()
            for name, (seconds, _) in self._ticks.items():
                if now - self._last[name] > max(STALLED_AFTER * seconds, WATCH_S):
                    self._scheduler.reschedule_job(name, trigger=Every(seconds))
                    self._tick(name)
