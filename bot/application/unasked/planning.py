"""One look at a learner who is due: one decision, and its row in the outbox, in the planner's transaction."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

import structlog

from bot.application.ports.storage import UnitOfWork
from bot.application.requests import Platform
from bot.application.services import Services
from bot.application.unasked import nudge, prompt
from bot.application.unasked.visits import unasked_visit
from bot.domain.agenda import PlannedNudge, due_now, next_due
from bot.domain.people import Account, Learner, PromptCare
from bot.domain.prompt_times import PlannedPrompt, PromptSilence, PromptStep
from bot.ids import DeliveryId

log = structlog.get_logger(__name__)


class Decision(StrEnum):
    """What came of a look."""

    PROMPT = "prompt"
    NUDGE = "nudge"
    SILENCE = "silence"  # from now on, until the learner next comes by
    UNREACHABLE = "unreachable"  # no account that takes messages
    NOTHING = "nothing"


async def look_at(
    uow: UnitOfWork, services: Services, learner: Learner, *, now: datetime, platforms: Collection[Platform]
) -> Decision:
    """Decide about a locked learner, write what follows, and store when to look again.

    Prompts missed by more than the catch-up time are left out and logged. `platforms` are those that this
    installation sends to.
    """
    due = due_now(learner, now)
    for missed in due.skipped:
        log.info("prompt skipped", learner_id=str(learner.id), day=str(missed.day), reason="too late")
    if due.send is None:
        await uow.learners.save(replace(learner, next_due_at=next_due(learner, after=now)))
        return Decision.NOTHING
    if PromptSilence(unanswered=learner.unanswered_prompts).step is PromptStep.SILENT:
        await uow.learners.save(replace(learner, prompt_care=PromptCare.SILENT, next_due_at=None))
        return Decision.SILENCE
    account = await _account(uow, learner, platforms)
    if account is None or account.dm_closed_at is not None:
        later = None if account else next_due(learner, after=now)
        await uow.learners.save(replace(learner, next_due_at=later))
        return Decision.UNREACHABLE
    return await _write(uow, services, learner, account, due.send, now)


async def _write(
    uow: UnitOfWork,
    services: Services,
    learner: Learner,
    account: Account,
    planned: PlannedPrompt | PlannedNudge,
    now: datetime,
) -> Decision:
    delivery_id = DeliveryId(services.new_id(now))
    visit = unasked_visit(uow, services, learner=learner, account=account, delivery_id=delivery_id, now=now)
    if isinstance(planned, PlannedPrompt):
        ask = PromptSilence(unanswered=learner.unanswered_prompts).step is PromptStep.ASK
        draft = await prompt.compose(visit, planned, delivery_id, ask=ask)
        changed = replace(
            learner,
            last_prompt_day=planned.day,
            last_prompt_at=now if draft else learner.last_prompt_at,
            prompt_care=PromptCare.ASKED if ask else learner.prompt_care,
        )
    else:
        draft = nudge.compose(visit, planned, delivery_id)
        changed = replace(learner, last_nudge_day=planned.day)
    stored = draft is not None and await uow.outbox.enqueue(draft, at=now)
    await uow.learners.save(replace(changed, next_due_at=next_due(changed, after=now)))
    if not stored:
        await uow.outbox.drop_questions(learner.id, delivery_id)
        return Decision.NOTHING
    return Decision.PROMPT if isinstance(planned, PlannedPrompt) else Decision.NUDGE


async def _account(uow: UnitOfWork, learner: Learner, platforms: Collection[Platform]) -> Account | None:
    """The account that receives unasked messages; where its platform is not configured, the oldest one that is."""
    accounts = [a for a in await uow.learners.accounts(learner.id) if Platform(a.platform) in platforms]
    return next((a for a in accounts if a.id == learner.primary_account), accounts[0] if accounts else None)
