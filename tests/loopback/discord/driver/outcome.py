"""What a user sees after doing something."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from ..rest.interactions import CHOICES, DEFERRED, DEFERRED_UPDATE, MESSAGE, MODAL, UPDATE
from ..state import Interaction, Json, Message, Modal

Kind = Literal["message", "deferred", "deferred update", "update", "modal", "choices", "failed"]
KINDS: dict[int | None, Kind] = {
    MESSAGE: "message",
    DEFERRED: "deferred",
    DEFERRED_UPDATE: "deferred update",
    UPDATE: "update",
    MODAL: "modal",
    CHOICES: "choices",
    None: "failed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The first response to what a user did.

    `failed` means that the app gave none within 3 seconds. `latency_s` is real time from the event's sending
    to the response's arrival. `message` is the new, updated or loading message; `modal` and `choices` are for
    those kinds.
    """

    kind: Kind
    latency_s: float
    interaction: Interaction | None = None
    message: Message | None = None
    modal: Modal | None = None
    choices: tuple[Json, ...] = field(default=())
    edits: int = 0
    """How often the message had been edited by then."""

    @property
    def text(self) -> str:
        """All the words of the message."""
        return self.message.text if self.message is not None else ""

    @property
    def ephemeral(self) -> bool:
        """Whether only the user sees the message."""
        return self.message is not None and self.message.ephemeral


def outcome_of(interaction: Interaction) -> Outcome:
    """What came of an interaction so far."""
    data = interaction.response_data
    return Outcome(
        kind=KINDS[interaction.response_type],
        latency_s=interaction.latency_s if interaction.latency_s is not None else float("inf"),
        interaction=interaction,
        message=interaction.original,
        modal=interaction.modal,
        edits=len(interaction.original.history) if interaction.original else 0,
        choices=tuple(data.get("choices") or ()) if interaction.response_type == CHOICES else (),
    )
