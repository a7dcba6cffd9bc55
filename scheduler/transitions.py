"""How a delivery goes from state to state, as pure functions (but for the chance in waiting times)."""

import random
from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never

from bot.application.ports.messenger import Sent
from bot.application.ports.outbox import Delivery, DeliveryState
from scheduler.backoff import backoff_s
from scheduler.limits import Limits
from scheduler.outcomes import CannotTell, Closed, Gone, Later, Look, NotThere, Outcome, Refused, Unknown

SPREAD = 0.1  # of the time a platform asks to wait, added by chance


def begun(delivery: Delivery, now: datetime, limits: Limits) -> Delivery:
    """About to be requested: from here on it may have been sent."""
    return replace(
        delivery,
        state=DeliveryState.SENDING,
        tries=delivery.tries + 1,
        tried_at=now,
        unsure_since=delivery.unsure_since or now,
        next_at=now + timedelta(seconds=limits.unknown_s),
        claimed_by=None,
        claimed_until=None,
    )


def after(delivery: Delivery, outcome: Outcome, now: datetime, limits: Limits) -> Delivery:
    """After a request."""
    match outcome:
        case Sent():
            return sent(delivery, outcome, now)
        case Later(reason=reason, after_s=after_s):
            wait = _wait_s(delivery.tries, after_s, limits)
            later = replace(delivery, next_at=now + timedelta(seconds=wait), reason=reason)
            repeated = delivery.unsure_since is not None and delivery.unsure_since != delivery.tried_at
            # What this try did not send an earlier one may have.
            return later if repeated else replace(later, state=DeliveryState.PENDING, unsure_since=None)
        case Unknown(reason=reason):
            return replace(delivery, next_at=now + timedelta(seconds=limits.settle_s), reason=reason)
        case Closed():
            return failed(delivery, "the account takes no direct messages", now)
        case Gone():
            return failed(delivery, "the channel is gone", now)
        case Refused(reason=reason):
            return failed(delivery, reason, now)
        case _:
            assert_never(outcome)


def after_look(delivery: Delivery, look: Look, now: datetime, limits: Limits) -> Delivery:
    """After asking the platform about a delivery whose outcome is not known."""
    delivery = replace(delivery, looks=delivery.looks + 1)
    match look:
        case Sent():
            return sent(delivery, look, now)
        case NotThere() if delivery.tries >= limits.tries:
            return failed(delivery, f"{delivery.tries} tries left no trace: {delivery.reason}", now)
        case NotThere():
            return again(delivery, now)
        case CannotTell(reason=reason):
            return uncertain(delivery, reason, now)
        case Later(reason=reason, after_s=after_s):
            next_at = now + timedelta(seconds=_wait_s(delivery.looks, after_s, limits))
            if next_at > delivery.not_after:
                return uncertain(delivery, f"no answer in time: {reason}", now)
            return replace(delivery, next_at=next_at, reason=reason)
        case _:
            assert_never(look)


def again(delivery: Delivery, now: datetime) -> Delivery:
    """Surely not sent: to be tried again at once."""
    return replace(
        delivery,
        state=DeliveryState.PENDING,
        unsure_since=None,
        next_at=now,
        claimed_by=None,
        claimed_until=None,
        settled_at=None,
    )


def sent(delivery: Delivery, there: Sent, now: datetime) -> Delivery:
    """It stands on the platform; what it says is stored there, and no longer here."""
    done = replace(delivery, message_id=there.message_id, conversation=there.conversation.id, unsure_since=None)
    return _emptied(_settled(done, DeliveryState.SENT, "", now))


def skipped(delivery: Delivery, reason: str, now: datetime) -> Delivery:
    """It is not going to be sent."""
    return _emptied(_settled(delivery, DeliveryState.SKIPPED, reason, now))


def failed(delivery: Delivery, reason: str, now: datetime) -> Delivery:
    """A dead letter: kept whole, so that it can be requeued."""
    return _settled(delivery, DeliveryState.FAILED, reason, now)


def uncertain(delivery: Delivery, reason: str, now: datetime) -> Delivery:
    """Nobody can find out whether it was sent: never again by itself, and kept whole for an operator to judge."""
    return _settled(delivery, DeliveryState.UNCERTAIN, reason, now)


def _settled(delivery: Delivery, state: DeliveryState, reason: str, now: datetime) -> Delivery:
    return replace(
        delivery, state=state, reason=reason, settled_at=now, next_at=now, claimed_by=None, claimed_until=None
    )


def _emptied(delivery: Delivery) -> Delivery:
    return replace(delivery, cards=None, summary="")


def _wait_s(times: int, after_s: float | None, limits: Limits) -> float:
    if after_s is None:
        return backoff_s(times, first_s=limits.backoff_first_s, most_s=limits.backoff_most_s)
    return after_s * (1.0 + random.uniform(0.0, SPREAD))
