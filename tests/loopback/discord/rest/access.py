"""Finding what a route is about, and whether the bot may do it there."""

from __future__ import annotations

from .. import permissions
from ..platform import Platform
from ..state import Channel, Guild, Message
from . import errors
from .call import Call


def guild_of(call: Call) -> Guild:
    """The guild in the path. Raises ApiError 10004 unless the bot is in it."""
    guild = call.platform.world.guilds.get(call.params["guild_id"])
    if guild is None or not guild.has_bot:
        raise errors.unknown_guild()
    return guild


def channel_of(call: Call, needed: int = 0) -> Channel:
    """The channel in the path. Raises ApiError 10003, 50001 or, without a needed permission, 50013."""
    channel = call.platform.world.channels.get(call.params["channel_id"])
    if channel is None:
        raise errors.unknown_channel()
    may = call.platform.world.bot_permissions(channel)
    if channel.guild is None:
        if not call.platform.world.is_bot_dm(channel):
            raise errors.missing_access()
        return channel
    if not may & permissions.VIEW_CHANNEL:
        raise errors.missing_access()
    if needed & ~may:
        raise errors.missing_permissions()
    return channel


def message_of(call: Call, channel: Channel) -> Message:
    """The message in the path. Raises ApiError 10008 if it is gone or only for one person."""
    message = channel.messages.get(call.params["message_id"])
    if message is None or message.deleted or message.ephemeral:
        raise errors.unknown_message()
    return message


def check_reachable(platform: Platform, channel: Channel) -> None:
    """Raise ApiError 50278 or 50007 if a direct message would not reach the user."""
    if channel.guild is not None:
        return
    user = platform.world.other_party(channel)
    if not user.installed_app and not platform.world.shares_guild(user):
        raise errors.no_mutual_guild()
    if not user.dms_open:
        raise errors.dms_closed()
