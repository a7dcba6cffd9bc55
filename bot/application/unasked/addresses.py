"""Where a delivery goes as things stand when it is sent: accounts and teams may have changed since it was planned."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.application.ports.messenger import Address, Sent, ToAccount, ToChannel
from bot.application.ports.outbox import Delivery
from bot.application.ports.planning import Recipient
from bot.application.ports.storage import UnitOfWork
from bot.application.requests import Platform, TeamKey
from bot.application.unasked.kinds import kind_of
from bot.application.unasked.visits import account_key
from bot.domain.people import Account, Team


@dataclass(frozen=True, slots=True, kw_only=True)
class Nowhere:
    """It is not to be sent, and why not."""

    reason: str


async def address_of(uow: UnitOfWork, delivery: Delivery, now: datetime) -> Address | Nowhere:
    """Where the delivery goes, if it is still wanted there."""
    found = await _destination(uow, delivery)
    if found is None:
        return Nowhere(reason="whom it was for is gone")
    objection = _of_recipient(found, delivery, now) if isinstance(found, Recipient) else _of_team(found)
    objection = objection or await kind_of(delivery).unwanted(uow, delivery, now)
    return Nowhere(reason=objection) if objection else _address(found, delivery)


async def searched(uow: UnitOfWork, delivery: Delivery) -> Address | Nowhere:
    """Where to look for the delivery, whether it is still wanted or not."""
    found = await _destination(uow, delivery)
    return Nowhere(reason="whom it was for is gone") if found is None else _address(found, delivery)


async def _destination(uow: UnitOfWork, delivery: Delivery) -> Recipient | Team | None:
    if delivery.account_id is not None and delivery.learner_id is not None:
        return await uow.planning.recipient(delivery.learner_id, delivery.account_id)
    try:
        return await uow.teams.get(delivery.team_id) if delivery.team_id is not None else None
    except KeyError:
        return None


def _address(found: Recipient | Team, delivery: Delivery) -> Address:
    if isinstance(found, Recipient):
        return ToAccount(account=account_key(found.account), conversation=found.account.dm_channel)
    key = TeamKey(platform=Platform(found.platform), external_id=found.external_id)
    return ToChannel(team=key, channel=delivery.channel or "")


def _of_recipient(recipient: Recipient, delivery: Delivery, now: datetime) -> str | None:
    if recipient.account.dm_closed_at is not None:
        return "the account takes no direct messages"
    if recipient.left:
        return "left the team"
    return kind_of(delivery).declined(recipient.learner, now)


def _of_team(team: Team) -> str | None:
    return "uninstalled" if team.uninstalled_at is not None else None


async def reached(uow: UnitOfWork, delivery: Delivery, sent: Sent) -> None:
    """Remember where direct messages to this account go."""
    account = await _account(uow, delivery)
    if account is not None and sent.conversation.is_dm and account.dm_channel != sent.conversation.id:
        await uow.learners.save_account(replace(account, dm_channel=sent.conversation.id))


async def closed(uow: UnitOfWork, delivery: Delivery, at: datetime) -> None:
    """The account takes no direct messages: write to it no more, and say so when the learner next comes by."""
    account = await _account(uow, delivery)
    if account is None:
        return
    await uow.learners.save_account(replace(account, dm_closed_at=at, dm_closed_told=False))
    learner = await uow.planning.lock(account.learner_id)
    if learner is not None:
        await uow.learners.save(replace(learner, next_due_at=None))


async def forget_conversation(uow: UnitOfWork, delivery: Delivery) -> bool:
    """Forget the conversation that is gone, so that a new one is opened; False if none was known."""
    account = await _account(uow, delivery)
    if account is None or account.dm_channel is None:
        return False
    await uow.learners.save_account(replace(account, dm_channel=None))
    return True


async def _account(uow: UnitOfWork, delivery: Delivery) -> Account | None:
    """The account, if it is still its learner's (it may have been unlinked)."""
    if delivery.account_id is None:
        return None
    try:
        account = await uow.learners.account(delivery.account_id)
    except KeyError:
        return None
    return account if account.learner_id == delivery.learner_id else None
