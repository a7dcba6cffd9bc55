"""Reading in one go what will be asked about many learners, and writing in one go what is made for them.

Composing a message asks the repositories a dozen small questions. For a batch of learners the answers are read
with one statement each, and attempts and practices are inserted together at the end.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.attempts import Attempt, Practice, PracticeState
from bot.domain.memory import CardMemory
from bot.domain.rating import Difficulty, Rating
from bot.ids import LearnerId
from bot.storage.repositories.attempts import SqlAttempts, SqlPractices, SqlVersions
from bot.storage.repositories.learning import SqlLearning
from bot.storage.rows import insert_for, row_of, value_of
from bot.storage.tables import attempts, memories, practices, question_versions, ratings
from content.model import Question

if TYPE_CHECKING:
    from bot.storage.unit_of_work import SqlUnitOfWork

_MEMORY = [column for column in memories.c if column.name not in {"learner_id", "question_id", "revision", "area"}]


class AttemptsAhead(SqlAttempts):
    """The latest attempts of the learners, and new ones gathered."""

    def __init__(
        self,
        connection: AsyncConnection,
        recent: Mapping[LearnerId, list[Attempt]],
        today: Mapping[LearnerId, list[Attempt]],
    ) -> None:
        super().__init__(connection)
        self._recent = recent
        self._today = today
        self.new: list[Attempt] = []

    async def recent(self, learner_id: LearnerId, limit: int) -> Sequence[Attempt]:
        """The last attempts, newest first; no more than were read."""
        return self._recent.get(learner_id, [])[:limit]

    async def answered_on(self, learner_id: LearnerId, day: date) -> Sequence[Attempt]:
        """Attempts answered on a learner day, oldest first."""
        return [attempt for attempt in self._today.get(learner_id, []) if attempt.day == day]

    async def add(self, attempt: Attempt) -> None:
        """Gather it."""
        self.new.append(attempt)


class PracticesAhead(SqlPractices):
    """All practice of the learners, and new suggestions gathered."""

    def __init__(self, connection: AsyncConnection, past: Mapping[LearnerId, list[Practice]]) -> None:
        super().__init__(connection)
        self._past = past
        self.new: list[Practice] = []

    async def all(self, learner_id: LearnerId) -> Sequence[Practice]:
        """Everything ever suggested, newest first."""
        return self._past.get(learner_id, [])

    async def done_on(self, learner_id: LearnerId, day: date) -> Sequence[Practice]:
        """What was done on a learner day."""
        past = self._past.get(learner_id, [])
        return [practice for practice in past if practice.day == day and practice.state is PracticeState.DONE]

    async def add(self, practice: Practice) -> None:
        """Gather it."""
        self.new.append(practice)


class LearningAhead(SqlLearning):
    """Memories and ratings of the learners, and all difficulties."""

    def __init__(
        self,
        connection: AsyncConnection,
        memories_of: Mapping[LearnerId, dict[tuple[str, int], CardMemory]],
        ratings_of: Mapping[LearnerId, dict[str, Rating]],
        difficulties: Mapping[tuple[str, int], Difficulty],
    ) -> None:
        super().__init__(connection)
        self._memories = memories_of
        self._ratings = ratings_of
        self._difficulties = difficulties

    async def memories(self, learner_id: LearnerId) -> Mapping[tuple[str, int], CardMemory]:
        """All memories of the learner by question id and revision."""
        return self._memories.get(learner_id, {})

    async def pressing(
        self,
        learner_id: LearnerId,
        limit: int,
        *,
        areas: Collection[str] | None = None,
        question_ids: Collection[str] | None = None,
    ) -> Mapping[tuple[str, int], CardMemory]:
        """The memories due soonest or longest; narrowed down, the database is asked."""
        if areas is not None or question_ids is not None:
            return await super().pressing(learner_id, limit, areas=areas, question_ids=question_ids)
        mine = self._memories.get(learner_id, {})
        active = [key for key, memory in mine.items() if not memory.suspended]
        return {key: mine[key] for key in sorted(active, key=lambda key: (mine[key].due_day, key))[:limit]}

    async def seen(self, learner_id: LearnerId) -> Collection[tuple[str, int]]:
        """Id and revision of every question with a memory."""
        return self._memories.get(learner_id, {}).keys()

    async def ratings(self, learner_id: LearnerId) -> Mapping[str, Rating]:
        """Ratings by area."""
        return self._ratings.get(learner_id, {})

    async def difficulties(self) -> Mapping[tuple[str, int], Difficulty]:
        """All stored difficulties by question id and revision."""
        return self._difficulties


class VersionsAhead(SqlVersions):
    """Versions that are shown now, gathered."""

    def __init__(self, connection: AsyncConnection) -> None:
        super().__init__(connection)
        self.new: dict[str, dict[str, Any]] = {}

    async def keep(self, question: Question, version: str, at: datetime) -> None:
        """Gather the version."""
        self.new[version] = {
            "version": version,
            "question_id": question.id,
            "revision": question.revision,
            "question": question,
            "first_shown_at": at,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class SqlReadAhead:
    """A unit of work that has read ahead; `write` puts into the database what was gathered."""

    uow: "SqlUnitOfWork"
    connection: AsyncConnection
    attempts: AttemptsAhead
    practices: PracticesAhead
    versions: VersionsAhead

    def drop(self, conversation: str) -> None:
        """Forget what was gathered for this conversation."""
        self.attempts.new[:] = [new for new in self.attempts.new if new.conversation != conversation]
        self.practices.new[:] = [new for new in self.practices.new if new.conversation != conversation]

    async def write(self) -> None:
        """Insert everything gathered."""
        await self._keep_versions()
        for table, new in ((attempts, self.attempts.new), (practices, self.practices.new)):
            if new:
                await self.connection.execute(insert(table), [row_of(value, table) for value in new])
                new.clear()

    async def _keep_versions(self) -> None:
        shown = self.versions.new
        if not shown:
            return
        known = await self.connection.execute(
            select(question_versions.c.version).where(question_versions.c.version.in_(list(shown)))
        )
        missing = [shown[version] for version in sorted(shown.keys() - set(known.scalars()))]
        if missing:
            new = insert_for(self.connection.dialect, question_versions)
            await self.connection.execute(new.on_conflict_do_nothing(), missing)
        shown.clear()


async def read_ahead(
    uow: "SqlUnitOfWork", connection: AsyncConnection, days: Mapping[LearnerId, date], *, recent: int
) -> SqlReadAhead:
    """Read about these learners: their last `recent` attempts, those answered on their day, practice, memories."""
    ids = list(days)
    ahead = copy(uow)
    ahead.attempts = attempts_ahead = AttemptsAhead(
        connection, await _recent(connection, ids, recent), await _on_days(connection, days)
    )
    ahead.practices = practices_ahead = PracticesAhead(connection, await _practices(connection, ids))
    ahead.versions = versions_ahead = VersionsAhead(connection)
    ahead.learning = LearningAhead(
        connection,
        await _memories(connection, ids),
        await _ratings(connection, ids),
        await uow.learning.difficulties(),
    )
    return SqlReadAhead(
        uow=ahead,
        connection=connection,
        attempts=attempts_ahead,
        practices=practices_ahead,
        versions=versions_ahead,
    )


async def _recent(
    connection: AsyncConnection, ids: Collection[LearnerId], limit: int
) -> dict[LearnerId, list[Attempt]]:
    newest = (attempts.c.asked_at.desc(), attempts.c.id.desc())
    place = func.row_number().over(partition_by=attempts.c.learner_id, order_by=newest).label("place")
    numbered = select(attempts, place).where(attempts.c.learner_id.in_(ids)).subquery()
    columns = [numbered.c[column.name] for column in attempts.c]
    query = select(*columns).where(numbered.c.place <= limit).order_by(numbered.c.place)
    return await _by_learner(connection, query, Attempt)


async def _on_days(connection: AsyncConnection, days: Mapping[LearnerId, date]) -> dict[LearnerId, list[Attempt]]:
    query = (
        select(attempts)
        .where(attempts.c.learner_id.in_(list(days)), attempts.c.day.in_(set(days.values())))
        .order_by(attempts.c.answered_at, attempts.c.id)
    )
    return await _by_learner(connection, query, Attempt)


async def _practices(connection: AsyncConnection, ids: Collection[LearnerId]) -> dict[LearnerId, list[Practice]]:
    query = (
        select(practices)
        .where(practices.c.learner_id.in_(ids))
        .order_by(practices.c.suggested_at.desc(), practices.c.id.desc())
    )
    return await _by_learner(connection, query, Practice)


async def _by_learner(connection: AsyncConnection, query: Select[Any], kind: type[Any]) -> dict[LearnerId, list[Any]]:
    found: dict[LearnerId, list[Any]] = defaultdict(list)
    for row in (await connection.execute(query)).mappings():
        found[row["learner_id"]].append(value_of(kind, row))
    return found


async def _memories(
    connection: AsyncConnection, ids: Collection[LearnerId]
) -> dict[LearnerId, dict[tuple[str, int], CardMemory]]:
    rows = await connection.execute(
        select(memories.c.learner_id, memories.c.question_id, memories.c.revision, *_MEMORY).where(
            memories.c.learner_id.in_(ids)
        )
    )
    names = [column.name for column in _MEMORY]
    found: dict[LearnerId, dict[tuple[str, int], CardMemory]] = defaultdict(dict)
    for row in rows:
        memory = value_of(CardMemory, dict(zip(names, row[3:], strict=True)))
        found[row.learner_id][row.question_id, row.revision] = memory
    return found


async def _ratings(connection: AsyncConnection, ids: Collection[LearnerId]) -> dict[LearnerId, dict[str, Rating]]:
    rows = await connection.execute(select(ratings).where(ratings.c.learner_id.in_(ids)))
    found: dict[LearnerId, dict[str, Rating]] = defaultdict(dict)
    for row in rows:
        found[row.learner_id][row.area] = Rating(value=row.value, uncertainty=row.uncertainty, answers=row.answers)
    return found
