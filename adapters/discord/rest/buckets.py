"""Rate limits, kept by waiting instead of by being refused (developers/topics/rate-limits.mdx)."""

from collections import OrderedDict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from adapters.discord.rest.routes import Route

MOST_STATES = 2000  # buckets remembered; the one not used for longest gives way
GLOBAL_PER_SECOND = 45  # of the 50 that Discord allows


@dataclass(slots=True)
class _State:
    """What is left of one bucket until it is filled again; instants as the given clock tells them."""

    remaining: int
    resets_at: float


class Buckets:
    """Who may send when. `now` is a monotonic clock in seconds."""

    def __init__(self, now: Callable[[], float], *, per_second: int = GLOBAL_PER_SECOND) -> None:
        self._now = now
        self._per_second = per_second
        self._sent: deque[float] = deque()  # instants of requests that count towards the global limit
        self._quiet_until = 0.0
        self._hashes: dict[str, str] = {}
        self._states: OrderedDict[tuple[str, str], _State] = OrderedDict()

    def wait_s(self, route: Route) -> float:
        """Seconds until this request may go out; 0 if it may now."""
        now = self._now()
        state = self._states.get(self._key(route))
        wait = state.resets_at - now if state and state.remaining <= 0 else 0.0
        if not route.of_interaction:
            wait = max(wait, self._quiet_until - now, self._pause(now))
        return max(0.0, wait)

    def take(self, route: Route) -> None:
        """A request goes out now."""
        now = self._now()
        state = self._states.get(self._key(route))
        if state is not None:
            if state.resets_at <= now:
                del self._states[self._key(route)]  # filled again; how far, the answer will tell
            else:
                state.remaining -= 1
        if not route.of_interaction:
            self._sent.append(now)

    def note(self, route: Route, headers: Mapping[str, str]) -> None:
        """What an answer's headers tell of its bucket."""
        bucket = headers.get("X-RateLimit-Bucket")
        if bucket:
            self._hashes[route.key] = bucket
        try:
            remaining = int(headers["X-RateLimit-Remaining"])
            resets_at = self._now() + float(headers["X-RateLimit-Reset-After"])
        except (KeyError, ValueError):
            return
        key = self._key(route)
        known = self._states.get(key)
        # Answers come back in any order: the lower number of one window is the later one.
        if known is not None and known.resets_at > self._now():
            remaining = min(remaining, known.remaining)
        self._put(key, _State(remaining, resets_at))

    def refused(self, route: Route, *, retry_after_s: float, everything: bool) -> None:
        """A 429 said to wait: with this bucket, or with everything."""
        until = self._now() + retry_after_s
        if everything:
            self._quiet_until = max(self._quiet_until, until)
        else:
            self._put(self._key(route), _State(0, until))

    def _pause(self, now: float) -> float:
        while self._sent and self._sent[0] <= now - 1.0:
            self._sent.popleft()
        return self._sent[0] + 1.0 - now if len(self._sent) >= self._per_second else 0.0

    def _key(self, route: Route) -> tuple[str, str]:
        return self._hashes.get(route.key, route.key), route.major

    def _put(self, key: tuple[str, str], state: _State) -> None:
        self._states[key] = state
        self._states.move_to_end(key)
        while len(self._states) > MOST_STATES:
            self._states.popitem(last=False)
