"""oauth.v2.access: a code, or a refresh token, becomes a bot token."""

from __future__ import annotations

import base64

from tests.loopback.slack.errors import SlackError
from tests.loopback.slack.state import Json, Token
from tests.loopback.slack.web_api.registry import Call, method
from tests.loopback.slack.world import ROTATED_TOKEN_LIFE


def _credentials(call: Call) -> tuple[str, str]:
    header = call.headers.get("authorization", "")
    if header.startswith("Basic "):
        name, _, secret = base64.b64decode(header.removeprefix("Basic ")).decode().partition(":")
        return name, secret
    return str(call.args.get("client_id", "")), str(call.args.get("client_secret", ""))


@method("oauth.v2.access", kinds=())
async def oauth_access(call: Call) -> Json:
    """Exchange a code after an install, or a refresh token (token rotation)."""
    app = call.world.app
    client_id, client_secret = _credentials(call)
    if client_id != app.client_id:
        raise SlackError("invalid_client_id")
    if client_secret != app.client_secret:
        raise SlackError("bad_client_secret")
    if call.text("grant_type", "authorization_code") == "refresh_token":
        return _refreshed(call)
    return _installed(call)


def _installed(call: Call) -> Json:
    world = call.world
    code = world.oauth_codes.get(call.text("code"))
    if code is None or code.used:
        raise SlackError("invalid_code")
    given = call.text("redirect_uri", "") or None
    if code.redirect_uri is not None and given != code.redirect_uri:
        raise SlackError("bad_redirect_uri")
    code.used = True
    token = world.install(code.team_id, enterprise=code.enterprise_id, scopes=code.scopes)
    return _told(call, token) | {"authed_user": {"id": code.user_id}}


def _refreshed(call: Call) -> Json:
    world = call.world
    wanted = call.text("refresh_token")
    old = next((token for token in world.tokens.values() if token.refresh_token == wanted), None)
    if old is None or old.state != "ok":
        raise SlackError("invalid_refresh_token")
    old.refresh_token = None  # a refresh token works once
    world.app.token_rotation = True
    return _told(call, world.install(old.team_id, enterprise=old.enterprise_id, scopes=old.scopes))


def _told(call: Call, token: Token) -> Json:
    world = call.world
    workspace = world.workspaces[token.team_id] if token.team_id else None
    enterprise = world.enterprises[token.enterprise_id] if token.enterprise_id else None
    told: Json = {
        "access_token": token.value,
        "token_type": "bot",
        "scope": ",".join(sorted(token.scopes)),
        "bot_user_id": token.user_id,
        "app_id": token.app_id,
        "team": {"id": workspace.id, "name": workspace.name} if workspace else None,
        "enterprise": {"id": enterprise.id, "name": enterprise.name} if enterprise else None,
        "is_enterprise_install": token.is_enterprise_install,
    }
    if token.refresh_token:
        told |= {"refresh_token": token.refresh_token, "expires_in": int(ROTATED_TOKEN_LIFE)}
    return told
