"""What Slack tells of the app itself and of profiles, without anybody having asked for anything."""

from datetime import datetime

import structlog

from adapters.slack.payloads import Json, home_of, instant, made_id, part, text
from adapters.slack.profiles import Profiles, belonging, read_profile
from adapters.slack.workspaces import Workspaces
from bot.application.notices import profile_changed, team_left
from bot.application.requests import AccountKey, Platform, TeamKey, Visitor
from bot.application.services import Services

log = structlog.get_logger(__name__)


class Notices:
    """Takes note of uninstalls, revoked tokens and changed profiles."""

    def __init__(self, services: Services, workspaces: Workspaces, profiles: Profiles) -> None:
        self._services, self._workspaces, self._profiles = services, workspaces, profiles

    async def uninstalled(self, body: Json) -> None:
        """The app was taken away: its tokens are dropped and nothing is sent there any more.

        Raises `StorageUnavailable`.
        """
        home = home_of(body)
        teams = await self._workspaces.left(home)
        for team_id in teams:
            await team_left(self._services, TeamKey(platform=Platform.SLACK, external_id=team_id))
        log.info("slack app uninstalled", teams=teams)

    async def tokens_revoked(self, body: Json) -> None:
        """Tokens were revoked; only the bot's is of interest. Raises `StorageUnavailable`."""
        if part(part(body, "event"), "tokens").get("bot"):
            await self.uninstalled(body)

    async def profile_changed(self, body: Json) -> None:
        """Somebody's profile changed: their time zone follows, unless they set one. Raises `StorageUnavailable`."""
        event, home = part(body, "event"), home_of(body)
        user = part(event, "user")
        workspace = await self._workspaces.of(home)
        if workspace is None or not text(user, "id"):
            return
        self._profiles.forget(workspace, text(user, "id"))
        profile = read_profile(user)
        found = belonging(
            profile,
            own_team=profile.team_id,
            team_id=workspace.team_id,
            enterprise_id=workspace.enterprise_id,
        )
        if profile.is_bot or found is None or found.stranger:
            return
        at: datetime = instant(event.get("event_ts")) or self._services.clock.now()
        await profile_changed(
            self._services,
            Visitor(
                account=AccountKey(platform=Platform.SLACK, scope=found.scope, user_id=text(user, "id")),
                zone=profile.zone,
            ),
            event_id=made_id("event", text(body, "event_id")),
            at=at,
        )
