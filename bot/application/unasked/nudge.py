"""The nudge: one line and one button, on the evening of a day that would cost a freeze or end the streak."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.application.actions import action
from bot.application.cards import Button, Buttons, Card, Style, Text, card
from bot.application.plain import summary
from bot.application.ports.outbox import Draft, to_account
from bot.application.views.words import clock_time, plural
from bot.application.visit import Visit
from bot.domain.agenda import PlannedNudge
from bot.domain.prompt_times import QUIET_FROM, jitter
from bot.domain.streaks import streak_at
from bot.domain.wall_clock import first_instant
from bot.ids import DeliveryId

KIND = "nudge"

_LAST_MOMENT = timedelta(seconds=1)


def compose(visit: Visit, planned: PlannedNudge, delivery_id: DeliveryId) -> Draft:
    """The nudge as a delivery; not to be sent once the quiet hours begin."""
    zone = ZoneInfo(visit.learner.zone)
    cards = (nudge_card(visit),)
    quiet = first_instant(visit.now.astimezone(zone).date(), QUIET_FROM, zone) - _LAST_MOMENT
    return Draft(
        id=delivery_id,
        key=f"{KIND}:{visit.learner.id}:{planned.day}",
        kind=KIND,
        place=to_account(visit.account),
        cards=cards,
        summary=summary(cards),
        due_at=planned.due_at,
        not_before=min(max(visit.now, planned.due_at + jitter(visit.learner.id)), quiet),
        not_after=quiet,
        learner_id=visit.learner.id,
    )


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
