"""Noticing that the wall clock was set, or that the process was asleep."""

from datetime import datetime

import structlog

JUMP_S = 60.0

log = structlog.get_logger(__name__)


class ClockWatch:
    """Compares the wall clock with the steady one."""

    def __init__(self) -> None:
        self._last: tuple[datetime, float] | None = None

    def set_back(self, now: datetime, steady: float) -> bool:
        """Whether the wall clock was set back since the last call. Jumps of either kind are logged."""
        last, self._last = self._last, (now, steady)
        if last is None:
            return False
        jump_s = (now - last[0]).total_seconds() - (steady - last[1])
        if abs(jump_s) > JUMP_S:
            log.warning("the clock jumped", seconds=round(jump_s))
        return jump_s < -JUMP_S
