"""What a platform tells us while nobody has come by: a profile changed, a team took the coach away."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.application import reception
from bot.application.requests import Conversation, Open, Request, TeamKey, Visitor
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


async def team_joined(services: Services, key: TeamKey) -> None:
    """The coach was put into a team (again): what was planned there goes on. Raises `StorageUnavailable`."""
    async with services.uow() as uow:
        team = await uow.teams.find(key)
        if team is not None and team.uninstalled_at is not None:
            await uow.teams.save(replace(team, uninstalled_at=None, next_due_at=services.clock.now()))
            await uow.commit()


async def team_left(services: Services, key: TeamKey) -> None:
    """The coach was taken out of a team: nothing is sent there any more. Raises `StorageUnavailable`."""
    async with services.uow() as uow:
        team = await uow.teams.find(key)
        if team is not None and team.uninstalled_at is None:
            await uow.teams.save(replace(team, uninstalled_at=services.clock.now(), next_due_at=None))
            await uow.commit()
