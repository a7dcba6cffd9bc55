"""Everything the loopback Discord remembers, as plain objects that a test may read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from . import permissions
from .checks import parts

Json = dict[str, Any]

TEXT_CHANNEL = 0
DM_CHANNEL = 1


@dataclass(slots=True, kw_only=True, eq=False)
class User:
    """A person or a bot. `dms_open` False: direct messages closed; `installed_app`: installed to the user."""

    id: str
    username: str
    bot: bool = False
    locale: str = "en-US"
    dms_open: bool = True
    installed_app: bool = False
    entitlements: list[Json] = field(default_factory=list)


@dataclass(slots=True, kw_only=True, eq=False)
class Role:
    """A guild's role. The role with the guild's own id is @everyone."""

    id: str
    name: str
    permissions: int
    mentionable: bool = False
    managed: bool = False


@dataclass(slots=True, kw_only=True, eq=False)
class Member:
    """A user in a guild; `roles` are role ids without @everyone."""

    user: User
    joined_at: datetime
    roles: list[str] = field(default_factory=list)
    nick: str | None = None


@dataclass(slots=True, kw_only=True, eq=False)
class Attachment:
    """An uploaded file."""

    id: str
    filename: str
    content_type: str
    data: bytes
    description: str | None = None


@dataclass(slots=True, kw_only=True, eq=False)
class Message:
    """A message as Discord keeps it. `history` holds what it showed before each edit, oldest first."""

    id: str
    channel: Channel = field(repr=False)
    author: User
    created_at: datetime
    type: int = 0
    content: str = ""
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    flags: int = 0
    nonce: int | str | None = None
    allowed_mentions: Json | None = None
    reference: Message | None = field(default=None, repr=False)
    interaction: Interaction | None = field(default=None, repr=False)
    shown_to: User | None = None
    edited_at: datetime | None = None
    deleted: bool = False
    history: list[Json] = field(default_factory=list)

    @property
    def ephemeral(self) -> bool:
        """Whether only the invoking user sees it."""
        return bool(self.flags & parts.EPHEMERAL)

    @property
    def loading(self) -> bool:
        """Whether it still shows that the app is thinking."""
        return bool(self.flags & parts.LOADING)

    @property
    def v2(self) -> bool:
        """Whether it is made of new-style components only."""
        return bool(self.flags & parts.COMPONENTS_V2)

    @property
    def text(self) -> str:
        """All the words it shows: content, text displays and embeds, a line each."""
        lines = [self.content]
        lines += [c["content"] for c in parts.walk(self.components) if c.get("type") == parts.TEXT_DISPLAY]
        for embed in self.embeds:
            lines += [str(embed.get(key) or "") for key in ("title", "description")]
            lines += [f"{f['name']}: {f['value']}" for f in embed.get("fields") or []]
            lines.append(str((embed.get("footer") or {}).get("text") or ""))
        return "\n".join(line for line in lines if line)

    @property
    def buttons(self) -> list[Json]:
        """Its buttons, in order."""
        return [c for c in parts.walk(self.components) if c.get("type") == parts.BUTTON]

    @property
    def selects(self) -> list[Json]:
        """Its select menus, in order."""
        return [c for c in parts.walk(self.components) if c.get("type") in parts.SELECTS]


@dataclass(slots=True, kw_only=True, eq=False)
class Channel:
    """A guild's text channel, or a direct message. `bot_permissions` None: as in the whole guild."""

    id: str
    type: int = TEXT_CHANNEL
    name: str = ""
    guild: Guild | None = field(default=None, repr=False)
    recipients: list[User] = field(default_factory=list)
    bot_permissions: int | None = None
    messages: dict[str, Message] = field(default_factory=dict, repr=False)
    typing: list[datetime] = field(default_factory=list)

    @property
    def visible(self) -> list[Message]:
        """Its messages that are neither deleted nor for one person only, oldest first."""
        return [m for m in self.messages.values() if not m.deleted and not m.ephemeral]


@dataclass(slots=True, kw_only=True, eq=False)
class Guild:
    """A server. `has_bot` False: the bot is not a member, though users may have installed the app."""

    id: str
    name: str
    owner: User
    locale: str = "en-US"
    has_bot: bool = True
    bot_permissions: int = permissions.BOT
    available: bool = True
    bot_role_id: str = ""
    admin_role_id: str = ""
    roles: dict[str, Role] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict, repr=False)
    channels: dict[str, Channel] = field(default_factory=dict, repr=False)

    @property
    def channel(self) -> Channel:
        """Its first channel."""
        return next(iter(self.channels.values()))

    def permissions_of(self, user_id: str) -> int:
        """What a member may do: by @everyone and their roles; owner and admins everything."""
        held = self.roles[self.id].permissions
        for role_id in self.members[user_id].roles:
            held |= self.roles[role_id].permissions
        return permissions.ALL if held & permissions.ADMINISTRATOR or user_id == self.owner.id else held


@dataclass(slots=True, kw_only=True, eq=False)
class Modal:
    """A modal as the app sent it, and the interaction that it answered."""

    custom_id: str
    title: str
    components: list[Json]
    opened_by: Interaction = field(repr=False)


InteractionType = Literal[2, 3, 4, 5]
COMMAND: InteractionType = 2
COMPONENT: InteractionType = 3
AUTOCOMPLETE: InteractionType = 4
MODAL_SUBMIT: InteractionType = 5


@dataclass(slots=True, kw_only=True, eq=False)
class Interaction:
    """One use of a command, component or modal, and how the app answered it.

    `response_type` is the type of the first response, None while there is none; `original` is the message
    that `@original` means.
    """

    id: str
    token: str
    type: InteractionType
    user: User
    channel: Channel
    data: Json
    created_at: datetime
    owners: dict[str, str]
    context: int
    guild: Guild | None = field(default=None, repr=False)
    message: Message | None = field(default=None, repr=False)
    source: Interaction | None = field(default=None, repr=False)
    command_name: str = ""
    response_type: int | None = None
    response_data: Json = field(default_factory=dict)
    responded_at: datetime | None = None
    sent_perf_s: float = 0.0
    latency_s: float | None = None
    original: Message | None = None
    followups: list[Message] = field(default_factory=list)
    modal: Modal | None = None

    @property
    def respond_by(self) -> datetime:
        """The end of the 3 seconds for a first response."""
        return self.created_at + timedelta(seconds=3)

    @property
    def expires_at(self) -> datetime:
        """The end of the token's 15 minutes."""
        return self.created_at + timedelta(minutes=15)


@dataclass(slots=True, kw_only=True, eq=False)
class Application:
    """The app under test. Privileged intents are those switched on in its settings."""

    id: str
    name: str
    token: str
    bot: User
    message_content: bool = False
    server_members: bool = False
    presences: bool = False
    commands: dict[str | None, dict[str, Json]] = field(default_factory=lambda: {None: {}}, repr=False)
    """Commands by guild id (None: global) and command id."""
    creates: dict[str | None, list[datetime]] = field(default_factory=dict)
    """When commands were newly created, by scope; an update of a known name is no create."""

    @property
    def command_creates(self) -> int:
        """How many global commands were newly created so far."""
        return len(self.creates.get(None, []))
