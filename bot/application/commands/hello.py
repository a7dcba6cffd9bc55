"""The greeting when a conversation is opened: who you are to me, what is open, what is on today."""

from zoneinfo import ZoneInfo

from bot.application import answering, asking, daily
from bot.application.actions import action
from bot.application.cards import Button, Buttons, Card, Footnote, Heading, Style, Text, card
from bot.application.commands.base import Pressed
from bot.application.replies import Reply, reply
from bot.application.views.question import question_card
from bot.application.views.words import clock_time, plural, short_date
from bot.application.visit import Visit


async def greet(visit: Visit, pressed: Pressed) -> Reply:
    """A newcomer is told what this is; others see today's plan and the question they left open."""
    if visit.newcomer:
        return reply(_welcome())
    opened = await visit.uow.attempts.latest_open(visit.learner.id, visit.conversation)
    if opened is None:
        return reply(await _today(visit))
    question = await answering.shown_question(visit, opened)
    hint = question.hint if opened.hints else ""
    return reply(await _today(visit), question_card(question, opened, lead="**Still open:**", hint=hint))


def _welcome() -> Card:
    return card(
        Heading("Skill Coach"),
        Text(
            "I keep your backend skills growing, a few minutes a day: I ask, I explain, and I ask again "
            "just before you would forget."
        ),
        Buttons(
            (
                Button("Set me up", action("start"), "start", Style.PRIMARY),
                Button("One question first", action("quiz"), "quiz"),
                Button("What else?", action("help"), "help"),
            )
        ),
        Footnote("Everything works before `start`, too."),
    )


async def _today(visit: Visit) -> Card:
    plan = await asking.plan(visit)
    local = visit.now.astimezone(ZoneInfo(visit.learner.zone))
    due = plural(plan.due, "review") + " due" if plan.due else "nothing due for review"
    late = local.date() != visit.day
    return card(
        Heading(f"{short_date(local.date(), visit.day)}, {clock_time(local.time())}"),
        Text(f"{daily.streak_line(visit)} Today: {due}."),
        Buttons(
            (
                Button("Today's plan", action("daily"), "daily", Style.PRIMARY),
                Button("One question", action("quiz"), "quiz"),
            )
        ),
        Footnote(f"For your streak it is still {visit.day:%A}: a day runs from 04:00 to 04:00.") if late else None,
    )
