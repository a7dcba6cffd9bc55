"""Leases, the heartbeat and outages."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.application.ports.presence import Lease, Outage
from bot.storage.rows import insert_for, row_of, value_of
from bot.storage.tables import heartbeats, leases, outages

COACH = "coach"  # one heartbeat for all processes: an outage is when none of them is there


class SqlLeases:
    """Leases by name."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, name: str) -> Lease | None:
        """The lease, locked."""
        row = await self._connection.execute(select(leases).where(leases.c.name == name).with_for_update())
        found = row.mappings().first()
        return value_of(Lease, found) if found else None

    async def add(self, lease: Lease) -> bool:
        """Insert a lease; False when another transaction was first."""
        new = insert_for(self._connection.dialect, leases).values(row_of(lease, leases)).on_conflict_do_nothing()
        return (await self._connection.execute(new.returning(leases.c.name))).first() is not None

    async def save(self, lease: Lease) -> None:
        """Update a lease."""
        await self._connection.execute(update(leases).where(leases.c.name == lease.name).values(row_of(lease, leases)))

    async def held(self, name: str, holder: str) -> bool:
        """Whether this worker still is the holder."""
        row = await self._connection.execute(
            select(leases.c.name).where(leases.c.name == name, leases.c.holder == holder)
        )
        return row.first() is not None

    async def release(self, holder: str, *, now: datetime) -> None:
        """End all leases of this worker."""
        await self._connection.execute(
            update(leases).where(leases.c.holder == holder).values(until=now, turn=leases.c.turn + 1)
        )


class SqlPresence:
    """The heartbeat and outages."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def beat(self, now: datetime) -> datetime | None:
        """Record that the coach is there; when it last was."""
        row = await self._connection.execute(
            select(heartbeats.c.at).where(heartbeats.c.name == COACH).with_for_update()
        )
        last: datetime | None = row.scalar_one_or_none()
        upsert = insert_for(self._connection.dialect, heartbeats).values(name=COACH, at=now)
        await self._connection.execute(upsert.on_conflict_do_update(index_elements=["name"], set_={"at": now}))
        return last

    async def add_outage(self, outage: Outage) -> None:
        """Insert an outage."""
        await self._connection.execute(insert(outages).values(row_of(outage, outages)))

    async def save_outage(self, outage: Outage) -> None:
        """Update it."""
        await self._connection.execute(update(outages).where(outages.c.id == outage.id).values(row_of(outage, outages)))

    async def unsettled_outage(self) -> Outage | None:
        """The oldest outage that is not dealt with, locked."""
        row = await self._connection.execute(
            select(outages)
            .where(outages.c.settled_at.is_(None))
            .order_by(outages.c.began_at)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        found = row.mappings().first()
        return value_of(Outage, found) if found else None

    async def outages_between(self, start: datetime, end: datetime) -> Sequence[Outage]:
        """All outages that overlap this time."""
        rows = await self._connection.execute(
            select(outages).where(outages.c.ended_at > start, outages.c.began_at < end).order_by(outages.c.began_at)
        )
        return [value_of(Outage, row) for row in rows.mappings()]
