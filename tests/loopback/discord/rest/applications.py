"""The application, its commands and the gateway's address."""

from __future__ import annotations

from datetime import timedelta

from ..checks.commands import command_violations
from ..state import Json
from ..wire import application_json
from . import errors
from .access import guild_of
from .call import NO_CONTENT, Call, Reply, Route

CREATES_A_DAY = 200


async def get_application(call: Call) -> Reply:
    """GET the application itself."""
    world = call.platform.world
    return Reply(body=application_json(world.app, sum(guild.has_bot for guild in world.guilds.values())))


def scope_of(call: Call) -> str | None:
    """The guild whose commands are meant, None for global ones. ApiError 50001 for another application."""
    if call.params["application_id"] != call.platform.world.app.id:
        raise errors.missing_access()
    return guild_of(call).id if "guild_id" in call.params else None


async def list_commands(call: Call) -> Reply:
    """GET the commands of one scope."""
    return Reply(body=list(call.platform.world.app.commands.get(scope_of(call), {}).values()))


async def overwrite_commands(call: Call) -> Reply:
    """PUT: exactly these commands; a known type and name keeps its id and counts as no create."""
    scope, app = scope_of(call), call.platform.world.app
    wanted: list[Json] = call.body if isinstance(call.body, list) else []
    call.refuse_if(command_violations(wanted))
    known = {(c["type"], c["name"]): c for c in app.commands.get(scope, {}).values()}
    count_creates(call, scope, sum((c.get("type") or 1, c["name"]) not in known for c in wanted))
    stored = [store(call, scope, command, known.get((command.get("type") or 1, command["name"]))) for command in wanted]
    app.commands[scope] = {command["id"]: command for command in stored}
    return Reply(body=stored)


async def create_command(call: Call) -> Reply:
    """POST: a new command (201), or a new form of a known one (200)."""
    scope, app = scope_of(call), call.platform.world.app
    others = app.commands.setdefault(scope, {})
    named = (call.fields.get("type") or 1, call.fields.get("name"))
    known = next((c for c in others.values() if (c["type"], c["name"]) == named), None)
    rest = [command for command in others.values() if command is not known]
    found = command_violations(call.fields)
    call.refuse_if(found or [v for v in command_violations([*rest, call.fields]) if v.path == ()])
    count_creates(call, scope, 0 if known else 1)
    command = store(call, scope, call.fields, known)
    others[command["id"]] = command
    return Reply(status=200 if known else 201, body=command)


async def delete_command(call: Call) -> Reply:
    """DELETE one command."""
    commands = call.platform.world.app.commands.get(scope_of(call), {})
    if commands.pop(call.params["command_id"], None) is None:
        raise errors.unknown_command()
    return NO_CONTENT


def count_creates(call: Call, scope: str | None, count: int) -> None:
    """Count new commands. Raises ApiError 30034 above 200 in 24 hours."""
    app, now = call.platform.world.app, call.platform.clock.now()
    made = app.creates.setdefault(scope, [])
    recent = sum(at > now - timedelta(hours=24) for at in made)
    if recent + count > CREATES_A_DAY:
        raise errors.too_many_creates()
    made.extend([now] * count)


def store(call: Call, scope: str | None, command: Json, known: Json | None) -> Json:
    """A command as Discord keeps it."""
    ids = call.platform.world.ids
    permissions = command.get("default_member_permissions")
    kept: Json = {
        "id": known["id"] if known else ids.next(),
        "application_id": call.platform.world.app.id,
        "version": ids.next(),
        "type": command.get("type") or 1,
        "name": command["name"],
        "name_localizations": command.get("name_localizations"),
        "description": command.get("description") or "",
        "description_localizations": command.get("description_localizations"),
        "default_member_permissions": None if permissions is None else str(permissions),
        "nsfw": bool(command.get("nsfw")),
        "options": command.get("options") or [],
    }
    if scope is not None:
        return {**kept, "guild_id": scope}
    contexts, installs = command.get("contexts"), command.get("integration_types")
    return {**kept, "contexts": contexts, "integration_types": installs or [0]}


async def get_gateway(call: Call) -> Reply:
    """GET the gateway's address."""
    return Reply(body={"url": call.platform.gateway.url})


async def get_gateway_bot(call: Call) -> Reply:
    """GET the gateway's address, the recommended shards and what is left of the day's session starts."""
    gateway = call.platform.gateway
    left = gateway.starts_left
    oldest = gateway.starts[0] if gateway.starts else call.platform.clock.now()
    reset = oldest + timedelta(hours=24) - call.platform.clock.now()
    limit = {
        "total": gateway.start_limit,
        "remaining": left,
        "reset_after": int(reset.total_seconds() * 1000),
        "max_concurrency": gateway.max_concurrency,
    }
    return Reply(body={"url": gateway.url, "shards": gateway.shards, "session_start_limit": limit})


GLOBAL = "/applications/{application_id}/commands"
GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"
ROUTES = [
    Route(method="GET", template="/applications/@me", handler=get_application),
    Route(method="GET", template="/oauth2/applications/@me", handler=get_application),
    *(Route(method="GET", template=scope, handler=list_commands) for scope in (GLOBAL, GUILD)),
    *(Route(method="PUT", template=scope, handler=overwrite_commands) for scope in (GLOBAL, GUILD)),
    *(Route(method="POST", template=scope, handler=create_command) for scope in (GLOBAL, GUILD)),
    *(Route(method="DELETE", template=f"{scope}/{{command_id}}", handler=delete_command) for scope in (GLOBAL, GUILD)),
    Route(method="GET", template="/gateway", handler=get_gateway, open=True),
    Route(method="GET", template="/gateway/bot", handler=get_gateway_bot),
]
