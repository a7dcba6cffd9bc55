"""Deliveries that no planner decided."""

from datetime import timedelta

from bot.application.cards import Text, card
from bot.application.ports.outbox import Draft, to_account
from bot.ids import DeliveryId, LearnerId
from tests.integration.scheduler.house import House


async def enqueue_notes(house: House, learner_id: LearnerId, *texts: str) -> None:
    """One message for each text, in this order."""
    now = house.time.now()
    async with house.services.uow() as uow:
        (account,) = await uow.learners.accounts(learner_id)
        for number, text in enumerate(texts):
            due_at = now + number * timedelta(milliseconds=1)
            draft = Draft(
                id=DeliveryId(house.services.new_id(now)),
                key=f"note:{learner_id}:{text}",
                kind="note",
                place=to_account(account),
                cards=(card(Text(text)),),
                summary=text,
                due_at=due_at,
                not_before=due_at,
                not_after=now + timedelta(hours=4),
                learner_id=learner_id,
            )
            assert await uow.outbox.enqueue(draft, at=now)
        await uow.commit()
