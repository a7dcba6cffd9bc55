"""Learners with their accounts; teams with memberships."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Table, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.application.requests import AccountKey, Platform, TeamKey
from bot.domain.people import Account, Learner, Membership, Team
from bot.ids import AccountId, LearnerId, TeamId
from bot.storage.rows import insert_for, row_of, value_of
from bot.storage.tables import accounts, events, learners, memberships, metadata, teams


def learner_tables() -> list[Table]:
    """Every table that holds rows of a learner, children first."""
    return [table for table in reversed(metadata.sorted_tables) if "learner_id" in table.c]


class SqlLearners:
    """Learners and accounts."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, learner: Learner) -> None:
        """Insert a learner."""
        await self._connection.execute(insert(learners).values(row_of(learner, learners)))

    async def get(self, learner_id: LearnerId) -> Learner:
        """The learner, without a lock. Raises KeyError when forgotten."""
        row = await self._connection.execute(select(learners).where(learners.c.id == learner_id))
        found = row.mappings().first()
        if found is None:
            raise KeyError(learner_id)
        return value_of(Learner, found)

    async def find(self, key: AccountKey) -> tuple[Learner, Account] | None:
        """Who this account belongs to, locked until the end of the transaction."""
        row = await self._connection.execute(
            select(accounts).where(
                accounts.c.platform == key.platform.value,
                accounts.c.scope == key.scope,
                accounts.c.user_id == key.user_id,
            )
        )
        found = row.mappings().first()
        if found is None:
            return None
        account = value_of(Account, found)
        locked = await self._connection.execute(
            select(learners).where(learners.c.id == account.learner_id).with_for_update()
        )
        learner = locked.mappings().first()
        return None if learner is None else (value_of(Learner, learner), account)

    async def save(self, learner: Learner) -> None:
        """Update a learner."""
        values = row_of(learner, learners)
        await self._connection.execute(update(learners).where(learners.c.id == learner.id).values(values))

    async def add_account(self, account: Account) -> None:
        """Insert an account."""
        await self._connection.execute(insert(accounts).values(row_of(account, accounts)))

    async def account(self, account_id: AccountId) -> Account:
        """The account. Raises KeyError when it is gone."""
        row = await self._connection.execute(select(accounts).where(accounts.c.id == account_id))
        found = row.mappings().first()
        if found is None:
            raise KeyError(account_id)
        return value_of(Account, found)

    async def accounts(self, learner_id: LearnerId) -> Sequence[Account]:
        """All accounts of a learner, oldest first."""
        rows = await self._connection.execute(
            select(accounts).where(accounts.c.learner_id == learner_id).order_by(accounts.c.created_at)
        )
        return [value_of(Account, row) for row in rows.mappings()]

    async def save_account(self, account: Account) -> None:
        """Update an account."""
        values = row_of(account, accounts)
        await self._connection.execute(update(accounts).where(accounts.c.id == account.id).values(values))

    async def named(self, account_ids: Collection[AccountId]) -> Mapping[AccountId, AccountKey]:
        """The platform's ids of those of these accounts whose learners want to be named."""
        rows = await self._connection.execute(
            select(accounts.c.id, accounts.c.platform, accounts.c.scope, accounts.c.user_id, learners.c.preferences)
            .join(learners, learners.c.id == accounts.c.learner_id)
            .where(accounts.c.id.in_(account_ids))
        )
        return {
            AccountId(row.id): AccountKey(platform=Platform(row.platform), scope=row.scope, user_id=row.user_id)
            for row in rows
            if row.preferences.named
        }

    async def erase(self, learner_id: LearnerId) -> None:
        """Delete every row of the learner in every table."""
        for table in learner_tables():
            await self._connection.execute(delete(table).where(table.c.learner_id == learner_id))
        await self._connection.execute(delete(learners).where(learners.c.id == learner_id))

    async def export(self, learner_id: LearnerId) -> Mapping[str, object]:
        """Every row of the learner, by table. (Stored replies repeat what the other tables hold.)"""
        told: dict[str, object] = {}
        row = await self._connection.execute(select(learners).where(learners.c.id == learner_id))
        told["learner"] = [_plain(dict(found)) for found in row.mappings()]
        for table in reversed(learner_tables()):
            columns = [column for column in table.c if not (table is events and column.name == "reply")]
            rows = await self._connection.execute(select(*columns).where(table.c.learner_id == learner_id))
            told[table.name] = [_plain(dict(found)) for found in rows.mappings()]
        return told


class SqlTeams:
    """Teams and memberships."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def find(self, key: TeamKey) -> Team | None:
        """The team by the platform's id."""
        row = await self._connection.execute(
            select(teams).where(teams.c.platform == key.platform.value, teams.c.external_id == key.external_id)
        )
        found = row.mappings().first()
        return value_of(Team, found) if found else None

    async def get(self, team_id: TeamId) -> Team:
        """The team. Raises KeyError when it is gone."""
        row = await self._connection.execute(select(teams).where(teams.c.id == team_id))
        found = row.mappings().first()
        if found is None:
            raise KeyError(team_id)
        return value_of(Team, found)

    async def add(self, team: Team) -> None:
        """Insert a team."""
        await self._connection.execute(insert(teams).values(row_of(team, teams)))

    async def save(self, team: Team) -> None:
        """Update a team."""
        await self._connection.execute(update(teams).where(teams.c.id == team.id).values(row_of(team, teams)))

    async def installed(self, platform: str) -> Sequence[Team]:
        """The teams of a platform that have the coach."""
        rows = await self._connection.execute(
            select(teams).where(teams.c.platform == platform, teams.c.uninstalled_at.is_(None))
        )
        return [value_of(Team, row) for row in rows.mappings()]

    async def membership(self, learner_id: LearnerId, team_id: TeamId) -> Membership | None:
        """The learner's membership in the team."""
        row = await self._connection.execute(
            select(memberships).where(memberships.c.learner_id == learner_id, memberships.c.team_id == team_id)
        )
        found = row.mappings().first()
        return value_of(Membership, found) if found else None

    async def memberships(self, learner_id: LearnerId) -> Sequence[Membership]:
        """All memberships of a learner, also past ones."""
        rows = await self._connection.execute(select(memberships).where(memberships.c.learner_id == learner_id))
        return [value_of(Membership, row) for row in rows.mappings()]

    async def save_membership(self, membership: Membership) -> None:
        """Insert or update."""
        values = row_of(membership, memberships)
        upsert = insert_for(self._connection.dialect, memberships).values(values)
        await self._connection.execute(
            upsert.on_conflict_do_update(index_elements=["learner_id", "team_id"], set_=values)
        )


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(row, order="deterministic")
    return plain
