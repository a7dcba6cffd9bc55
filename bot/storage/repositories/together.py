"""Digests and challenges."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Select, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.application.ports.outbox import DeliveryState
from bot.application.ports.teamwork import ChallengeAnswer, Digest
from bot.domain.attempts import Attempt, AttemptState
from bot.domain.challenges import Challenge
from bot.ids import AccountId, ChallengeId, DeliveryId, LearnerId, TeamId
from bot.storage.rows import row_of, value_of
from bot.storage.tables import attempts, challenges, deliveries, digests, learners, memberships


class SqlDigests:
    """Digests that were posted."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def last(self, team_id: TeamId, *, by: datetime) -> Digest | None:
        """The one that covers the latest days, but for those whose delivery came to nothing."""
        came_to_nothing = select(deliveries.c.id).where(
            deliveries.c.id == digests.c.delivery_id,
            deliveries.c.state.in_([DeliveryState.SKIPPED, DeliveryState.FAILED]),
        )
        return await self._first(
            select(digests)
            .where(digests.c.team_id == team_id, digests.c.posted_at <= by, ~came_to_nothing.exists())
            .order_by(digests.c.last_day.desc())
            .limit(1)
        )

    async def first_day(self, team_id: TeamId, *, by: datetime) -> date | None:
        """The first day of the very first digest."""
        found = await self._connection.execute(
            select(func.min(digests.c.first_day)).where(digests.c.team_id == team_id, digests.c.posted_at <= by)
        )
        day: date | None = found.scalar_one()
        return day

    async def last_key(self, team_id: TeamId, *, by: datetime) -> str | None:
        """The latest week that has had its digest."""
        found = await self._connection.execute(
            select(func.max(digests.c.key)).where(digests.c.team_id == team_id, digests.c.posted_at <= by)
        )
        key: str | None = found.scalar_one()
        return key

    async def of_delivery(self, delivery_id: DeliveryId) -> Digest | None:
        """The digest that this delivery carries."""
        return await self._first(select(digests).where(digests.c.delivery_id == delivery_id))

    async def _first(self, query: Select[tuple[object, ...]]) -> Digest | None:
        row = (await self._connection.execute(query)).mappings().first()
        return value_of(Digest, row) if row else None

    async def add(self, digest: Digest) -> None:
        """Insert a digest."""
        await self._connection.execute(insert(digests).values(row_of(digest, digests)))


class SqlChallenges:
    """Challenges and their answers."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, challenge: Challenge) -> None:
        """Insert a challenge."""
        await self._connection.execute(insert(challenges).values(row_of(challenge, challenges)))

    async def get(self, challenge_id: ChallengeId) -> Challenge | None:
        """The challenge, or None when it is gone."""
        return await self._first(select(challenges).where(challenges.c.id == challenge_id))

    async def save(self, challenge: Challenge) -> None:
        """Update a challenge."""
        values = row_of(challenge, challenges)
        await self._connection.execute(update(challenges).where(challenges.c.id == challenge.id).values(values))

    async def unfinished(self, team_id: TeamId) -> Sequence[Challenge]:
        """Those whose result is not decided, the first to close first."""
        rows = await self._connection.execute(
            select(challenges)
            .where(challenges.c.team_id == team_id, challenges.c.result_at.is_(None))
            .order_by(challenges.c.closes_at, challenges.c.id)
        )
        return [value_of(Challenge, row) for row in rows.mappings()]

    async def last_day(self, team_id: TeamId, *, by: datetime) -> date | None:
        """The day of the last question of the day that was put by then."""
        found = await self._connection.execute(
            select(func.max(challenges.c.day)).where(challenges.c.team_id == team_id, challenges.c.posted_at <= by)
        )
        day: date | None = found.scalar_one()
        return day

    async def past(self, team_id: TeamId, *, limit: int) -> Sequence[str]:
        """The questions of the team's challenges, newest first."""
        rows = await self._connection.execute(
            select(challenges.c.question_id)
            .where(challenges.c.team_id == team_id)
            .order_by(challenges.c.posted_at.desc(), challenges.c.id.desc())
            .limit(limit)
        )
        return list(rows.scalars())

    async def attempt(self, challenge_id: ChallengeId, learner_id: LearnerId) -> Attempt | None:
        """The learner's answer to a challenge."""
        row = await self._connection.execute(
            select(attempts).where(attempts.c.challenge_id == challenge_id, attempts.c.learner_id == learner_id)
        )
        found = row.mappings().first()
        return value_of(Attempt, found) if found else None

    async def answers(self, challenge: Challenge) -> Sequence[ChallengeAnswer]:
        """The answers of visible members; accounts only of those who opted in to be named."""
        rows = await self._connection.execute(
            select(attempts.c.given, attempts.c.correct, attempts.c.account_id, learners.c.preferences)
            .join(learners, learners.c.id == attempts.c.learner_id)
            .join(
                memberships,
                (memberships.c.learner_id == attempts.c.learner_id) & (memberships.c.team_id == challenge.team_id),
            )
            .where(
                attempts.c.challenge_id == challenge.id,
                attempts.c.state == AttemptState.ANSWERED,
                memberships.c.visible.is_(True),
                memberships.c.left_at.is_(None),
            )
            .order_by(attempts.c.answered_at, attempts.c.id)
        )
        return [
            ChallengeAnswer(
                given=row.given,
                correct=row.correct,
                account_id=AccountId(row.account_id) if row.preferences.named else None,
            )
            for row in rows
        ]

    async def _first(self, query: Select[tuple[object, ...]]) -> Challenge | None:
        row = (await self._connection.execute(query)).mappings().first()
        return value_of(Challenge, row) if row else None
