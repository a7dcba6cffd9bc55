"""The home page, where a platform has one: today, streak, areas, settings, each with its buttons."""

from bot.application import asking, daily
from bot.application.actions import action
from bot.application.cards import Button, Buttons, Card, Footnote, Heading, Style, Text, card
from bot.application.commands.base import Pressed
from bot.application.commands.progress import bars, forecasts, seen_and_due
from bot.application.commands.settings import next_prompt_line, settings_card
from bot.application.commands.streak import streak_card
from bot.application.replies import Reply, reply
from bot.application.visit import Visit


async def show(visit: Visit, pressed: Pressed) -> Reply:
    """Everything about the learner at one glance; nothing is asked and nothing is changed."""
    return reply(await _today(visit), await streak_card(visit), await _areas(visit), settings_card(visit))


async def _today(visit: Visit) -> Card:
    overview = await daily.overview(visit, await asking.plan(visit))
    new = visit.learner.started_at is None
    start = Button("Set me up", action("start"), "start")
    return card(
        *overview.elements,
        Buttons(
            (
                Button("Today's plan", action("daily"), "daily", Style.PRIMARY),
                Button("One question", action("quiz"), "quiz"),
                Button("A practice problem", action("practice"), "practice"),
                *((start,) if new else ()),
            ),
        ),
        Text("Everything works before that; it sets your time zone, a daily prompt and your level.") if new else None,
        Footnote(next_prompt_line(visit)),
    )


async def _areas(visit: Visit) -> Card:
    told = await forecasts(visit)
    return card(
        Heading("Your areas"),
        seen_and_due(told),
        *bars(told),
        Buttons(
            (Button("Your progress", action("progress"), "progress"), Button("What else?", action("help"), "help")),
        ),
    )
