"""Messages of a channel (developers/resources/message.mdx)."""

from __future__ import annotations

from .. import permissions, posting
from ..checks.findings import Violation
from ..checks.messages import message_violations
from ..state import Channel, Message
from ..wire_messages import message_json
from . import errors
from .access import channel_of, check_reachable, message_of
from .call import NO_CONTENT, Call, Reply, Route

REPLY = 19


async def list_messages(call: Call) -> Reply:
    """GET: newest first; `around`, `before` and `after` exclude one another."""
    channel = channel_of(call)
    limit = call.number("limit", default=50, low=1, high=100)
    given = [name for name in ("around", "before", "after") if name in call.query]
    if len(given) > 1:
        violation = Violation(path=(given[1],), code="EXCLUSIVE", message="Only one may be passed at a time.")
        raise errors.InvalidBody([violation])
    if not call.platform.world.bot_permissions(channel) & permissions.READ_MESSAGE_HISTORY and channel.guild:
        return Reply(body=[])
    found = sorted(channel.visible, key=lambda message: int(message.id))
    if given:
        found = page(found, given[0], int(call.query[given[0]]), limit)
    sees = call.platform.world.app.message_content
    newest_first = list(reversed(found[-limit:]))
    return Reply(body=[posting.as_seen(call.platform, message, sees_content=sees) for message in newest_first])


def page(messages: list[Message], how: str, pivot: int, limit: int) -> list[Message]:
    """At most `limit` messages before, after or around an id; oldest first."""
    before = [message for message in messages if int(message.id) < pivot]
    after = [message for message in messages if int(message.id) > pivot]
    if how == "before":
        return before[-limit:]
    if how == "after":
        return after[:limit]
    middle = [message for message in messages if int(message.id) == pivot]
    half = (limit - len(middle)) // 2
    return [*before[-half:], *middle, *after[: limit - len(middle) - half]] if half else [*middle, *after[:limit]]


async def get_message(call: Call) -> Reply:
    """GET one message."""
    channel = channel_of(call, permissions.READ_MESSAGE_HISTORY)
    message = message_of(call, channel)
    sees = call.platform.world.app.message_content
    return Reply(body=posting.as_seen(call.platform, message, sees_content=sees))


async def create_message(call: Call) -> Reply:
    """POST: a new message, or the first one again for a repeated nonce with `enforce_nonce`."""
    platform, body = call.platform, call.fields
    channel = channel_of(call, permissions.SEND_MESSAGES)
    call.refuse_if(message_violations(body, uploads=call.upload_names))
    check_may_send(call, channel)
    check_reachable(platform, channel)
    if int(body.get("flags") or 0) & ~posting.SETTABLE:
        call.note_ignored("flags")
    bot = platform.world.app.bot
    repeated = earlier(call, channel)
    if repeated is not None:
        return Reply(body=message_json(repeated, platform.world.app, platform.files_url))
    replied = replied_to(call, channel)
    message = posting.create(
        platform, channel, bot, body, call.files, message_type=REPLY if replied else 0, reference=replied
    )
    return Reply(body=message_json(message, platform.world.app, platform.files_url))


def check_may_send(call: Call, channel: Channel) -> None:
    """Raise ApiError 50013 for files or embeds where the bot may not send them."""
    needed = permissions.ATTACH_FILES if call.files else 0
    needed |= permissions.EMBED_LINKS if call.fields.get("embeds") else 0
    if channel.guild is not None and needed & ~call.platform.world.bot_permissions(channel):
        raise errors.missing_permissions()


def earlier(call: Call, channel: Channel) -> Message | None:
    """The message of the same nonce in this channel by the bot, if the body enforces it and it is recent."""
    world, nonce = call.platform.world, call.fields.get("nonce")
    if nonce is None or not call.fields.get("enforce_nonce"):
        return None
    found = world.nonces.get((channel.id, world.app.bot.id, str(nonce)))
    if found is None or world.clock.now() - found[1] > world.nonce_window:
        return None
    return found[0]


def replied_to(call: Call, channel: Channel) -> Message | None:
    """The message a body replies to. Raises if it may not reply, or to a message that is gone."""
    reference = call.fields.get("message_reference")
    if not reference:
        return None
    may = call.platform.world.bot_permissions(channel)
    if channel.guild is not None and not may & permissions.READ_MESSAGE_HISTORY:
        raise errors.no_history()
    target = channel.messages.get(str(reference.get("message_id")))
    if target is None or target.deleted:
        if reference.get("fail_if_not_exists", True):
            message = "Unknown message"
            violation = Violation(path=("message_reference",), code="REPLIES_UNKNOWN_MESSAGE", message=message)
            raise errors.InvalidBody([violation])
        return None
    return target


async def edit_message(call: Call) -> Reply:
    """PATCH: only the bot's own messages."""
    platform = call.platform
    channel = channel_of(call)
    message = message_of(call, channel)
    if message.author is not platform.world.app.bot:
        raise errors.not_yours()
    before = posting.existing(message)
    call.refuse_if(message_violations(call.fields, uploads=call.upload_names, existing=before))
    check_may_send(call, channel)
    posting.edit(platform, message, call.fields, call.files)
    return Reply(body=message_json(message, platform.world.app, platform.files_url))


async def delete_message(call: Call) -> Reply:
    """DELETE: the bot's own messages, or others' with MANAGE_MESSAGES."""
    channel = channel_of(call)
    message = message_of(call, channel)
    may = call.platform.world.bot_permissions(channel)
    if message.author is not call.platform.world.app.bot and not may & permissions.MANAGE_MESSAGES:
        raise errors.missing_permissions()
    posting.delete(call.platform, message)
    return NO_CONTENT


ROUTES = [
    Route(method="GET", template="/channels/{channel_id}/messages", handler=list_messages),
    Route(method="POST", template="/channels/{channel_id}/messages", handler=create_message),
    Route(method="GET", template="/channels/{channel_id}/messages/{message_id}", handler=get_message),
    Route(method="PATCH", template="/channels/{channel_id}/messages/{message_id}", handler=edit_message),
    Route(method="DELETE", template="/channels/{channel_id}/messages/{message_id}", handler=delete_message),
]
