"""The ledger around each request: what is written before and after it, one short transaction each."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, nullcontext
from dataclasses import replace
from datetime import timedelta

import structlog

from bot.application import naming
from bot.application.ports.messenger import Outgoing, Sent
from bot.application.ports.outbox import Delivery, DeliveryState
from bot.application.ports.storage import UnitOfWork
from bot.application.requests import Platform
from bot.application.services import Services
from bot.application.unasked.addresses import Nowhere, address_of, searched
from bot.application.unasked.composing import compose_all
from bot.application.unasked.kinds import Loss, kind_of
from bot.errors import StorageUnavailable
from bot.ids import DeliveryId
from scheduler import consequences, transitions
from scheduler.duty import Duty
from scheduler.limits import Limits
from scheduler.outcomes import Later, Look, Outcome
from scheduler.steps import Step, Steps
from scheduler.timing import Timing

log = structlog.get_logger(__name__)

LATE_BATCH = 100
CLOCKS_DIFFER = timedelta(minutes=5)  # between the platform and us, when looking for what was sent since


class Ledger:
    """Every change of a delivery's state, as one worker makes it."""

    def __init__(
        self, *, services: Services, timing: Timing, duty: Duty, worker: str, limits: Limits, steps: Steps
    ) -> None:
        self._services = services
        self._timing = timing
        self._duty = duty
        self._worker = worker
        self._limits = limits
        self._steps = steps
        # SQLite has one writer at a time; waiting in turn is faster than asking it again and again.
        self._turn = asyncio.Lock() if duty.alone else None
        self._unwritten: dict[DeliveryId, tuple[int, Outcome]] = {}

    def knows(self, delivery_id: DeliveryId) -> bool:
        """Whether the outcome is known here, and only not yet written down."""
        return delivery_id in self._unwritten

    async def sweep(self) -> tuple[Mapping[str, Platform], Sequence[Delivery]]:
        """Give back claims that ran out and skip what is too late.

        Returns the buckets with something to send, and everything that may have been sent without anybody knowing.
        """
        now = self._timing.now()
        longest = now + timedelta(seconds=2 * self._limits.claim_s)
        async with self._transaction() as uow:
            await uow.outbox.reclaim(now, longest=longest)
            for delivery in await uow.outbox.late(now, limit=LATE_BATCH):
                await self._give_up(uow, delivery, Loss.TOO_LATE.value, Loss.TOO_LATE)
            buckets = await uow.outbox.buckets(now)
            unsettled = await uow.outbox.unsettled()
            await uow.commit()
        return buckets, unsettled

    async def claim(self, bucket: str, limit: int) -> Sequence[Delivery]:
        """Claim what is due in a bucket, and compose what has no cards yet."""
        now = self._timing.now()
        until = now + timedelta(seconds=self._limits.claim_s)
        async with self._transaction() as uow:
            if not await self._duty.still(uow, bucket):
                return ()
            claimed = await uow.outbox.claim(bucket, holder=self._worker, now=now, until=until, limit=limit)
            if not claimed:
                return ()
            composed = await compose_all(uow, self._services, claimed, now=now)
            for delivery in composed.needless:
                await self._give_up(uow, delivery, "nothing left to do today", Loss.NOT_WANTED)
            for delivery in composed.failed:
                await uow.outbox.save(transitions.failed(delivery, "it could not be composed", now))
            await uow.commit()
        self._steps(Step.CLAIMED)
        return composed.ready

    async def begin(self, delivery: Delivery) -> Outgoing | None:
        """Commit `sending`, after which the request must follow at once; None when it must not.

        For a delivery that this worker has claimed, or for one in `sending` that is to be repeated.
        """
        async with self._transaction() as uow:
            found = await uow.outbox.locked(delivery.id, cards=True)
            if found is None or not self._may_begin(found, delivery) or not await self._duty.still(uow, found.bucket):
                return None
            now = self._timing.now()
            address = await address_of(uow, found, now)
            unwanted = isinstance(address, Nowhere)
            if isinstance(address, Nowhere) or now > found.not_after:
                if found.state is DeliveryState.CLAIMED:
                    reason = address.reason if isinstance(address, Nowhere) else Loss.TOO_LATE.value
                    await self._give_up(uow, found, reason, Loss.NOT_WANTED if unwanted else Loss.TOO_LATE)
                    await uow.commit()
                return None
            cards = await naming.with_keys(uow, found.cards or ())
            await uow.outbox.save(transitions.begun(found, now, self._limits))
            self._steps(Step.SENDING_WRITTEN)
            await uow.commit()
        self._steps(Step.SENDING_COMMITTED)
        return Outgoing(reference=found.reference, address=address, cards=cards, summary=found.summary)

    async def record(self, delivery_id: DeliveryId, tries: int, outcome: Outcome) -> None:
        """Write down what became of a request; while the database is away the outcome is kept in mind."""
        self._unwritten[delivery_id] = (tries, outcome)
        await self._write(delivery_id)

    async def write_down(self) -> None:
        """Write what could not be written before. Raises `StorageUnavailable`."""
        for delivery_id in list(self._unwritten):
            await self._write(delivery_id)

    async def begin_look(self, delivery: Delivery, *, every_s: float) -> Outgoing | None:
        """Take this bucket's turn to look, at most once in `every_s` whoever holds it; None when it is not time."""
        async with self._transaction() as uow:
            found = await uow.outbox.locked(delivery.id)
            lease = await uow.leases.get(delivery.bucket)
            if found is None or lease is None or not await self._duty.still(uow, delivery.bucket):
                return None
            now = self._timing.now()
            since = (now - lease.looked_at).total_seconds() if lease.looked_at else every_s
            if found.state is not DeliveryState.SENDING or found.tries != delivery.tries or 0 <= since < every_s:
                return None
            address = await searched(uow, found)
            if isinstance(address, Nowhere):
                await uow.outbox.save(transitions.uncertain(found, address.reason, now))
                await uow.commit()
                return None
            await uow.leases.save(replace(lease, looked_at=now))
            await uow.commit()
        self._steps(Step.LOOK_COMMITTED)
        return Outgoing(reference=found.reference, address=address, cards=(), summary="")

    async def record_look(self, delivery: Delivery, look: Look) -> None:
        """Write down what the platform told."""
        self._steps(Step.LOOKED)
        async with self._transaction() as uow:
            found = await uow.outbox.locked(delivery.id)
            if found is None or found.state is not DeliveryState.SENDING or found.tries != delivery.tries:
                return
            now = self._timing.now()
            after = transitions.after_look(found, look, now, self._limits)
            await uow.outbox.save(after)
            if isinstance(look, Sent):
                await consequences.sent(uow, found, look, now)
            elif after.state is DeliveryState.FAILED:
                await kind_of(found).lost(uow, found, Loss.REFUSED, now)
            await uow.commit()
        log.info("looked", reference=delivery.reference, state=after.state.value, reason=after.reason)

    async def let_go(self) -> None:
        """Make pending again what is claimed here and not begun. Raises `StorageUnavailable`."""
        async with self._transaction() as uow:
            await uow.outbox.release(self._worker)
            await uow.commit()

    def _may_begin(self, found: Delivery, expected: Delivery) -> bool:
        if expected.state is DeliveryState.SENDING:
            return found.state is DeliveryState.SENDING and found.tries == expected.tries
        return found.state is DeliveryState.CLAIMED and found.claimed_by == self._worker

    async def _write(self, delivery_id: DeliveryId) -> None:
        tries, outcome = self._unwritten[delivery_id]
        try:
            async with self._transaction() as uow:
                state = await self._write_in(uow, delivery_id, tries, outcome)
                self._steps(Step.OUTCOME_WRITTEN)
                await uow.commit()
        except StorageUnavailable:
            raise
        except Exception:
            # It would fail again for ever; the row stays in `sending`, and its recovery comes to it.
            del self._unwritten[delivery_id]
            raise
        del self._unwritten[delivery_id]
        self._steps(Step.OUTCOME_COMMITTED)
        if state is not None and state is not DeliveryState.SENT:
            log.info("not sent", delivery_id=str(delivery_id), state=state.value, outcome=str(outcome))

    async def _write_in(
        self, uow: UnitOfWork, delivery_id: DeliveryId, tries: int, outcome: Outcome
    ) -> DeliveryState | None:
        found = await uow.outbox.locked(delivery_id)
        if found is None or found.state in {DeliveryState.SENT, DeliveryState.SKIPPED}:
            return None  # forgotten meanwhile, or found by another worker
        mine = found.state is DeliveryState.SENDING and found.tries == tries
        if not mine and not isinstance(outcome, Sent):
            return None  # another worker has gone on with it
        now = self._timing.now()
        if isinstance(outcome, Later) and outcome.after_s is not None:
            await self._keep_quiet(uow, found.bucket, outcome.after_s)
        after = await consequences.follow(
            uow, found, outcome, transitions.after(found, outcome, now, self._limits), now
        )
        await uow.outbox.save(after)
        return after.state

    async def _keep_quiet(self, uow: UnitOfWork, bucket: str, seconds: float) -> None:
        lease = await uow.leases.get(bucket)
        if lease is not None and lease.holder == self._worker:
            until = self._timing.now() + timedelta(seconds=min(seconds, self._limits.hold_most_s))
            await uow.leases.save(replace(lease, quiet_until=until))

    async def _give_up(self, uow: UnitOfWork, delivery: Delivery, reason: str, loss: Loss) -> None:
        now = self._timing.now()
        await uow.outbox.save(transitions.skipped(delivery, reason, now))
        await consequences.skipped(uow, delivery, loss, now)
        log.info("skipped", reference=delivery.reference, kind=delivery.kind, reason=reason)

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[UnitOfWork]:
        async with self._turn or nullcontext(), self._services.uow() as uow:
            yield uow
