"""The daily prompt: streak, what is due, the first question and a practice problem, answerable right there."""

from datetime import datetime

from bot.application import asking, daily, practising
from bot.application.actions import action
from bot.application.asking import Wish
from bot.application.cards import Button, Buttons, Card, Footnote, Heading, Text, card
from bot.application.ports.outbox import Draft, to_account
from bot.application.practising import ProblemWish
from bot.application.unasked.slow_down import slow_down_card
from bot.application.views.question import question_card
from bot.application.views.words import listing, plural
from bot.application.visit import Visit
from bot.domain.attempts import Source
from bot.domain.people import Account, Learner
from bot.domain.plan import Plan
from bot.domain.prompt_times import CATCH_UP, PlannedPrompt, PromptSilence, PromptStep, jitter
from bot.ids import DeliveryId

KIND = "prompt"


def draft(
    learner: Learner, account: Account, planned: PlannedPrompt, delivery_id: DeliveryId, *, now: datetime
) -> Draft:
    """The prompt as a delivery, to be composed when it is about to be sent."""
    return Draft(
        id=delivery_id,
        key=f"{KIND}:{learner.id}:{planned.day}",
        kind=KIND,
        place=to_account(account),
        due_at=planned.due_at,
        not_before=max(now, planned.due_at + jitter(learner.id)),
        not_after=planned.due_at + CATCH_UP,
        learner_id=learner.id,
    )


async def compose(visit: Visit) -> tuple[Card, ...] | None:
    """The cards, with the question and the problem in them stored as shown nowhere yet; None when all is done.

    If nothing has been heard for a while, it asks as well whether to slow down.
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
    if PromptSilence(unanswered=visit.learner.unanswered_prompts).step is PromptStep.ASK:
        cards.append(slow_down_card(visit))
    return tuple(cards)


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
