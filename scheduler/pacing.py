"""Keeping a platform's rate limits by waiting, instead of by being refused."""

from collections import deque
from collections.abc import Callable

from scheduler.limits import Pace

LANES_KEPT = 10_000


class Pacing:
    """The pace of one bucket. Whoever takes a bucket over assumes that all of its allowance was just spent.

    Requests are counted when they are made, so a delay between asking and making one bunches nothing up: there
    are never more than `count` of them in any `seconds`.
    """

    def __init__(self, pace: Pace, steady: Callable[[], float]) -> None:
        self.pace = pace
        self._steady = steady
        self._spent: deque[float] = deque(maxlen=pace.count)
        self._lanes: dict[str, float] = {}
        self._quiet_until = 0.0

    def spend_all(self) -> None:
        """Assume the worst about whoever had the bucket before."""
        self._spent.extend([self._steady()] * self.pace.count)

    def hold(self, seconds: float) -> None:
        """The platform asked for silence."""
        self._quiet_until = max(self._quiet_until, self._steady() + seconds)

    def wait_s(self) -> float:
        """Seconds until the next request may be made; 0 for at once."""
        now = self._steady()
        free = self._spent[0] + self.pace.seconds if len(self._spent) == self.pace.count else now
        return max(0.0, free - now, self._quiet_until - now)

    def lane_wait_s(self, lane: str) -> float:
        """Seconds until the next message of this lane may be sent."""
        last = self._lanes.get(lane)
        return 0.0 if last is None else max(0.0, last + self.pace.lane_s - self._steady())

    def spend(self, requests: int = 1) -> None:
        """Requests are being made now."""
        self._spent.extend([self._steady()] * requests)

    def spend_lane(self, lane: str) -> None:
        """A message of this lane is being sent now."""
        now = self._steady()
        if len(self._lanes) >= LANES_KEPT:
            self._lanes = {name: at for name, at in self._lanes.items() if at + self.pace.lane_s > now}
        self._lanes[lane] = now
