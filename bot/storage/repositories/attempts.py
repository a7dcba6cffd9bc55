"""Attempts, the versions they showed, and practice."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Select, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.attempts import Attempt, AttemptState, Practice, PracticeState
from bot.domain.level_history import RatedAnswer
from bot.ids import AttemptId, LearnerId, PracticeId
from bot.storage.rows import insert_for, row_of, value_of
from bot.storage.tables import attempts, practices, question_versions
from content.model import Question


class SqlAttempts:
    """Questions put to learners."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, attempt: Attempt) -> None:
        """Insert a new showing."""
        await self._connection.execute(insert(attempts).values(row_of(attempt, attempts)))

    async def save(self, attempt: Attempt) -> None:
        """Update an attempt."""
        values = row_of(attempt, attempts)
        await self._connection.execute(update(attempts).where(attempts.c.id == attempt.id).values(values))

    async def get(self, attempt_id: AttemptId) -> Attempt | None:
        """The attempt, or None when it is gone."""
        return await self._first(select(attempts).where(attempts.c.id == attempt_id))

    async def latest_open(self, learner_id: LearnerId, conversation: str) -> Attempt | None:
        """The question asked last in this conversation, if it is still open."""
        latest = await self.latest(learner_id, conversation)
        return latest if latest and latest.state is AttemptState.OPEN else None

    async def latest(self, learner_id: LearnerId, conversation: str) -> Attempt | None:
        """The question asked last in this conversation."""
        return await self._first(
            select(attempts)
            .where(attempts.c.learner_id == learner_id, attempts.c.conversation == conversation)
            .order_by(attempts.c.asked_at.desc(), attempts.c.id.desc())
            .limit(1)
        )

    async def recent(self, learner_id: LearnerId, limit: int) -> Sequence[Attempt]:
        """The last attempts, newest first."""
        return await self._all(
            select(attempts)
            .where(attempts.c.learner_id == learner_id)
            .order_by(attempts.c.asked_at.desc(), attempts.c.id.desc())
            .limit(limit)
        )

    async def answered_on(self, learner_id: LearnerId, day: date) -> Sequence[Attempt]:
        """Attempts answered on a learner day, oldest first."""
        return await self._all(
            select(attempts)
            .where(attempts.c.learner_id == learner_id, attempts.c.day == day)
            .order_by(attempts.c.answered_at, attempts.c.id)
        )

    async def history(self, learner_id: LearnerId, *, question_id: str, revision: int) -> Sequence[Attempt]:
        """Answered attempts at one revision of a question, oldest first."""
        return await self._all(
            select(attempts)
            .where(
                attempts.c.learner_id == learner_id,
                attempts.c.question_id == question_id,
                attempts.c.revision == revision,
                attempts.c.state == AttemptState.ANSWERED,
            )
            .order_by(attempts.c.answered_at, attempts.c.id)
        )

    async def answered(self, learner_id: LearnerId, *, area: str | None, limit: int) -> Sequence[Attempt]:
        """Answered attempts, newest first."""
        query = select(attempts).where(attempts.c.learner_id == learner_id, attempts.c.state == AttemptState.ANSWERED)
        if area:
            query = query.where(attempts.c.area == area)
        return await self._all(query.order_by(attempts.c.asked_at.desc()).limit(limit))

    async def rated(self, learner_id: LearnerId, *, since: date) -> Sequence[RatedAnswer]:
        """What answers from a learner day on moved ratings by."""
        rows = await self._connection.execute(
            select(attempts.c.area, attempts.c.day, attempts.c.rating_gain, attempts.c.rating_uncertainty).where(
                attempts.c.learner_id == learner_id,
                attempts.c.day >= since,
                attempts.c.rating_gain.is_not(None),
            )
        )
        return [
            RatedAnswer(area=row.area, day=row.day, gain=row.rating_gain, uncertainty=row.rating_uncertainty)
            for row in rows
        ]

    async def _first(self, query: Select[tuple[object, ...]]) -> Attempt | None:
        row = (await self._connection.execute(query)).mappings().first()
        return value_of(Attempt, row) if row else None

    async def _all(self, query: Select[tuple[object, ...]]) -> list[Attempt]:
        rows = await self._connection.execute(query)
        return [value_of(Attempt, row) for row in rows.mappings()]


class SqlVersions:
    """Every version of a question that was ever shown."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def keep(self, question: Question, version: str, at: datetime) -> None:
        """Store the version unless it is there."""
        known = await self._connection.execute(
            select(question_versions.c.version).where(question_versions.c.version == version)
        )
        if known.first() is None:
            values = {
                "version": version,
                "question_id": question.id,
                "revision": question.revision,
                "question": question,
                "first_shown_at": at,
            }
            new = insert_for(self._connection.dialect, question_versions).values(values)
            await self._connection.execute(new.on_conflict_do_nothing())

    async def get(self, version: str) -> Question | None:
        """The version by its content hash."""
        row = await self._connection.execute(
            select(question_versions.c.question).where(question_versions.c.version == version)
        )
        found: Question | None = row.scalar_one_or_none()
        return found


class SqlPractices:
    """Practice problems suggested to learners."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, practice: Practice) -> None:
        """Insert a suggestion."""
        await self._connection.execute(insert(practices).values(row_of(practice, practices)))

    async def save(self, practice: Practice) -> None:
        """Update it."""
        values = row_of(practice, practices)
        await self._connection.execute(update(practices).where(practices.c.id == practice.id).values(values))

    async def get(self, practice_id: PracticeId) -> Practice | None:
        """The suggestion, or None when it is gone."""
        return await self._first(select(practices).where(practices.c.id == practice_id))

    async def all(self, learner_id: LearnerId) -> Sequence[Practice]:
        """Everything ever suggested, newest first."""
        return await self._all(
            select(practices)
            .where(practices.c.learner_id == learner_id)
            .order_by(practices.c.suggested_at.desc(), practices.c.id.desc())
        )

    async def latest_open(self, learner_id: LearnerId, conversation: str) -> Practice | None:
        """The problem suggested last in this conversation, if nothing became of it yet."""
        latest = await self._first(
            select(practices)
            .where(practices.c.learner_id == learner_id, practices.c.conversation == conversation)
            .order_by(practices.c.suggested_at.desc(), practices.c.id.desc())
            .limit(1)
        )
        return latest if latest and latest.state is PracticeState.SUGGESTED else None

    async def done_on(self, learner_id: LearnerId, day: date) -> Sequence[Practice]:
        """What was done on a learner day."""
        return await self._all(
            select(practices).where(
                practices.c.learner_id == learner_id,
                practices.c.day == day,
                practices.c.state == PracticeState.DONE,
            )
        )

    async def _first(self, query: Select[tuple[object, ...]]) -> Practice | None:
        row = (await self._connection.execute(query)).mappings().first()
        return value_of(Practice, row) if row else None

    async def _all(self, query: Select[tuple[object, ...]]) -> list[Practice]:
        rows = await self._connection.execute(query)
        return [value_of(Practice, row) for row in rows.mappings()]
