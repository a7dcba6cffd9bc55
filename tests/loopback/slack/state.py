"""What Slack remembers, as plain records a test may read (and, where that makes sense, change)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]
ChannelKind = Literal["public", "private", "im", "mpim"]
TokenKind = Literal["bot", "user", "app"]
TokenState = Literal["ok", "revoked", "inactive"]


@dataclass(kw_only=True)
class Enterprise:
    """An Enterprise Grid organisation."""

    id: str
    name: str
    domain: str


@dataclass(kw_only=True)
class Workspace:
    """A workspace, alone or within an enterprise."""

    id: str
    name: str
    domain: str
    enterprise_id: str | None = None


@dataclass(kw_only=True)
class User:
    """A person or a bot user."""

    id: str
    team_id: str  # for the bot of an org-wide install: the enterprise id
    name: str
    real_name: str
    tz: str | None = "America/Los_Angeles"  # what Slack assumes until the person chooses; None: not told
    locale: str = "en-US"
    email: str | None = None
    is_admin: bool = False
    is_owner: bool = False
    is_primary_owner: bool = False
    is_bot: bool = False
    is_restricted: bool = False  # multi-channel guest
    is_ultra_restricted: bool = False  # single-channel guest
    deleted: bool = False
    bot_id: str | None = None
    updated: int = 0


@dataclass(kw_only=True)
class Channel:
    """A conversation of any kind."""

    id: str
    team_id: str
    name: str
    kind: ChannelKind = "public"
    members: list[str] = field(default_factory=list)
    shared_team_ids: list[str] = field(default_factory=list)  # further workspaces, by Slack Connect
    is_archived: bool = False
    created: int = 0

    @property
    def team_ids(self) -> set[str]:
        """Every workspace that has the channel."""
        return {self.team_id, *self.shared_team_ids}


@dataclass(kw_only=True, eq=False)
class Message:
    """A message as it stands now; `revisions` keeps what it was before each edit."""

    ts: str
    channel: str
    team: str
    user: str
    text: str
    bot_id: str | None = None
    app_id: str | None = None
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    thread_ts: str | None = None
    reply_broadcast: bool = False
    ephemeral_to: str | None = None  # the only person who sees it
    files: list[str] = field(default_factory=list)
    parse: str = "none"
    link_names: bool = False
    username: str | None = None
    client_msg_id: str | None = None
    edited_ts: str | None = None
    deleted: bool = False
    revisions: list[Json] = field(default_factory=list)
    sent: Json = field(default_factory=dict)  # the arguments exactly as the app sent them

    def to_api(self, *, with_metadata: bool = False) -> Json:
        """The message object of Slack's answers and payloads."""
        told: Json = {
            "type": "message",
            "user": self.user,
            "ts": self.ts,
            "text": self.text,
            "team": self.team,
        }
        if self.bot_id:
            told |= {"bot_id": self.bot_id, "app_id": self.app_id}
        if self.client_msg_id:
            told["client_msg_id"] = self.client_msg_id
        if self.username:
            told["username"] = self.username
        for name in ("blocks", "attachments"):
            if getattr(self, name):
                told[name] = getattr(self, name)
        if self.thread_ts:
            told["thread_ts"] = self.thread_ts
        if self.edited_ts:
            told["edited"] = {"user": self.user, "ts": self.edited_ts}
        if with_metadata and self.metadata:
            told["metadata"] = self.metadata
        return told


@dataclass(kw_only=True)
class File:
    """An uploaded file."""

    id: str
    team_id: str
    user: str
    name: str
    length: int  # bytes announced
    title: str = ""
    alt_text: str = ""
    content: bytes | None = None  # None until uploaded
    completed: bool = False
    processed: bool = True  # False while Slack still looks at it; image blocks cannot use it yet
    channels: list[str] = field(default_factory=list)


@dataclass(kw_only=True, eq=False)
class View:
    """A modal or Home tab of one person."""

    id: str
    user_id: str
    team_id: str  # where the app is installed
    body: Json  # as sent, with block ids filled in
    hash: str
    app_id: str
    bot_id: str
    root_view_id: str
    previous_view_id: str | None = None
    values: dict[tuple[str, str], Json] = field(default_factory=dict)  # what the person has entered
    open: bool = True
    revisions: list[Json] = field(default_factory=list)


@dataclass(kw_only=True)
class Token:
    """An access token and what it may do."""

    value: str
    kind: TokenKind
    app_id: str
    team_id: str | None = None
    enterprise_id: str | None = None
    is_enterprise_install: bool = False
    user_id: str = ""
    bot_id: str = ""
    scopes: frozenset[str] = frozenset()
    state: TokenState = "ok"
    expires_at: float | None = None
    refresh_token: str | None = None


@dataclass(kw_only=True)
class App:
    """The one app that is under test, as configured at Slack."""

    id: str = "A000000001"
    name: str = "coach"
    client_id: str = "100000000001.100000000002"
    client_secret: str = "loopback-client-secret"
    signing_secret: str = "loopback-signing-secret"
    verification_token: str = "loopback-verification-token"
    app_token: str = "xapp-1-A000000001-100000000003-loopback"
    events: set[str] = field(
        default_factory=lambda: {
            "app_mention",
            "message.im",
            "app_home_opened",
            "app_uninstalled",
            "tokens_revoked",
        }
    )
    home_tab: bool = True
    messages_tab: bool = True
    token_rotation: bool = False


@dataclass(kw_only=True)
class Trigger:
    """What allows to open one modal."""

    id: str
    user_id: str
    team_id: str
    expires_at: float
    view_id: str | None = None  # the modal it was made in
    exchanged: bool = False


@dataclass(kw_only=True)
class ResponseUrl:
    """A URL to answer one interaction."""

    key: str
    kind: Literal["commands", "actions"]
    user_id: str
    team_id: str
    channel_id: str
    expires_at: float
    original: Message | None = None  # what replace_original means
    uses: int = 0


@dataclass(kw_only=True)
class OAuthCode:
    """What Slack hands to the redirect URL after somebody has agreed to install the app."""

    code: str
    user_id: str
    scopes: frozenset[str]
    team_id: str | None = None
    enterprise_id: str | None = None
    redirect_uri: str | None = None
    used: bool = False


@dataclass(frozen=True, kw_only=True)
class ApiCall:
    """One request of the app: what it asked and what it was told."""

    method: str
    args: Json
    token: str | None
    at: float
    response: Json  # empty when no answer was given
    fault: str | None = None


@dataclass(frozen=True, kw_only=True)
class Violation:
    """Something the app sent that Slack refuses, or takes although it should not be sent."""

    where: str  # the method, `response_url` or `ack`
    problems: tuple[str, ...]
    error: str | None  # None: not refused
    payload: Json
