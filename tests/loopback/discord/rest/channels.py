"""Channels and typing (developers/resources/channel.mdx)."""

from __future__ import annotations

from .. import permissions
from ..wire import channel_json
from .access import channel_of
from .call import NO_CONTENT, Call, Reply, Route


async def get_channel(call: Call) -> Reply:
    """GET a channel."""
    return Reply(body=channel_json(channel_of(call), call.platform.world.app))


async def start_typing(call: Call) -> Reply:
    """POST: the typing sign, for 10 seconds."""
    channel_of(call, permissions.SEND_MESSAGES).typing.append(call.platform.clock.now())
    return NO_CONTENT


ROUTES = [
    Route(method="GET", template="/channels/{channel_id}", handler=get_channel),
    Route(method="POST", template="/channels/{channel_id}/typing", handler=start_typing),
]
