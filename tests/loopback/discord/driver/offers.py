"""Which commands the client offers a user in a channel."""

from __future__ import annotations

from .. import permissions
from ..platform import Platform
from ..state import Channel, Json, User
from .errors import CannotDo
from .payload import context_of, owners_of


def offered(platform: Platform, user: User, channel: Channel, name: str, kind: int) -> tuple[Json, dict[str, str]]:
    """The command of a name and type, and the installations that offer it; CannotDo if there is none."""
    app, guild = platform.world.app, channel.guild
    scopes = [guild.id, None] if guild is not None and guild.has_bot else [None]
    found = [c for s in scopes for c in app.commands.get(s, {}).values() if (c["name"], c["type"]) == (name, kind)]
    if not found:
        raise CannotDo(f"the app has no command {name!r} here")
    command = found[0]
    owners = owners_of(platform, user.id, channel, command.get("integration_types") or [0])
    if not owners:
        raise CannotDo(f"the app is not installed for {name!r} here")
    context = context_of(platform, channel)
    contexts = command.get("contexts")
    if contexts is not None and context not in contexts:
        raise CannotDo(f"{name!r} is not offered in context {context}")
    needed = command.get("default_member_permissions")
    if guild is not None and needed is not None:
        held = guild.permissions_of(user.id)
        missing = int(needed) & ~held or int(needed) == 0
        if missing and held != permissions.ALL:
            raise CannotDo(f"{name!r} needs permissions that {user.username} lacks")
    return command, owners
