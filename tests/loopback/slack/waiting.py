"""Waiting for something to happen, without polling."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


class Changes:
    """Wakes those who wait whenever anything about the pretend Slack has changed."""

    def __init__(self) -> None:
        """Nobody waits yet."""
        self._condition = asyncio.Condition()

    async def announce(self) -> None:
        """Let everybody who waits look again."""
        async with self._condition:
            self._condition.notify_all()

    async def wait_for(
        self,
        predicate: Callable[[], Found | None],
        timeout: float = 5.0,  # noqa: ASYNC109  the name every test author expects
        story: Callable[[], str] = str,
    ) -> Found:
        """Return the first truthy value of `predicate`; after `timeout` seconds raise TimeoutError."""
        try:
            async with asyncio.timeout(timeout), self._condition:
                while not (found := predicate()):
                    await self._condition.wait()
                return found
        except TimeoutError:
            raise TimeoutError(f"nothing of the kind within {timeout} s; {story()}") from None
