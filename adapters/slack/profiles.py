"""What Slack says of people: time zone, language, rights, name. Asked for when needed, kept for a minute."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError

from adapters.slack.keeping import Kept
from adapters.slack.payloads import part, text
from adapters.slack.workspaces import NOT_REACHED, Workspace
from bot.application.requests import AccountKey, Platform

ASK_S = 2.0  # whoever waits for an answer does not wait longer for the profile
KEPT_S = 60.0
MOST = 5_000  # profiles
NAMES_AT_ONCE = 5

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A person at this moment. `team_id` and `enterprise_id` are where they belong, wherever they were met."""

    zone: str | None = None
    locale: str | None = None
    name: str = ""
    is_admin: bool = False
    is_bot: bool = False
    team_id: str = ""
    enterprise_id: str | None = None


UNKNOWN = Profile()


class Profiles:
    """Profiles by workspace and user. Names never leave this process's memory."""

    def __init__(self) -> None:
        self._kept: Kept[tuple[str, str], Profile] = Kept(MOST, KEPT_S)

    async def of(self, workspace: Workspace, user_id: str) -> Profile:
        """The profile; an empty one where Slack does not tell it in time."""
        key = (workspace.team_id, user_id)
        kept = self._kept.get(key)
        if kept is not None:
            return kept
        try:
            async with asyncio.timeout(ASK_S):
                told = await workspace.client.users_info(user=user_id, include_locale=True)
        except (SlackApiError, *NOT_REACHED) as error:
            log.warning("slack profile not told", team=workspace.team_id, error=_reason(error))
            return UNKNOWN
        user: object = told.get("user")
        profile = read_profile(user if isinstance(user, dict) else {})
        self._kept.put(key, profile)
        return profile

    async def names(self, workspace: Workspace, keys: Iterable[AccountKey]) -> dict[AccountKey, str]:
        """The names that Slack has for these accounts now; nobody is notified by being named."""
        turns = asyncio.Semaphore(NAMES_AT_ONCE)

        async def name(key: AccountKey) -> tuple[AccountKey, str]:
            async with turns:
                return key, (await self.of(workspace, key.user_id)).name

        wanted = [key for key in keys if key.platform is Platform.SLACK]
        found = await asyncio.gather(*(name(key) for key in wanted))
        return {key: called for key, called in found if called}

    def forget(self, workspace: Workspace, user_id: str) -> None:
        """Keep nothing of this person."""
        self._kept.drop((workspace.team_id, user_id))


def read_profile(user: Mapping[str, Any]) -> Profile:
    """Slack's user object as far as it is of use. Strangers (Slack Connect) have no rights here."""
    profile = part(user, "profile")
    admin = any(user.get(right) is True for right in ("is_admin", "is_owner", "is_primary_owner"))
    return Profile(
        zone=text(user, "tz") or None,
        locale=text(user, "locale") or None,
        name=text(profile, "display_name") or text(profile, "real_name") or text(user, "real_name"),
        is_admin=admin and not user.get("is_stranger"),
        is_bot=user.get("is_bot") is True,
        team_id=text(user, "team_id"),
        enterprise_id=text(part(user, "enterprise_user"), "enterprise_id") or None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Belonging:
    """The scope of somebody's account, and whether they come from elsewhere (Slack Connect)."""

    scope: str
    stranger: bool = False


def belonging(profile: Profile, *, own_team: str, team_id: str, enterprise_id: str | None) -> Belonging | None:
    """Where somebody belongs: the enterprise, else the workspace; for people from elsewhere their own.

    What Slack says with the event decides, so that nobody gets a second account because a profile could not be
    read. Only whether another workspace is one of the same enterprise takes the profile: None if that is not known.
    """
    if not own_team or own_team in {team_id, enterprise_id}:
        return Belonging(scope=enterprise_id or team_id)
    if enterprise_id is None:
        return Belonging(scope=own_team, stranger=True)
    if not profile.team_id:
        return None
    if profile.enterprise_id == enterprise_id:
        return Belonging(scope=enterprise_id)
    return Belonging(scope=own_team, stranger=True)


def _reason(error: Exception) -> str:
    if isinstance(error, SlackApiError):
        return str(error.response.get("error"))
    return type(error).__name__
