"""Waiting for something to become true, without polling."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class Changes:
    """An asyncio.Condition that plain functions can wake: call `notify()` after every change of state."""

    def __init__(self) -> None:
        self.condition = asyncio.Condition()
        self._pending: asyncio.Task[None] | None = None

    def notify(self) -> None:
        """Wake everyone who waits; several calls in a row wake them once."""
        if self._pending is not None and not self._pending.done():
            return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return  # before anything runs nobody waits
        self._pending = loop.create_task(self._wake())

    async def _wake(self) -> None:
        async with self.condition:
            # Cleared before waking: a change made from now on needs a wake-up of its own.
            self._pending = None
            self.condition.notify_all()

    async def wait_for(self, predicate: Callable[[], bool], *, timeout_s: float, what: str) -> None:
        """Return once `predicate()` is true; TimeoutError, naming `what`, after `timeout_s` real seconds."""
        try:
            async with asyncio.timeout(timeout_s), self.condition:
                await self.condition.wait_for(predicate)
        except TimeoutError:
            raise TimeoutError(f"waited {timeout_s:g} s in vain for {what}") from None
