"""Who plans and sends: with SQLite one worker at a time, the others standing by; with PostgreSQL all of them."""

import structlog

from bot.application.ports.storage import UnitOfWork
from scheduler.holding import Holder

DISPATCHER = "dispatcher"

log = structlog.get_logger(__name__)


class Duty:
    """Whether this worker is on duty. `alone`: only one may be at a time."""

    def __init__(self, holder: Holder, *, alone: bool) -> None:
        self._holder = holder
        self.alone = alone
        self._was_on = False

    async def on(self) -> bool:
        """Whether this worker may plan and send now; takes over, or renews, where that is due.

        Raises `StorageUnavailable`.
        """
        if not self.alone:
            return True
        if self._holder.fading(DISPATCHER):
            await self._holder.take(DISPATCHER)
        on = self._holder.has(DISPATCHER)
        if on is not self._was_on:
            log.info("on duty" if on else "standing by", worker=self._holder.name)
            self._was_on = on
        return on

    async def still(self, uow: UnitOfWork, bucket: str | None = None) -> bool:
        """Whether the right to plan, or to send from a bucket, is still this worker's, by this transaction."""
        lease = DISPATCHER if self.alone else bucket
        if lease is None:
            return True
        held = self._holder.has(lease) and await uow.leases.held(lease, self._holder.name)
        if not held:
            self._holder.lost(lease)
        return held
