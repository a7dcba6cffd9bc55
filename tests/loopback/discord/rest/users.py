"""Users, the bot itself, its guilds and its direct messages (developers/resources/user.mdx)."""

from __future__ import annotations

from ..admin import bot_leaves
from ..state import Json
from ..wire import channel_json, self_json, user_json
from . import errors
from .access import guild_of
from .call import NO_CONTENT, Call, Reply, Route


async def get_me(call: Call) -> Reply:
    """GET the bot's own user."""
    return Reply(body=self_json(call.platform.world.app.bot))


async def get_user(call: Call) -> Reply:
    """GET any user."""
    user = call.platform.world.users.get(call.params["user_id"])
    if user is None:
        raise errors.unknown_user()
    return Reply(body=user_json(user))


async def list_guilds(call: Call) -> Reply:
    """GET the bot's guilds, in order of their ids."""
    limit = call.number("limit", default=200, low=1, high=200)
    after = int(call.query.get("after", "0"))
    before = int(call.query.get("before", str(2**64)))
    guilds = [g for g in call.platform.world.guilds.values() if g.has_bot and after < int(g.id) < before]
    guilds.sort(key=lambda guild: int(guild.id))
    body: list[Json] = [
        {
            "id": guild.id,
            "name": guild.name,
            "icon": None,
            "banner": None,
            "owner": False,
            "permissions": str(guild.bot_permissions),
            "features": [],
        }
        for guild in guilds[:limit]
    ]
    return Reply(body=body)


async def leave_guild(call: Call) -> Reply:
    """DELETE: the bot leaves a guild."""
    bot_leaves(call.platform, guild_of(call))
    return NO_CONTENT


async def open_dm(call: Call) -> Reply:
    """POST: the direct-message channel with a user; sending into it may still be refused."""
    call.refuse_if([])
    world = call.platform.world
    user = world.users.get(str(call.fields.get("recipient_id")))
    if user is None or user is world.app.bot:
        raise errors.invalid_recipient()
    if not world.knows_dm(user) and not call.platform.rate_limits.may_open_dm():
        raise errors.dms_too_fast()
    return Reply(body=channel_json(world.bot_dm(user), world.app))


ROUTES = [
    Route(method="GET", template="/users/@me", handler=get_me),
    Route(method="GET", template="/users/@me/guilds", handler=list_guilds),
    Route(method="DELETE", template="/users/@me/guilds/{guild_id}", handler=leave_guild),
    Route(method="POST", template="/users/@me/channels", handler=open_dm),
    Route(method="GET", template="/users/{user_id}", handler=get_user),
]
