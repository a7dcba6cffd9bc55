"""Guilds, their channels, roles and members (developers/resources/guild.mdx)."""

from __future__ import annotations

from ..wire import channel_json, guild_json, member_json, role_json
from . import errors
from .access import guild_of
from .call import Call, Reply, Route


async def get_guild(call: Call) -> Reply:
    """GET a guild."""
    guild = guild_of(call)
    body = guild_json(guild)
    if call.query.get("with_counts", "").lower() in ("true", "1"):
        count = len(guild.members)
        body |= {"approximate_member_count": count, "approximate_presence_count": count}
    return Reply(body=body)


async def list_channels(call: Call) -> Reply:
    """GET a guild's channels."""
    app = call.platform.world.app
    return Reply(body=[channel_json(channel, app) for channel in guild_of(call).channels.values()])


async def list_roles(call: Call) -> Reply:
    """GET a guild's roles."""
    return Reply(body=[role_json(role, n) for n, role in enumerate(guild_of(call).roles.values())])


async def get_member(call: Call) -> Reply:
    """GET one member."""
    member = guild_of(call).members.get(call.params["user_id"])
    if member is None:
        raise errors.unknown_member()
    return Reply(body=member_json(member))


ROUTES = [
    Route(method="GET", template="/guilds/{guild_id}", handler=get_guild),
    Route(method="GET", template="/guilds/{guild_id}/channels", handler=list_channels),
    Route(method="GET", template="/guilds/{guild_id}/roles", handler=list_roles),
    Route(method="GET", template="/guilds/{guild_id}/members/{user_id}", handler=get_member),
]
