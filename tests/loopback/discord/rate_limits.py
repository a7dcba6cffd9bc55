"""Discord's rate limits: off by default, switched on with `enabled` (developers/topics/rate-limits.mdx)."""

from __future__ import annotations

import hashlib
import math
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from .clock import Clock
from .faults import limited
from .state import Json

INVALID_STATUSES = (401, 403, 429)


@dataclass(frozen=True, slots=True)
class Window:
    """At most `limit` requests in `per_s` seconds, counted in fixed windows."""

    limit: int
    per_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TooMany:
    """A request that the limits refuse, and the answer it gets."""

    status: int
    headers: Mapping[str, str]
    body: Json | str


class RateLimits:
    """Counts requests by the loopback's clock.

    Only the 50 a second are documented; the buckets are those Discord is known to send in its headers.

    Attributes:
        enabled: whether a limit that is passed is answered 429.
        provoked: how many 429 the limits have answered.
        dm_opens: how many direct messages may be opened (then 40003); None, as Discord names no number.
    """

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.enabled = False
        self.provoked = 0
        self.overall = Window(50, 1.0)
        self.bucket = Window(100, 1.0)
        self.buckets = {
            ("POST", "/channels/{channel_id}/messages"): Window(5, 5.0),
            ("PATCH", "/channels/{channel_id}/messages/{message_id}"): Window(5, 5.0),
            ("POST", "/webhooks/{webhook_id}/{webhook_token}"): Window(5, 2.0),
        }
        self.dm_opens: Window | None = None
        self.invalid_limit = 10_000
        self.invalid: deque[datetime] = deque()
        self._used: dict[str, tuple[datetime, int]] = {}

    def check(self, method: str, template: str, major: str) -> tuple[dict[str, str], TooMany | None]:
        """Count a request. The rate-limit headers of its answer, and the refusal if a limit is passed."""
        if self.enabled and self.invalid_requests >= self.invalid_limit:
            self.provoked += 1
            return {}, TooMany(status=429, headers={"Retry-After": "600", "Via": ""}, body="error code: 1015")
        outside = template.startswith(("/interactions/", "/webhooks/"))
        if self.enabled and not outside:
            wait_s, _ = self._count("global", self.overall)
            if wait_s is not None:
                return {}, self._refuse(wait_s, "global")
        window = self.buckets.get((method, template), self.bucket)
        wait_s, used = self._count(f"{method} {template} {major}", window)
        left_s = self._left(f"{method} {template} {major}", window)
        headers = {
            "X-RateLimit-Limit": str(window.limit),
            "X-RateLimit-Remaining": str(max(0, window.limit - used) if self.enabled else window.limit - 1),
            "X-RateLimit-Reset": f"{self.clock.now().timestamp() + left_s:.3f}",
            "X-RateLimit-Reset-After": f"{left_s:.3f}",
            "X-RateLimit-Bucket": hashlib.sha256(f"{method} {template}".encode()).hexdigest()[:16],
        }
        if self.enabled and wait_s is not None:
            return headers, self._refuse(wait_s, "user")
        return headers, None

    def may_open_dm(self) -> bool:
        """Count the opening of a direct message; False if they are opened too fast."""
        return self.dm_opens is None or self._count("open dm", self.dm_opens)[0] is None

    def _refuse(self, wait_s: float, scope: str) -> TooMany:
        self.provoked += 1
        headers, body = limited(wait_s, scope)
        return TooMany(status=429, headers=headers, body=body)

    def _count(self, key: str, window: Window) -> tuple[float | None, int]:
        """Count one use: the seconds to wait if it is one too many, and the uses in this window."""
        now = self.clock.now()
        began, used = self._used.get(key, (now, 0))
        if now >= began + timedelta(seconds=window.per_s):
            began, used = now, 0
        if used >= window.limit:
            return math.ceil(self._left(key, window) * 1000) / 1000, used
        self._used[key] = (began, used + 1)
        return None, used + 1

    def _left(self, key: str, window: Window) -> float:
        began, _ = self._used[key]
        return max(0.0, window.per_s - (self.clock.now() - began).total_seconds())

    @property
    def invalid_requests(self) -> int:
        """Answers 401, 403 and 429 (those with shared scope not counted) of the last 10 minutes."""
        while self.invalid and self.invalid[0] <= self.clock.now() - timedelta(minutes=10):
            self.invalid.popleft()
        return len(self.invalid)

    def note_answer(self, status: int, headers: Mapping[str, str]) -> None:
        """Count an answer if it is one of those that lead to a ban."""
        if status in INVALID_STATUSES and headers.get("X-RateLimit-Scope") != "shared":
            self.invalid.append(self.clock.now())
