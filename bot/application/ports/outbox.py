"""The outbox: everything the coach says unasked is a row here, written in the transaction that decided it.

Whoever decides makes a `Draft` and calls `uow.outbox.enqueue`; the dispatcher in `scheduler` does the rest.
What a kind of delivery needs beyond that (is it still wanted, what follows once it was sent) stands in
`bot.application.unasked.kinds`.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from bot.application.cards import Card
from bot.application.requests import Platform
from bot.domain.people import Account, Team
from bot.ids import AccountId, DeliveryId, LearnerId, TeamId

KEY_CHARACTERS = 120


class DeliveryState(StrEnum):
    """Where a delivery stands. Only `SENDING` is ambiguous: a crash in any other loses and repeats nothing."""

    PENDING = "pending"
    CLAIMED = "claimed"  # a worker is about to send it; comes back when its lease runs out
    SENDING = "sending"  # committed immediately before the request
    SENT = "sent"
    SKIPPED = "skipped"  # too late to help, or no longer wanted
    FAILED = "failed"  # refused for good: a dead letter, can be requeued
    UNCERTAIN = "uncertain"  # may have been sent, and nobody can find out; never sent again by itself


FINAL = frozenset({DeliveryState.SENT, DeliveryState.SKIPPED, DeliveryState.FAILED, DeliveryState.UNCERTAIN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a delivery goes: to an account, or to a channel of a team.

    `bucket` is what the platform's rate limits are counted by (a Slack team; the Discord token). Deliveries of
    one `lane` are sent one at a time, in the order of `due_at`.
    """

    platform: Platform
    bucket: str
    lane: str
    account_id: AccountId | None = None
    channel: str | None = None  # the id of its conversation; with the draft's `team_id`


def to_account(account: Account) -> Place:
    """A direct message."""
    platform = Platform(account.platform)
    return Place(
        platform=platform, bucket=_bucket(platform, account.scope), lane=f"account:{account.id}", account_id=account.id
    )


def to_channel(team: Team, channel: str) -> Place:
    """A message to a channel of a team; `channel` is the id of its conversation."""
    platform = Platform(team.platform)
    bucket = _bucket(platform, team.external_id)
    return Place(platform=platform, bucket=bucket, lane=f"channel:{team.id}:{channel}", channel=channel)


def _bucket(platform: Platform, scope: str) -> str:
    return f"slack:{scope}" if platform is Platform.SLACK else platform.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A message to be sent. All instants are aware, UTC.

    `key` says what it is by meaning (`prompt:<learner>:<day>`, at most 120 characters): a second draft of the
    same key is not stored. `kind` names its entry in `unasked.kinds.KINDS`. It is sent at `not_before` or soon
    after it, and skipped after `not_after`. With `learner_id`, `forget` cancels it; `team_id` belongs to a channel.
    """

    id: DeliveryId
    key: str
    kind: str
    place: Place
    due_at: datetime
    not_before: datetime
    not_after: datetime
    cards: tuple[Card, ...] | None = None  # None: the kind composes them when it is about to be sent
    summary: str = ""  # one line of plain text for notifications
    learner_id: LearnerId | None = None
    team_id: TeamId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One row of the outbox."""

    id: DeliveryId
    key: str
    kind: str
    platform: str
    bucket: str
    lane: str
    account_id: AccountId | None
    channel: str | None
    learner_id: LearnerId | None
    team_id: TeamId | None
    cards: tuple[Card, ...] | None  # None until composed, and once sent or skipped: nobody needs them then
    summary: str
    created_at: datetime
    due_at: datetime
    next_at: datetime  # when to try, or to look, next
    not_after: datetime
    state: DeliveryState = DeliveryState.PENDING
    tries: int = 0  # requests made, or about to be
    looks: int = 0  # how often the platform was asked whether it was sent
    claimed_by: str | None = None
    claimed_until: datetime | None = None
    tried_at: datetime | None = None  # start of the last try
    unsure_since: datetime | None = None  # start of the earliest try whose outcome is not known
    settled_at: datetime | None = None
    message_id: str | None = None
    conversation: str | None = None
    reason: str = ""  # why it was skipped, failed or is uncertain

    @property
    def reference(self) -> str:
        """How the platform's message names this delivery: 22 characters of `[0-9A-Za-z_-]`."""
        return reference_of(self.id)


def reference_of(delivery_id: DeliveryId) -> str:
    """An id as a short text: base64 for URLs, without padding."""
    return urlsafe_b64encode(delivery_id.bytes).rstrip(b"=").decode()


def id_of(reference: str) -> DeliveryId | None:
    """The id behind a reference; None if it is none of ours."""
    try:
        found = DeliveryId(UUID(bytes=urlsafe_b64decode(f"{reference}==")))
    except (Error, ValueError):
        return None
    return found if reference_of(found) == reference else None


def unshown(delivery_id: DeliveryId) -> str:
    """No learner types in this conversation: questions in it can be answered by their buttons only."""
    return f"delivery:{reference_of(delivery_id)}"


class Outbox(Protocol):
    """The rows of the outbox."""

    async def enqueue(self, draft: Draft, *, at: datetime) -> bool:
        """Store the draft as a pending delivery, at the instant `at`; False if one of its key is there already."""
        ...

    async def enqueue_all(self, drafts: Sequence[Draft], *, at: datetime) -> None:
        """Store those drafts whose key is not there yet."""
        ...

    async def save_composed(self, composed: Sequence[Delivery]) -> None:
        """Store the cards and summaries of locked deliveries."""
        ...

    async def locked(self, delivery_id: DeliveryId, *, cards: bool = False) -> Delivery | None:
        """The delivery, locked until the end of the transaction, with its cards if asked for.

        None when it is gone (forgotten).
        """
        ...

    async def save(self, delivery: Delivery) -> None:
        """Update where a locked delivery stands. What it says stays as it is, until it is sent or skipped."""
        ...

    async def buckets(self, now: datetime) -> Mapping[str, Platform]:
        """Buckets with something to send now."""
        ...

    async def claim(
        self, bucket: str, *, holder: str, now: datetime, until: datetime, limit: int
    ) -> Sequence[Delivery]:
        """Claim what is due in this bucket, oldest first, at most one of each lane and none that must wait for
        an earlier one of its lane."""
        ...

    async def reclaim(self, now: datetime, *, longest: datetime) -> int:
        """Make claims pending again that ran out by `now`, or that would outlast `longest` (a clock set back)."""
        ...

    async def release(self, holder: str) -> int:
        """Make pending again what this worker has claimed and not begun to send."""
        ...

    async def unsettled(self) -> Sequence[Delivery]:
        """Deliveries in `SENDING`, of all buckets, oldest first, without their cards."""
        ...

    async def late(self, now: datetime, *, limit: int) -> Sequence[Delivery]:
        """Pending deliveries, locked and without their cards, that are too late to be sent."""
        ...

    async def counts(self) -> Mapping[DeliveryState, int]:
        """How many deliveries are in each state."""
        ...

    async def listed(
        self, *, states: Sequence[DeliveryState] = (), reference: str | None = None, limit: int
    ) -> Sequence[Delivery]:
        """Deliveries in these states (none given: in any), or the one of this reference; newest first."""
        ...

    async def place_questions(
        self, learner_id: LearnerId, delivery_id: DeliveryId, conversation: str, at: datetime
    ) -> None:
        """The delivery's questions were shown in this conversation at `at`: typed answers go to them from now on."""
        ...

    async def drop_questions(self, learner_id: LearnerId, delivery_id: DeliveryId) -> None:
        """The delivery's questions were never shown: they are no facts, so nothing of them is kept."""
        ...
