"""conversations.*: channels, direct messages and what was said in them."""

from __future__ import annotations

import re

from tests.loopback.slack.errors import SlackError
from tests.loopback.slack.state import Channel, Json, Message
from tests.loopback.slack.web_api.registry import SCOPE_OF_KIND, Call, method

READ = tuple(f"{name}:read" for name in SCOPE_OF_KIND.values())
KIND_OF_TYPE = {"public_channel": "public", "private_channel": "private", "im": "im", "mpim": "mpim"}
RESTRICTED_HISTORY_MAX = 15  # messages a call, for apps under the limits of May 2025


def told(call: Call, channel: Channel) -> Json:
    """The conversation object."""
    answer: Json = {
        "id": channel.id,
        "created": channel.created,
        "is_archived": channel.is_archived,
        "is_im": channel.kind == "im",
        "is_mpim": channel.kind == "mpim",
        "is_org_shared": False,
        "context_team_id": channel.team_id,
    }
    if channel.kind == "im":
        other = next((member for member in channel.members if member != call.token.user_id), channel.members[0])
        return answer | {"user": other, "is_user_deleted": call.world.users[other].deleted}
    return answer | {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": channel.kind == "public",
        "is_group": channel.kind == "private",
        "is_private": channel.kind != "public",
        "is_general": False,
        "is_member": call.token.user_id in channel.members,
        "is_shared": bool(channel.shared_team_ids),
        "is_ext_shared": bool(channel.shared_team_ids),
        "shared_team_ids": sorted(channel.team_ids),
    }


def conversations_of(call: Call, member: str | None) -> Json:
    """One page of conversations the token sees, narrowed to those `member` is in."""
    workspace = call.workspace()
    kinds = []
    for name in call.text("types", "public_channel").split(","):
        if name.strip() not in KIND_OF_TYPE:
            raise SlackError("invalid_types")
        kinds.append(KIND_OF_TYPE[name.strip()])
    for kind in kinds:
        call.need_scope(f"{SCOPE_OF_KIND[kind]}:read")
    found = [
        channel
        for channel in call.world.channels.values()
        if channel.kind in kinds
        and workspace.id in channel.team_ids
        and (channel.kind == "public" or call.token.user_id in channel.members)
        and (member is None or member in channel.members)
        and not (channel.is_archived and call.flag("exclude_archived"))
    ]
    page, cursor = call.page(found)
    return {
        "channels": [told(call, channel) for channel in page],
        "response_metadata": {"next_cursor": cursor},
    }


@method("conversations.list", scopes=READ)
async def conversations_list(call: Call) -> Json:
    """The conversations of a workspace, 100 a page unless `limit` says otherwise."""
    return conversations_of(call, None)


@method("conversations.info", scopes=READ)
async def conversations_info(call: Call) -> Json:
    """Describe one conversation."""
    channel = call.channel()
    call.need_scope(f"{SCOPE_OF_KIND[channel.kind]}:read")
    answer = told(call, channel)
    if call.flag("include_num_members"):
        answer["num_members"] = len(channel.members)
    return {"channel": answer}


@method("conversations.members", scopes=READ)
async def conversations_members(call: Call) -> Json:
    """Who is in a conversation."""
    channel = call.channel()
    call.need_scope(f"{SCOPE_OF_KIND[channel.kind]}:read")
    page, cursor = call.page(channel.members)
    return {"members": page, "response_metadata": {"next_cursor": cursor}}


@method("conversations.open", scopes=("im:write", "mpim:write"))
async def conversations_open(call: Call) -> Json:
    """Open or resume the direct conversation with one person."""
    if call.args.get("channel"):
        channel = call.channel()
        if channel.kind not in {"im", "mpim"}:
            raise SlackError("method_not_supported_for_channel_type")
        return {"no_op": True, "already_open": True, "channel": {"id": channel.id}}
    named = call.args.get("users")
    users = named if isinstance(named, list) else [name for name in str(named or "").split(",") if name]
    if not users:
        raise SlackError("users_list_not_supplied")
    if len(users) > 1:
        raise SlackError("method_not_supported_for_channel_type")  # group conversations are not pretended here
    call.need_scope("im:write")
    channel = open_im_with(call, users[0])
    full = told(call, channel) if call.flag("return_im") else {"id": channel.id}
    return {"channel": full}


def open_im_with(call: Call, user_id: str) -> Channel:
    """The bot's direct conversation with a person, or the reason why there can be none."""
    world = call.world
    user = world.users.get(user_id)
    if user is None:
        raise SlackError("user_not_found")
    if user.is_bot:
        raise SlackError("cannot_dm_bot")
    if user.deleted:
        raise SlackError("user_disabled")
    teams = world.teams_of(call.token)
    if user.team_id not in teams and not world.shares_a_channel(teams, user):
        raise SlackError("user_not_found")
    return world.open_im(user_id, call.token.user_id)


@method("conversations.history", scopes=tuple(f"{name}:history" for name in SCOPE_OF_KIND.values()))
async def conversations_history(call: Call) -> Json:
    """What was said, newest first; ephemeral messages and replies in threads are not part of it."""
    channel = call.channel()
    call.need_scope(f"{SCOPE_OF_KIND[channel.kind]}:history")
    if call.token.user_id not in channel.members:
        raise SlackError("not_in_channel")
    oldest, latest, inclusive = _bound(call, "oldest"), _bound(call, "latest"), call.flag("inclusive")
    found = [
        message
        for message in call.world.messages
        if _listed(channel, message) and _within(_stamp(message.ts), oldest, latest, inclusive)
    ]
    found.sort(key=lambda message: message.ts, reverse=True)
    page, cursor = call.page(found)
    if call.slack.rate_limits.history_restricted:
        page, cursor = (
            page[:RESTRICTED_HISTORY_MAX],
            cursor or ("after:15" if len(page) > RESTRICTED_HISTORY_MAX else ""),
        )
    with_metadata = call.flag("include_all_metadata")
    return {
        "messages": [message.to_api(with_metadata=with_metadata) for message in page],
        "has_more": bool(cursor),
        "pin_count": 0,
        "response_metadata": {"next_cursor": cursor},
    }


def _listed(channel: Channel, message: Message) -> bool:
    if message.channel != channel.id or message.deleted or message.ephemeral_to:
        return False
    return not message.thread_ts or message.thread_ts == message.ts or message.reply_broadcast


def _within(at: int, oldest: int | None, latest: int | None, inclusive: bool) -> bool:
    after = oldest is None or at > oldest or (inclusive and at == oldest)
    before = latest is None or at < latest or (inclusive and at == latest)
    return after and before


def _bound(call: Call, name: str) -> int | None:
    value = call.text(name, "")
    if not value:
        return None
    if not re.fullmatch(r"\d+(\.\d+)?", value):
        raise SlackError(f"invalid_ts_{name}")
    return _stamp(value)


def _stamp(ts: str) -> int:
    """A timestamp in whole microseconds, which floats cannot hold."""
    seconds, _, fraction = ts.partition(".")
    return int(seconds) * 1_000_000 + int((fraction + "000000")[:6])
