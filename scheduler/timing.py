"""Time as the scheduler needs it, handed in: the wall clock for what is due, a steady one for how long it took."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.application.ports.clock import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """`clock` may jump, when somebody sets it; `steady` (in seconds) never does."""

    clock: Clock
    steady: Callable[[], float] = field(default=time.monotonic)
    sleep: Callable[[float], Awaitable[None]] = field(default=asyncio.sleep)

    def now(self) -> datetime:
        """The present instant."""
        return self.clock.now()
