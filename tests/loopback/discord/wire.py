"""Users, guilds and channels as the JSON that Discord sends (developers/resources/*.mdx)."""

from __future__ import annotations

from datetime import datetime

from . import permissions
from .state import (
    DM_CHANNEL,
    Application,
    Channel,
    Guild,
    Json,
    Member,
    Role,
    User,
)


def instant(at: datetime | None) -> str | None:
    """An instant as Discord writes it."""
    return None if at is None else at.isoformat(timespec="microseconds")


def user_json(user: User) -> Json:
    """A user object."""
    return {
        "id": user.id,
        "username": user.username,
        "global_name": None if user.bot else user.username.title(),
        "discriminator": "0",
        "avatar": None,
        "banner": None,
        "accent_color": None,
        "bot": user.bot,
        "flags": 0,
        "public_flags": 0,
        "primary_guild": None,
    }


def self_json(user: User) -> Json:
    """The bot's own user object, as it alone sees it."""
    return {**user_json(user), "mfa_enabled": True, "locale": user.locale, "verified": True, "email": None}


def member_json(member: Member, *, with_user: bool = True) -> Json:
    """A guild member object."""
    found: Json = {
        "nick": member.nick,
        "avatar": None,
        "banner": None,
        "roles": list(member.roles),
        "joined_at": instant(member.joined_at),
        "premium_since": None,
        "communication_disabled_until": None,
        "pending": False,
        "flags": 0,
        "mute": False,
        "deaf": False,
    }
    return {**found, "user": user_json(member.user)} if with_user else found


def role_json(role: Role, position: int) -> Json:
    """A role object."""
    return {
        "id": role.id,
        "name": role.name,
        "permissions": str(role.permissions),
        "position": position,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": role.managed,
        "mentionable": role.mentionable,
        "icon": None,
        "unicode_emoji": None,
        "description": None,
        "flags": 0,
    }


def channel_json(channel: Channel, application: Application) -> Json:
    """A channel object; the bot's own overwrite is shown if its permissions differ here."""
    last = next(reversed(channel.messages), None)
    if channel.guild is None:
        recipients = [user_json(user) for user in channel.recipients if user is not application.bot]
        found = {"id": channel.id, "type": DM_CHANNEL, "flags": 0, "last_message_id": last}
        return {**found, "recipients": recipients}
    overwrites: list[Json] = []
    if channel.bot_permissions is not None:
        denied = permissions.ALL & ~channel.bot_permissions
        overwrite = {"id": application.bot.id, "type": 1, "allow": str(channel.bot_permissions)}
        overwrites.append({**overwrite, "deny": str(denied)})
    return {
        "id": channel.id,
        "type": channel.type,
        "guild_id": channel.guild.id,
        "name": channel.name,
        "position": list(channel.guild.channels).index(channel.id) if channel.id in channel.guild.channels else 0,
        "permission_overwrites": overwrites,
        "parent_id": None,
        "topic": None,
        "nsfw": False,
        "flags": 0,
        "rate_limit_per_user": 0,
        "last_message_id": last,
    }


def guild_json(guild: Guild) -> Json:
    """A guild object, without its members and channels."""
    return {
        "id": guild.id,
        "name": guild.name,
        "icon": None,
        "description": None,
        "home_header": None,
        "splash": None,
        "discovery_splash": None,
        "features": [],
        "banner": None,
        "owner_id": guild.owner.id,
        "application_id": None,
        "region": "us-west",
        "afk_channel_id": None,
        "afk_timeout": 300,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "widget_enabled": False,
        "widget_channel_id": None,
        "verification_level": 0,
        "roles": [role_json(role, position) for position, role in enumerate(guild.roles.values())],
        "default_message_notifications": 0,
        "mfa_level": 0,
        "explicit_content_filter": 0,
        "max_presences": None,
        "max_members": 500_000,
        "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25,
        "vanity_url_code": None,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "preferred_locale": guild.locale,
        "rules_channel_id": None,
        "safety_alerts_channel_id": None,
        "public_updates_channel_id": None,
        "premium_progress_bar_enabled": False,
        "nsfw": False,
        "nsfw_level": 0,
        "emojis": [],
        "stickers": [],
        "incidents_data": None,
    }


def guild_create_json(guild: Guild, application: Application, *, whole: bool) -> Json:
    """A GUILD_CREATE event. Without the presence intent (`whole` False) the bot is its only member."""
    members = [m for m in guild.members.values() if whole or m.user is application.bot]
    bot = guild.members.get(application.bot.id)
    return {
        **guild_json(guild),
        "joined_at": instant(bot.joined_at if bot else None),
        "large": False,
        "unavailable": False,
        "member_count": len(guild.members),
        "voice_states": [],
        "members": [member_json(member) for member in members],
        "channels": [channel_json(channel, application) for channel in guild.channels.values()],
        "threads": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def application_flags(application: Application) -> int:
    """The flags of an app in few guilds: which privileged intents are switched on."""
    flags = (1 << 19) * application.message_content | (1 << 15) * application.server_members
    return flags | (1 << 13) * application.presences


def application_json(application: Application, guilds: int) -> Json:
    """The app's own application object."""
    flags = application_flags(application)
    return {
        "id": application.id,
        "name": application.name,
        "icon": None,
        "description": "",
        "type": None,
        "summary": "",
        "bot": user_json(application.bot),
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": flags,
        "flags_new": str(flags),
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "owner": user_json(User(id="900000000000000002", username="owner")),
        "approximate_guild_count": guilds,
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "team": None,
        "eligible_oauth2_scopes": [],
        "integration_types_config": {"0": {}, "1": {}},
    }
