"""The dispatcher: sends what is due in the outbox, one line for each bucket that this worker holds."""

import asyncio
from collections.abc import Mapping

import structlog

from bot.application.ports.messenger import Messenger
from bot.application.ports.outbox import Delivery
from bot.application.requests import Platform
from bot.errors import StorageUnavailable
from scheduler.duty import Duty
from scheduler.holding import Holder
from scheduler.ledger import Ledger
from scheduler.limits import Limits, Pace
from scheduler.line import Line
from scheduler.pacing import Pacing
from scheduler.steps import Steps, unwatched
from scheduler.timing import Timing
from scheduler.unknowns import Unknowns

log = structlog.get_logger(__name__)


class Dispatcher:
    """Looks what is due, and keeps a line going for every bucket with something to do."""

    def __init__(
        self,
        *,
        messengers: Mapping[Platform, Messenger],
        paces: Mapping[Platform, Pace],
        ledger: Ledger,
        holder: Holder,
        duty: Duty,
        timing: Timing,
        limits: Limits,
        steps: Steps = unwatched,
    ) -> None:
        self._messengers = messengers
        self._paces = paces
        self._ledger = ledger
        self._holder = holder
        self._duty = duty
        self._timing = timing
        self._limits = limits
        self._steps = steps
        self._unknowns = Unknowns(limits, timing.steady)
        self._pacings: dict[str, Pacing] = {}
        self._lines: dict[str, tuple[Line, asyncio.Task[None]]] = {}
        self._stopping = False

    async def tick(self) -> int:
        """Start what is due; how many lines are going. Raises `StorageUnavailable`."""
        if self._stopping or not await self._duty.on():
            return 0
        await self._ledger.write_down()
        due, unsettled = await self._ledger.sweep()
        self._unknowns.see(unsettled)
        now = self._timing.now()
        unknown = [d for d in unsettled if self._unknowns.ready(d, now) and not self._ledger.knows(d.id)]
        buckets = {**due} | {delivery.bucket: Platform(delivery.platform) for delivery in unknown}
        for bucket, platform in buckets.items():
            if platform in self._messengers:
                await self._go(bucket, platform, [d for d in unknown if d.bucket == bucket])
        return len(self._lines)

    async def idle(self) -> None:
        """Wait until no line is going."""
        while self._lines:
            await asyncio.wait([task for _, task in self._lines.values()])

    async def stop(self) -> None:
        """Begin nothing more, give requests under way a while to end, and let go of the rest."""
        self._stopping = True
        going = [task for _, task in self._lines.values()]
        for line, _ in self._lines.values():
            line.stop()
        if going:
            await asyncio.wait(going, timeout=self._limits.stop_s)
            for line, _ in list(self._lines.values()):
                line.abandon()
            await self.idle()
        try:
            await self._ledger.write_down()
            await self._ledger.let_go()
        except StorageUnavailable:
            log.warning("storage unavailable at the end; what is claimed comes back when its lease runs out")

    async def _go(self, bucket: str, platform: Platform, unknown: list[Delivery]) -> None:
        if bucket in self._lines:
            self._lines[bucket][0].look_into(unknown)
            return
        pacing = await self.hold(bucket, platform)
        if pacing is None:
            return
        line = Line(
            bucket,
            messenger=self._messengers[platform],
            pacing=pacing,
            ledger=self._ledger,
            holder=self._holder,
            unknowns=self._unknowns,
            timing=self._timing,
            limits=self._limits,
            steps=self._steps,
        )
        line.look_into(unknown)
        task = asyncio.create_task(self._run(line))
        self._lines[bucket] = (line, task)

    async def hold(self, bucket: str, platform: Platform) -> Pacing | None:
        """Take a bucket, with the pace to keep in it; None while another worker has it."""
        taken = await self._holder.take(bucket)
        if taken is None:
            return None
        pacing = self._pacings.setdefault(bucket, Pacing(self._paces[platform], self._timing.steady))
        if taken.fresh:
            pacing.spend_all()
            if taken.lease.quiet_until is not None:
                held_s = (taken.lease.quiet_until - self._timing.now()).total_seconds()
                pacing.hold(min(held_s, self._limits.hold_most_s))
        return pacing

    async def _run(self, line: Line) -> None:
        try:
            await line.run()
        except StorageUnavailable as error:
            log.warning("storage unavailable", bucket=line.bucket, error=str(error))
        except Exception:
            log.exception("a line failed", bucket=line.bucket)
        finally:
            del self._lines[line.bucket]
