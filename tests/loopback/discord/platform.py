"""The loopback Discord without its sockets: state, gateway, faults, limits and records in one place."""

from __future__ import annotations

from .changes import Changes
from .clock import Clock, OffsetClock
from .faults import Faults
from .gateway.hub import Hub
from .openapi import Contract, document_path, load
from .rate_limits import RateLimits
from .records import Records
from .world import World


class Platform:
    """Everything that requests, the gateway and the driver of users share."""

    def __init__(
        self,
        *,
        clock: Clock | None = None,
        token: str = "loopback.bot.token",
        application_id: str = "900000000000000001",
        bot_name: str = "coach",
    ) -> None:
        self.clock: Clock = clock or OffsetClock()
        self.world = World(self.clock, token=token, application_id=application_id, bot_name=bot_name)
        self.changes = Changes()
        self.gateway = Hub(self.world, self.clock, self.changes)
        self.faults = Faults()
        self.rate_limits = RateLimits(self.clock)
        self.records = Records()
        self.contract: Contract | None = load(document_path())
        """The vendor's OpenAPI document; None where there is no copy. A test may set it to None for speed."""
        self.files_url = ""
        """Where attachments are served."""
