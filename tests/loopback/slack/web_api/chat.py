"""chat.*: saying something, changing it, taking it back."""

from __future__ import annotations

from dataclasses import replace

from tests.loopback.slack.content import Content, accept, revise
from tests.loopback.slack.errors import SlackError
from tests.loopback.slack.state import Channel, Json, Message
from tests.loopback.slack.web_api.conversations import open_im_with
from tests.loopback.slack.web_api.registry import Call, method

WRITE = ("chat:write",)


def _destination(call: Call) -> Channel:
    """Where to post: a conversation, or a person (which means the direct conversation with them)."""
    wanted = call.text("channel")
    if wanted in call.world.users:
        try:
            return open_im_with(call, wanted)
        except SlackError as refused:
            code = refused.code
            raise SlackError(code if code == "cannot_dm_bot" else "channel_not_found") from None
    return call.channel()


def _check_may_post(call: Call, channel: Channel) -> None:
    if channel.is_archived:
        raise SlackError("is_archived")
    if channel.kind == "im":
        if not call.world.app.messages_tab:
            raise SlackError("messages_tab_disabled")
        partner = next(member for member in channel.members if member != call.token.user_id)
        if call.world.users[partner].deleted:
            raise SlackError("channel_not_found")
    public = channel.kind == "public" and "chat:write.public" in call.token.scopes
    if call.token.user_id not in channel.members and not public:
        raise SlackError("not_in_channel")


def _check_thread(call: Call, channel: Channel) -> str | None:
    thread_ts = call.text("thread_ts", "") or None
    if thread_ts and call.world.message(channel.id, thread_ts) is None:
        raise SlackError("thread_not_found")
    return thread_ts


def compose(call: Call, channel: Channel, content: Content, **more: object) -> Message:
    """A message of the app, not yet posted."""
    token = call.token
    message = Message(
        ts=call.world.next_ts(),
        channel=channel.id,
        team=channel.team_id if token.is_enterprise_install else str(token.team_id),
        user=token.user_id,
        bot_id=token.bot_id,
        app_id=token.app_id,
        text=content.text,
        blocks=content.blocks,
        attachments=content.attachments,
        metadata=content.metadata or None,
        parse=call.text("parse", "none"),
        link_names=call.flag("link_names"),
        username=call.text("username", "") or None,
        sent=dict(call.args),
    )
    for name, value in more.items():
        setattr(message, name, value)
    return message


@method("chat.postMessage", scopes=WRITE)
async def post_message(call: Call) -> Json:
    """Post where everybody of the conversation sees it."""
    channel = _destination(call)
    _check_may_post(call, channel)
    thread_ts = _check_thread(call, channel)
    content = accept(call.world, call.args, where=call.method)
    message = compose(call, channel, content, thread_ts=thread_ts, reply_broadcast=call.flag("reply_broadcast"))
    call.world.messages.append(message)
    return {"channel": channel.id, "ts": message.ts, "message": message.to_api(with_metadata=True)}


@method("chat.postEphemeral", scopes=WRITE)
async def post_ephemeral(call: Call) -> Json:
    """Post so that one person sees it."""
    channel = _destination(call)
    _check_may_post(call, channel)
    user = call.text("user")
    if user not in channel.members:
        raise SlackError("user_not_in_channel")
    thread_ts = _check_thread(call, channel)
    content = accept(call.world, call.args, where=call.method)
    message = compose(call, channel, content, ephemeral_to=user, thread_ts=thread_ts)
    call.world.messages.append(message)
    return {"message_ts": message.ts}


def _own_message(call: Call, refusal: str) -> Message:
    channel = call.channel()
    message = call.world.message(channel.id, call.text("ts"))
    if message is None:
        raise SlackError("message_not_found")
    if message.user != call.token.user_id:
        raise SlackError(refusal)
    return message


@method("chat.update", scopes=WRITE)
async def update(call: Call) -> Json:
    """Change a message of the app.

    `text` without `blocks` removes the blocks; `blocks` without `text` keeps the text; what is not given of
    attachments and metadata stays (https://docs.slack.dev/reference/methods/chat.update).
    """
    message = _own_message(call, "cant_update_message")
    channel = call.world.channels[message.channel]
    if channel.is_archived:
        raise SlackError("is_inactive")
    args = call.args
    said = any(args.get(name) for name in ("text", "blocks", "attachments", "markdown_text"))
    if said or "metadata" not in args:
        content = accept(call.world, args, where=call.method)
        text = content.text if args.get("text") or args.get("markdown_text") else message.text
        attachments = content.attachments if "attachments" in args else message.attachments
        content = replace(content, text=text, attachments=attachments)
    else:
        checked = accept(call.world, {"text": message.text or "-", "metadata": args["metadata"]}, where=call.method)
        content = replace(checked, text=message.text, blocks=message.blocks, attachments=message.attachments)
    # The "edited" flag is shown only for edits by text.
    edited_ts = call.world.next_ts() if args.get("text") and not args.get("blocks") else message.edited_ts
    revise(message, content, edited_ts=edited_ts, metadata_given="metadata" in args)
    message.parse, message.link_names = call.text("parse", "client"), call.flag("link_names")
    message.sent = dict(call.args)
    return {
        "channel": channel.id,
        "ts": message.ts,
        "text": message.text,
        "message": message.to_api(with_metadata=True),
    }


@method("chat.delete", scopes=WRITE)
async def delete(call: Call) -> Json:
    """Take a message of the app back."""
    message = _own_message(call, "cant_delete_message")
    message.deleted = True
    return {"channel": message.channel, "ts": message.ts}
