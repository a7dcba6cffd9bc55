"""Where a delivery goes as things stand when it is sent: accounts and teams may have changed since it was planned."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.application.ports.messenger import Address, Sent, ToAccount, ToChannel
from bot.application.ports.outbox import Delivery
from bot.application.ports.storage import UnitOfWork
from bot.application.requests import Platform, TeamKey
from bot.application.unasked.visits import account_key
from bot.domain.people import Account
from bot.ids import LearnerId


@dataclass(frozen=True, slots=True, kw_only=True)
class Nowhere:
    """There is no address any more, and why not."""

    reason: str


async def address_of(uow: UnitOfWork, delivery: Delivery) -> Address | Nowhere:
    """The address, or why there is none."""
    if delivery.account_id is not None:
        return await _of_account(uow, delivery)
    if delivery.team_id is None or delivery.channel is None:
        return Nowhere(reason="no address")
    try:
        team = await uow.teams.get(delivery.team_id)
    except KeyError:
        return Nowhere(reason="the team is gone")
    if team.uninstalled_at is not None:
        return Nowhere(reason="uninstalled")
    key = TeamKey(platform=Platform(team.platform), external_id=team.external_id)
    return ToChannel(team=key, channel=delivery.channel)


async def _of_account(uow: UnitOfWork, delivery: Delivery) -> Address | Nowhere:
    account = await _account(uow, delivery)
    if account is None:
        return Nowhere(reason="the account is gone")
    if account.dm_closed_at is not None:
        return Nowhere(reason="the account takes no direct messages")
    if await _left(uow, account.learner_id, account.platform):
        return Nowhere(reason="left the team")
    return ToAccount(account=account_key(account), conversation=account.dm_channel)


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


async def _left(uow: UnitOfWork, learner_id: LearnerId, platform: str) -> bool:
    """Whether the learner was in teams of this platform and has left them all, or they have left us."""
    memberships = await uow.teams.memberships(learner_id)
    there = False
    for membership in memberships:
        team = await uow.teams.get(membership.team_id)
        if team.platform == platform:
            there = True
            if membership.left_at is None and team.uninstalled_at is None:
                return False
    return there
