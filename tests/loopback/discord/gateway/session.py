"""A gateway session: its events and, while connected, its connection."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from ..state import Json
from . import intents as intent_bits

if TYPE_CHECKING:
    from .connection import Connection


@dataclass(slots=True, kw_only=True, eq=False)
class Session:
    """What one IDENTIFY started. `log` keeps every event, so that a RESUME can replay what was missed."""

    id: str
    shard: tuple[int, int]
    intents: int
    started_at: datetime
    properties: Json = field(default_factory=dict)
    seq: int = 0
    log: list[tuple[int, str, str]] = field(default_factory=list, repr=False)
    connection: Connection | None = field(default=None, repr=False)
    lost_at: datetime | None = None
    invalid: bool = False
    resumes: int = 0
    presence: Json | None = None

    @property
    def connected(self) -> bool:
        """Whether events reach the app now."""
        return self.connection is not None

    def wants(self, intent: int) -> bool:
        """Whether the session asked for an intent; 0 stands for events that need none."""
        return intent == 0 or bool(self.intents & intent)

    @property
    def sees_content(self) -> bool:
        """Whether message content is shown to it."""
        return self.wants(intent_bits.MESSAGE_CONTENT)

    def takes(self, guild_id: str | None) -> bool:
        """Whether a guild's events, or (None) those without a guild, belong to its shard."""
        number, count = self.shard
        return number == (0 if guild_id is None else (int(guild_id) >> 22) % count)

    def send(self, event: str, data: Json) -> None:
        """Number an event, keep it, and send it if the session is connected."""
        self.seq += 1
        text = json.dumps({"op": 0, "s": self.seq, "t": event, "d": data})
        self.log.append((self.seq, event, text))
        if self.connection is not None:
            self.connection.put_event(text)

    def events(self, name: str) -> list[Json]:
        """The data of all events of one name that it was sent, for tests to read."""
        return [json.loads(text)["d"] for _, event, text in self.log if event == name]
