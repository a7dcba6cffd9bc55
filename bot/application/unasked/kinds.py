"""The kinds of deliveries: whether one is still wanted when its time comes, and what follows from what became of it.

A new kind is a `DeliveryKind` here; its drafts name it. The dispatcher knows no kind by name.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.application.cards import Card
from bot.application.ports.messenger import Sent
from bot.application.ports.outbox import Delivery
from bot.application.ports.storage import UnitOfWork
from bot.application.unasked import nudge, prompt, to_learners, to_teams
from bot.application.visit import Visit
from bot.domain.people import Learner


class Loss(StrEnum):
    """Why a delivery was given up."""

    TOO_LATE = "too late to help"
    NOT_WANTED = "no longer wanted"
    CLOSED = "the account takes no direct messages"
    GONE = "the channel is gone"
    REFUSED = "refused by the platform"


Compose = Callable[[Visit], Awaitable[tuple[Card, ...] | None]]
Declined = Callable[[Learner, datetime], str | None]
Wanted = Callable[[UnitOfWork, Delivery, datetime], Awaitable[str | None]]
AfterSent = Callable[[UnitOfWork, Delivery, Sent, datetime], Awaitable[None]]
AfterLoss = Callable[[UnitOfWork, Delivery, Loss, datetime], Awaitable[None]]


def _nothing_declined(learner: Learner, now: datetime) -> str | None:
    return None


async def _no_objection(uow: UnitOfWork, delivery: Delivery, now: datetime) -> str | None:
    return None


async def _nothing_more(uow: UnitOfWork, delivery: Delivery, what: Sent | Loss, at: datetime) -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryKind:
    """One kind. All of it runs in the transaction that records the state.

    `compose`: makes the cards of a draft to a learner that came without, shortly before it is sent, as if the
    learner had come by; None when there is nothing to say any more. `declined` (by the learner it goes to) and
    `unwanted` are asked right before each try: None when it is still wanted, else the reason to skip it, in a few
    words. `sent`: it stands on the platform since about this instant. `lost`: it was given up.
    """

    compose: Compose | None = None
    declined: Declined = _nothing_declined
    unwanted: Wanted = _no_objection
    sent: AfterSent = _nothing_more
    lost: AfterLoss = _nothing_more


async def _channel(uow: UnitOfWork, delivery: Delivery, loss: Loss, at: datetime) -> None:
    if loss is Loss.GONE:
        await to_teams.channel_lost(uow, delivery, at)


KINDS: Mapping[str, DeliveryKind] = {
    prompt.KIND: DeliveryKind(
        compose=prompt.compose, declined=to_learners.prompt_declined, sent=to_learners.prompt_sent
    ),
    nudge.KIND: DeliveryKind(compose=nudge.compose, declined=to_learners.nudge_declined),
    "digest": DeliveryKind(unwanted=to_teams.digest_unwanted, lost=_channel),
    "challenge": DeliveryKind(unwanted=to_teams.challenge_unwanted, lost=_channel),
    "question-of-the-day": DeliveryKind(unwanted=to_teams.challenge_unwanted, lost=_channel),
    "challenge-result": DeliveryKind(lost=_channel),
}


def kind_of(delivery: Delivery) -> DeliveryKind:
    """The kind of a delivery; one that this version does not know is sent without more ado."""
    return KINDS.get(delivery.kind) or DeliveryKind()
