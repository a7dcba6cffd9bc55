"""What happens to guilds, channels and members, with the events the app gets for it."""

from __future__ import annotations

from collections.abc import Callable

from .gateway import intents
from .platform import Platform
from .state import Channel, Guild, Json, User
from .wire import channel_json, guild_create_json, member_json, user_json


def bot_joins(platform: Platform, guild: Guild) -> None:
    """Tell the app of a guild that it is in from now on: the event has no `unavailable`."""
    tell_of(platform, guild, lambda found: {k: v for k, v in found.items() if k != "unavailable"})


def guild_returns(platform: Platform, guild: Guild) -> None:
    """End an outage: `unavailable` is false."""
    guild.available = True
    tell_of(platform, guild, lambda found: found)


def tell_of(platform: Platform, guild: Guild, shown: Callable[[Json], Json]) -> None:
    """Send GUILD_CREATE."""
    app = platform.world.app
    platform.gateway.dispatch(
        "GUILD_CREATE",
        lambda session: shown(guild_create_json(guild, app, whole=session.wants(intents.GUILD_PRESENCES))),
        guild_id=guild.id,
        intent=intents.GUILDS,
    )


def bot_leaves(platform: Platform, guild: Guild) -> None:
    """Take the bot out of a guild (it left, or was removed)."""
    platform.world.remove_bot(guild)
    platform.gateway.dispatch("GUILD_DELETE", {"id": guild.id}, guild_id=guild.id, intent=intents.GUILDS)


def guild_fails(platform: Platform, guild: Guild) -> None:
    """Make a guild unavailable through an outage; `guild_returns` ends it."""
    guild.available = False
    data = {"id": guild.id, "unavailable": True}
    platform.gateway.dispatch("GUILD_DELETE", data, guild_id=guild.id, intent=intents.GUILDS)


def channel_made(platform: Platform, guild: Guild, channel: Channel) -> None:
    """Tell the app of a new channel."""
    data = channel_json(channel, platform.world.app)
    platform.gateway.dispatch("CHANNEL_CREATE", data, guild_id=guild.id, intent=intents.GUILDS)


def delete_channel(platform: Platform, channel: Channel) -> None:
    """Delete a guild's channel with its messages. Raises ValueError for a direct message."""
    guild = channel.guild
    if guild is None:
        raise ValueError("a direct message cannot be deleted")
    data = channel_json(channel, platform.world.app)
    guild.channels.pop(channel.id, None)
    platform.world.channels.pop(channel.id, None)
    platform.gateway.dispatch("CHANNEL_DELETE", data, guild_id=guild.id, intent=intents.GUILDS)


def member_joins(platform: Platform, guild: Guild, user: User, *, admin: bool = False) -> None:
    """Make a user a member; the app hears of it only with the members intent."""
    member = platform.world.join(guild, user, roles=[guild.admin_role_id] if admin else [])
    data = {**member_json(member), "guild_id": guild.id}
    platform.gateway.dispatch("GUILD_MEMBER_ADD", data, guild_id=guild.id, intent=intents.GUILD_MEMBERS)


def member_leaves(platform: Platform, guild: Guild, user: User) -> None:
    """Take a user out of a guild; the app hears of it only with the members intent."""
    guild.members.pop(user.id, None)
    data = {"guild_id": guild.id, "user": user_json(user)}
    platform.gateway.dispatch("GUILD_MEMBER_REMOVE", data, guild_id=guild.id, intent=intents.GUILD_MEMBERS)
