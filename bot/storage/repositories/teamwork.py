"""What a team's visible members did: read for digests and boards."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, distinct, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.application.ports.teamwork import Member, TeamAnswer, TeamPractice
from bot.domain.attempts import AttemptState, PracticeState
from bot.domain.boards import DayWork, Gains
from bot.domain.people import Team
from bot.domain.rating import Rating
from bot.ids import AccountId, LearnerId, TeamId
from bot.storage.rows import value_of
from bot.storage.tables import accounts, attempts, learners, memberships, practices, ratings, teams

_DAYS_APART = timedelta(days=2)  # a learner day and the date of an instant never differ by more


class SqlTeamwork:
    """The work of a team's visible members."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def due(self, now: datetime, *, limit: int) -> Sequence[Team]:
        """Teams whose `next_due_at` has come, longest due first, locked."""
        return await self._teams(
            select(teams).where(teams.c.next_due_at <= now).order_by(teams.c.next_due_at, teams.c.id).limit(limit)
        )

    async def lock(self, team_id: TeamId) -> Team | None:
        """One team, locked."""
        row = await self._connection.execute(select(teams).where(teams.c.id == team_id).with_for_update())
        found = row.mappings().first()
        return value_of(Team, found) if found else None

    async def after(self, team_id: TeamId | None, *, limit: int) -> Sequence[Team]:
        """The teams that follow this one by id, locked."""
        query = select(teams).order_by(teams.c.id).limit(limit).with_for_update()
        rows = await self._connection.execute(query if team_id is None else query.where(teams.c.id > team_id))
        return [value_of(Team, row) for row in rows.mappings()]

    async def look_again(self, now: datetime) -> None:
        """Make every team due for which something is planned."""
        await self._connection.execute(update(teams).where(teams.c.next_due_at > now).values(next_due_at=now))

    async def members(self, team_id: TeamId) -> Sequence[Member]:
        """The visible members."""
        rows = await self._connection.execute(
            select(
                learners.c.id,
                learners.c.zone,
                learners.c.reached_day,
                learners.c.streak,
                learners.c.preferences,
                accounts.c.id.label("account_id"),
            )
            .join(memberships, memberships.c.learner_id == learners.c.id)
            .join(teams, teams.c.id == memberships.c.team_id)
            .outerjoin(accounts, (accounts.c.learner_id == learners.c.id) & (accounts.c.platform == teams.c.platform))
            .where(*_visible_in(team_id))
            .order_by(learners.c.id, (accounts.c.scope == teams.c.external_id).desc(), accounts.c.created_at)
        )
        found: dict[LearnerId, Member] = {}
        for row in rows:
            # Of several accounts on one platform the team's own, else the oldest.
            found.setdefault(
                LearnerId(row.id),
                Member(
                    learner_id=LearnerId(row.id),
                    account_id=AccountId(row.account_id) if row.account_id else None,
                    named=row.preferences.named,
                    zone=row.zone,
                    reached_day=row.reached_day,
                    streak=row.streak,
                ),
            )
        return list(found.values())

    async def answers(self, team_id: TeamId, *, since: datetime, until: datetime) -> Sequence[TeamAnswer]:
        """Their answers at or after `since` and before `until`."""
        columns = [attempts.c[name] for name in TeamAnswer.__dataclass_fields__ if name != "at"]
        rows = await self._connection.execute(
            select(*columns, attempts.c.answered_at.label("at"))
            .where(
                attempts.c.learner_id.in_(_members(team_id)),
                attempts.c.state == AttemptState.ANSWERED,
                *_within(attempts.c.day, attempts.c.answered_at, since, until),
            )
            .order_by(attempts.c.answered_at, attempts.c.id)
        )
        return [value_of(TeamAnswer, row) for row in rows.mappings()]

    async def practised(self, team_id: TeamId, *, since: datetime, until: datetime) -> Sequence[TeamPractice]:
        """Their practice at or after `since` and before `until`."""
        rows = await self._connection.execute(
            select(practices.c.learner_id, practices.c.day, practices.c.settled_at.label("at"))
            .where(
                practices.c.learner_id.in_(_members(team_id)),
                practices.c.state == PracticeState.DONE,
                *_within(practices.c.day, practices.c.settled_at, since, until),
            )
            .order_by(practices.c.settled_at, practices.c.id)
        )
        return [value_of(TeamPractice, row) for row in rows.mappings()]

    async def days(self, team_id: TeamId, *, since: date | None) -> Mapping[LearnerId, Mapping[date, DayWork]]:
        """Their work on each of their learner days."""
        questions = await self._by_day(
            select(attempts.c.learner_id, attempts.c.day, func.count(distinct(attempts.c.question_id))).where(
                attempts.c.learner_id.in_(_members(team_id)), attempts.c.state == AttemptState.ANSWERED
            ),
            attempts.c,
            since,
        )
        practice = await self._by_day(
            select(practices.c.learner_id, practices.c.day, func.count()).where(
                practices.c.learner_id.in_(_members(team_id)), practices.c.state == PracticeState.DONE
            ),
            practices.c,
            since,
        )
        told: dict[LearnerId, dict[date, DayWork]] = defaultdict(dict)
        for learner_id, day in {**questions, **practice}:
            key = (learner_id, day)
            told[learner_id][day] = DayWork(questions=questions.get(key, 0), practice=practice.get(key, 0))
        return told

    async def gains(self, team_id: TeamId, *, since: date | None) -> Mapping[LearnerId, Gains]:
        """What their answers moved their ratings by."""
        gain, uncertainty = attempts.c.rating_gain, attempts.c.rating_uncertainty
        query = (
            select(attempts.c.learner_id, func.sum(gain), func.sum(gain * uncertainty * uncertainty))
            .where(attempts.c.learner_id.in_(_members(team_id)), gain.is_not(None))
            .group_by(attempts.c.learner_id)
        )
        rows = await self._connection.execute(query if since is None else query.where(attempts.c.day >= since))
        return {LearnerId(row[0]): Gains(plain=row[1], uncertain=row[2]) for row in rows}

    async def ratings(self, team_id: TeamId) -> Mapping[str, Mapping[LearnerId, Rating]]:
        """Their present ratings by area."""
        rows = await self._connection.execute(
            select(ratings).where(ratings.c.learner_id.in_(_members(team_id)), ratings.c.answers > 0)
        )
        told: dict[str, dict[LearnerId, Rating]] = defaultdict(dict)
        for row in rows:
            told[row.area][row.learner_id] = Rating(value=row.value, uncertainty=row.uncertainty, answers=row.answers)
        return told

    async def packs_of_others(self, team_id: TeamId) -> Collection[str]:
        """Content packs that other teams have chosen."""
        rows = await self._connection.execute(select(teams.c.settings).where(teams.c.id != team_id))
        return {pack for settings in rows.scalars() for pack in settings.packs}

    async def _teams(self, query: Select[Any]) -> list[Team]:
        rows = await self._connection.execute(query.with_for_update(skip_locked=True))
        return [value_of(Team, row) for row in rows.mappings()]

    async def _by_day(self, query: Select[Any], columns: Any, since: date | None) -> dict[tuple[LearnerId, date], int]:
        query = query if since is None else query.where(columns.day >= since)
        rows = await self._connection.execute(query.group_by(columns.learner_id, columns.day))
        return {(LearnerId(row[0]), row[1]): row[2] for row in rows}


def _visible_in(team_id: TeamId) -> tuple[ColumnElement[bool], ...]:
    return (memberships.c.team_id == team_id, memberships.c.left_at.is_(None), memberships.c.visible.is_(True))


def _members(team_id: TeamId) -> Select[Any]:
    return select(memberships.c.learner_id).where(*_visible_in(team_id))


def _within(
    day: ColumnElement[Any], at: ColumnElement[Any], since: datetime, until: datetime
) -> tuple[ColumnElement[bool], ...]:
    """At these instants. The days say no more, but there is an index on them."""
    return (
        at >= since,
        at < until,
        day.between(since.date() - _DAYS_APART, until.date() + _DAYS_APART),
    )
