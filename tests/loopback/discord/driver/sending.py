"""Sending an interaction and waiting for its first response."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable

from ..platform import Platform
from ..state import Channel, Interaction, InteractionType, Json, Message, User
from .outcome import Outcome, outcome_of
from .payload import context_of, interaction_json


def new_interaction(
    platform: Platform,
    user: User,
    channel: Channel,
    kind: InteractionType,
    data: Json,
    owners: dict[str, str],
    *,
    message: Message | None = None,
    source: Interaction | None = None,
    command_name: str = "",
) -> Interaction:
    """Make an interaction and send it to the shard it belongs to."""
    world = platform.world
    interaction = Interaction(
        id=world.ids.next(),
        token=f"aW50ZXJhY3Rpb24{uuid.uuid4().hex}",
        type=kind,
        user=user,
        channel=channel,
        guild=channel.guild,
        data=data,
        created_at=platform.clock.now(),
        owners=owners,
        context=context_of(platform, channel),
        message=message,
        source=source,
        command_name=command_name,
        sent_perf_s=time.perf_counter(),
    )
    world.interactions[interaction.id] = world.by_token[interaction.token] = interaction
    guild_id = channel.guild.id if channel.guild else None
    platform.gateway.dispatch("INTERACTION_CREATE", interaction_json(platform, interaction), guild_id=guild_id)
    return interaction


async def first_response(platform: Platform, interaction: Interaction, patience_s: float) -> Outcome:
    """Wait for the first response; `failed` once 3 seconds have passed on the loopback's clock.

    Raises TimeoutError if that clock stands still for `patience_s` real seconds without a response.
    """
    left_s = (interaction.respond_by - platform.clock.now()).total_seconds()

    def settled() -> bool:
        return interaction.response_type is not None or platform.clock.now() > interaction.respond_by

    try:
        what = f"a response to {interaction.data}"
        await wait(platform, settled, what, min(patience_s, max(0.0, left_s) + 0.01))
    except TimeoutError:
        if not settled():
            raise
    return outcome_of(interaction)


async def wait(platform: Platform, predicate: Callable[[], bool], what: str, patience_s: float) -> None:
    """Wait for something; the TimeoutError says what the app last did and what was refused."""
    try:
        await platform.changes.wait_for(predicate, timeout_s=patience_s, what=what)
    except TimeoutError as error:
        last = "; ".join(map(str, platform.records.requests[-4:])) or "no requests"
        refused = "; ".join(map(str, platform.records.refusals[-2:])) or "nothing"
        raise TimeoutError(f"{error}. Last requests: {last}. Refused: {refused}.") from None
