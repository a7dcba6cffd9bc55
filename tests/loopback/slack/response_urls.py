"""Response URLs: up to five answers to one interaction within thirty minutes."""

from __future__ import annotations

from typing import Literal

from tests.loopback.slack.content import Content, accept, revise
from tests.loopback.slack.errors import SlackError
from tests.loopback.slack.state import Json, Message, ResponseUrl
from tests.loopback.slack.world import World

USES_MAX = 5
LIFE = 30 * 60.0  # seconds


def issue(
    world: World,
    kind: Literal["commands", "actions"],
    *,
    user_id: str,
    team_id: str,
    channel_id: str,
    original: Message | None = None,
) -> ResponseUrl:
    """Make a response URL for one interaction; `original` is the message it came from."""
    made = ResponseUrl(
        key=world.serial("r"),
        kind=kind,
        user_id=user_id,
        team_id=team_id,
        channel_id=channel_id,
        expires_at=world.clock.now() + LIFE,
        original=original,
    )
    world.response_urls[made.key] = made
    return made


def use(world: World, key: str, body: Json) -> Json:
    """Answer by a response URL; raises SlackError `expired_url`, `used_url` or why the message is refused."""
    url = world.response_urls.get(key)
    if url is None or world.clock.now() > url.expires_at:
        raise SlackError("expired_url")
    if url.uses >= USES_MAX:
        raise SlackError("used_url")
    url.uses += 1
    if body.get("delete_original"):
        if url.original is not None:
            url.original.deleted = True
        return {}
    answer(world, url, body, where="response_url")
    return {}


def answer(world: World, url: ResponseUrl, body: Json, *, where: str) -> Message:
    """Post or replace a message on behalf of an interaction, as a response URL or an ack with a body does."""
    content = accept(world, body, where=where)
    original = url.original
    if body.get("replace_original") and original is not None and not original.deleted:
        revise(original, content, edited_ts=original.edited_ts, metadata_given="metadata" in body)
        original.sent = dict(body)
        return original
    message = _compose(world, url, content, body)
    world.messages.append(message)
    if url.kind == "commands":
        url.original = message  # a command's URL replaces what it posted itself
    return message


def _compose(world: World, url: ResponseUrl, content: Content, body: Json) -> Message:
    token = world.bot_token(url.team_id)
    in_channel = body.get("response_type") == "in_channel"
    return Message(
        ts=world.next_ts(),
        channel=url.channel_id,
        team=url.team_id,
        user=token.user_id if token else "",
        bot_id=token.bot_id if token else None,
        app_id=world.app.id,
        text=content.text,
        blocks=content.blocks,
        attachments=content.attachments,
        metadata=content.metadata,
        thread_ts=body.get("thread_ts"),
        ephemeral_to=None if in_channel else url.user_id,
        parse=str(body.get("parse", "none")),
        link_names=bool(body.get("link_names")),
        sent=dict(body),
    )
