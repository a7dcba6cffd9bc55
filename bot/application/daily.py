"""Today's plan as a conversation: due reviews, one new question, then one practice problem."""

from zoneinfo import ZoneInfo

from bot.application import answering, asking, practising
from bot.application.asking import Wish
from bot.application.cards import Card, Footnote, Heading, Text, card
from bot.application.replies import Reply, reply
from bot.application.views.question import question_card
from bot.application.views.words import listing, plural
from bot.application.visit import Visit
from bot.domain.attempts import Source
from bot.domain.plan import Plan
from bot.domain.streaks import streak_at


async def begin(visit: Visit) -> Reply:
    """What is on today, and the first thing of it."""
    plan = await asking.plan(visit)
    return reply(await overview(visit, plan), *await _next_cards(visit, plan))


async def go_on(visit: Visit) -> Reply:
    """The next thing of today's plan, without the overview."""
    return reply(*await _next_cards(visit, await asking.plan(visit)))


async def overview(visit: Visit, plan: Plan) -> Card:
    """What is left of today's plan, in two lines."""
    parts = []
    if plan.reviews:
        parts.append(plural(len(plan.reviews), "review"))
    if plan.new:
        parts.append("1 new question")
    if not await visit.uow.practices.done_on(visit.learner.id, visit.day):
        parts.append("1 practice problem")
    left = f"{listing(parts).capitalize()}." if parts else "Nothing is left for today."
    later = plan.due - len(plan.reviews)
    return card(
        Heading("Today"),
        Text(f"{left} {streak_line(visit)}"),
        Footnote(f"{plural(later, 'more review')} can wait until tomorrow.") if later > 0 else None,
    )


def streak_line(visit: Visit) -> str:
    """The streak in one sentence."""
    streak = streak_at(visit.learner.streak, now=visit.now, zone=ZoneInfo(visit.learner.zone), reached=visit.day)
    if streak.current == 0:
        return "No streak is running; one answer begins it."
    if streak.done_today:
        return f"Streak: **{plural(streak.current, 'day')}**, today included."
    if not streak.due_today:
        return f"Streak: **{plural(streak.current, 'day')}**; today is free, an answer still counts."
    return f"Streak: **{plural(streak.current, 'day')}**; one answer today keeps it."


async def _next_cards(visit: Visit, plan: Plan) -> tuple[Card, ...]:
    opened = await visit.uow.attempts.latest_open(visit.learner.id, visit.conversation)
    if opened and opened.source in {Source.DAILY, Source.PROMPT} and opened.asked_at >= asking.day_began(visit):
        return (question_card(await answering.shown_question(visit, opened), opened),)
    if plan.choices:
        choice = plan.choices[0]
        question = visit.services.bank.get(choice.question_id)
        _, attempt = await asking.ask(visit, question, Source.DAILY, reason=choice.reason, wish=Wish())
        return (question_card(question, attempt),)
    return await practising.for_today(visit)
