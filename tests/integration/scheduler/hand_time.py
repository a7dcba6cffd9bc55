"""Time that moves only when a test, or a worker that waits, moves it."""

import asyncio
from datetime import UTC, datetime, timedelta

from scheduler.timing import Timing

MONDAY_NINE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class HandTime:
    """A wall clock and a steady one. Waiting passes at once; `jump` sets the wall clock alone."""

    def __init__(self, at: datetime = MONDAY_NINE) -> None:
        self.at = at
        self.seconds = 1000.0

    def now(self) -> datetime:
        return self.at

    def steady(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        self.advance(seconds=seconds)
        await asyncio.sleep(0)

    def advance(self, **step: float) -> None:
        self.at += timedelta(**step)
        self.seconds += timedelta(**step).total_seconds()

    def jump(self, **step: float) -> None:
        """Somebody sets the wall clock."""
        self.at += timedelta(**step)

    def timing(self) -> Timing:
        return Timing(clock=self, steady=self.steady, sleep=self.sleep)
