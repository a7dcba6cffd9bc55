"""Sending what nobody asked for at this moment: prompts, nudges, digests, challenge results.

One messenger a platform, working by REST alone, so that any worker can send. The dispatcher in `scheduler`
keeps the ledger around it (see design, section 6, Delivery).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.application.cards import Card
from bot.application.requests import AccountKey, Conversation, Platform, TeamKey


@dataclass(frozen=True, slots=True, kw_only=True)
class ToAccount:
    """A direct message. `conversation` is where DMs with this account went before, if known."""

    account: AccountKey
    conversation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToChannel:
    """A message to a channel of a team; `channel` is the id of its conversation, as requests from there carry it."""

    team: TeamKey
    channel: str


Address = ToAccount | ToChannel


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One message to send. `reference` names the delivery (at most 25 characters of `[0-9A-Za-z_-]`).

    The platform's message carries the reference, so that it can be found again: Slack as metadata, Discord as
    nonce and inside the component ids. `summary` is one line of plain text for notifications.
    """

    reference: str
    address: Address
    cards: tuple[Card, ...]
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A message that stands on the platform: its id there, and the conversation it is part of."""

    message_id: str
    conversation: Conversation


class CannotLook(Exception):
    """Whether the message was sent cannot be found out (no scope, no permission, no answer)."""


class Messenger(Protocol):
    """One platform's way to send."""

    @property
    def platform(self) -> Platform:
        """The platform it sends to."""
        ...

    async def send(self, outgoing: Outgoing) -> Sent:
        """Send once, within its own timeout.

        Raises `RateLimited`, `PlatformUnavailable` (nothing was sent), `OutcomeUnknown` (it may have been),
        `ChannelGone` or `MessagesClosed` (permanent).
        """
        ...

    async def find(self, outgoing: Outgoing, *, since: datetime) -> Sent | None:
        """The message of this reference, sent at or after `since`; None when surely not. Raises `CannotLook`."""
        ...

    @property
    def repeats_safely_for_s(self) -> float:
        """Seconds after a first `send` in which sending the same reference again makes no second message."""
        ...
