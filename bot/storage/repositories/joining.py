"""Joining two learners, and parting them: link codes, and rows that change hands."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.application.ports.joining import LinkCode
from bot.application.ports.outbox import DeliveryState
from bot.domain.attempts import Attempt, AttemptState
from bot.domain.people import Membership
from bot.ids import AccountId, LearnerId
from bot.storage.repositories.people import learner_tables
from bot.storage.rows import row_of, value_of
from bot.storage.tables import attempts, deliveries, dialogues, learners, link_codes, memberships, memories, ratings

NOT_YET = (DeliveryState.PENDING, DeliveryState.CLAIMED)
PERHAPS_SENT = (DeliveryState.SENDING, DeliveryState.SENT, DeliveryState.UNCERTAIN)
DERIVED = (memories, ratings)
HANDLED = frozenset({"memories", "ratings", "dialogues", "link_codes", "memberships"})


class SqlJoining:
    """Link codes, and learners who become one."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add_code(self, code: LinkCode) -> None:
        """Store the code."""
        old = or_(link_codes.c.account_id == code.account_id, link_codes.c.expires_at <= code.created_at)
        await self._connection.execute(delete(link_codes).where(old))
        await self._connection.execute(insert(link_codes).values(row_of(code, link_codes)))

    async def code(self, code_hash: str) -> LinkCode | None:
        """The code of this hash, locked."""
        query = select(link_codes).where(link_codes.c.code_hash == code_hash).with_for_update()
        row = (await self._connection.execute(query)).mappings().first()
        return value_of(LinkCode, row) if row else None

    async def code_of(self, account_id: AccountId) -> LinkCode | None:
        """The code that was shown to this account, locked."""
        query = select(link_codes).where(link_codes.c.account_id == account_id).with_for_update()
        row = (await self._connection.execute(query)).mappings().first()
        return value_of(LinkCode, row) if row else None

    async def save_code(self, code: LinkCode) -> None:
        """Update it."""
        values = row_of(code, link_codes)
        await self._connection.execute(update(link_codes).where(link_codes.c.id == code.id).values(values))

    async def drop_code(self, code_id: UUID) -> None:
        """Delete it."""
        await self._connection.execute(delete(link_codes).where(link_codes.c.id == code_id))

    async def unite(self, survivor: LearnerId, leaving: LearnerId) -> None:
        """Make every row of one learner another's."""
        both = (survivor, leaving)
        for table in (*DERIVED, link_codes):
            await self._connection.execute(delete(table).where(table.c.learner_id.in_(both)))
        await self._connection.execute(delete(dialogues).where(dialogues.c.learner_id == leaving))
        await self._one_answer_a_challenge(both)
        await self._one_membership_a_team(survivor, leaving)
        for table in learner_tables():
            if table.name not in HANDLED:
                await self._connection.execute(
                    update(table).where(table.c.learner_id == leaving).values(learner_id=survivor)
                )
        await self._connection.execute(delete(learners).where(learners.c.id == leaving))

    async def cancel_deliveries(
        self, learner_id: LearnerId, *, reason: str, at: datetime, keys: Sequence[str] = ()
    ) -> None:
        """Skip what is not being sent yet to this learner."""
        which = deliveries.c.learner_id == learner_id
        await self._skip(and_(which, deliveries.c.key.in_(keys)) if keys else which, reason, at)

    async def cancel_deliveries_to(self, account_id: AccountId, *, reason: str, at: datetime) -> None:
        """Skip what is not being sent yet to this account."""
        await self._skip(deliveries.c.account_id == account_id, reason, at)

    async def delivered_keys(self, learner_id: LearnerId, *, kind: str) -> Sequence[str]:
        """The keys of what stands on a platform, or may."""
        return await self._keys(learner_id, kind, PERHAPS_SENT)

    async def undelivered_keys(self, learner_id: LearnerId, *, kind: str) -> Sequence[str]:
        """The keys of what is not being sent yet."""
        return await self._keys(learner_id, kind, NOT_YET)

    async def history(self, learner_id: LearnerId) -> Sequence[Attempt]:
        """Every attempt that was answered or skipped, oldest first."""
        rows = await self._connection.execute(
            select(attempts)
            .where(attempts.c.learner_id == learner_id, attempts.c.state != AttemptState.OPEN)
            .order_by(attempts.c.asked_at, attempts.c.id)
        )
        return [value_of(Attempt, row) for row in rows.mappings()]

    async def _skip(self, which: object, reason: str, at: datetime) -> None:
        await self._connection.execute(
            update(deliveries)
            .where(which, deliveries.c.state.in_(NOT_YET))  # type: ignore[arg-type]
            .values(
                state=DeliveryState.SKIPPED, settled_at=at, reason=reason, cards=None, claimed_by=None,
                claimed_until=None,
            )
        )  # fmt: skip

    async def _keys(self, learner_id: LearnerId, kind: str, states: Sequence[DeliveryState]) -> Sequence[str]:
        rows = await self._connection.execute(
            select(deliveries.c.key).where(
                deliveries.c.learner_id == learner_id, deliveries.c.kind == kind, deliveries.c.state.in_(states)
            )
        )
        return list(rows.scalars())

    async def _one_answer_a_challenge(self, both: tuple[LearnerId, LearnerId]) -> None:
        """The first answer is the only one: the later stays in the history and leaves the challenge."""
        twice = await self._connection.execute(
            select(attempts.c.challenge_id)
            .where(attempts.c.learner_id.in_(both), attempts.c.challenge_id.is_not(None))
            .group_by(attempts.c.challenge_id)
            .having(func.count() > 1)
        )
        for challenge_id in list(twice.scalars()):
            ids = await self._connection.execute(
                select(attempts.c.id)
                .where(attempts.c.learner_id.in_(both), attempts.c.challenge_id == challenge_id)
                .order_by(attempts.c.asked_at, attempts.c.id)
            )
            later = list(ids.scalars())[1:]
            await self._connection.execute(update(attempts).where(attempts.c.id.in_(later)).values(challenge_id=None))

    async def _one_membership_a_team(self, survivor: LearnerId, leaving: LearnerId) -> None:
        rows = await self._connection.execute(
            select(memberships).where(memberships.c.learner_id.in_((survivor, leaving)))
        )
        found = [value_of(Membership, row) for row in rows.mappings()]
        await self._connection.execute(delete(memberships).where(memberships.c.learner_id.in_((survivor, leaving))))
        by_team: dict[UUID, list[Membership]] = {}
        for membership in found:
            by_team.setdefault(membership.team_id, []).append(membership)
        for theirs in by_team.values():
            left = [one.left_at for one in theirs if one.left_at is not None]
            united = Membership(
                learner_id=survivor,
                team_id=theirs[0].team_id,
                joined_at=min(one.joined_at for one in theirs),
                visible=all(one.visible for one in theirs),  # whoever said no anywhere has said no
                left_at=max(left) if len(left) == len(theirs) else None,
            )
            await self._connection.execute(insert(memberships).values(row_of(united, memberships)))
