"""A visit that nobody made: what the coach says unasked is composed like the reply to a request."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.application.ports.outbox import reference_of, unshown
from bot.application.ports.storage import UnitOfWork
from bot.application.requests import AccountKey, Conversation, Platform, Request, Say, Visitor
from bot.application.services import Services
from bot.application.visit import Visit
from bot.domain import learner_days
from bot.domain.people import Account, Learner
from bot.ids import DeliveryId


def account_key(account: Account) -> AccountKey:
    """The account by the platform's own ids."""
    return AccountKey(platform=Platform(account.platform), scope=account.scope, user_id=account.user_id)


def unasked_visit(
    uow: UnitOfWork,
    services: Services,
    *,
    learner: Learner,
    account: Account,
    delivery_id: DeliveryId,
    now: datetime,
) -> Visit:
    """The visit behind a delivery. Its questions are in no conversation until it is known where they were shown."""
    request = Request(
        event_id=f"delivery:{reference_of(delivery_id)}",
        at=now,
        visitor=Visitor(account=account_key(account)),
        conversation=Conversation(id=unshown(delivery_id), is_dm=True),
        action=Say(text=""),
    )
    day = learner_days.advance(learner.reached_day, now, ZoneInfo(learner.zone))
    return Visit(
        request=request, services=services, uow=uow, now=now, day=day, learner=learner, account=account, team=None
    )
