"""The pretend Slack's memory: who and what exists, and how more of it comes to be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from tests.loopback.slack.clock import LoopbackClock
from tests.loopback.slack.state import (
    ApiCall,
    App,
    Channel,
    ChannelKind,
    Enterprise,
    File,
    Json,
    Message,
    OAuthCode,
    ResponseUrl,
    Token,
    Trigger,
    User,
    View,
    Violation,
    Workspace,
)

BOT_SCOPES = frozenset(
    {
        "app_mentions:read",
        "channels:history",
        "channels:read",
        "chat:write",
        "commands",
        "files:read",
        "files:write",
        "groups:history",
        "groups:read",
        "im:history",
        "im:read",
        "im:write",
        "mpim:read",
        "team:read",
        "users:read",
    }
)
ROTATED_TOKEN_LIFE = 12 * 3600.0  # seconds; https://docs.slack.dev/authentication/using-token-rotation


class World:
    """Everything there is; keys are Slack ids."""

    def __init__(self, clock: LoopbackClock, app: App) -> None:
        """An empty world with one app that is installed nowhere."""
        self.clock = clock
        self.app = app
        self.enterprises: dict[str, Enterprise] = {}
        self.workspaces: dict[str, Workspace] = {}
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.messages: list[Message] = []
        self.files: dict[str, File] = {}
        self.views: dict[str, View] = {}
        self.homes: dict[tuple[str, str], View] = {}  # by (workspace or enterprise of the install, user)
        self.modals: dict[str, list[View]] = {}  # by user, the topmost last
        self.entered: dict[
            tuple[str, str], dict[tuple[str, str], Json]
        ] = {}  # by (message ts, user): menus in messages
        self.tokens: dict[str, Token] = {}
        self.triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.oauth_codes: dict[str, OAuthCode] = {}
        self.calls: list[ApiCall] = []
        self.violations: list[Violation] = []
        self.hold_file_processing = False
        self._serials: Counter[str] = Counter()
        self._last_ts = 0
        self.tokens[app.app_token] = Token(
            value=app.app_token, kind="app", app_id=app.id, scopes=frozenset({"connections:write"})
        )

    # -- names and times

    def serial(self, prefix: str) -> str:
        """The next id of a kind, such as `V0000000001`."""
        self._serials[prefix] += 1
        return f"{prefix}{self._serials[prefix]:09d}"

    def next_ts(self) -> str:
        """A message timestamp that no other message has."""
        self._last_ts = max(self._last_ts + 1, int(self.clock.now() * 1_000_000))
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    # -- making things

    def add_enterprise(self, enterprise_id: str) -> Enterprise:
        """Found an Enterprise Grid organisation."""
        made = Enterprise(
            id=enterprise_id, name=f"Enterprise {enterprise_id}", domain=f"enterprise-{enterprise_id.lower()}"
        )
        self.enterprises[enterprise_id] = made
        return made

    def add_workspace(self, team_id: str, *, enterprise: str | None = None) -> Workspace:
        """Found a workspace, within an enterprise if one is named."""
        made = Workspace(
            id=team_id,
            name=f"Workspace {team_id}",
            domain=f"workspace-{team_id.lower()}",
            enterprise_id=enterprise,
        )
        self.workspaces[team_id] = made
        return made

    def add_user(self, user_id: str, team: str = "T1", **details: Any) -> User:
        """Let a person join a workspace; `details` are further fields of `User` (tz, is_admin, ...)."""
        name = details.pop("name", f"member-{user_id.lower()}")
        made = User(
            id=user_id,
            team_id=team,
            name=name,
            real_name=details.pop("real_name", f"Member {user_id}"),
            **details,
        )
        made.updated = int(self.clock.now())
        self.users[user_id] = made
        return made

    def add_channel(
        self,
        channel_id: str,
        team: str = "T1",
        *,
        members: Iterable[str] = (),
        name: str | None = None,
        kind: ChannelKind = "public",
        shared_with: Iterable[str] = (),
    ) -> Channel:
        """Open a channel; `shared_with` names further workspaces (Slack Connect)."""
        made = Channel(
            id=channel_id,
            team_id=team,
            name=name or f"channel-{channel_id.lower()}",
            kind=kind,
            members=list(members),
            shared_team_ids=list(shared_with),
            created=int(self.clock.now()),
        )
        self.channels[channel_id] = made
        return made

    def install(
        self,
        team: str | None = "T1",
        *,
        enterprise: str | None = None,
        scopes: Iterable[str] = BOT_SCOPES,
        value: str | None = None,
    ) -> Token:
        """Install the app in a workspace, or with `team=None` in a whole enterprise; gives its bot token."""
        home = team or enterprise
        if home is None:
            raise ValueError("name a workspace or an enterprise")
        workspace = self.workspaces[team] if team else None
        user_id, bot_id = f"UBOT{home}", f"B{home}"
        if user_id not in self.users:
            self.add_user(user_id, home, name=self.app.name, real_name=self.app.name, is_bot=True, bot_id=bot_id)
        rotated = self.app.token_rotation
        prefix = "xoxe.xoxb" if rotated else "xoxb"
        token = Token(
            value=value or f"{prefix}-{self.serial(home)}",
            kind="bot",
            app_id=self.app.id,
            team_id=team,
            enterprise_id=workspace.enterprise_id if workspace else enterprise,
            is_enterprise_install=team is None,
            user_id=user_id,
            bot_id=bot_id,
            scopes=frozenset(scopes),
            expires_at=self.clock.now() + ROTATED_TOKEN_LIFE if rotated else None,
            refresh_token=f"xoxe-1-{self.serial('R')}" if rotated else None,
        )
        self.tokens[token.value] = token
        return token

    # -- finding things

    def bot_token(self, team_id: str) -> Token | None:
        """The live bot token that serves a workspace: its own, else its enterprise's."""
        workspace = self.workspaces.get(team_id)
        live = [token for token in self.tokens.values() if token.kind == "bot" and token.state == "ok"]
        own = [token for token in live if token.team_id == team_id]
        org = [
            token
            for token in live
            if workspace and token.is_enterprise_install and token.enterprise_id == workspace.enterprise_id
        ]
        return own[-1] if own else org[-1] if org else None

    def teams_of(self, token: Token) -> set[str]:
        """The workspaces a token reaches."""
        if not token.is_enterprise_install:
            return {token.team_id} if token.team_id else set()
        return {team.id for team in self.workspaces.values() if team.enterprise_id == token.enterprise_id}

    def open_im(self, user_id: str, bot_user_id: str) -> Channel:
        """The direct conversation of a person with a bot, made on first use."""
        for channel in self.channels.values():
            if channel.kind == "im" and set(channel.members) == {user_id, bot_user_id}:
                return channel
        return self.add_channel(
            self.serial("D"),
            self.users[user_id].team_id,
            members=(user_id, bot_user_id),
            kind="im",
            name="directmessage",
        )

    def message(self, channel_id: str, ts: str) -> Message | None:
        """The message with this timestamp, unless it was deleted or only one person saw it."""
        for message in self.messages:
            if (message.channel, message.ts) == (channel_id, ts) and not (message.deleted or message.ephemeral_to):
                return message
        return None

    def shares_a_channel(self, teams: set[str], user: User, member: str | None = None) -> bool:
        """Whether a person from elsewhere is in a channel with these workspaces (and with `member`)."""
        return any(
            user.id in channel.members and teams & channel.team_ids and (member is None or member in channel.members)
            for channel in self.channels.values()
            if channel.kind != "im"
        )

    def add_trigger(self, user_id: str, team_id: str, *, life: float, view_id: str | None = None) -> Trigger:
        """Make a trigger id that lives `life` seconds."""
        made = Trigger(
            id=f"{self.serial('1')}.{self.serial('2')}.{self.serial('c0ffee')}",
            user_id=user_id,
            team_id=team_id,
            expires_at=self.clock.now() + life,
            view_id=view_id,
        )
        self.triggers[made.id] = made
        return made

    def record(self, call: ApiCall) -> None:
        """Remember a request of the app."""
        self.calls.append(call)

    def note_violation(self, where: str, problems: Iterable[str], error: str | None, payload: Json) -> None:
        """Remember something the app should not have sent."""
        self.violations.append(Violation(where=where, problems=tuple(problems), error=error, payload=payload))
