"""The nudge: one line and one button, on the evening of a day that would cost a freeze or end the streak."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.application.actions import action
from bot.application.cards import Button, Buttons, Card, Style, Text, card
from bot.application.ports.outbox import Draft, to_account
from bot.application.views.words import clock_time, plural
from bot.application.visit import Visit
from bot.domain.agenda import PlannedNudge
from bot.domain.people import Account, Learner
from bot.domain.prompt_times import QUIET_FROM, jitter
from bot.domain.streaks import streak_at
from bot.domain.wall_clock import first_instant
from bot.ids import DeliveryId

KIND = "nudge"

_LAST_MOMENT = timedelta(seconds=1)


def draft(
    learner: Learner, account: Account, planned: PlannedNudge, delivery_id: DeliveryId, *, now: datetime
) -> Draft:
    """The nudge as a delivery; not to be sent once the quiet hours begin."""
    zone = ZoneInfo(learner.zone)
    quiet = first_instant(now.astimezone(zone).date(), QUIET_FROM, zone) - _LAST_MOMENT
    return Draft(
        id=delivery_id,
        key=f"{KIND}:{learner.id}:{planned.day}",
        kind=KIND,
        place=to_account(account),
        due_at=planned.due_at,
        not_before=min(max(now, planned.due_at + jitter(learner.id)), quiet),
        not_after=quiet,
        learner_id=learner.id,
    )


async def compose(visit: Visit) -> tuple[Card, ...]:
    """The one card."""
    return (nudge_card(visit),)


def nudge_card(visit: Visit) -> Card:
    """What is at stake, and a question."""
    zone = ZoneInfo(visit.learner.zone)
    streak = streak_at(visit.learner.streak, now=visit.now, zone=zone, reached=visit.day)
    until = f" before {clock_time(streak.at_risk_until.astimezone(zone).time())}" if streak.at_risk_until else ""
    otherwise = " (otherwise a freeze is spent)" if streak.freezes else ""
    return card(
        Text(f"One answer{until} keeps your streak of **{plural(streak.current, 'day')}**{otherwise}."),
        Buttons((Button("One question", action("quiz"), "quiz", Style.PRIMARY),)),
    )
