"""Slack as one thing: put together, started, asked how it is, and ended."""

from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import structlog
from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_sdk.errors import SlackApiError
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.slack.asking import Asking
from adapters.slack.background import Background
from adapters.slack.clients import Clients
from adapters.slack.direct import DirectMessages
from adapters.slack.http import routes
from adapters.slack.installations import EncryptedInstallations
from adapters.slack.listening import make_app
from adapters.slack.messenger import SlackMessenger
from adapters.slack.notices import Notices
from adapters.slack.oauth import make_flow
from adapters.slack.pace import Pace
from adapters.slack.pictures import Pictures
from adapters.slack.preparing import Preparation
from adapters.slack.profiles import Profiles
from adapters.slack.refusals import code_of
from adapters.slack.replying import Replies
from adapters.slack.scopes import all_scopes
from adapters.slack.serving import Serving
from adapters.slack.sockets import Sockets
from adapters.slack.submitting import Submitting
from adapters.slack.workspaces import DEAD_TOKEN, NOT_REACHED, ManyWorkspaces, OneWorkspace, Workspaces
from bot.application.coach import Coach
from bot.application.notices import team_joined
from bot.application.requests import Platform, TeamKey
from bot.application.services import Services
from bot.errors import SettingsError
from bot.vault import Vault

