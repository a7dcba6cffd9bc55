"""Trouble on demand: what may go wrong between an app and Slack, and when."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, get_args

from tests.loopback.slack.state import Json

FaultKind = Literal["429", "500", "503", "hang", "reset", "lost", "html", "error", "slow"]
ANY = "*"


@dataclass(kw_only=True, eq=False)
class Fault:
    """One kind of trouble, armed for some calls of one method.

    429, 500, 503   that HTTP status, nothing processed (429 with `retry_after` seconds)
    hang            no answer, nothing processed, until `release()` or the end of the server
    reset           the connection breaks before anything is processed
    lost            everything is processed, then the connection breaks instead of an answer
    html            status 200 with a page instead of JSON, nothing processed
    error           `{"ok": false, "error": <error>}`, nothing processed
    slow            processed and answered only after `release()`, or after `delay` seconds if given
    """

    method: str
    kind: FaultKind
    times: int | None  # None: until removed
    retry_after: int = 1
    error: str = "internal_error"
    delay: float | None = None
    when: Callable[[Json], bool] | None = None  # of the call's arguments
    hits: int = 0
    released: asyncio.Event = field(default_factory=asyncio.Event)

    def release(self) -> None:
        """Let calls that hang or are slow go on."""
        self.released.set()

    def fits(self, method: str, args: Json) -> bool:
        """Whether this call is to go wrong."""
        armed = self.times is None or self.hits < self.times
        return armed and self.method in {method, ANY} and (self.when is None or self.when(args))


class Faults:
    """The trouble that is armed; the oldest fitting fault strikes first."""

    def __init__(self) -> None:
        """No trouble yet."""
        self.armed: list[Fault] = []

    def add(
        self,
        method: str,
        kind: FaultKind,
        times: int | None = 1,
        *,
        retry_after: int = 1,
        error: str = "internal_error",
        delay: float | None = None,
        when: Callable[[Json], bool] | None = None,
    ) -> Fault:
        """Arm a fault for a Web API method, `response_url`, `upload` or `*`."""
        if kind not in get_args(FaultKind):
            raise ValueError(f"no such kind of fault: {kind}")
        fault = Fault(
            method=method,
            kind=kind,
            times=times,
            retry_after=retry_after,
            error=error,
            delay=delay,
            when=when,
        )
        self.armed.append(fault)
        return fault

    def strike(self, method: str, args: Json) -> Fault | None:
        """The fault that hits this call, if any."""
        for fault in self.armed:
            if fault.fits(method, args):
                fault.hits += 1
                return fault
        return None

    def clear(self) -> None:
        """Disarm everything and let what hangs go on."""
        for fault in self.armed:
            fault.release()
        self.armed.clear()
