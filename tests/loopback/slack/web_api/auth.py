"""auth.*, apps.*, team.info and bots.info: who the caller is, and taking leave."""

from __future__ import annotations

from tests.loopback.slack.errors import SlackError
from tests.loopback.slack.state import Json
from tests.loopback.slack.web_api.registry import Call, method


@method("auth.test", kinds=("bot", "user", "app"))
async def auth_test(call: Call) -> Json:
    """Whose token is this?"""
    token, world = call.token, call.world
    if token.kind == "app":
        return {"app_id": token.app_id, "app_name": world.app.name}
    bot = world.users[token.user_id]
    if token.is_enterprise_install:
        enterprise = world.enterprises[str(token.enterprise_id)]
        home: Json = {
            "url": f"https://{enterprise.domain}.enterprise.slack.com/",
            "team": enterprise.name,
            "team_id": enterprise.id,
        }
    else:
        workspace = world.workspaces[str(token.team_id)]
        home = {
            "url": f"https://{workspace.domain}.slack.com/",
            "team": workspace.name,
            "team_id": workspace.id,
        }
    told = home | {
        "user": bot.name,
        "user_id": bot.id,
        "bot_id": token.bot_id,
        "is_enterprise_install": token.is_enterprise_install,
    }
    if token.enterprise_id:
        told["enterprise_id"] = token.enterprise_id
    return told


@method("auth.revoke")
async def auth_revoke(call: Call) -> Json:
    """Make the token void."""
    if call.flag("test"):
        return {"revoked": False}
    call.token.state = "revoked"
    return {"revoked": True}


@method("apps.connections.open", scopes=("connections:write",), kinds=("app",))
async def connections_open(call: Call) -> Json:
    """Hand out a WebSocket URL for Socket Mode, good for one connection."""
    return {"url": call.slack.sockets.new_url()}


@method("apps.uninstall")
async def uninstall(call: Call) -> Json:
    """Take the app out of the token's workspace."""
    app, token = call.world.app, call.token
    if call.text("client_id") != app.client_id:
        raise SlackError("invalid_client_id")
    if call.text("client_secret") != app.client_secret:
        raise SlackError("bad_client_secret")
    call.slack.later(call.slack.uninstall(token.team_id or str(token.enterprise_id)))
    return {}


@method("team.info", scopes=("team:read",))
async def team_info(call: Call) -> Json:
    """Describe a workspace."""
    world = call.world
    team_id = call.text("team", "")
    if team_id and team_id not in world.teams_of(call.token):
        raise SlackError("team_not_found")
    workspace = world.workspaces[team_id] if team_id else call.workspace()
    told: Json = {
        "id": workspace.id,
        "name": workspace.name,
        "domain": workspace.domain,
        "email_domain": "",
        "url": f"https://{workspace.domain}.slack.com/",
        "icon": {"image_default": True},
    }
    if workspace.enterprise_id:
        told |= {
            "enterprise_id": workspace.enterprise_id,
            "enterprise_name": world.enterprises[workspace.enterprise_id].name,
        }
    return {"team": told}


@method("bots.info", scopes=("users:read",))
async def bots_info(call: Call) -> Json:
    """Describe a bot."""
    bot_id = call.text("bot", "")
    for user in call.world.users.values():
        if bot_id and user.bot_id == bot_id:
            return {
                "bot": {
                    "id": bot_id,
                    "deleted": user.deleted,
                    "name": user.name,
                    "updated": user.updated,
                    "app_id": call.world.app.id,
                    "user_id": user.id,
                    "icons": {},
                }
            }
    raise SlackError("bot_not_found")
