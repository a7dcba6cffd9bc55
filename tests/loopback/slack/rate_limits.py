"""Slack's rate limits, counted by the loopback's clock; off unless a test switches them on.

https://docs.slack.dev/apis/web-api/rate-limits
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict, deque

from tests.loopback.slack.clock import LoopbackClock

MINUTE = 60.0
TIER_1, TIER_2, TIER_3, TIER_4 = 1, 20, 50, 100
SEVERAL_HUNDRED = 300  # posts a minute in one workspace: Slack gives no exact number

PER_MINUTE = {
    "apps.uninstall": TIER_1,
    "auth.test": SEVERAL_HUNDRED,
    "bots.info": TIER_3,
    "chat.postEphemeral": TIER_4,
    "chat.postMessage": SEVERAL_HUNDRED,
    "conversations.list": TIER_2,
    "conversations.members": TIER_4,
    "files.completeUploadExternal": TIER_4,
    "files.getUploadURLExternal": TIER_4,
    "files.info": TIER_4,
    "oauth.v2.access": SEVERAL_HUNDRED,
    "users.info": TIER_4,
    "users.list": TIER_2,
    "views.open": TIER_4,
    "views.publish": TIER_4,
    "views.push": TIER_4,
    "views.update": TIER_4,
}


class RateLimits:
    """Counts calls and says when one comes too early."""

    def __init__(self, clock: LoopbackClock) -> None:
        """Nothing is limited until `enabled` is set."""
        self._clock = clock
        self.enabled = False
        self.history_restricted = False  # the limits of May 2025: conversations.history once a minute, 15 messages
        self.channel_burst = 3  # messages one channel takes at once before 1 a second is enforced
        self.refused: Counter[str] = Counter()  # 429s by method
        self._calls: defaultdict[tuple[str, str], deque[float]] = defaultdict(deque)
        self._posts: dict[str, tuple[float, float]] = {}  # channel: (posts left, counted at)

    @property
    def provoked(self) -> int:
        """How many calls were answered with 429."""
        return self.refused.total()

    def retry_after(self, method: str, team_id: str, channel_id: str | None) -> int | None:
        """Seconds the app must wait, or None when the call may go on (which counts it)."""
        if not self.enabled and not (self.history_restricted and method == "conversations.history"):
            return None
        wait = max(self._method_wait(method, team_id), self._channel_wait(channel_id))
        if wait > 0:
            self.refused[method] += 1
            return max(1, math.ceil(wait))
        now = self._clock.now()
        self._calls[method, team_id].append(now)
        if channel_id is not None:
            self._posts[channel_id] = (self._posts_left(channel_id) - 1, now)
        return None

    def _limit(self, method: str) -> int:
        if method == "conversations.history" and self.history_restricted:
            return TIER_1
        return PER_MINUTE.get(method, TIER_3)

    def _method_wait(self, method: str, team_id: str) -> float:
        calls, now = self._calls[method, team_id], self._clock.now()
        while calls and calls[0] <= now - MINUTE:
            calls.popleft()
        return calls[0] + MINUTE - now if len(calls) >= self._limit(method) else 0.0

    def _posts_left(self, channel_id: str) -> float:
        left, counted_at = self._posts.get(channel_id, (float(self.channel_burst), self._clock.now()))
        return min(float(self.channel_burst), left + self._clock.now() - counted_at)

    def _channel_wait(self, channel_id: str | None) -> float:
        return 0.0 if channel_id is None else max(0.0, 1.0 - self._posts_left(channel_id))
