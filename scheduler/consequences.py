"""What follows for learners, accounts and questions from what became of a delivery, in the same transaction."""

from datetime import datetime

from bot.application.ports.messenger import Sent
from bot.application.ports.outbox import Delivery
from bot.application.ports.storage import UnitOfWork
from bot.application.unasked import addresses
from bot.application.unasked.kinds import Loss, kind_of
from scheduler import transitions
from scheduler.outcomes import Closed, Gone, Outcome, Refused


async def follow(uow: UnitOfWork, delivery: Delivery, outcome: Outcome, after: Delivery, now: datetime) -> Delivery:
    """Do what an outcome asks for; the delivery as it is to be saved."""
    match outcome:
        case Sent():
            await sent(uow, delivery, outcome, now)
        case Closed():
            await addresses.closed(uow, delivery, now)
            await kind_of(delivery).lost(uow, delivery, Loss.CLOSED, now)
        case Gone() if delivery.account_id is not None:
            if await addresses.forget_conversation(uow, delivery):
                return transitions.again(delivery, now)  # with a conversation that is opened anew
            await addresses.closed(uow, delivery, now)
            await kind_of(delivery).lost(uow, delivery, Loss.CLOSED, now)
        case Gone():
            await kind_of(delivery).lost(uow, delivery, Loss.GONE, now)
        case Refused():
            await kind_of(delivery).lost(uow, delivery, Loss.REFUSED, now)
        case _:
            pass
    return after


async def sent(uow: UnitOfWork, delivery: Delivery, there: Sent, now: datetime) -> None:
    """Its questions stand in that conversation from now on, and typed answers go to them."""
    at = delivery.tried_at or now
    await addresses.reached(uow, delivery, there)
    if delivery.learner_id is not None:
        await uow.outbox.place_questions(delivery.learner_id, delivery.id, there.conversation.id, at)
    await kind_of(delivery).sent(uow, delivery, there, at)


async def skipped(uow: UnitOfWork, delivery: Delivery, loss: Loss, now: datetime) -> None:
    """Its questions were never asked."""
    if delivery.learner_id is not None:
        await uow.outbox.drop_questions(delivery.learner_id, delivery.id)
    await kind_of(delivery).lost(uow, delivery, loss, now)
