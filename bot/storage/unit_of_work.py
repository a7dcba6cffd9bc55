"""One transaction with its repositories."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import TracebackType
from typing import Self
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.errors import StorageUnavailable
from bot.ids import LearnerId
from bot.storage.engine import storage_errors
from bot.storage.read_ahead import SqlReadAhead, read_ahead
from bot.storage.repositories.attempts import SqlAttempts, SqlPractices, SqlVersions
from bot.storage.repositories.joining import SqlJoining
from bot.storage.repositories.journal import SqlDialogues, SqlEvents, SqlLog, SqlReports
from bot.storage.repositories.learning import SqlLearning
from bot.storage.repositories.outbox import SqlOutbox
from bot.storage.repositories.people import SqlLearners, SqlTeams
from bot.storage.repositories.planning import SqlFacts, SqlPlanning
from bot.storage.repositories.presence import SqlLeases, SqlPresence
from bot.storage.repositories.teamwork import SqlTeamwork
from bot.storage.repositories.together import SqlChallenges, SqlDigests


class SqlUnitOfWork:
    """A transaction on an engine. Leaving without `commit()` undoes everything; not reusable."""

    def __init__(self, engine: AsyncEngine, new_id: Callable[[datetime], UUID]) -> None:
        self._engine = engine
        self._new_id = new_id
        self._connection: AsyncConnection | None = None

    async def __aenter__(self) -> Self:
        """Begin the transaction. Raises `StorageUnavailable`."""
        with storage_errors():
            connection = await self._engine.connect()
            try:
                await connection.begin()
            except BaseException:
                await connection.close()
                raise
        self._connection = connection
        self.events = SqlEvents(connection)
        self.learners = SqlLearners(connection)
        self.teams = SqlTeams(connection)
        self.attempts = SqlAttempts(connection)
        self.learning = SqlLearning(connection)
        self.versions = SqlVersions(connection)
        self.practices = SqlPractices(connection)
        self.log = SqlLog(connection, self._new_id)
        self.dialogues = SqlDialogues(connection)
        self.reports = SqlReports(connection)
        self.teamwork = SqlTeamwork(connection)
        self.digests = SqlDigests(connection)
        self.challenges = SqlChallenges(connection)
        self.outbox = SqlOutbox(connection)
        self.planning = SqlPlanning(connection)
        self.facts = SqlFacts(connection)
        self.leases = SqlLeases(connection)
        self.presence = SqlPresence(connection)
        self.joining = SqlJoining(connection)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Roll back what was not committed; driver errors leave as our own."""
        connection, self._connection = self._connection, None
        if connection is not None:
            await _close(connection, quietly=error is not None)
        if isinstance(error, SQLAlchemyError):
            with storage_errors():
                raise error

    async def read_ahead(self, days: Mapping[LearnerId, date], *, recent: int) -> SqlReadAhead:
        """Read in one go what composing messages to these learners will ask."""
        if self._connection is None:
            raise RuntimeError("reading outside of the unit of work")
        return await read_ahead(self, self._connection, days, recent=recent)

    async def commit(self) -> None:
        """Make everything done in this block durable. Raises `StorageUnavailable`."""
        if self._connection is None:
            raise RuntimeError("commit outside of the unit of work")
        with storage_errors():
            await self._connection.commit()


async def _close(connection: AsyncConnection, *, quietly: bool) -> None:
    """Give the connection back, rolling back; a broken one must not hide the error that broke it."""
    try:
        with storage_errors():
            await connection.close()
    except StorageUnavailable:
        if not quietly:
            raise
