"""The daily prompt: streak, what is due, the first question and a practice problem, answerable right there."""

from bot.application import asking, daily, practising
from bot.application.actions import action
from bot.application.asking import Wish
from bot.application.cards import Button, Buttons, Card, Footnote, Heading, Text, card
from bot.application.plain import summary
from bot.application.ports.outbox import Draft, to_account
from bot.application.practising import ProblemWish
from bot.application.unasked.slow_down import slow_down_card
from bot.application.views.question import question_card
from bot.application.views.words import listing, plural
from bot.application.visit import Visit
from bot.domain.attempts import Source
from bot.domain.plan import Plan
from bot.domain.prompt_times import CATCH_UP, PlannedPrompt, jitter
from bot.ids import DeliveryId

KIND = "prompt"


async def compose(visit: Visit, planned: PlannedPrompt, delivery_id: DeliveryId, *, ask: bool) -> Draft | None:
    """The prompt as a delivery, its question and problem stored as shown nowhere yet; None when all is done.

    `ask`: nothing has been heard for a while, so ask along with it whether to slow down.
    """
    plan = await asking.plan(visit)
    practised = bool(await visit.uow.practices.done_on(visit.learner.id, visit.day))
    if not plan.choices and practised:
        return None
    cards = [_greeting(visit, plan, practised=practised)]
    if plan.choices:
        choice = plan.choices[0]
        question = visit.services.bank.get(choice.question_id)
        _, attempt = await asking.ask(visit, question, Source.PROMPT, reason=choice.reason, wish=Wish())
        cards.append(question_card(question, attempt))
    if not practised:
        cards += await practising.suggest(visit, ProblemWish())
    if ask:
        cards.append(slow_down_card(visit))
    return Draft(
        id=delivery_id,
        key=f"{KIND}:{visit.learner.id}:{planned.day}",
        kind=KIND,
        place=to_account(visit.account),
        cards=tuple(cards),
        summary=summary(cards),
        due_at=planned.due_at,
        not_before=max(visit.now, planned.due_at + jitter(visit.learner.id)),
        not_after=planned.due_at + CATCH_UP,
        learner_id=visit.learner.id,
    )


def _greeting(visit: Visit, plan: Plan, *, practised: bool) -> Card:
    parts = [
        *([plural(plan.due, "review") + " due"] if plan.due else []),
        *(["one new question"] if plan.new else []),
        *([] if practised else ["one practice problem"]),
    ]
    today = listing(parts)
    later = plan.due - len(plan.reviews)
    return card(
        Heading("Your daily practice"),
        Text(f"{daily.streak_line(visit)} Today: {today}."),
        Buttons(
            (
                Button("Pause", action("prompt-pause"), "pause"),
                Button("Change time", action("prompt-time"), "settings time"),
            )
        ),
        Footnote(f"{plural(later, 'review')} can wait until tomorrow.") if later > 0 else None,
    )
