"""users.*: people, as far as the token may see them."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from tests.loopback.slack.errors import SlackError
from tests.loopback.slack.state import Json, Token, User
from tests.loopback.slack.web_api.conversations import conversations_of
from tests.loopback.slack.web_api.registry import SCOPE_OF_KIND, Call, method
from tests.loopback.slack.world import World


def told(world: World, token: Token, user: User, *, with_locale: bool = False) -> Json:
    """The user object as a token sees it; for people of other workspaces with `is_stranger`."""
    teams = world.teams_of(token)
    answer: Json = {
        "id": user.id,
        "team_id": user.team_id,
        "name": user.name,
        "deleted": user.deleted,
        "real_name": user.real_name,
        "profile": {"real_name": user.real_name, "display_name": user.name, "team": user.team_id},
        "is_bot": user.is_bot,
        "is_app_user": False,
        "updated": user.updated,
    }
    if user.email and "users:read.email" in token.scopes:
        answer["profile"]["email"] = user.email
    if user.tz is not None:
        zone = ZoneInfo(user.tz)
        now = datetime.fromtimestamp(world.clock.now(), UTC).astimezone(zone)
        offset = now.utcoffset()
        answer |= {
            "tz": user.tz,
            "tz_label": now.tzname() or user.tz,
            "tz_offset": int(offset.total_seconds()) if offset else 0,
        }
    if user.team_id in teams or user.id == token.user_id:
        answer |= {
            name: getattr(user, name)
            for name in ("is_admin", "is_owner", "is_primary_owner", "is_restricted", "is_ultra_restricted")
        }
    else:
        # False for those the app meets in a shared channel; https://docs.slack.dev/reference/objects/user-object
        answer["is_stranger"] = not world.shares_a_channel(teams, user, token.user_id)
    home = world.workspaces.get(user.team_id)
    if home and home.enterprise_id:
        enterprise = world.enterprises[home.enterprise_id]
        answer["enterprise_user"] = {
            "id": user.id,
            "enterprise_id": enterprise.id,
            "enterprise_name": enterprise.name,
            "is_admin": user.is_admin,
            "is_owner": user.is_owner,
            "teams": [user.team_id],
        }
    if with_locale:
        answer["locale"] = user.locale
    return answer


@method("users.info", scopes=("users:read",))
async def users_info(call: Call) -> Json:
    """Describe one person."""
    user = call.world.users.get(call.text("user"))
    teams = call.world.teams_of(call.token)
    if user is None:
        raise SlackError("user_not_found")
    if user.team_id in teams or user.id == call.token.user_id or call.world.shares_a_channel(teams, user):
        return {"user": told(call.world, call.token, user, with_locale=call.flag("include_locale"))}
    raise SlackError("user_not_found")


@method("users.list", scopes=("users:read",))
async def users_list(call: Call) -> Json:
    """Everybody of the workspace, the bot and USLACKBOT (with is_bot false) included."""
    workspace = call.workspace()
    slackbot = User(id="USLACKBOT", team_id=workspace.id, name="slackbot", real_name="Slackbot")
    people = [user for user in call.world.users.values() if user.team_id == workspace.id]
    page, cursor = call.page([slackbot, *people]) if call.args.get("limit") else ([slackbot, *people], "")
    return {
        "members": [told(call.world, call.token, user, with_locale=call.flag("include_locale")) for user in page],
        "cache_ts": int(call.world.clock.now()),
        "response_metadata": {"next_cursor": cursor},
    }


@method("users.conversations", scopes=tuple(f"{name}:read" for name in SCOPE_OF_KIND.values()))
async def users_conversations(call: Call) -> Json:
    """The conversations that a person (by default the bot) is in."""
    member = call.text("user", call.token.user_id)
    return conversations_of(call, member)
