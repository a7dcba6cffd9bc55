"""What comes in: one request per platform event, in our words. Adapters translate; nothing leaks inwards."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Platform(StrEnum):
    """Where an account lives."""

    SLACK = "slack"
    DISCORD = "discord"
    TERMINAL = "terminal"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountKey:
    """A learner on one platform, by the platform's own ids.

    `scope` is the Slack enterprise id, else the Slack team id; empty on Discord and in the terminal.
    """

    platform: Platform
    scope: str
    user_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamKey:
    """A Slack workspace or Discord guild, by the platform's own id."""

    platform: Platform
    external_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """A DM or a channel. `id` is unique on its platform (a Slack channel id is joined with its team's)."""

    id: str
    is_dm: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who sent the event, and what the platform says of them at this moment. The name is never stored.

    `is_admin`: of the request's team; never True where the platform cannot say.
    """

    account: AccountKey
    zone: str | None = None  # IANA name from the platform's profile
    locale: str | None = None
    is_admin: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    """A line of text from a person: a command, or an answer to the open question."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoke:
    """A command with its arguments by name, as a platform's own command options give them (still text)."""

    command: str
    arguments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A button or a selection: the element's action with the chosen values."""

    action: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Submit:
    """A form that was sent: its action with the fields by key."""

    action: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """The button before a form: the form as it is now is wanted, nothing is changed."""

    action: str


Action = Say | Invoke | Press | Submit | Open


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One event. `event_id` is the idempotency key: the same for every delivery of the same event.

    `channels` are the channels that the action's words name, by those words; the adapter vouches that they are
    the team's own.
    """

    event_id: str
    at: datetime  # the platform's own timestamp, aware, UTC
    visitor: Visitor
    conversation: Conversation
    action: Action
    team: TeamKey | None = None  # None in a DM without a team
    channels: Mapping[str, Conversation] = field(default_factory=dict)
