"""A worker: plans and sends until it is told to stop."""

import asyncio
from collections.abc import Callable, Mapping, Sequence

import structlog

from bot.application.ports.messenger import Messenger
from bot.application.requests import Platform
from bot.application.services import Services
from bot.errors import StorageUnavailable
from scheduler.clock_watch import ClockWatch
from scheduler.dispatcher import Dispatcher
from scheduler.duty import DISPATCHER, Duty
from scheduler.heartbeat import Heartbeat, Outages
from scheduler.holding import Holder
from scheduler.ledger import Ledger
from scheduler.limits import PACES, Limits, Pace
from scheduler.loops import Loop
from scheduler.planner import Planner, Round
from scheduler.rebuild import Rebuild
from scheduler.steps import Steps, unwatched
from scheduler.ticker import Ticker
from scheduler.timing import Timing
from scheduler.zone_rules import zone_rules

log = structlog.get_logger(__name__)


class Worker:
    """One worker, built from what the composition root hands it. Any number may run on one database."""

    def __init__(
        self,
        *,
        name: str,
        services: Services,
        messengers: Mapping[Platform, Messenger],
        alone: bool,
        timing: Timing | None = None,
        limits: Limits | None = None,
        paces: Mapping[Platform, Pace] = PACES,
        rounds: Sequence[Round] = (),
        steps: Steps = unwatched,
        rules: Callable[[], str] = zone_rules,
    ) -> None:
        """`name` is this worker's own (at most 80 characters). `alone`: the database takes one worker at a time,
        so others stand by (SQLite). `rounds` are further decisions of the planner, such as those about teams.
        """
        timing = timing or Timing(clock=services.clock)
        limits = limits or Limits()
        self.name = name
        self._limits = limits
        self._timing = timing
        self._holder = Holder(
            uow=services.uow,
            timing=timing,
            name=name,
            lease_s=limits.lease_s,
            at_once=lambda lease: alone and lease != DISPATCHER and self._holder.has(DISPATCHER),
        )
        self.duty = Duty(self._holder, alone=alone)
        self.ledger = Ledger(services=services, timing=timing, duty=self.duty, worker=name, limits=limits, steps=steps)
        self.planner = Planner(
            services=services,
            platforms=frozenset(messengers),
            timing=timing,
            duty=self.duty,
            limits=limits,
            steps=steps,
            rounds=rounds,
        )
        self.dispatcher = Dispatcher(
            messengers=messengers,
            paces=paces,
            ledger=self.ledger,
            holder=self._holder,
            duty=self.duty,
            timing=timing,
            limits=limits,
            steps=steps,
        )
        self._heartbeat = Heartbeat(services=services, timing=timing)
        self._outages = Outages(services=services, timing=timing, duty=self.duty, limits=limits)
        self._rebuild = Rebuild(services=services, timing=timing, duty=self.duty, limits=limits, rules=rules())
        self._clock_watch = ClockWatch()
        self._send = Loop("send", self.dispatcher.tick)
        self._everybody = Loop("everybody", self.everybody)
        self._stopping = False

    async def plan(self) -> None:
        """Decide what is due, and have it sent."""
        if await self.planner.tick():
            self._send.wake()

    async def beat(self) -> None:
        """The heartbeat; it tells when there is work on everybody to do. Raises `StorageUnavailable`."""
        set_back = self._clock_watch.set_back(self._timing.now(), self._timing.steady())
        if not await self._heartbeat.beat() or set_back:
            self._rebuild.begin()
        self._everybody.wake()

    async def everybody(self) -> None:
        """Excuse the days that outages spoiled, and plan anew where there is a reason to, batch by batch."""
        while not self._stopping and await self.duty.on():
            if not await self._outages.settle_some() and not await self._rebuild.some():
                break

    async def run(self, stopping: asyncio.Event) -> None:
        """Plan and send until `stopping` is set; then finish or release what is held, within a limit."""
        send, plan, beat = self._send, Loop("plan", self.plan), Loop("beat", self.beat)
        loops = (send, plan, beat, self._everybody)
        tasks = [asyncio.create_task(loop.run()) for loop in loops]
        ticker = Ticker(
            {
                "send": (self._limits.send_every_s, send.wake),
                "plan": (self._limits.plan_every_s, plan.wake),
                "beat": (self._limits.beat_every_s, beat.wake),
            }
        )
        ticker.start()
        log.info("worker started", worker=self.name)
        try:
            await stopping.wait()
        finally:
            await ticker.stop()
            self._stopping = True
            self.planner.stop()
            for loop in loops:
                loop.stop()
            await self._end(tasks)
            log.info("worker stopped", worker=self.name)

    async def stop(self) -> None:
        """Begin nothing more, finish what is under way within a limit, and let others have the rest at once."""
        self._stopping = True
        self.planner.stop()
        await self.dispatcher.stop()
        try:
            await self._holder.release_all()
        except StorageUnavailable:
            log.warning("storage unavailable at the end; leases run out by themselves")

    async def _end(self, tasks: Sequence[asyncio.Task[None]]) -> None:
        _, pending = await asyncio.wait(tasks, timeout=self._limits.stop_s)
        for task in pending:
            task.cancel()
        await asyncio.gather(*pending, return_exceptions=True)
        await self.stop()