FINISH_S = 10.0  # what is in hand at the end has so long

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackConfig:
    """How to reach Slack. An app token switches Socket Mode on, a signing secret HTTP, a client id installing."""

    bot_token: str | None = field(default=None, repr=False)
    app_token: str | None = field(default=None, repr=False)
    signing_secret: str | None = field(default=None, repr=False)
    client_id: str | None = None
    client_secret: str | None = field(default=None, repr=False)
    api_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What talking to Slack stands on, whichever way it is done."""

    clients: Clients
    workspaces: Workspaces
    own: OneWorkspace | None
    store: EncryptedInstallations | None
    profiles: Profiles
    pictures: Pictures
    preparation: Preparation
    direct: DirectMessages

    def messenger(self) -> SlackMessenger:
        """What sends unasked messages."""
        return SlackMessenger(self.workspaces, self.preparation, self.direct)


@asynccontextmanager
async def slack_ground(config: SlackConfig, engine: AsyncEngine, vault: Vault) -> AsyncIterator[Ground]:
    """Clients and workspaces, for a process that only sends. Raises `SettingsError`."""
    clients = Clients(config.api_url)
    try:
        own = OneWorkspace(clients, config.bot_token) if config.bot_token else None
        store = None
        workspaces: Workspaces
        if config.client_id and config.client_secret:
            store = EncryptedInstallations(config.client_id, engine, vault)
            workspaces = ManyWorkspaces(
                clients, store, client_id=config.client_id, client_secret=config.client_secret, own=own
            )
        elif own:
            workspaces = own
        else:
            raise SettingsError(
                "SLACK_BOT_TOKEN: missing; set it, or SLACK_CLIENT_ID to be installed in many workspaces"
            )
        profiles, pictures = Profiles(), Pictures(clients)
        yield Ground(
            clients=clients,
            workspaces=workspaces,
            own=own,
            store=store,
            profiles=profiles,
            pictures=pictures,
            preparation=Preparation(pictures, profiles),
            direct=DirectMessages(),
        )
    finally:
        await clients.close()


class SlackAdapter:
    """Slack, serving people. Made by `slack_adapter`."""

    def __init__(
        self, *, config: SlackConfig, ground: Ground, app: AsyncApp, flow: AsyncOAuthFlow | None, background: Background
    ) -> None:
        self.ground = ground
        self.app = app
        self._config, self._flow, self._background = config, flow, background
        self._sockets: Sockets | None = None
        if config.app_token:
            self._sockets = Sockets(app, ground.clients.web(), config.app_token)

    @property
    def routes(self) -> list[web.RouteDef]:
        """What is served over HTTP; nothing without a signing secret."""
        return routes(self.app, self._flow) if self._config.signing_secret else []

    @property
    def in_hand(self) -> int:
        """How much is being worked on."""
        return self._background.count

    async def check(self) -> None:
        """Refuse tokens that Slack refuses; a Slack that is not reached is waited for. Raises `SettingsError`."""
        if self.ground.own:
            await _checked(self.ground.own.check(), "SLACK_BOT_TOKEN", "copy it again from OAuth & Permissions")
        if self._config.app_token:
            opening = self.ground.clients.web(once=True).apps_connections_open(app_token=self._config.app_token)
            mend = "make one with the scope connections:write under Basic Information, App-Level Tokens"
            await _checked(opening, "SLACK_APP_TOKEN", mend)
        if self.ground.store:
            await self.ground.store.renew()

    def open(self) -> None:
        """Begin to listen by Socket Mode, if that is on."""
        self._background.start(self.ground.pictures.warm_up(), what="warm-up")
        if self._sockets:
            self._sockets.open()

    async def troubles(self) -> list[str]:
        """Why it is not ready to serve; nothing if it is."""
        found = []
        if self.ground.own and not await self.ground.own.verified():
            found.append("slack: token not verified yet")
        if self._sockets and not await self._sockets.connected():
            found.append("slack: no socket connected")
        return found

    async def close(self) -> None:
        """Stop listening, then finish what is in hand."""
        if self._sockets:
            await self._sockets.close()
        await self._background.finish(FINISH_S)


@asynccontextmanager
async def slack_adapter(
    config: SlackConfig, *, coach: Coach, services: Services, engine: AsyncEngine, vault: Vault
) -> AsyncIterator[SlackAdapter]:
    """Slack on this coach, not listening yet. What is in hand at the end is finished. Raises `SettingsError`."""
    async with slack_ground(config, engine, vault) as ground:
        background = Background()
        asking = Asking(ground.profiles, ground.direct, services.clock)
        replies = Replies(
            clients=ground.clients,
            workspaces=ground.workspaces,
            preparation=ground.preparation,
            pictures=ground.pictures,
            direct=ground.direct,
            pace=Pace(),
            clock=services.clock,
        )
        serving = Serving(
            coach=coach,
            workspaces=ground.workspaces,
            asking=asking,
            replies=replies,
            preparation=ground.preparation,
            profiles=ground.profiles,
            background=background,
        )
        flow = _flow(config, ground, services)
        app = make_app(
            client=ground.clients.web(),
            signing_secret=config.signing_secret,
            oauth_flow=flow,
            serving=serving,
            submitting=Submitting(serving, asking, coach),
            notices=Notices(services, ground.workspaces, ground.profiles),
            background=background,
        )
        adapter = SlackAdapter(config=config, ground=ground, app=app, flow=flow, background=background)
        try:
            yield adapter
        finally:
            await adapter.close()


def _flow(config: SlackConfig, ground: Ground, services: Services) -> AsyncOAuthFlow | None:
    if not (ground.store and config.client_id and config.client_secret):
        return None

    async def installed(team_id: str | None, enterprise_id: str | None) -> None:
        log.info("slack app installed", team=team_id, enterprise=enterprise_id)
        if team_id:
            await team_joined(services, TeamKey(platform=Platform.SLACK, external_id=team_id))

    return make_flow(
        clients=ground.clients,
        store=ground.store,
        client_id=config.client_id,
        client_secret=config.client_secret,
        scopes=all_scopes(),
        installed=installed,
    )


async def _checked(call: Awaitable[object], name: str, mend: str) -> None:
    try:
        await call
    except SlackApiError as error:
        code = code_of(error)
        if code in DEAD_TOKEN or code in {"not_allowed_token_type", "missing_scope"}:
            raise SettingsError(f"{name}: Slack refuses it ({code}); {mend}") from error
        log.warning("slack cannot check a token now", name=name, error=code)
    except NOT_REACHED as error:
        log.warning("slack not reached yet", error=type(error).__name__)
