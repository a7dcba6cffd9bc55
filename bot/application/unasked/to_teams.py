"""Digests, challenges and results at sending time; a channel that is lost; and the teams that are due."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import replace
from datetime import datetime

from msgspec.structs import replace as changed

from bot.application.ports.outbox import Delivery
from bot.application.ports.storage import UnitOfWork
from bot.application.requests import Platform
from bot.application.services import Services
from bot.application.team_planning import plan_team, save_planned
from bot.ids import ChallengeId

TEAMS_AT_ONCE = 5  # a digest takes a moment to work out, and the others wait for its transaction


async def digest_unwanted(uow: UnitOfWork, delivery: Delivery, now: datetime) -> str | None:
    """A later digest has told of the same days (this one was given up, and queued again by hand)."""
    own = await uow.digests.of_delivery(delivery.id)
    if own is None:
        return None
    last = await uow.digests.last(own.team_id, by=now)
    if last is not None and last.key != own.key and last.first_day <= own.last_day <= last.last_day:
        return "a later digest covers these days"
    return None


async def challenge_unwanted(uow: UnitOfWork, delivery: Delivery, now: datetime) -> str | None:
    """Nobody could answer it any more."""
    challenge = await uow.challenges.get(ChallengeId(delivery.id))
    return None if challenge is not None and challenge.is_open(now) else "the challenge is closed"


async def channel_lost(uow: UnitOfWork, delivery: Delivery, at: datetime) -> None:
    """The channel takes no messages any more: plan nothing for it, and tell an admin who comes by."""
    team = await uow.teamwork.lock(delivery.team_id) if delivery.team_id else None
    if team is None:
        return
    settings = team.settings
    if settings.digest_channel == delivery.channel:
        settings = changed(settings, digest_channel=None)
    if settings.question_of_the_day_channel == delivery.channel:
        settings = changed(settings, question_of_the_day_channel=None)
    if settings != team.settings:
        await save_planned(uow, replace(team, settings=settings, channel_lost_at=at), now=at)


def team_round(services: Services, platforms: Collection[Platform]) -> Callable[[UnitOfWork, datetime], Awaitable[int]]:
    """One batch of decisions about teams, in the caller's transaction: how many teams were looked at.

    `platforms` are those that this installation sends to; for teams on others nothing is decided.
    """

    async def look(uow: UnitOfWork, now: datetime) -> int:
        due = await uow.teamwork.due(now, limit=TEAMS_AT_ONCE)
        for team in due:
            if Platform(team.platform) in platforms:
                await plan_team(uow, services, team, now=now)
            else:
                await save_planned(uow, team, now=now)
        return len(due)

    return look
