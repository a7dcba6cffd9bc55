"""Leases as a worker holds them: taken, renewed, lost, taken over from the dead."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.application.ports.presence import Lease
from bot.application.ports.storage import UnitOfWork, UnitOfWorkFactory
from scheduler.timing import Timing


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A lease in hand. `fresh`: somebody else may have used the right since this worker last had it."""

    lease: Lease
    fresh: bool


class Holder:
    """One worker's leases.

    Another one's lease is taken over when it ran out by the wall clock, or when nothing has moved in it for its
    whole length by this worker's steady clock, so that no set clock keeps a dead worker's lease alive. The
    holder itself trusts its lease only as long as its steady clock says so, and every transaction that matters
    checks it once more: whoever was overtaken finds out before it does harm.
    """

    def __init__(
        self, *, uow: UnitOfWorkFactory, timing: Timing, name: str, lease_s: float, at_once: Callable[[str], bool]
    ) -> None:
        """`at_once` tells which leases are taken without regard to their holder: another lease guards them."""
        self.name = name
        self._uow = uow
        self._timing = timing
        self._lease_s = lease_s
        self._at_once = at_once
        self._renewed: dict[str, float] = {}
        self._seen: dict[str, tuple[str, int, float]] = {}

    def has(self, lease: str) -> bool:
        """Whether the lease was renewed recently enough to be trusted."""
        renewed = self._renewed.get(lease)
        return renewed is not None and self._timing.steady() - renewed < self._lease_s

    def fading(self, lease: str) -> bool:
        """Whether it is time to renew it."""
        renewed = self._renewed.get(lease)
        return renewed is None or self._timing.steady() - renewed > self._lease_s / 3

    async def take(self, lease: str) -> Taken | None:
        """Take or renew a lease; None when another worker has it. Raises `StorageUnavailable`."""
        begun = self._timing.steady()
        async with self._uow() as uow:
            taken = await self._take(uow, lease)
            if taken is not None:
                await uow.commit()
        if taken is None:
            self._renewed.pop(lease, None)
        else:
            self._renewed[lease] = begun
        return taken

    def lost(self, lease: str) -> None:
        """A transaction found another holder."""
        self._renewed.pop(lease, None)

    async def release_all(self) -> None:
        """Let others have them at once. Raises `StorageUnavailable`."""
        self._renewed.clear()
        async with self._uow() as uow:
            await uow.leases.release(self.name, now=self._timing.now())
            await uow.commit()

    async def _take(self, uow: UnitOfWork, name: str) -> Taken | None:
        now = self._timing.now()
        until = now + timedelta(seconds=self._lease_s)
        found = await uow.leases.get(name)
        if found is None:
            new = Lease(name=name, holder=self.name, turn=1, until=until)
            return Taken(lease=new, fresh=True) if await uow.leases.add(new) else None
        mine = found.holder == self.name
        if not mine and found.until > now and not self._at_once(name) and not self._stands_still(found):
            return None
        renewed = replace(found, holder=self.name, turn=found.turn + 1, until=until)
        await uow.leases.save(renewed)
        return Taken(lease=renewed, fresh=not mine)

    def _stands_still(self, lease: Lease) -> bool:
        now = self._timing.steady()
        holder, turn, since = self._seen.get(lease.name, ("", 0, now))
        if (holder, turn) != (lease.holder, lease.turn):
            self._seen[lease.name] = (lease.holder, lease.turn, now)
            return False
        return now - since >= self._lease_s
