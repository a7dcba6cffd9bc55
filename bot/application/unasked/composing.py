"""Composing what is about to be sent, for a batch of deliveries at once."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import structlog

from bot.application.asking import RECENT
from bot.application.plain import summary
from bot.application.ports.outbox import Delivery, unshown
from bot.application.ports.storage import UnitOfWork
from bot.application.services import Services
from bot.application.unasked.kinds import Compose, kind_of
from bot.application.unasked.visits import unasked_visit
from bot.domain import learner_days
from bot.domain.people import Account, Learner
from bot.errors import StorageUnavailable
from bot.ids import DeliveryId

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """What came of composing: cards; or nothing to say any more; or it went wrong."""

    ready: tuple[Delivery, ...]
    needless: tuple[Delivery, ...] = ()
    failed: tuple[Delivery, ...] = ()


async def compose_all(
    uow: UnitOfWork, services: Services, deliveries: Sequence[Delivery], *, now: datetime
) -> Composed:
    """Compose those that have no cards yet, each for itself; store cards and questions in this transaction."""
    work = [(delivery, compose) for delivery in deliveries if (compose := _compose_of(delivery)) is not None]
    people = await _people(uow, [delivery for delivery, _ in work])
    days = {learner.id: _today(learner, now) for learner, _ in people.values()}
    ahead = await uow.read_ahead(days, recent=RECENT)
    made: list[Delivery] = []
    needless: list[Delivery] = []
    failed: list[Delivery] = []
    for delivery, compose in work:
        if delivery.id not in people:
            needless.append(delivery)
            continue
        learner, account = people[delivery.id]
        await asyncio.sleep(0)  # nothing below waits for anything, and others want a turn
        visit = unasked_visit(ahead.uow, services, learner=learner, account=account, delivery_id=delivery.id, now=now)
        try:
            cards = await compose(visit)
        except StorageUnavailable:
            raise
        except Exception:
            log.exception("composing failed", reference=delivery.reference, kind=delivery.kind)
            ahead.drop(unshown(delivery.id))
            failed.append(delivery)
            continue
        if cards is None:
            needless.append(delivery)
        else:
            made.append(replace(delivery, cards=cards, summary=summary(cards)))
    await ahead.write()
    await uow.outbox.save_composed(made)
    had = [delivery for delivery in deliveries if _compose_of(delivery) is None]
    return Composed(ready=(*had, *made), needless=tuple(needless), failed=tuple(failed))


def _compose_of(delivery: Delivery) -> Compose | None:
    return kind_of(delivery).compose if delivery.cards is None else None


async def _people(uow: UnitOfWork, deliveries: Sequence[Delivery]) -> dict[DeliveryId, tuple[Learner, Account]]:
    """The learner and account of each delivery, where both are there and still belong together."""
    ids = {delivery.learner_id for delivery in deliveries if delivery.learner_id is not None}
    learners, accounts = await uow.planning.many(ids), await uow.planning.accounts(ids)
    found: dict[DeliveryId, tuple[Learner, Account]] = {}
    for delivery in deliveries:
        learner = learners.get(delivery.learner_id) if delivery.learner_id else None
        owned = accounts.get(learner.id, ()) if learner else ()
        account = next((account for account in owned if account.id == delivery.account_id), None)
        if learner is not None and account is not None:
            found[delivery.id] = (learner, account)
    return found


def _today(learner: Learner, now: datetime) -> date:
    return learner_days.advance(learner.reached_day, now, ZoneInfo(learner.zone))
