"""An honest platform: it keeps what it is sent, counts it, and refuses what comes too fast.

One kind drops a repeated reference within a time (as Discord does with a nonce), the other finds a message by its
reference but would take it twice (as Slack). Both can be told to misbehave as real platforms do.
"""

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.application.ports.messenger import CannotLook, Outgoing, Sent, ToAccount
from bot.application.requests import Conversation, Platform
from bot.errors import ChannelGone, DeliveryError, MessagesClosed, OutcomeUnknown, PlatformUnavailable, RateLimited


class Fault(StrEnum):
    """How a request goes wrong."""

    BUSY = "429"
    BROKEN = "500, nothing done"
    RESET = "connection reset, nothing done"
    REPLY_LOST = "done, and the reply is lost"
    HANGS = "done, and no reply ever comes"
    CLOSED = "no direct messages"
    GONE = "no such channel"
    NEVER = "the request is wrong"
    MAD = "an error that nobody has foreseen"


@dataclass(frozen=True, slots=True)
class Letter:
    """A message that stands on the platform."""

    id: str
    reference: str
    place: str
    at: float
    summary: str


@dataclass(slots=True)
class PostOffice:
    """The platform. `drops_repeats_s`: 0 for one that takes everything."""

    steady: Callable[[], float]
    drops_repeats_s: float = 0.0
    a_second: int = 0  # the platform's own limit; 0 for none
    lane_s: float = 0.0
    letters: list[Letter] = field(default_factory=list)
    faults: deque[Fault | None] = field(default_factory=deque)
    look_faults: deque[Exception] = field(default_factory=deque)
    requests: int = 0
    looks: int = 0
    refusals: int = 0
    retry_after_s: float = 3.0
    _taken: deque[float] = field(default_factory=deque)
    _lanes: dict[str, float] = field(default_factory=dict)

    def post(self, reference: str, place: str, summary: str) -> str:
        """Take a message, or refuse it as the platform would; its id."""
        self.requests += 1
        fault = self.faults.popleft() if self.faults else None
        if fault is Fault.BUSY or not self._in_time(place):
            self.refusals += 1
            raise RateLimited("slow down", self.retry_after_s)
        refusal = REFUSALS.get(fault) if fault else None
        if refusal is not None:
            raise refusal
        taken = self._take(reference, place, summary)
        if fault in {Fault.REPLY_LOST, Fault.HANGS}:
            raise OutcomeUnknown(fault)
        return taken

    def find(self, reference: str) -> Letter | None:
        """Look for a message."""
        self.looks += 1
        if self.look_faults:
            raise self.look_faults.popleft()
        return next((letter for letter in self.letters if letter.reference == reference), None)

    def copies(self) -> dict[str, int]:
        """How often each reference stands on the platform."""
        counts: dict[str, int] = defaultdict(int)
        for letter in self.letters:
            counts[letter.reference] += 1
        return counts

    def _in_time(self, place: str) -> bool:
        now = self.steady()
        while self._taken and self._taken[0] <= now - 1.0:
            self._taken.popleft()
        if self.a_second and len(self._taken) >= self.a_second:
            return False
        if self.lane_s and now - self._lanes.get(place, -1e9) < self.lane_s:
            return False
        self._taken.append(now)
        self._lanes[place] = now
        return True

    def _take(self, reference: str, place: str, summary: str) -> str:
        now = self.steady()
        for letter in self.letters:
            if self.drops_repeats_s and letter.reference == reference and now - letter.at <= self.drops_repeats_s:
                return letter.id
        letter = Letter(id=f"m{len(self.letters)}", reference=reference, place=place, at=now, summary=summary)
        self.letters.append(letter)
        return letter.id


REFUSALS: dict[Fault, Exception] = {
    Fault.BROKEN: PlatformUnavailable("500"),
    Fault.RESET: OutcomeUnknown("connection reset"),
    Fault.CLOSED: MessagesClosed("50007"),
    Fault.GONE: ChannelGone("10003"),
    Fault.NEVER: DeliveryError("400"),
    Fault.MAD: ZeroDivisionError("oh"),
}


class OfficeMessenger:
    """Sends to a post office in this process."""

    def __init__(self, office: PostOffice, platform: Platform) -> None:
        self.office = office
        self.platform = platform
        self.sent: list[Outgoing] = []

    @property
    def repeats_safely_for_s(self) -> float:
        return self.office.drops_repeats_s

    async def send(self, outgoing: Outgoing) -> Sent:
        hangs = bool(self.office.faults) and self.office.faults[0] is Fault.HANGS
        try:
            message_id = self.office.post(outgoing.reference, place_of(outgoing), outgoing.summary)
        except OutcomeUnknown:
            if hangs:
                await asyncio.sleep(3600)
            raise
        self.sent.append(outgoing)
        return Sent(message_id=message_id, conversation=conversation_of(outgoing))

    async def find(self, outgoing: Outgoing, *, since: datetime) -> Sent | None:
        letter = self.office.find(outgoing.reference)
        return Sent(message_id=letter.id, conversation=conversation_of(outgoing)) if letter else None


def place_of(outgoing: Outgoing) -> str:
    """The conversation a message goes to."""
    if isinstance(outgoing.address, ToAccount):
        return f"dm-{outgoing.address.account.user_id}"
    return outgoing.address.channel


def conversation_of(outgoing: Outgoing) -> Conversation:
    return Conversation(id=place_of(outgoing), is_dm=isinstance(outgoing.address, ToAccount))


CANNOT_LOOK = CannotLook("missing_scope")
