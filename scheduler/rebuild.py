"""Computing every `next_due_at` anew, of learners and teams: after new time zone rules, or a clock set back."""

from dataclasses import replace

import structlog

from bot.application.services import Services
from bot.domain.agenda import next_due, without_future
from bot.domain.people import Learner
from bot.ids import LearnerId
from scheduler.duty import Duty
from scheduler.limits import Limits
from scheduler.timing import Timing

ZONE_RULES = "zone rules"

log = structlog.get_logger(__name__)


class Rebuild:
    """Goes through everybody, one batch at a time; an interrupted one begins again."""

    def __init__(self, *, services: Services, timing: Timing, duty: Duty, limits: Limits, rules: str) -> None:
        """`rules` are the time zone rules in force (`zone_rules()`)."""
        self._services = services
        self._timing = timing
        self._duty = duty
        self._limits = limits
        self._rules = rules
        self._checked = False
        self._going = False
        self._up_to: LearnerId | None = None

    def begin(self) -> None:
        """Begin with the first learner."""
        self._going = True
        self._up_to = None

    async def some(self) -> bool:
        """Deal with one batch, if there is a reason to; False when there is nothing to do.

        Raises `StorageUnavailable`.
        """
        if not self._checked:
            await self._check()
        if not self._going:
            return False
        async with self._services.uow() as uow:
            if not await self._duty.still(uow):
                return False
            now = self._timing.now()
            if self._up_to is None:
                await uow.teamwork.look_again(now)
            learners = await uow.planning.after(self._up_to, limit=self._limits.everybody_batch)
            for learner in learners:
                sound = without_future(learner, now)
                waits = learner.next_due_at is not None and learner.next_due_at <= now
                anew = sound if waits else replace(sound, next_due_at=next_due(sound, after=now))
                if anew != learner:
                    await uow.learners.save(anew)
            if len(learners) < self._limits.everybody_batch:
                await uow.facts.put(ZONE_RULES, self._rules)
            await uow.commit()
        self._move_on(learners[-1] if len(learners) == self._limits.everybody_batch else None)
        return True

    async def _check(self) -> None:
        async with self._services.uow() as uow:
            known = await uow.facts.get(ZONE_RULES)
        self._checked = True
        if known != self._rules and not self._going:
            log.info("time zone rules are new; planning anew")
            self.begin()

    def _move_on(self, last: Learner | None) -> None:
        self._up_to = last.id if last else None
        self._going = last is not None
        if last is None:
            log.info("planned anew")
