"""Deciding on a digest: its cards, its row in the outbox and its record, in one transaction."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.application.cards import Card
from bot.application.digest.facts import Period
from bot.application.digest.gather import gather
from bot.application.digest.view import digest_cards
from bot.application.plain import summary
from bot.application.ports.outbox import Draft, to_channel
from bot.application.ports.storage import UnitOfWork
from bot.application.ports.teamwork import Digest
from bot.application.services import Services
from bot.domain.digest_windows import LATE_AFTER, digest_key, posting_date
from bot.domain.people import Team
from bot.ids import DeliveryId

KIND = "digest"


def key_at(team: Team, at: datetime) -> str:
    """The key of a digest posted at `at`."""
    return digest_key(posting_date(at, ZoneInfo(team.settings.zone)))


async def compose(
    uow: UnitOfWork, services: Services, team: Team, period: Period, *, key: str, now: datetime
) -> tuple[Card, ...]:
    """The cards of the digest of a period."""
    facts = await gather(uow, services, team, period, key=key, now=now)
    missed = facts.crowd.missed if facts.crowd else None
    return digest_cards(facts, services.bank.get(missed.question_id) if missed else None)


async def post(
    uow: UnitOfWork,
    services: Services,
    team: Team,
    period: Period,
    *,
    channel: str,
    key: str,
    due_at: datetime,
    now: datetime,
    by_hand: bool = False,
) -> None:
    """Decide on the digest of `key`, due at `due_at`. Later than 24 hours after that it is not sent any more."""
    cards = await compose(uow, services, team, period, key=key, now=now)
    draft = Draft(
        id=DeliveryId(services.new_id(now)),
        key=f"{KIND}:{team.id}:{key}",
        kind=KIND,
        place=to_channel(team, channel),
        cards=cards,
        summary=summary(cards),
        due_at=due_at,
        not_before=max(now, due_at),
        not_after=due_at + LATE_AFTER,
        team_id=team.id,
    )
    if await uow.outbox.enqueue(draft, at=now):
        days = period.window.days
        await uow.digests.add(
            Digest(
                team_id=team.id,
                key=key,
                first_day=days.first,
                last_day=days.last,
                ended_at=period.until,
                posted_at=now,
                delivery_id=draft.id,
                by_hand=by_hand,
            )
        )
