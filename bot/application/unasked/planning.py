"""One decision about a learner who is due, as a pure function: what to send, and when to look again."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from bot.application.ports.outbox import Draft
from bot.application.requests import Platform
from bot.application.unasked import nudge, prompt
from bot.domain.agenda import due_now, next_due
from bot.domain.people import Account, Learner, PromptCare
from bot.domain.prompt_times import PlannedPrompt, PromptSilence, PromptStep
from bot.ids import DeliveryId


class Decision(StrEnum):
    """What came of a look."""

    PROMPT = "prompt"
    NUDGE = "nudge"
    SILENCE = "silence"  # from now on, until the learner next comes by
    UNREACHABLE = "unreachable"  # no account that takes messages
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision with the learner as it leaves them, the row it writes, and the days that came too late."""

    decision: Decision
    learner: Learner
    draft: Draft | None = None
    too_late: tuple[date, ...] = ()


def decide(
    learner: Learner,
    accounts: Sequence[Account],
    *,
    now: datetime,
    platforms: Collection[Platform],
    new_id: Callable[[datetime], UUID],
) -> Decided:
    """Decide about a learner; `platforms` are those that this installation sends to."""
    due = due_now(learner, now)
    too_late = tuple(missed.day for missed in due.skipped)
    later = replace(learner, next_due_at=next_due(learner, after=now))
    if due.send is None:
        return Decided(decision=Decision.NOTHING, learner=later, too_late=too_late)
    step = PromptSilence(unanswered=learner.unanswered_prompts).step
    if step is PromptStep.SILENT:
        silent = replace(learner, prompt_care=PromptCare.SILENT, next_due_at=None)
        return Decided(decision=Decision.SILENCE, learner=silent, too_late=too_late)
    account = _account(learner, accounts, platforms)
    if account is None or account.dm_closed_at is not None:
        left = later if account is None else replace(learner, next_due_at=None)
        return Decided(decision=Decision.UNREACHABLE, learner=left, too_late=too_late)
    delivery_id = DeliveryId(new_id(now))
    if isinstance(due.send, PlannedPrompt):
        decision = Decision.PROMPT
        draft = prompt.draft(learner, account, due.send, delivery_id, now=now)
        asked = PromptCare.ASKED if step is PromptStep.ASK else learner.prompt_care
        changed = replace(learner, last_prompt_day=due.send.day, last_prompt_at=now, prompt_care=asked)
    else:
        decision = Decision.NUDGE
        draft = nudge.draft(learner, account, due.send, delivery_id, now=now)
        changed = replace(learner, last_nudge_day=due.send.day)
    changed = replace(changed, next_due_at=next_due(changed, after=now))
    return Decided(decision=decision, learner=changed, draft=draft, too_late=too_late)


def _account(learner: Learner, accounts: Sequence[Account], platforms: Collection[Platform]) -> Account | None:
    """The account that receives unasked messages; where its platform is not configured, the oldest one that is."""
    usable = [account for account in accounts if Platform(account.platform) in platforms]
    return next((a for a in usable if a.id == learner.primary_account), usable[0] if usable else None)
