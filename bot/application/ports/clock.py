"""The clock, as a port, so that time can be set in tests and in the terminal's time machine."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the present."""

    def now(self) -> datetime:
        """The present instant, aware, UTC."""
        ...
