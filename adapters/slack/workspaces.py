"""Where the app is installed, and a client that acts there: one workspace by token, or many by OAuth."""

import asyncio
from dataclasses import dataclass
from typing import Protocol

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError, SlackTokenRotationError
from slack_sdk.oauth.installation_store.models.bot import Bot
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.clients import Clients
from adapters.slack.installations import EncryptedInstallations

KEPT_S = 60.0  # an installation is looked up again after that
DEAD_TOKEN = frozenset(
    {"account_inactive", "invalid_auth", "not_authed", "token_revoked", "token_expired", "org_login_required"}
)
NOT_REACHED = (TimeoutError, OSError, aiohttp.ClientError)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """A workspace with the app in it. `once` is a client that never tries a call again."""

    team_id: str
    enterprise_id: str | None
    bot_user_id: str
    client: AsyncWebClient
    once: AsyncWebClient


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Which workspace something came from, by Slack's own ids; `is_org` where the app serves the whole enterprise."""

    team_id: str
    enterprise_id: str | None = None
    is_org: bool = False


class Workspaces(Protocol):
    """Finds the workspace to act in. Methods give None where the app is not installed (any more)."""

    async def of(self, home: Home) -> Workspace | None:
        """The workspace something came from. Raises `StorageUnavailable`."""
        ...

    async def of_team(self, team_id: str) -> Workspace | None:
        """A workspace by its id. Raises `StorageUnavailable`."""
        ...

    async def of_scope(self, scope: str) -> Workspace | None:
        """A workspace in which an account of this scope (a team or an enterprise) can be written to."""
        ...

    async def left(self, home: Home) -> list[str]:
        """Slack says that the app was taken away: its tokens are dropped. Gives the teams that have lost it.

        None have where the token still works: Slack's word came late, and the app is there again.
        """
        ...

    def dead(self, workspace: Workspace) -> None:
        """Its token was refused: it is looked up anew."""
        ...


class OneWorkspace:
    """The workspace of a bot token."""

    def __init__(self, clients: Clients, token: str) -> None:
        self._clients = clients
        self._token = token
        self._known: tuple[Home, str] | None = None
        self._refused = False

    async def check(self) -> None:
        """Find out whose token it is. Raises SlackApiError when it is refused, and aiohttp's errors."""
        told = await self._clients.web(self._token).auth_test()
        home = Home(
            team_id=str(told.get("team_id") or ""),
            enterprise_id=told.get("enterprise_id"),
            is_org=bool(told.get("is_enterprise_install")),
        )
        self._known = home, str(told.get("user_id") or "")
        self._refused = False

    async def verified(self) -> bool:
        """Whether Slack takes the token; asked again until it does."""
        return await self._find_out() is not None

    async def of(self, home: Home) -> Workspace | None:
        """The one workspace: whatever arrives was meant for it."""
        known = await self._find_out()
        if self._refused:
            return None
        mine, bot_user = known or (home, "")
        team_id = home.team_id if mine.is_org and home.team_id else mine.team_id or home.team_id
        with_team = team_id if mine.is_org else None
        return Workspace(
            team_id=team_id,
            enterprise_id=mine.enterprise_id,
            bot_user_id=bot_user,
            client=self._clients.web(self._token, team_id=with_team),
            once=self._clients.web(self._token, team_id=with_team, once=True),
        )

    async def of_team(self, team_id: str) -> Workspace | None:
        """The workspace, if it is this one."""
        known = await self._find_out()
        if known and not known[0].is_org and known[0].team_id != team_id:
            return None
        return await self.of(Home(team_id=team_id))

    async def of_scope(self, scope: str) -> Workspace | None:
        """The workspace, for whoever belongs to it or comes in from elsewhere."""
        known = await self._find_out()
        return await self.of(known[0] if known else Home(team_id=scope))

    async def left(self, home: Home) -> list[str]:
        """The token is void, unless it works."""
        if await token_works(self._clients, self._token):
            return []
        self._refused = True
        log.error("slack took the app out of the workspace; SLACK_BOT_TOKEN is void", team=home.team_id)
        return [home.team_id]

    def dead(self, workspace: Workspace) -> None:
        """The token was refused; whose it is, is asked again."""
        self._known = None

    async def _find_out(self) -> tuple[Home, str] | None:
        if self._known is None and not self._refused:
            try:
                await self.check()
            except SlackApiError as error:
                log.warning("slack refused the token", error=error.response.get("error"))
            except NOT_REACHED as error:
                log.warning("slack not reached", error=type(error).__name__)
        return self._known


