"""The heartbeat of the coach, and what follows when it stopped for a while."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog

from bot.application.excusing import excuse
from bot.application.ports.presence import Outage
from bot.application.ports.storage import UnitOfWork
from bot.application.services import Services
from bot.domain.outages import EXCUSED_BEYOND, needs_excuse, spoiled_days
from bot.domain.people import Learner
from bot.domain.streak_log import ExcusedBy
from scheduler.duty import Duty
from scheduler.limits import Limits
from scheduler.timing import Timing

MISSED_BEYOND = timedelta(minutes=10)  # shorter silences are restarts, not outages
SET_BACK_BEYOND = timedelta(minutes=1)

_DAY = timedelta(days=1)

log = structlog.get_logger(__name__)


class Heartbeat:
    """Any process of the coach that serves learners may beat; an outage is when none did."""

    def __init__(self, *, services: Services, timing: Timing) -> None:
        self._services = services
        self._timing = timing

    async def beat(self) -> bool:
        """Say that the coach is there, and note an outage that ends with this; False if the clock was set back.

        Raises `StorageUnavailable`.
        """
        async with self._services.uow() as uow:
            now = self._timing.now()
            last = await uow.presence.beat(now)
            if last is not None and now - last > MISSED_BEYOND:
                outage = Outage(id=self._services.new_id(now), began_at=last, ended_at=now)
                await uow.presence.add_outage(outage)
                log.warning(
                    "the coach was away", since=last.isoformat(), minutes=round((now - last).total_seconds() / 60)
                )
            await uow.commit()
        return last is None or last - now <= SET_BACK_BEYOND


class Outages:
    """Excuses the learner days that outages have spoiled, everybody in batches."""

    def __init__(self, *, services: Services, timing: Timing, duty: Duty, limits: Limits) -> None:
        self._services = services
        self._timing = timing
        self._duty = duty
        self._limits = limits

    async def settle_some(self) -> bool:
        """Deal with one batch of learners; False when there is nothing to do. Raises `StorageUnavailable`."""
        async with self._services.uow() as uow:
            outage = await uow.presence.unsettled_outage() if await self._duty.still(uow) else None
            if outage is None:
                return False
            await uow.presence.save_outage(await self._batch(uow, outage))
            await uow.commit()
        return True

    async def _batch(self, uow: UnitOfWork, outage: Outage) -> Outage:
        now = self._timing.now()
        span = (outage.began_at, outage.ended_at)
        near = await uow.presence.outages_between(outage.began_at - 2 * _DAY, outage.began_at)
        earlier = [(o.began_at, o.ended_at) for o in near if o.id != outage.id and o.began_at <= outage.began_at]
        away = sum((end - start for start, end in (span, *earlier)), timedelta(0))
        learners = (
            await uow.planning.after(outage.settled_up_to, limit=self._limits.everybody_batch)
            if away > EXCUSED_BEYOND
            else ()
        )
        excused = 0
        for learner in learners:
            excused += await self._excuse(uow, learner, span, earlier, now)
        if excused:
            log.info("days excused after an outage", days=excused)
        if len(learners) < self._limits.everybody_batch:
            return replace(outage, settled_at=now)
        return replace(outage, settled_up_to=learners[-1].id)

    async def _excuse(
        self,
        uow: UnitOfWork,
        learner: Learner,
        span: tuple[datetime, datetime],
        earlier: list[tuple[datetime, datetime]],
        now: datetime,
    ) -> int:
        excused = 0
        for day in spoiled_days(span, earlier, ZoneInfo(learner.zone)):
            if needs_excuse(learner, day, span) and await excuse(uow, learner, day, ExcusedBy.OUTAGE, now):
                learner = await uow.learners.get(learner.id)
                excused += 1
        return excused
