"""What a platform tells us while nobody has come by: a profile changed, a team took the coach away."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.application import reception
from bot.application.ports.storage import UnitOfWork
from bot.application.requests import Conversation, Open, Platform, Request, TeamKey, Visitor
from bot.application.services import Services
from bot.application.visit import Visit
from bot.domain import learner_days
from bot.domain.people import ZoneSource
from bot.domain.zones import Zone, read_zone

NOWHERE = Conversation(id="profile", is_dm=False)  # a change of the profile happens in no conversation


async def profile_changed(services: Services, visitor: Visitor, *, event_id: str, at: datetime) -> bool:
    """Let a learner's time zone follow their profile, unless they set one; whether it moved.

    Nobody becomes a learner by this, and it is no sign of life. Raises `StorageUnavailable`.
    """
    async with services.uow() as uow:
        found = await uow.learners.find(visitor.account)
        if found is None:
            return False
        learner, account = found
        now = learner_days.activity_instant(at, services.clock.now())
        read = read_zone(visitor.zone, at=now) if visitor.zone else None
        if not isinstance(read, Zone) or read.name == learner.zone or learner.zone_source is ZoneSource.LEARNER:
            return False
        visit = Visit(
            request=Request(
                event_id=event_id, at=at, visitor=visitor, conversation=NOWHERE, action=Open(action="profile")
            ),
            services=services,
            uow=uow,
            now=now,
            day=learner_days.advance(learner.reached_day, now, ZoneInfo(learner.zone)),
            learner=learner,
            account=account,
        )
        await reception.change_zone(visit, read.name, ZoneSource.PROFILE)
        await uow.commit()
    return True


async def team_left(services: Services, key: TeamKey) -> None:
    """The coach was taken out of a team: nothing is sent there any more. Raises `StorageUnavailable`."""
    async with services.uow() as uow:
        await _mark(uow, key, services.clock.now())
        await uow.commit()


async def team_joined(services: Services, key: TeamKey) -> None:
    """The coach was brought into a team, or back into one. Raises `StorageUnavailable`."""
    async with services.uow() as uow:
        await reception.team_of(uow, services, key, services.clock.now())
        await uow.commit()


async def teams_seen(services: Services, platform: Platform, there: Callable[[str], bool]) -> None:
    """The platform told which teams have the coach: those that do not, left while nobody was listening.

    `there` is asked with the platform's own ids. Raises `StorageUnavailable`.
    """
    async with services.uow() as uow:
        for team in await uow.teams.installed(platform.value):
            if not there(team.external_id):
                key = TeamKey(platform=platform, external_id=team.external_id)
                await _mark(uow, key, services.clock.now())
        await uow.commit()


async def _mark(uow: UnitOfWork, key: TeamKey, now: datetime) -> None:
    team = await uow.teams.find(key)
    if team is not None and team.uninstalled_at is None:
        await uow.teams.save(replace(team, uninstalled_at=now, next_due_at=None))
