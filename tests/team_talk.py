"""A team in a conversation with a real coach: members by name, channels, and what was posted unasked."""

from collections.abc import Sequence
from dataclasses import replace

from bot.application import naming
from bot.application.ports.outbox import Delivery, DeliveryState
from bot.application.replies import Reply, reply
from bot.application.requests import AccountKey, Conversation, Platform, TeamKey
from bot.application.unasked.to_teams import team_round
from bot.domain.people import Team
from tests.talk import Talk

TEAM = TeamKey(platform=Platform.SLACK, external_id="T1")
CHANNEL = "T1:C1"


def member(talk: Talk, user: str, *, team: TeamKey = TEAM, channel: str | None = CHANNEL, admin: bool = False) -> Talk:
    """Somebody of a team, in one of its channels; None: in their direct messages."""
    other = talk.other(user)
    other.account = AccountKey(platform=team.platform, scope=team.external_id, user_id=user)
    other.team = team
    other.is_admin = admin
    other.conversation = Conversation(id=channel or f"{team.external_id}:D{user}", is_dm=channel is None)
    return other


async def tick(talk: Talk) -> int:
    """Everything about teams that is due by now is decided; how many teams were looked at."""
    look = team_round(talk.services, frozenset(Platform))
    looked_at = 0
    while True:
        async with talk.services.uow() as uow:
            count = await look(uow, talk.clock.now())
            await uow.commit()
        looked_at += count
        if not count:
            return looked_at


async def posted(talk: Talk, kind: str | None = None) -> Sequence[Delivery]:
    """What stands in the outbox, oldest first."""
    async with talk.services.uow() as uow:
        found = await uow.outbox.listed(limit=1000)
    return [delivery for delivery in reversed(found) if kind is None or delivery.kind == kind]


async def settle(talk: Talk, delivery: Delivery, state: DeliveryState) -> None:
    """What the dispatcher would record."""
    async with talk.services.uow() as uow:
        await uow.outbox.save(replace(delivery, state=state))
        await uow.commit()


def shown(delivery: Delivery) -> Reply:
    """A delivery's cards, to be read as a reply."""
    return reply(*(delivery.cards or ()))


async def named(talk: Talk, delivery: Delivery) -> Reply:
    """A delivery's cards as they leave, with those named who still want it."""
    async with talk.services.uow() as uow:
        return reply(*await naming.with_keys(uow, delivery.cards or ()))


async def team_of(talk: Talk, key: TeamKey = TEAM) -> Team:
    async with talk.services.uow() as uow:
        team = await uow.teams.find(key)
        assert team is not None
        return team
