"""What is known about what learners know: memories, ratings, difficulties."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Table, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.memory import CardMemory
from bot.domain.rating import Difficulty, Rating
from bot.ids import LearnerId
from bot.storage.rows import insert_for, row_of, value_of
from bot.storage.tables import difficulties, memories, ratings

_MEMORY = [column for column in memories.c if column.name not in {"learner_id", "question_id", "revision", "area"}]


def _memory_of(values: Sequence[Any]) -> CardMemory:
    return value_of(CardMemory, dict(zip((column.name for column in _MEMORY), values, strict=True)))


class SqlLearning:
    """Memories, ratings and difficulties."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def memory(self, learner_id: LearnerId, question_id: str, revision: int) -> CardMemory | None:
        """The memory of one question."""
        row = await self._connection.execute(
            select(*_MEMORY).where(
                memories.c.learner_id == learner_id,
                memories.c.question_id == question_id,
                memories.c.revision == revision,
            )
        )
        found = row.mappings().first()
        return value_of(CardMemory, found) if found else None

    async def memories(self, learner_id: LearnerId) -> Mapping[tuple[str, int], CardMemory]:
        """All memories of the learner by question id and revision."""
        rows = await self._connection.execute(
            select(memories.c.question_id, memories.c.revision, *_MEMORY).where(memories.c.learner_id == learner_id)
        )
        return {(row[0], row[1]): _memory_of(row[2:]) for row in rows}

    async def pressing(
        self,
        learner_id: LearnerId,
        limit: int,
        *,
        areas: Collection[str] | None = None,
        question_ids: Collection[str] | None = None,
    ) -> Mapping[tuple[str, int], CardMemory]:
        """The memories due soonest or longest, at most `limit`, none suspended; read along an index."""
        query = select(memories.c.question_id, memories.c.revision, *_MEMORY).where(
            memories.c.learner_id == learner_id, memories.c.suspended.is_(False)
        )
        if areas is not None:
            query = query.where(memories.c.area.in_(areas))
        if question_ids is not None:
            query = query.where(memories.c.question_id.in_(question_ids))
        rows = await self._connection.execute(query.order_by(memories.c.due_day, memories.c.question_id).limit(limit))
        return {(row[0], row[1]): _memory_of(row[2:]) for row in rows}

    async def seen(self, learner_id: LearnerId) -> Collection[tuple[str, int]]:
        """Id and revision of every question with a memory; the primary key alone answers it."""
        rows = await self._connection.execute(
            select(memories.c.question_id, memories.c.revision).where(memories.c.learner_id == learner_id)
        )
        return {(row[0], row[1]) for row in rows}

    async def due_count(self, learner_id: LearnerId, day: date) -> int:
        """How many memories, not suspended, are due on or before `day`."""
        count = await self._connection.execute(
            select(func.count())
            .select_from(memories)
            .where(
                memories.c.learner_id == learner_id,
                memories.c.due_day <= day,
                memories.c.suspended.is_(False),
            )
        )
        return int(count.scalar_one())

    async def save_memory(
        self, learner_id: LearnerId, question_id: str, area: str, revision: int, memory: CardMemory
    ) -> None:
        """Insert or update."""
        key = {"learner_id": learner_id, "question_id": question_id, "revision": revision}
        await self._upsert(memories, key, {"area": area, **row_of(memory, memories)})

    async def ratings(self, learner_id: LearnerId) -> Mapping[str, Rating]:
        """Ratings by area; none for an area without an answer."""
        rows = await self._connection.execute(
            select(ratings.c.area, ratings.c.value, ratings.c.uncertainty, ratings.c.answers).where(
                ratings.c.learner_id == learner_id
            )
        )
        return {row.area: Rating(value=row.value, uncertainty=row.uncertainty, answers=row.answers) for row in rows}

    async def save_rating(self, learner_id: LearnerId, area: str, rating: Rating) -> None:
        """Insert or update."""
        await self._upsert(ratings, {"learner_id": learner_id, "area": area}, row_of(rating, ratings))

    async def difficulty(self, question_id: str, revision: int) -> Difficulty | None:
        """The stored difficulty of one question."""
        row = await self._connection.execute(
            select(difficulties.c.value, difficulties.c.uncertainty, difficulties.c.answers).where(
                difficulties.c.question_id == question_id, difficulties.c.revision == revision
            )
        )
        found = row.mappings().first()
        return value_of(Difficulty, found) if found else None

    async def difficulties(self) -> Mapping[tuple[str, int], Difficulty]:
        """All stored difficulties by question id and revision."""
        rows = await self._connection.execute(select(difficulties))
        return {
            (row.question_id, row.revision): Difficulty(
                value=row.value, uncertainty=row.uncertainty, answers=row.answers
            )
            for row in rows
        }

    async def save_difficulty(self, question_id: str, revision: int, difficulty: Difficulty) -> None:
        """Insert or update."""
        key = {"question_id": question_id, "revision": revision}
        await self._upsert(difficulties, key, row_of(difficulty, difficulties))

    async def _upsert(self, table: Table, key: dict[str, Any], values: dict[str, Any]) -> None:
        upsert = insert_for(self._connection.dialect, table).values({**key, **values})
        await self._connection.execute(upsert.on_conflict_do_update(index_elements=list(key), set_=values))
