"""Who came: finds or makes the learner, account, team and membership behind a request."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.application import activity
from bot.application.ports.storage import UnitOfWork
from bot.application.requests import Request, TeamKey
from bot.application.services import Services
from bot.application.unasked import closed
from bot.application.visit import Visit
from bot.domain import learner_days
from bot.domain.people import Account, Learner, Membership, PromptCare, Team, TeamSettings, ZoneSource
from bot.domain.streak_log import zone_changed
from bot.domain.zones import Zone, read_zone
from bot.ids import AccountId, LearnerId, TeamId


async def admit(uow: UnitOfWork, services: Services, request: Request) -> Visit:
    """The visit of this request, with everyone in it known and their zone and learner day up to date."""
    now = learner_days.activity_instant(request.at, services.clock.now())
    team = await team_of(uow, services, request.team, now) if request.team else None
    found = await uow.learners.find(request.visitor.account)
    newcomer = found is None
    learner, account = found or await _newcomer(uow, services, request, now, team)
    day = learner_days.advance(learner.reached_day, now, ZoneInfo(learner.zone))
    visit = Visit(
        request=request,
        services=services,
        uow=uow,
        now=now,
        day=day,
        learner=learner,
        account=account,
        team=team,
        membership=await _membership(uow, learner, team, now) if team else None,
        newcomer=newcomer,
    )
    if not newcomer:
        await _follow_profile(visit)
    await _welcome_back(visit)
    return visit


async def change_zone(visit: Visit, zone: str, source: ZoneSource) -> None:
    """Move the learner to another zone, logging the change; the learner day never runs backwards."""
    learner = visit.learner
    if zone != learner.zone:
        entry = zone_changed(at=visit.now, before=learner.zone, after=zone, reached=learner.reached_day)
        await activity.record(visit, entry)
        visit.day = entry.day
    await visit.change_learner(zone=zone, zone_source=source)


async def team_of(uow: UnitOfWork, services: Services, key: TeamKey, now: datetime) -> Team:
    """The team, made when it is new and taken up again when it had left."""
    team = await uow.teams.find(key)
    if team is None:
        team = Team(
            id=TeamId(services.new_id(now)),
            platform=key.platform,
            external_id=key.external_id,
            created_at=now,
            settings=TeamSettings(),
        )
        await uow.teams.add(team)
    elif team.uninstalled_at is not None:
        team = replace(team, uninstalled_at=None, next_due_at=now)  # its digests go on
        await uow.teams.save(team)
    return team


async def _newcomer(
    uow: UnitOfWork, services: Services, request: Request, now: datetime, team: Team | None
) -> tuple[Learner, Account]:
    """A learner with sensible defaults; the zone is the profile's, else the team's, else UTC."""
    key, account_id = request.visitor.account, AccountId(services.new_id(now))
    learner = new_learner(services, request, account_id, team, now)
    account = Account(
        id=account_id,
        learner_id=learner.id,
        platform=key.platform,
        scope=key.scope,
        user_id=key.user_id,
        created_at=now,
        dm_channel=request.conversation.id if request.conversation.is_dm else None,
    )
    await uow.learners.add(learner)
    await uow.learners.add_account(account)
    return learner, account


def new_learner(
    services: Services, request: Request, account_id: AccountId, team: Team | None, now: datetime
) -> Learner:
    """Whoever uses this account, with nothing known of them but what the platform tells."""
    zone, source = _first_zone(request.visitor.zone, team, now)
    return Learner(
        id=LearnerId(services.new_id(now)),
        created_at=now,
        zone=zone,
        zone_source=source,
        primary_account=account_id,
        home_team=team.id if team else None,
    )


def _first_zone(profile: str | None, team: Team | None, now: datetime) -> tuple[str, ZoneSource]:
    known = known_zone(profile, now)
    if known:
        return known, ZoneSource.PROFILE
    if team and team.settings.zone != "UTC":
        return team.settings.zone, ZoneSource.TEAM
    return "UTC", ZoneSource.DEFAULT


async def _membership(uow: UnitOfWork, learner: Learner, team: Team, now: datetime) -> Membership:
    membership = await uow.teams.membership(learner.id, team.id)
    if membership is None or membership.left_at is not None:
        visible = membership.visible if membership else team.settings.visible_by_default
        membership = Membership(learner_id=learner.id, team_id=team.id, joined_at=now, visible=visible)
        await uow.teams.save_membership(membership)
    return membership


async def _follow_profile(visit: Visit) -> None:
    """The platform profile's zone holds until the learner sets one."""
    if visit.learner.zone_source is ZoneSource.LEARNER:
        return
    known = known_zone(visit.request.visitor.zone, visit.now)
    if known and known != visit.learner.zone:
        await change_zone(visit, known, ZoneSource.PROFILE)


def known_zone(profile: str | None, now: datetime) -> str | None:
    """The profile's zone, if the zone database knows it."""
    read = read_zone(profile, at=now) if profile else None
    return read.name if isinstance(read, Zone) else None


async def _welcome_back(visit: Visit) -> None:
    """Whoever comes by reacts: prompts that had stopped go on, and a DM address is remembered."""
    if visit.learner.prompt_care is not PromptCare.NORMAL or visit.learner.unanswered_prompts:
        await visit.change_learner(prompt_care=PromptCare.NORMAL, unanswered_prompts=0)
    conversation = visit.request.conversation
    if conversation.is_dm and visit.account.dm_channel != conversation.id:
        visit.account = replace(visit.account, dm_channel=conversation.id)
        await visit.uow.learners.save_account(visit.account)
    await closed.come_by(visit)
