"""Which team a visitor means, and whether they may decide for it."""

from bot.application.team_planning import plan_team
from bot.application.visit import Visit
from bot.domain.people import Team
from bot.errors import AdminsOnly, TeamOnly

NO_TEAM = (
    "That needs a team: I am not in a Slack workspace or Discord server with you. "
    "`quiz`, `daily` and `progress` work here."
)


async def team_of(visit: Visit) -> Team:
    """The team of this conversation; in a DM without one, the learner's home team. Raises `TeamOnly`."""
    if visit.team is not None:
        return visit.team
    home = visit.learner.home_team
    membership = await visit.uow.teams.membership(visit.learner.id, home) if home else None
    if home is None or membership is None or membership.left_at is not None:
        raise TeamOnly(NO_TEAM)
    team = await visit.uow.teams.get(home)
    if team.uninstalled_at is not None:
        raise TeamOnly(NO_TEAM)
    return team


def may_decide(visit: Visit, team: Team) -> bool:
    """Whether the platform says that the visitor is an admin of the team."""
    return visit.request.visitor.is_admin and team.platform == visit.account.platform


async def administered(visit: Visit, what: str) -> Team:
    """The team, locked, with everything decided that is due. Raises `TeamOnly` or `AdminsOnly`."""
    team = await team_of(visit)
    if not may_decide(visit, team):
        where = "" if visit.team else " In a direct message I cannot tell whether you are one; try it in a channel."
        raise AdminsOnly(f"Only admins of the team can {what}.{where}")
    locked = await visit.uow.teamwork.lock(team.id)
    if locked is None:
        raise TeamOnly(NO_TEAM)
    # First what is due by the settings as they are: a change must not swallow it.
    await plan_team(visit.uow, visit.services, locked, now=visit.now)
    return await visit.uow.teams.get(team.id)
