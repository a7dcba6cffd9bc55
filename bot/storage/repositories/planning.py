"""Learners as the planner goes through them, and small facts about this installation."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, Select, Table, and_, bindparam, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.application.ports.planning import Recipient
from bot.domain.people import Account, Learner
from bot.ids import AccountId, LearnerId
from bot.storage.rows import insert_for, value_of
from bot.storage.tables import accounts, facts, learners, memberships, teams

_PLANNED = ("prompt_care", "last_prompt_day", "last_prompt_at", "last_nudge_day", "next_due_at")


_HERE = and_(
    memberships.c.learner_id == learners.c.id,
    teams.c.id == memberships.c.team_id,
    teams.c.platform == accounts.c.platform,
)
_STILL = and_(memberships.c.left_at.is_(None), teams.c.uninstalled_at.is_(None))
_IN_A_TEAM = exists().where(_HERE).label("in_a_team")
_LEFT_ALL = (~exists().where(_HERE, _STILL)).label("left_all")


def _named(table: Table) -> list[Any]:
    return [column.label(f"{table.name}_{column.name}") for column in table.c]


def _of(table: Table, row: RowMapping) -> dict[str, Any]:
    return {column.name: row[f"{table.name}_{column.name}"] for column in table.c}


class SqlPlanning:
    """Learners by when they are due, or one after another."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def due(self, now: datetime, *, limit: int) -> Sequence[Learner]:
        """Learners whose `next_due_at` has come, locked; whoever is locked already is left out."""
        return await self._all(
            select(learners)
            .where(learners.c.next_due_at <= now)
            .order_by(learners.c.next_due_at)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )

    async def next_due_at(self) -> datetime | None:
        """The earliest `next_due_at` of all."""
        row = await self._connection.execute(select(func.min(learners.c.next_due_at)))
        at: datetime | None = row.scalar_one()
        return at

    async def many(self, learner_ids: Collection[LearnerId]) -> Mapping[LearnerId, Learner]:
        """These learners, without a lock."""
        found = await self._all(select(learners).where(learners.c.id.in_(learner_ids)))
        return {learner.id: learner for learner in found}

    async def accounts(self, learner_ids: Collection[LearnerId]) -> Mapping[LearnerId, Sequence[Account]]:
        """The accounts of these learners, oldest first."""
        rows = await self._connection.execute(
            select(accounts).where(accounts.c.learner_id.in_(learner_ids)).order_by(accounts.c.created_at)
        )
        found: dict[LearnerId, list[Account]] = defaultdict(list)
        for row in rows.mappings():
            account = value_of(Account, row)
            found[account.learner_id].append(account)
        return found

    async def recipient(self, learner_id: LearnerId, account_id: AccountId) -> Recipient | None:
        """The learner with this account."""
        row = await self._connection.execute(
            select(*_named(learners), *_named(accounts), _IN_A_TEAM, _LEFT_ALL).where(
                learners.c.id == learner_id, accounts.c.id == account_id, accounts.c.learner_id == learners.c.id
            )
        )
        found = row.mappings().first()
        if found is None:
            return None
        return Recipient(
            learner=value_of(Learner, _of(learners, found)),
            account=value_of(Account, _of(accounts, found)),
            left=bool(found["in_a_team"]) and bool(found["left_all"]),
        )

    async def prompted(self, learner: Learner) -> None:
        """Store what a sent prompt changes of a locked learner."""
        await self._connection.execute(
            update(learners)
            .where(learners.c.id == learner.id)
            .values(
                last_prompt_at=learner.last_prompt_at,
                unanswered_prompts=learner.unanswered_prompts,
                next_due_at=learner.next_due_at,
            )
        )

    async def save_planned(self, planned: Sequence[Learner]) -> None:
        """Store what planning changes of locked learners."""
        if not planned:
            return
        changed = [
            {"b_id": learner.id} | {f"b_{name}": getattr(learner, name) for name in _PLANNED} for learner in planned
        ]
        await self._connection.execute(
            update(learners)
            .where(learners.c.id == bindparam("b_id"))
            .values({name: bindparam(f"b_{name}") for name in _PLANNED}),
            changed,
        )

    async def lock(self, learner_id: LearnerId) -> Learner | None:
        """One learner, locked."""
        found = await self._all(select(learners).where(learners.c.id == learner_id).with_for_update())
        return found[0] if found else None

    async def after(self, learner_id: LearnerId | None, *, limit: int) -> Sequence[Learner]:
        """The learners that follow this one by id, locked."""
        query = select(learners).order_by(learners.c.id).limit(limit).with_for_update()
        return await self._all(query if learner_id is None else query.where(learners.c.id > learner_id))

    async def _all(self, query: Select[Any]) -> list[Learner]:
        rows = await self._connection.execute(query)
        return [value_of(Learner, row) for row in rows.mappings()]


class SqlFacts:
    """Facts by name."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, name: str) -> str | None:
        """The fact, if it is known."""
        row = await self._connection.execute(select(facts.c.value).where(facts.c.name == name))
        value: str | None = row.scalar_one_or_none()
        return value

    async def put(self, name: str, value: str) -> None:
        """Remember it."""
        upsert = insert_for(self._connection.dialect, facts).values(name=name, value=value)
        await self._connection.execute(upsert.on_conflict_do_update(index_elements=["name"], set_={"value": value}))
