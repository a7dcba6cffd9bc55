"""What a team is due: each decision is made here with its row in the outbox, in the caller's transaction.

`Team.next_due_at` is a cache of the earliest instant planned. It is what was *planned*: a worker that comes later
catches up with it as far as that still helps, while a change of the settings begins anew at its moment.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from bot.application import challenging
from bot.application.digest.gather import period_of
from bot.application.digest.post import post
from bot.application.ports.storage import UnitOfWork
from bot.application.services import Services
from bot.domain.digest_windows import DigestVerdict, PlannedDigest, digest_verdict
from bot.domain.people import Team
from bot.domain.team_times import CLOCKS_APART, PlannedQuestion, TeamAgenda, agenda
from bot.errors import StorageUnavailable

_MOMENT = timedelta(microseconds=1)

log = structlog.get_logger(__name__)


async def plan_team(uow: UnitOfWork, services: Services, team: Team, *, now: datetime) -> None:
    """Decide on everything that is due by `now` and store when to look again. The team's row must be locked.

    Planning twice changes nothing: what was decided is on record, and its key is in the outbox.
    """
    if team.next_due_at is None or team.next_due_at > now:
        return
    if team.uninstalled_at is None:
        await _results(uow, services, team, now)
        await _scheduled(uow, services, team, after=team.next_due_at - _MOMENT, now=now)
    await save_planned(uow, team, now=now)


async def save_planned(uow: UnitOfWork, team: Team, *, now: datetime) -> Team:
    """Store the team with `next_due_at` worked out anew: what was planned before `now` is left behind."""
    due_at = None if team.uninstalled_at else (await agenda_of(uow, team, now, now=now)).next_at
    planned = replace(team, next_due_at=due_at)
    await uow.teams.save(planned)
    return planned


async def agenda_of(uow: UnitOfWork, team: Team, after: datetime, *, now: datetime) -> TeamAgenda:
    """What is planned strictly after an instant, as things stand `now`."""
    by = now + CLOCKS_APART
    return agenda(
        team.settings,
        after,
        last_key=await uow.digests.last_key(team.id, by=by),
        last_day=await uow.challenges.last_day(team.id, by=by),
        closing=[challenge.closes_at for challenge in await uow.challenges.unfinished(team.id)],
    )


async def _results(uow: UnitOfWork, services: Services, team: Team, now: datetime) -> None:
    for challenge in await uow.challenges.unfinished(team.id):
        if challenge.closes_at <= now:
            with _left_out_if_it_fails("challenge result", team):
                await challenging.decide_result(uow, services, team, challenge, now=now)


@contextmanager
def _left_out_if_it_fails(what: str, team: Team) -> Iterator[None]:
    """What cannot be told must hold up nothing else: everything below reads and composes first, then writes."""
    try:
        yield
    except StorageUnavailable:
        raise
    except Exception:
        log.exception("not told", what=what, team_id=str(team.id))


async def _scheduled(uow: UnitOfWork, services: Services, team: Team, *, after: datetime, now: datetime) -> None:
    """Go through what was planned from `after` up to `now`, in the order of instants."""
    while True:
        planned = await agenda_of(uow, team, after, now=now)
        due = [p for p in (planned.digest, planned.question) if p is not None and p.due_at <= now]
        if not due:
            return
        after = min(p.due_at for p in due)
        for one in due:
            if one.due_at > after:
                continue
            if isinstance(one, PlannedDigest):
                with _left_out_if_it_fails("digest", team):
                    await _digest(uow, services, team, one, now)
            else:
                with _left_out_if_it_fails("question of the day", team):
                    await _question(uow, services, team, one, now)


async def _digest(uow: UnitOfWork, services: Services, team: Team, planned: PlannedDigest, now: datetime) -> None:
    if digest_verdict(planned, now) is DigestVerdict.SKIP:
        log.info("digest skipped", team_id=str(team.id), key=planned.key, reason="late")
        return
    period = await period_of(uow, team, planned.due_at, now=now)
    if period is None or team.settings.digest_channel is None:
        log.info("digest skipped", team_id=str(team.id), key=planned.key, reason="nothing to cover")
        return
    await post(
        uow,
        services,
        team,
        period,
        channel=team.settings.digest_channel,
        key=planned.key,
        due_at=planned.due_at,
        now=now,
    )


async def _question(uow: UnitOfWork, services: Services, team: Team, planned: PlannedQuestion, now: datetime) -> None:
    channel = team.settings.question_of_the_day_channel
    if channel is None or not planned.in_time(now):
        log.info("question of the day skipped", team_id=str(team.id), day=str(planned.day))
        return
    await challenging.put_question_of_the_day(uow, services, team, planned, channel=channel, now=now)
