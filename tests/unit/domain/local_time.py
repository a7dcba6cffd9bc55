"""Instants written as people read their clocks."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo


def local(reading: str, zone: str, *, fold: int = 0) -> datetime:
    """The instant (UTC) at which the clock of `zone` reads "2027-03-13 03:59"; `fold=1` for the second time."""
    naive = datetime.strptime(reading, "%Y-%m-%d %H:%M")  # noqa: DTZ007 (the zone follows)
    return naive.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)


def reading(at: datetime, zone: str) -> str:
    """What the clock of `zone` reads at an instant."""
    return at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")
