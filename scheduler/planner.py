"""The planner: asks the database who is due, and decides about each, in batches."""

from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from bot.application.ports.storage import UnitOfWork
from bot.application.requests import Platform
from bot.application.services import Services
from bot.application.unasked.planning import Decided, Decision, decide
from bot.domain.people import Account, Learner
from bot.errors import StorageUnavailable
from scheduler.duty import Duty
from scheduler.limits import Limits
from scheduler.steps import Step, Steps, unwatched
from scheduler.timing import Timing

log = structlog.get_logger(__name__)

LEFT_OUT_FOR = timedelta(days=1)

Round = Callable[[UnitOfWork, datetime], Awaitable[int]]
"""One batch of further decisions (those about teams), in a transaction of its own: how many; 0 when none was due."""


class Planner:
    """Decides what is to be sent. Every decision and its row in the outbox are one transaction."""

    def __init__(
        self,
        *,
        services: Services,
        platforms: Collection[Platform],
        timing: Timing,
        duty: Duty,
        limits: Limits,
        steps: Steps = unwatched,
        rounds: Sequence[Round] = (),
    ) -> None:
        self._services = services
        self._platforms = platforms
        self._timing = timing
        self._duty = duty
        self._limits = limits
        self._steps = steps
        self._rounds = rounds
        self._stopping = False

    def stop(self) -> None:
        """Begin no further batch."""
        self._stopping = True

    async def tick(self) -> int:
        """Decide about everybody who is due by now; how many were looked at. Raises `StorageUnavailable`."""
        looked_at = 0
        while not self._stopping and await self._duty.on():
            count = await self._learners() + await self._further()
            looked_at += count
            if not count:
                break
        return looked_at

    async def _learners(self) -> int:
        async with self._services.uow() as uow:
            if not await self._duty.still(uow):
                return 0
            now = self._timing.now()
            learners = await uow.planning.due(now, limit=self._limits.plan_batch)
            if not learners:
                return 0
            accounts = await uow.planning.accounts([learner.id for learner in learners])
            decided = [self._decide(learner, accounts.get(learner.id, ()), now) for learner in learners]
            await uow.outbox.enqueue_all([one.draft for one in decided if one.draft is not None], at=now)
            await uow.planning.save_planned([one.learner for one in decided])
            self._steps(Step.PLAN_WRITTEN)
            await uow.commit()
        self._steps(Step.PLAN_COMMITTED)
        log.info("planned", **Counter(one.decision.value for one in decided))
        return len(decided)

    def _decide(self, learner: Learner, accounts: Sequence[Account], now: datetime) -> Decided:
        try:
            decided = decide(learner, accounts, now=now, platforms=self._platforms, new_id=self._services.new_id)
        except Exception:
            # One learner about whom nothing can be decided must not hold up all others.
            log.exception("deciding failed; left out this time", learner_id=str(learner.id))
            return Decided(decision=Decision.NOTHING, learner=replace(learner, next_due_at=now + LEFT_OUT_FOR))
        for day in decided.too_late:
            log.info("prompt skipped", learner_id=str(learner.id), day=str(day), reason="too late")
        return decided

    async def _further(self) -> int:
        return sum([await self._round(further) for further in self._rounds])

    async def _round(self, further: Round) -> int:
        try:
            async with self._services.uow() as uow:
                if not await self._duty.still(uow):
                    return 0
                made = await further(uow, self._timing.now())
                await uow.commit()
                return made
        except StorageUnavailable:
            raise
        except Exception:
            log.exception("a round of the planner failed")
            return 0
