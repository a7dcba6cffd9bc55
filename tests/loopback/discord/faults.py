"""Faults that a test orders for requests and for the gateway."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from .state import Json

Kind = Literal["answer", "hang", "reset", "lose reply", "slow"]


@dataclass(slots=True, kw_only=True, eq=False)
class Fault:
    """A fault for the next `times` requests that match; `hits` counts those it has met."""

    kind: Kind
    method: str
    route: re.Pattern[str]
    times: int
    status: int = 0
    body: Json | str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    delay_s: float = 0.0
    hits: int = 0
    met: asyncio.Event = field(default_factory=asyncio.Event)
    released: asyncio.Event = field(default_factory=asyncio.Event)

    def release(self) -> None:
        """Let hanging requests go on."""
        self.released.set()


class Faults:
    """What is to go wrong. Routes are paths with `*` for one step, such as "/channels/*/messages"."""

    def __init__(self) -> None:
        self.ordered: list[Fault] = []
        self.gateway_abort = 0
        """How many of the next gateway connections break off before the handshake.

        aiohttp itself tries a GET a second time, that of a WebSocket included: 2 are one failure of its client.
        """
        self.gateway_status: list[int] = []
        """HTTP statuses for the next attempts to connect to the gateway, such as [503, 502]."""
        self.gateway_drop_after: list[int] = []
        """For each of the next gateway connections: after how many events it breaks off."""

    def _order(self, kind: Kind, method: str, route: str, times: int, **more: object) -> Fault:
        pattern = re.compile("[^/]+".join(map(re.escape, route.split("*"))))
        fault = Fault(kind=kind, method=method, route=pattern, times=times, **more)  # type: ignore[arg-type]
        self.ordered.append(fault)
        return fault

    def status(self, method: str, route: str, status: int, *, times: int = 1) -> Fault:
        """Answer with a bare server error such as 500, 502 or 503."""
        body = {"message": f"{status}: Server Error", "code": 0}
        return self._order("answer", method, route, times, status=status, body=body)

    def error(self, method: str, route: str, status: int, code: int, message: str, *, times: int = 1) -> Fault:
        """Answer with one of Discord's errors, such as 403 50007 or 400 40003."""
        return self._order("answer", method, route, times, status=status, body={"message": message, "code": code})

    def rate_limited(
        self,
        method: str,
        route: str,
        *,
        retry_after_s: float = 0.05,
        scope: Literal["user", "shared", "global"] = "user",
        times: int = 1,
    ) -> Fault:
        """Answer 429 as Discord does: for this bucket, for a shared resource, or for the whole bot."""
        headers, body = limited(retry_after_s, scope)
        return self._order("answer", method, route, times, status=429, headers=headers, body=body)

    def cloudflare(self, method: str, route: str, *, retry_after_s: int = 3600, times: int = 1) -> Fault:
        """Answer 429 as Cloudflare does after too many invalid requests: plain text, no Via header."""
        headers = {"Retry-After": str(retry_after_s), "Via": ""}
        return self._order("answer", method, route, times, status=429, headers=headers, body="error code: 1015")

    def hang(self, method: str, route: str, *, times: int = 1) -> Fault:
        """Take the request and do not go on until `release()` is called on what this returns."""
        return self._order("hang", method, route, times)

    def reset(self, method: str, route: str, *, times: int = 1) -> Fault:
        """Break the connection off before the request is processed."""
        return self._order("reset", method, route, times)

    def lose_reply(self, method: str, route: str, *, times: int = 1) -> Fault:
        """Process the request, then break the connection off instead of answering."""
        return self._order("lose reply", method, route, times)

    def slow(self, method: str, route: str, delay_s: float, *, times: int = 1) -> Fault:
        """Process the request only after some real seconds."""
        return self._order("slow", method, route, times, delay_s=delay_s)

    def take(self, method: str, path: str) -> Fault | None:
        """The first ordered fault that a request meets, used up once."""
        for fault in self.ordered:
            if fault.times > 0 and fault.method in (method, "*") and fault.route.fullmatch(path):
                fault.times -= 1
                fault.hits += 1
                fault.met.set()
                return fault
        return None

    def clear(self) -> None:
        """Order nothing any more, and let hanging requests go on."""
        for fault in self.ordered:
            fault.times = 0
            fault.release()
        self.ordered.clear()
        self.gateway_abort = 0
        self.gateway_status.clear()
        self.gateway_drop_after.clear()


def limited(retry_after_s: float, scope: str) -> tuple[dict[str, str], Json]:
    """Headers and body of Discord's 429 (developers/topics/rate-limits.mdx)."""
    whole_seconds = int(retry_after_s) + (retry_after_s % 1 > 0)
    headers = {"Retry-After": str(whole_seconds), "X-RateLimit-Scope": scope}
    if scope == "global":
        headers["X-RateLimit-Global"] = "true"
    resource = "The resource is" if scope == "shared" else "You are"
    message = f"{resource} being rate limited."
    return headers, {"message": message, "retry_after": retry_after_s, "global": scope == "global"}
