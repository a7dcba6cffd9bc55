"""The real clock."""

from datetime import UTC, datetime


class SystemClock:
    """Tells the present by the machine's clock."""

    def now(self) -> datetime:
        """The present instant, aware, UTC."""
        return datetime.now(UTC)
