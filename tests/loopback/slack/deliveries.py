"""What Slack brings to the app, and what the app answers at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tests.loopback.slack.state import Json

DeliveryKind = Literal["slash_commands", "events_api", "interactive"]
Transport = Literal["socket", "http"]
ACK_TIMEOUT = 3.0  # seconds Slack waits for an acknowledgement


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """One command, event or interaction on its way to the app."""

    kind: DeliveryKind
    payload: Json


@dataclass(frozen=True, kw_only=True)
class Ack:
    """The app's immediate answer to a delivery."""

    delivery: Delivery
    transport: Transport
    status: int | None  # HTTP status; 200 for an ack by socket; None when none came in time
    latency: float  # seconds from sending to the answer, or to giving up
    payload: Json | None = None  # the JSON body, if there was one
    body: str = ""  # the raw body (HTTP only)
    envelope_id: str | None = None  # Socket Mode only
    connection_id: int | None = None  # Socket Mode only: who got it

    @property
    def ok(self) -> bool:
        """Whether Slack is content: 200 within the three seconds."""
        return self.status == 200
