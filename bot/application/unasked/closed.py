"""An account that took no direct messages: when the learner next comes by, try again and say so."""

from dataclasses import replace

import msgspec

from bot.application.cards import Text, Tone, card
from bot.application.replies import Reply
from bot.application.visit import Visit
from bot.domain.agenda import next_due
from bot.domain.people import Account

NOTE = card(
    Text(
        "My last message to you did not arrive: your settings here let no direct messages from me through. "
        "Please allow them; the next prompt comes as planned."
    ),
    tone=Tone.NOTICE,
)


async def come_by(visit: Visit) -> None:
    """Prompts go on, on whatever account the learner comes by."""
    stopped = visit.learner.prompts and visit.learner.next_due_at is None
    if visit.account.dm_closed_told and not stopped:
        return
    for account in await visit.uow.learners.accounts(visit.learner.id):
        visit.unreached = visit.unreached or not account.dm_closed_told
        if account.dm_closed_at is not None:
            await _save(visit, replace(account, dm_closed_at=None))
    if stopped:
        await visit.change_learner(next_due_at=next_due(visit.learner, after=visit.now))


async def mention(visit: Visit, answer: Reply) -> Reply:
    """The reply, with a note if a message did not arrive and the learner has not been told yet."""
    if not visit.unreached or visit.erased or not answer.private:
        return answer
    for account in await visit.uow.learners.accounts(visit.learner.id):
        if not account.dm_closed_told:
            await _save(visit, replace(account, dm_closed_told=True))
    return msgspec.structs.replace(answer, cards=(*answer.cards, NOTE))


async def _save(visit: Visit, account: Account) -> None:
    await visit.uow.learners.save_account(account)
    if account.id == visit.account.id:
        visit.account = account
