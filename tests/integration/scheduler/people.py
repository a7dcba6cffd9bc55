"""Learners who want prompts, on a database."""

from dataclasses import replace
from datetime import datetime, time
from uuid import uuid4

from bot.application.ports.storage import UnitOfWorkFactory
from bot.application.requests import Platform
from bot.domain.agenda import next_due
from bot.domain.people import Account, Learner
from bot.domain.streaks import new_streak
from bot.domain.weekday_sets import EVERY_DAY
from bot.ids import AccountId, LearnerId

NINE = time(9)


def new_learner(
    now: datetime, *, platform: Platform = Platform.DISCORD, scope: str = "", **more: object
) -> tuple[Learner, Account]:
    """A learner with a prompt at nine, every day, planned as of `now`."""
    learner_id, account_id = LearnerId(uuid4()), AccountId(uuid4())
    wishes = {"prompts": True, "prompt_time": NINE, "streak": new_streak(EVERY_DAY), **more}
    learner = Learner(id=learner_id, created_at=now, primary_account=account_id, **wishes)  # type: ignore[arg-type]
    account = Account(
        id=account_id,
        learner_id=learner_id,
        platform=platform.value,
        scope=scope,
        user_id=f"u{learner_id}",
        created_at=now,
    )
    return replace(learner, next_due_at=next_due(learner, after=now)), account


async def enrol(
    uow: UnitOfWorkFactory,
    now: datetime,
    count: int = 1,
    *,
    platform: Platform = Platform.DISCORD,
    scope: str = "",
    **more: object,
) -> list[LearnerId]:
    """So many learners, stored."""
    ids = []
    async with uow() as work:
        for _ in range(count):
            learner, account = new_learner(now, platform=platform, scope=scope, **more)
            await work.learners.add(learner)
            await work.learners.add_account(account)
            ids.append(learner.id)
        await work.commit()
    return ids
