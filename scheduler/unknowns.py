"""Deliveries whose outcome is not known: when it is safe to do something about them, and what."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from bot.application.ports.outbox import Delivery
from bot.ids import DeliveryId
from scheduler.limits import Limits


class Unknowns:
    """What this worker has seen in `sending`, and for how long by its steady clock.

    Whoever began a request may still be at it until its time is over; a wall clock that was set says nothing
    about that, so this worker waits until it has itself seen the row unchanged for that long.
    """

    def __init__(self, limits: Limits, steady: Callable[[], float]) -> None:
        self._limits = limits
        self._steady = steady
        self._since: dict[DeliveryId, tuple[int, float]] = {}

    def see(self, deliveries: Iterable[Delivery]) -> None:
        """These are in `sending` now, and no others."""
        now = self._steady()
        before, self._since = self._since, {}
        for delivery in deliveries:
            tries, since = before.get(delivery.id, (delivery.tries, now))
            self._since[delivery.id] = (delivery.tries, since if tries == delivery.tries else now)

    def over(self, delivery_id: DeliveryId, tries: int) -> None:
        """The request was this worker's own, and is over: only its outcome is not known."""
        self._since[delivery_id] = (tries, self._steady() - self._limits.request_s)

    def ready(self, delivery: Delivery, now: datetime) -> bool:
        """Whether the request is surely over, and it is time for the next step."""
        seen = self._since.get(delivery.id)
        if seen is None or seen[0] != delivery.tries or self._steady() - seen[1] < self._limits.unknown_s:
            return False
        # A time further ahead than any wait is long comes from a clock that was set back since.
        furthest = now + timedelta(seconds=2 * self._limits.backoff_most_s + self._limits.unknown_s)
        return not now < delivery.next_at <= furthest

    def repeats_safely(self, delivery: Delivery, now: datetime, within_s: float) -> bool:
        """Whether the platform would drop a repetition, because the first try is recent enough."""
        if delivery.unsure_since is None:
            return False
        elapsed = (now - delivery.unsure_since).total_seconds()
        return 0 <= elapsed <= within_s - self._limits.repeat_margin_s
