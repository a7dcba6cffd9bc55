"""What happened: handled events, the activity log, dialogues in progress, reports."""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.application.ports.storage import Dialogue, Report
from bot.application.replies import Reply
from bot.domain.streak_log import LogEntry
from bot.ids import AccountId, LearnerId, TeamId
from bot.storage.rows import insert_for, row_of, value_of
from bot.storage.tables import dialogues, events, log, reports


class SqlEvents:
    """Handled platform events."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def begin(self, platform: str, event_id: str, at: datetime) -> Reply | None:
        """Claim the event in this transaction; the stored reply if it was handled before."""
        claim = insert_for(self._connection.dialect, events).values(platform=platform, event_id=event_id, at=at)
        claimed = await self._connection.execute(claim.on_conflict_do_nothing().returning(events.c.event_id))
        if claimed.first() is not None:
            return None
        stored = await self._connection.execute(
            select(events.c.reply).where(events.c.platform == platform, events.c.event_id == event_id)
        )
        reply: Reply = stored.scalar_one()
        return reply

    async def finish(self, platform: str, event_id: str, reply: Reply, learner_id: LearnerId | None) -> None:
        """Store the reply of the claimed event."""
        await self._connection.execute(
            update(events)
            .where(events.c.platform == platform, events.c.event_id == event_id)
            .values(reply=reply, learner_id=learner_id)
        )


class SqlLog:
    """The append-only activity log."""

    def __init__(self, connection: AsyncConnection, new_id: Callable[[datetime], UUID]) -> None:
        self._connection = connection
        self._new_id = new_id

    async def append(
        self,
        learner_id: LearnerId,
        entry: LogEntry,
        *,
        account_id: AccountId | None = None,
        team_id: TeamId | None = None,
        conversation: str | None = None,
        reference: str | None = None,
    ) -> None:
        """Add one entry."""
        await self._connection.execute(
            insert(log).values(
                id=self._new_id(entry.at),
                learner_id=learner_id,
                at=entry.at,
                day=entry.day,
                entry=entry,
                account_id=account_id,
                team_id=team_id,
                conversation=conversation,
                reference=reference,
            )
        )

    async def entries(self, learner_id: LearnerId) -> Sequence[LogEntry]:
        """The whole log in order of instant, then of entry."""
        rows = await self._connection.execute(
            select(log.c.entry).where(log.c.learner_id == learner_id).order_by(log.c.at, log.c.id)
        )
        return list(rows.scalars())

    async def has(self, learner_id: LearnerId, reference: str) -> bool:
        """Whether there is an entry of this reference."""
        row = await self._connection.execute(
            select(log.c.id).where(log.c.learner_id == learner_id, log.c.reference == reference).limit(1)
        )
        return row.first() is not None


class SqlDialogues:
    """Dialogues in progress."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, learner_id: LearnerId, conversation: str) -> Dialogue | None:
        """The dialogue of this conversation."""
        row = await self._connection.execute(
            select(dialogues.c.kind, dialogues.c.step, dialogues.c.data, dialogues.c.updated_at).where(
                dialogues.c.learner_id == learner_id, dialogues.c.conversation == conversation
            )
        )
        found = row.mappings().first()
        return value_of(Dialogue, found) if found else None

    async def put(self, learner_id: LearnerId, conversation: str, dialogue: Dialogue) -> None:
        """Begin or move on a dialogue; another one in this conversation gives way."""
        values = row_of(dialogue, dialogues)
        upsert = insert_for(self._connection.dialect, dialogues).values(
            learner_id=learner_id, conversation=conversation, **values
        )
        await self._connection.execute(
            upsert.on_conflict_do_update(index_elements=["learner_id", "conversation"], set_=values)
        )

    async def end(self, learner_id: LearnerId, conversation: str) -> None:
        """Forget the dialogue."""
        await self._connection.execute(
            delete(dialogues).where(dialogues.c.learner_id == learner_id, dialogues.c.conversation == conversation)
        )


class SqlReports:
    """Reports to the maintainers."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, report: Report) -> None:
        """Insert a report."""
        await self._connection.execute(insert(reports).values(row_of(report, reports)))
