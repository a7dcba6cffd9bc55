"""Who does what at this moment, and when nobody was there: leases, the heartbeat, outages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from bot.ids import LearnerId


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """A right that one worker has at a time. `turn` grows with every renewal and every change of hands."""

    name: str
    holder: str
    turn: int
    until: datetime
    quiet_until: datetime | None = None  # the platform asked for silence until then
    looked_at: datetime | None = None  # when the platform's history was last read


class Leases(Protocol):
    """Leases by name."""

    async def get(self, name: str) -> Lease | None:
        """The lease, locked until the end of the transaction."""
        ...

    async def add(self, lease: Lease) -> bool:
        """Insert a lease; False when another transaction was first."""
        ...

    async def save(self, lease: Lease) -> None:
        """Update a lease that was got in this transaction."""
        ...

    async def held(self, name: str, holder: str) -> bool:
        """Whether this worker still is the holder."""
        ...

    async def release(self, holder: str, *, now: datetime) -> None:
        """End all leases of this worker."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Outage:
    """A time in which no process of the coach was running. `settled_up_to` is the last learner dealt with."""

    id: UUID
    began_at: datetime
    ended_at: datetime
    settled_up_to: LearnerId | None = None
    settled_at: datetime | None = None


class Presence(Protocol):
    """The heartbeat of the coach as a whole, and its outages."""

    async def beat(self, now: datetime) -> datetime | None:
        """Record that the coach is there, and give back when it last was (None: never), in one turn with others."""
        ...

    async def add_outage(self, outage: Outage) -> None: ...

    async def save_outage(self, outage: Outage) -> None: ...

    async def unsettled_outage(self) -> Outage | None:
        """The oldest outage that is not dealt with, locked; None also while another worker deals with it."""
        ...

    async def outages_between(self, start: datetime, end: datetime) -> Sequence[Outage]:
        """All outages that overlap this time."""
        ...
