"""What the loopback writes down about the app's requests, for tests to read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from .checks.findings import Violation


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class RequestRecord:
    """One REST request: what came, and what was answered (`status` 0: nothing yet, or nothing at all)."""

    method: str
    path: str
    at: datetime
    template: str = ""
    body: object = None
    files: list[str] = field(default_factory=list)
    status: int = 0
    code: int = 0
    answer: object = None

    def __str__(self) -> str:
        code = f" code {self.code}" if self.code else ""
        return f"{self.method} {self.path} -> {self.status}{code}"

    __repr__ = __str__


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Refusal:
    """A body that Discord refuses, and why."""

    request: RequestRecord
    violations: tuple[Violation, ...]

    def __str__(self) -> str:
        return f"{self.request}: " + "; ".join(map(str, self.violations))

    __repr__ = __str__


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignored:
    """A field that Discord passes over in silence: it knows no such field, or not such a flag here."""

    request: RequestRecord
    field: str


@dataclass(slots=True, kw_only=True)
class Records:
    """All that was written down, oldest first.

    `unserved` are requests to routes the loopback does not have: a gap in the loopback, or a wrong address.
    """

    requests: list[RequestRecord] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)
    unserved: list[RequestRecord] = field(default_factory=list)

    def of(self, method: str, template: str) -> list[RequestRecord]:
        """The requests of one operation, such as ("POST", "/channels/{channel_id}/messages")."""
        return [r for r in self.requests if (r.method, r.template) == (method, template)]

    def answer_of(self, request: RequestRecord, status: int, answer: object) -> None:
        """Write down what a request was answered."""
        request.status, request.answer = status, answer
        if isinstance(answer, dict) and status >= 400:
            request.code = int(answer.get("code") or 0)
