"""The outbox."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, delete, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.application.ports.outbox import Delivery, DeliveryState, Draft, id_of, unshown
from bot.application.requests import Platform
from bot.domain.attempts import AttemptState, PracticeState
from bot.ids import DeliveryId, LearnerId
from bot.storage.rows import insert_for, row_of, value_of
from bot.storage.tables import attempts, deliveries, practices

_QUESTIONS = ((attempts, "asked_at", AttemptState.OPEN), (practices, "suggested_at", PracticeState.SUGGESTED))
UNFINISHED = (DeliveryState.PENDING, DeliveryState.CLAIMED, DeliveryState.SENDING)


# Without the cards, which are long and mostly not needed.
_STANDING = [column for column in deliveries.c if column.name != "cards"]
_CHANGING = (
    "state",
    "next_at",
    "tries",
    "looks",
    "claimed_by",
    "claimed_until",
    "tried_at",
    "unsure_since",
    "settled_at",
    "message_id",
    "conversation",
    "reason",
    "not_after",
)


class SqlOutbox:
    """Deliveries."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def enqueue(self, draft: Draft, *, at: datetime) -> bool:
        """Store the draft unless there is one of its key."""
        new = insert_for(self._connection.dialect, deliveries).values(_new_row(draft, at))
        stored = await self._connection.execute(
            new.on_conflict_do_nothing(index_elements=["key"]).returning(deliveries.c.id)
        )
        return stored.first() is not None

    async def enqueue_all(self, drafts: Sequence[Draft], *, at: datetime) -> None:
        """Store those drafts whose key is not there yet."""
        if drafts:
            new = insert_for(self._connection.dialect, deliveries).on_conflict_do_nothing(index_elements=["key"])
            await self._connection.execute(new, [_new_row(draft, at) for draft in drafts])

    async def save_composed(self, composed: Sequence[Delivery]) -> None:
        """Store the cards and summaries of locked deliveries."""
        if composed:
            await self._connection.execute(
                update(deliveries)
                .where(deliveries.c.id == bindparam("b_id"))
                .values(cards=bindparam("b_cards"), summary=bindparam("b_summary")),
                [{"b_id": d.id, "b_cards": d.cards, "b_summary": d.summary} for d in composed],
            )

    async def locked(self, delivery_id: DeliveryId, *, cards: bool = False) -> Delivery | None:
        """The delivery, locked."""
        columns = deliveries.c if cards else _STANDING
        found = await self._all(select(*columns).where(deliveries.c.id == delivery_id).with_for_update())
        return found[0] if found else None

    async def save(self, delivery: Delivery) -> None:
        """Update where a delivery stands; empty it once nobody needs it."""
        values = {name: getattr(delivery, name) for name in _CHANGING}
        if delivery.state in {DeliveryState.SENT, DeliveryState.SKIPPED}:
            values |= {"cards": None, "summary": ""}
        await self._connection.execute(update(deliveries).where(deliveries.c.id == delivery.id).values(values))

    async def buckets(self, now: datetime) -> Mapping[str, Platform]:
        """Buckets with something to send now."""
        rows = await self._connection.execute(
            select(deliveries.c.bucket, deliveries.c.platform)
            .where(deliveries.c.state == DeliveryState.PENDING, deliveries.c.next_at <= now)
            .distinct()
        )
        return {row.bucket: Platform(row.platform) for row in rows}

    async def claim(
        self, bucket: str, *, holder: str, now: datetime, until: datetime, limit: int
    ) -> Sequence[Delivery]:
        """Claim what is due in this bucket, at most one of each lane."""
        other = deliveries.alias()
        earlier = or_(other.c.due_at < deliveries.c.due_at, and_(_same_due(other), other.c.id < deliveries.c.id))
        waits = exists().where(other.c.lane == deliveries.c.lane, other.c.state.in_(UNFINISHED), earlier)
        due = await self._connection.execute(
            select(deliveries.c.id)
            .where(
                deliveries.c.state == DeliveryState.PENDING,
                deliveries.c.bucket == bucket,
                deliveries.c.next_at <= now,
                ~waits,
            )
            .order_by(deliveries.c.next_at, deliveries.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        ids = list(due.scalars())
        if not ids:
            return []
        claimed = await self._connection.execute(
            update(deliveries)
            .where(deliveries.c.id.in_(ids))
            .values(state=DeliveryState.CLAIMED, claimed_by=holder, claimed_until=until)
            .returning(deliveries)
        )
        found = [value_of(Delivery, row) for row in claimed.mappings()]
        return sorted(found, key=lambda delivery: (delivery.next_at, delivery.id))

    async def reclaim(self, now: datetime, *, longest: datetime) -> int:
        """Make claims pending again that ran out, or outlast `longest`."""
        return await self._unclaim(or_(deliveries.c.claimed_until <= now, deliveries.c.claimed_until > longest))

    async def release(self, holder: str) -> int:
        """Make pending again what this worker has claimed."""
        return await self._unclaim(deliveries.c.claimed_by == holder)

    async def unsettled(self) -> Sequence[Delivery]:
        """Deliveries in `SENDING`, oldest first."""
        return await self._all(
            select(*_STANDING)
            .where(deliveries.c.state == DeliveryState.SENDING)
            .order_by(deliveries.c.tried_at, deliveries.c.id)
        )

    async def late(self, now: datetime, *, limit: int) -> Sequence[Delivery]:
        """Pending deliveries that are too late, locked."""
        return await self._all(
            select(*_STANDING)
            .where(deliveries.c.state == DeliveryState.PENDING, deliveries.c.not_after < now)
            .order_by(deliveries.c.not_after)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )

    async def counts(self) -> Mapping[DeliveryState, int]:
        """How many deliveries are in each state."""
        rows = await self._connection.execute(
            select(deliveries.c.state, func.count()).group_by(deliveries.c.state).order_by(deliveries.c.state)
        )
        return {row[0]: int(row[1]) for row in rows}

    async def listed(
        self, *, states: Sequence[DeliveryState] = (), reference: str | None = None, limit: int
    ) -> Sequence[Delivery]:
        """Deliveries in these states, or the one of this reference; newest first."""
        query = select(deliveries)
        if states:
            query = query.where(deliveries.c.state.in_(states))
        if reference is not None:
            delivery_id = id_of(reference)
            if delivery_id is None:
                return []
            query = query.where(deliveries.c.id == delivery_id)
        return await self._all(query.order_by(deliveries.c.due_at.desc(), deliveries.c.id.desc()).limit(limit))

    async def place_questions(
        self, learner_id: LearnerId, delivery_id: DeliveryId, conversation: str, at: datetime
    ) -> None:
        """The delivery's questions were shown in this conversation at `at`."""
        for table, shown_at, open_state in _QUESTIONS:
            first_shown = case((table.c.state == open_state, at), else_=table.c[shown_at])
            await self._connection.execute(
                update(table)
                .where(table.c.learner_id == learner_id, table.c.conversation == unshown(delivery_id))
                .values({"conversation": conversation, shown_at: first_shown})
            )

    async def drop_questions(self, learner_id: LearnerId, delivery_id: DeliveryId) -> None:
        """The delivery's questions were never shown."""
        for table, _, open_state in _QUESTIONS:
            mine = and_(table.c.learner_id == learner_id, table.c.conversation == unshown(delivery_id))
            await self._connection.execute(delete(table).where(mine, table.c.state == open_state))

    async def _unclaim(self, which: ColumnElement[bool]) -> int:
        changed = await self._connection.execute(
            update(deliveries)
            .where(deliveries.c.state == DeliveryState.CLAIMED, which)
            .values(state=DeliveryState.PENDING, claimed_by=None, claimed_until=None)
        )
        return changed.rowcount

    async def _all(self, query: Select[Any]) -> list[Delivery]:
        rows = await self._connection.execute(query)
        return [value_of(Delivery, {"cards": None, **row}) for row in rows.mappings()]


def _new_row(draft: Draft, at: datetime) -> dict[str, Any]:
    place = draft.place
    return {
        **row_of(draft, deliveries),
        "platform": place.platform.value,
        "bucket": place.bucket,
        "lane": place.lane,
        "account_id": place.account_id,
        "channel": place.channel,
        "created_at": at,
        "next_at": draft.not_before,
        "state": DeliveryState.PENDING,
        "tries": 0,
        "looks": 0,
        "reason": "",
    }


def _same_due(other: Any) -> ColumnElement[bool]:
    same: ColumnElement[bool] = other.c.due_at == deliveries.c.due_at
    return same
