"""The loopback's clock, which a test may move, and ids made from it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol

DISCORD_EPOCH_MS = 1_420_070_400_000
"""First second of 2015; snowflakes count milliseconds from here (developers/reference.mdx, Snowflakes)."""


class Clock(Protocol):
    """Tells the instant (aware, UTC) and can be moved on."""

    def now(self) -> datetime:
        """The instant, aware, UTC."""
        ...

    def advance(self, **step: float) -> None:
        """Move on by the given `timedelta` arguments."""
        ...


class OffsetClock:
    """Real time, plus whatever a test has added."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def now(self) -> datetime:
        """The instant, aware, UTC."""
        return datetime.now(UTC) + self._ahead

    def advance(self, **step: float) -> None:
        """Move on by the given `timedelta` arguments."""
        self._ahead += timedelta(**step)


class Snowflakes:
    """Gives out ids that grow with the clock and never repeat."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0

    def next(self) -> str:
        """A new id."""
        milliseconds = int(self._clock.now().timestamp() * 1000) - DISCORD_EPOCH_MS
        self._last = max(self._last + 1, milliseconds << 22)
        return str(self._last)
