"""One bucket's line: claims what is due in it and sends it at the bucket's pace."""

import asyncio
from collections.abc import Coroutine, Iterable
from contextlib import suppress
from typing import Any

import structlog

from bot.application.ports.messenger import Messenger, Outgoing, ToAccount
from bot.application.ports.outbox import Delivery, DeliveryState
from bot.errors import StorageUnavailable
from bot.ids import DeliveryId
from scheduler.holding import Holder
from scheduler.ledger import CLOCKS_DIFFER, Ledger
from scheduler.limits import Limits
from scheduler.outcomes import Later, Unknown, look, request
from scheduler.pacing import Pacing
from scheduler.steps import Step, Steps
from scheduler.timing import Timing
from scheduler.unknowns import Unknowns

log = structlog.get_logger(__name__)

STOPS_WITHIN_S = 1.0  # when told to stop while it waits
CLAIMED_AT_ONCE = 20  # and composed; it keeps everything else waiting meanwhile
REFILL_S = 0.25  # between two claims when the last one found less than there was room for


class Line:
    """Sends the deliveries of one bucket, several at a time, for as long as there is something to do."""

    def __init__(
        self,
        bucket: str,
        *,
        messenger: Messenger,
        pacing: Pacing,
        ledger: Ledger,
        holder: Holder,
        unknowns: Unknowns,
        timing: Timing,
        limits: Limits,
        steps: Steps,
    ) -> None:
        self.bucket = bucket
        self._messenger = messenger
        self._pacing = pacing
        self._ledger = ledger
        self._holder = holder
        self._unknowns = unknowns
        self._timing = timing
        self._limits = limits
        self._steps = steps
        self._gate = asyncio.Lock()  # requests are begun one after another, however many are under way
        self._slots = asyncio.Semaphore(pacing.pace.in_flight)
        self._room = pacing.pace.in_flight + pacing.pace.count
        self._tasks: dict[asyncio.Task[None], DeliveryId] = {}
        self._some_done = asyncio.Event()
        self._next_claim = self._next_look = timing.steady()
        self._stopping = False

    def stop(self) -> None:
        """Begin no further request."""
        self._stopping = True

    def abandon(self) -> None:
        """Give up requests under way: whoever comes next finds out what became of them."""
        for task in self._tasks:
            task.cancel()

    async def run(self) -> None:
        """Send until nothing is due, the lease is lost, or the line is stopped; requests under way are finished."""
        try:
            while not self._stopping and await self._still_mine():
                self._some_done.clear()
                await self._refill()
                if not self._tasks:
                    return
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._limits.send_every_s):
                        await self._some_done.wait()
        finally:
            if self._tasks:
                await asyncio.wait(self._tasks)

    def look_into(self, unknown: Iterable[Delivery]) -> None:
        """Do something about deliveries whose outcome is not known, and may be looked into."""
        busy = set(self._tasks.values())
        now, within_s = self._timing.now(), self._messenger.repeats_safely_for_s
        for delivery in unknown:
            if delivery.id in busy or self._stopping:
                continue
            if self._unknowns.repeats_safely(delivery, now, within_s):
                self._start(delivery.id, self._deliver(delivery))
            elif self._timing.steady() >= self._next_look:
                self._next_look = self._timing.steady() + self._pacing.pace.look_s
                self._start(delivery.id, self._look(delivery))

    async def _still_mine(self) -> bool:
        if self._holder.fading(self.bucket):
            taken = await self._holder.take(self.bucket)
            if taken is None or taken.fresh:
                return False  # it was another's for a while: begin anew, with a pace that knows nothing
        return self._holder.has(self.bucket)

    async def _refill(self) -> None:
        room = min(CLAIMED_AT_ONCE, self._room - len(self._tasks))
        if room < min(CLAIMED_AT_ONCE, self._room / 2) or self._timing.steady() < self._next_claim:
            return
        claimed = await self._ledger.claim(self.bucket, room)
        if len(claimed) < room:
            self._next_claim = self._timing.steady() + REFILL_S
        for delivery in claimed:
            self._start(delivery.id, self._deliver(delivery))

    def _start(self, delivery_id: DeliveryId, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(self._surviving(work))
        self._tasks[task] = delivery_id
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        del self._tasks[task]
        self._some_done.set()

    async def _surviving(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except StorageUnavailable as error:
            log.warning("storage unavailable while sending", bucket=self.bucket, error=str(error))
        except Exception:
            log.exception("a delivery failed in a way that nobody has foreseen", bucket=self.bucket)

    async def _deliver(self, delivery: Delivery) -> None:
        """Send one that is claimed, or one in `sending` that may be repeated."""
        async with self._slots:
            if wait_s := self._pacing.lane_wait_s(delivery.lane):
                await self._timing.sleep(wait_s)
            outgoing = await self._begin(delivery)
            if outgoing is None:
                return
            outcome = await request(self._messenger, outgoing, seconds=self._limits.request_s)
        self._steps(Step.ANSWERED)
        tries = delivery.tries + 1
        if isinstance(outcome, Later) and outcome.after_s is not None:
            self._pacing.hold(min(outcome.after_s, self._limits.hold_most_s))
            log.warning("rate limited", bucket=self.bucket, retry_after_s=outcome.after_s)
        if isinstance(outcome, Unknown):
            self._unknowns.over(delivery.id, tries)
        await self._ledger.record(delivery.id, tries, outcome)

    async def _begin(self, delivery: Delivery) -> Outgoing | None:
        async with self._gate:
            await self._my_turn()
            if self._stopping or not self._holder.has(self.bucket) or self._too_late_to_repeat(delivery):
                return None
            begun = self._timing.steady()
            outgoing = await self._ledger.begin(delivery)
            if outgoing is None:
                return None
            if self._timing.steady() - begun > self._limits.settle_s:
                # So long after the commit nobody may rely on us any more: leave it to whoever looks into it.
                return None
            opening = isinstance(outgoing.address, ToAccount) and outgoing.address.conversation is None
            self._pacing.spend(self._pacing.pace.opening if opening else 1)
            self._pacing.spend_lane(delivery.lane)
            return outgoing

    async def _my_turn(self) -> None:
        while (wait_s := self._pacing.wait_s()) and not self._stopping:
            await self._timing.sleep(min(wait_s, STOPS_WITHIN_S))

    def _too_late_to_repeat(self, delivery: Delivery) -> bool:
        within_s = self._messenger.repeats_safely_for_s
        repeats = delivery.state is DeliveryState.SENDING
        return repeats and not self._unknowns.repeats_safely(delivery, self._timing.now(), within_s)

    async def _look(self, delivery: Delivery) -> None:
        since = delivery.unsure_since or delivery.created_at
        async with self._gate:
            await self._my_turn()
            outgoing = await self._ledger.begin_look(delivery, every_s=self._pacing.pace.look_s)
            if outgoing is None:
                return
            self._pacing.spend()
        found = await look(self._messenger, outgoing, since=since - CLOCKS_DIFFER, seconds=self._limits.request_s)
        await self._ledger.record_look(delivery, found)
