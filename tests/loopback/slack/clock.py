"""The loopback's clock: real time plus what a test has added, or standing still."""

from __future__ import annotations

import time


class LoopbackClock:
    """Seconds since 1970, UTC. `advance` makes triggers, response URLs, tokens and limits age at once."""

    def __init__(self, frozen_at: float | None = None) -> None:
        """Run with real time, or stand still at `frozen_at` until a test moves it."""
        self._frozen_at = frozen_at
        self._ahead = 0.0

    def now(self) -> float:
        """The present instant."""
        return self._ahead + (time.time() if self._frozen_at is None else self._frozen_at)

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass without waiting."""
        self._ahead += seconds

    def freeze(self) -> None:
        """Stand still from now on."""
        self._frozen_at, self._ahead = self.now(), 0.0
