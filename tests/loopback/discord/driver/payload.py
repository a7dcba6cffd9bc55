"""An interaction as the app receives it (developers/interactions/receiving-and-responding.mdx)."""

from __future__ import annotations

from typing import Any

from .. import permissions
from ..checks import options as kinds
from ..checks import parts
from ..platform import Platform
from ..state import Channel, Guild, Interaction, Json
from ..wire import channel_json, member_json, role_json, user_json
from ..wire_messages import message_json

ATTACHMENT_SIZE_LIMIT = 10 * 1024 * 1024
IN_GUILD, IN_BOT_DM, IN_PRIVATE_CHANNEL = 0, 1, 2


def interaction_json(platform: Platform, interaction: Interaction) -> Json:
    """The data of an INTERACTION_CREATE event."""
    world = platform.world
    channel = partial_channel(platform, interaction)
    found: Json = {
        "id": interaction.id,
        "application_id": world.app.id,
        "type": interaction.type,
        "data": interaction.data,
        "channel": channel,
        "channel_id": interaction.channel.id,
        "token": interaction.token,
        "version": 1,
        "locale": interaction.user.locale,
        "app_permissions": str(world.bot_permissions(interaction.channel)),
        "entitlements": interaction.user.entitlements,
        "authorizing_integration_owners": interaction.owners,
        "context": interaction.context,
        "attachment_size_limit": ATTACHMENT_SIZE_LIMIT,
    }
    if interaction.message is not None and interaction.type in (3, 5):
        found["message"] = message_json(interaction.message, world.app, platform.files_url)
    guild = interaction.guild
    if guild is None:
        return {**found, "user": user_json(interaction.user)}
    member = member_json(guild.members[interaction.user.id])
    return {
        **found,
        "guild_id": guild.id,
        "guild_locale": guild.locale,
        "guild": {"id": guild.id, "locale": guild.locale, "features": []},
        "member": {**member, "permissions": str(guild.permissions_of(interaction.user.id))},
    }


def partial_channel(platform: Platform, interaction: Interaction) -> Json:
    """The channel with the invoking user's permissions in it."""
    guild = interaction.guild
    held = permissions.IN_DM if guild is None else guild.permissions_of(interaction.user.id)
    return {**channel_json(interaction.channel, platform.world.app), "permissions": str(held)}


def context_of(platform: Platform, channel: Channel) -> int:
    """Where an interaction takes place."""
    if channel.guild is not None:
        return IN_GUILD
    return IN_BOT_DM if platform.world.is_bot_dm(channel) else IN_PRIVATE_CHANNEL


def owners_of(platform: Platform, interaction_user_id: str, channel: Channel, installs: list[int]) -> dict[str, str]:
    """`authorizing_integration_owners`: which installations let this happen; empty if none does."""
    user = platform.world.users[interaction_user_id]
    owners: dict[str, str] = {}
    if 0 in installs:
        if channel.guild is not None and channel.guild.has_bot:
            owners["0"] = channel.guild.id
        elif platform.world.is_bot_dm(channel) and platform.world.shares_guild(user):
            owners["0"] = "0"
    if 1 in installs and user.installed_app:
        owners["1"] = user.id
    return owners


def resolved(platform: Platform, guild: Guild | None, entries: list[tuple[int, Any]]) -> Json:
    """`resolved` for ids by option type: users (with members), roles, channels."""
    found: dict[str, Json] = {}
    for kind, value in entries:
        is_user = value in platform.world.users and kind in (kinds.USER, kinds.MENTIONABLE)
        if is_user:
            found.setdefault("users", {})[value] = user_json(platform.world.users[value])
            if guild is not None and value in guild.members:
                member = member_json(guild.members[value], with_user=False)
                held = str(guild.permissions_of(value))
                found.setdefault("members", {})[value] = {**member, "permissions": held}
        elif guild is not None and value in guild.roles and kind in (kinds.ROLE, kinds.MENTIONABLE):
            found.setdefault("roles", {})[value] = role_json(guild.roles[value], 0)
        elif kind == kinds.CHANNEL and value in platform.world.channels:
            shown = channel_json(platform.world.channels[value], platform.world.app)
            found.setdefault("channels", {})[value] = {**shown, "permissions": str(permissions.MEMBER)}
    return found


OPTION_OF_SELECT = {
    parts.USER_SELECT: kinds.USER,
    parts.ROLE_SELECT: kinds.ROLE,
    parts.MENTIONABLE_SELECT: kinds.MENTIONABLE,
    parts.CHANNEL_SELECT: kinds.CHANNEL,
}