class ManyWorkspaces:
    """The workspaces whose people installed the app; beside them the one of a bot token, if there is one."""

    def __init__(
        self,
        clients: Clients,
        store: EncryptedInstallations,
        *,
        client_id: str,
        client_secret: str,
        own: OneWorkspace | None = None,
    ) -> None:
        self._clients = clients
        self._store = store
        self._own = own
        self._client_id, self._client_secret = client_id, client_secret
        self._kept: dict[Home, tuple[float, Workspace]] = {}
        self._met: set[str] = set()

    async def of(self, home: Home) -> Workspace | None:
        """The workspace something came from; one that the whole enterprise shares, if it has none of its own."""
        kept = self._kept.get(home)
        if kept and kept[0] > _now():
            return kept[1]
        bot = None if home.is_org else await self._bot(home.enterprise_id, home.team_id)
        if bot is None and home.enterprise_id:
            bot = await self._bot(home.enterprise_id, None)
        if bot is None:
            self._kept.pop(home, None)
            return await self._own.of_team(home.team_id) if self._own else None
        if bot.is_enterprise_install and home.enterprise_id and home.team_id not in self._met:
            await self._store.belongs(home.team_id, home.enterprise_id)
            self._met.add(home.team_id)
        workspace = self._made(bot, home)
        self._kept[home] = _now() + KEPT_S, workspace
        return workspace

    async def of_team(self, team_id: str) -> Workspace | None:
        """A workspace by its id."""
        home = await self._store.home_of(team_id)
        if home is None:
            return await self._own.of_team(team_id) if self._own else None
        return await self.of(Home(team_id=team_id, enterprise_id=home[0], is_org=home[1] is None))

    async def of_scope(self, scope: str) -> Workspace | None:
        """A workspace of this team or enterprise."""
        if not scope.startswith("E"):
            return await self.of_team(scope)
        home = await self._store.home_of_enterprise(scope)
        if home is None:
            return await self._own.of_scope(scope) if self._own else None
        team_id = home[1] or next(iter(await self._store.workspaces_of(scope)), "")
        return await self.of(Home(team_id=team_id, enterprise_id=scope, is_org=home[1] is None))

    async def left(self, home: Home) -> list[str]:
        """Drop the tokens; org-wide ones served every workspace of the enterprise."""
        bot = await self._bot(home.enterprise_id, None if home.is_org else home.team_id)
        if bot is not None and await token_works(self._clients, str(bot.bot_token)):
            return []
        teams = [home.team_id]
        if home.is_org and home.enterprise_id:
            teams = list({*teams, *await self._store.workspaces_of(home.enterprise_id)})
        await self._store.remove(enterprise_id=home.enterprise_id, team_id=None if home.is_org else home.team_id)
        self._kept = {kept: entry for kept, entry in self._kept.items() if kept.team_id not in teams}
        return teams

    def dead(self, workspace: Workspace) -> None:
        """Look it up anew next time."""
        self._kept = {home: entry for home, entry in self._kept.items() if entry[1] is not workspace}

    async def _bot(self, enterprise_id: str | None, team_id: str | None) -> Bot | None:
        bot = await self._store.async_find_bot(
            enterprise_id=enterprise_id, team_id=team_id, is_enterprise_install=team_id is None
        )
        return await self._fresh(bot) if bot else None

    async def _fresh(self, bot: Bot) -> Bot:
        """The bot with a token that is not about to expire, where the app has Slack's token rotation on."""
        rotator = AsyncTokenRotator(
            client_id=self._client_id, client_secret=self._client_secret, client=self._clients.web()
        )
        try:
            rotated = await rotator.perform_bot_token_rotation(bot=bot)
        except (SlackTokenRotationError, *NOT_REACHED):
            # Most likely another process was first: its token is in the store.
            log.warning("slack token not rotated", team=bot.team_id)
            found = await self._store.async_find_bot(
                enterprise_id=bot.enterprise_id,
                team_id=bot.team_id,
                is_enterprise_install=bot.is_enterprise_install,
            )
            return found or bot
        if rotated is not None:
            await self._store.async_save_bot(rotated)
        return rotated or bot

    def _made(self, bot: Bot, home: Home) -> Workspace:
        with_team = home.team_id if bot.is_enterprise_install else None
        return Workspace(
            team_id=home.team_id,
            enterprise_id=bot.enterprise_id,
            bot_user_id=bot.bot_user_id or "",
            client=self._clients.web(bot.bot_token, team_id=with_team),
            once=self._clients.web(bot.bot_token, team_id=with_team, once=True),
        )


async def token_works(clients: Clients, token: str) -> bool:
    """Whether Slack still takes a token; False as well where it does not answer."""
    try:
        await clients.web(token).auth_test()
    except (SlackApiError, *NOT_REACHED):
        return False
    return True


def _now() -> float:
    return asyncio.get_running_loop().time()
