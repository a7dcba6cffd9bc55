"""The planner: asks the database who is due, and decides about each, in batches."""

from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime

import structlog

from bot.application.ports.storage import UnitOfWork
from bot.application.requests import Platform
from bot.application.services import Services
from bot.application.unasked.planning import look_at
from bot.domain.agenda import next_due
from bot.errors import StorageUnavailable
from bot.ids import LearnerId
from scheduler.duty import Duty
from scheduler.limits import Limits
from scheduler.steps import Step, Steps, unwatched
from scheduler.timing import Timing

log = structlog.get_logger(__name__)

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
        try:
            return await self._batch(self._limits.plan_batch)
        except StorageUnavailable:
            raise
        except Exception:
            log.exception("planning a batch failed; one by one now")
            return await self._one_by_one()

    async def _batch(self, limit: int) -> int:
        decisions: Counter[str] = Counter()
        async with self._services.uow() as uow:
            if not await self._duty.still(uow):
                return 0
            now, begun = self._timing.now(), self._timing.steady()
            for learner in await uow.planning.due(now, limit=limit):
                decision = await look_at(uow, self._services, learner, now=now, platforms=self._platforms)
                decisions[decision.value] += 1
                if self._timing.steady() - begun > self._limits.plan_batch_s:
                    break
            if not decisions:
                return 0
            self._steps(Step.PLAN_WRITTEN)
            await uow.commit()
        self._steps(Step.PLAN_COMMITTED)
        log.info("planned", **decisions)
        return decisions.total()

    async def _one_by_one(self) -> int:
        """A batch again, in which a learner about whom nothing can be decided holds up nobody else."""
        async with self._services.uow() as uow:
            due = [learner.id for learner in await uow.planning.due(self._timing.now(), limit=self._limits.plan_batch)]
        for learner_id in due:
            try:
                await self._one(learner_id)
            except StorageUnavailable:
                raise
            except Exception:
                log.exception("planning failed; this time is left out", learner_id=str(learner_id))
                await self._leave_out(learner_id)
        return len(due)

    async def _one(self, learner_id: LearnerId) -> None:
        async with self._services.uow() as uow:
            learner = await uow.planning.lock(learner_id) if await self._duty.still(uow) else None
            now = self._timing.now()
            if learner is not None and learner.next_due_at is not None and learner.next_due_at <= now:
                await look_at(uow, self._services, learner, now=now, platforms=self._platforms)
                await uow.commit()

    async def _leave_out(self, learner_id: LearnerId) -> None:
        async with self._services.uow() as uow:
            learner = await uow.planning.lock(learner_id)
            if learner is not None:
                later = next_due(learner, after=self._timing.now())
                await uow.learners.save(replace(learner, next_due_at=later))
                await uow.commit()

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
