"""Creating, editing and deleting messages, with the events that follow."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from .checks import parts
from .checks.messages import Existing, clean_file_name
from .gateway import intents
from .gateway.session import Session
from .mentions import pings
from .platform import Platform
from .rest.call import Upload
from .state import Attachment, Channel, Interaction, Json, Message, User
from .wire import member_json
from .wire_messages import message_json

SETTABLE = parts.SUPPRESS_EMBEDS | parts.SUPPRESS_NOTIFICATIONS | parts.VOICE_MESSAGE | parts.COMPONENTS_V2


def create(
    platform: Platform,
    channel: Channel,
    author: User,
    payload: Json,
    files: Mapping[int, Upload] | None = None,
    *,
    interaction: Interaction | None = None,
    message_type: int = 0,
    flags: int = 0,
    reference: Message | None = None,
) -> Message:
    """Make a message from a checked body and tell the app; `flags` are set besides those in the body."""
    allowed = SETTABLE | (parts.EPHEMERAL if interaction else 0)
    flags |= int(payload.get("flags") or 0) & allowed
    message = Message(
        id=platform.world.ids.next(),
        channel=channel,
        author=author,
        created_at=platform.clock.now(),
        type=message_type,
        flags=flags,
        nonce=payload.get("nonce"),
        interaction=interaction,
        shown_to=interaction.user if interaction and flags & parts.EPHEMERAL else None,
        reference=reference,
    )
    write(platform, message, payload, files or {})
    channel.messages[message.id] = message
    if message.nonce is not None:
        key = (channel.id, author.id, str(message.nonce))
        platform.world.nonces[key] = (message, message.created_at)
    announce(platform, "MESSAGE_CREATE", message)
    return message


def write(platform: Platform, message: Message, payload: Json, files: Mapping[int, Upload]) -> None:
    """Put a body's content into a message."""
    if "content" in payload:
        message.content = str(payload["content"] or "")
    if "embeds" in payload:
        message.embeds = copy.deepcopy(payload["embeds"] or [])
    if "components" in payload:
        message.components = numbered(payload["components"] or [])
    if "allowed_mentions" in payload or "content" in payload or "components" in payload:
        message.allowed_mentions = copy.deepcopy(payload.get("allowed_mentions"))
    entries = payload.get("attachments")
    if entries is not None:
        kept = {str(entry["id"]) for entry in entries}
        message.attachments = [a for a in message.attachments if a.id in kept]
    described = {str(entry["id"]): entry.get("description") for entry in entries or []}
    for number, upload in files.items():
        message.attachments.append(
            Attachment(
                id=platform.world.ids.next(),
                filename=clean_file_name(upload.filename),
                content_type=upload.content_type,
                data=upload.data,
                description=described.get(str(number)),
            )
        )


def numbered(components: list[Json]) -> list[Json]:
    """A copy of components in which each has an id, as Discord numbers them."""
    copied = copy.deepcopy(components)
    taken = {component.get("id") for component in parts.walk(copied)}
    number = 0
    for component in parts.walk(copied):
        if not component.get("id"):
            number = next(n for n in range(number + 1, number + len(taken) + 2) if n not in taken)
            component["id"] = number
    return copied


def existing(message: Message) -> Existing:
    """What an edit of a message has to reckon with."""
    filled = {"content": message.content, "embeds": message.embeds, "components": message.components}
    return Existing(
        flags=message.flags & ~parts.LOADING,
        files={attachment.id: attachment.filename for attachment in message.attachments},
        filled=frozenset(name for name, value in filled.items() if value),
    )


def edit(platform: Platform, message: Message, payload: Json, files: Mapping[int, Upload]) -> None:
    """Change a message by a checked body and tell the app; a loading message stops loading."""
    message.history.append({"content": message.content, "embeds": message.embeds, "components": message.components})
    settable = parts.SUPPRESS_EMBEDS | parts.COMPONENTS_V2
    wanted = payload.get("flags")
    if wanted is not None:
        kept = message.flags & ~parts.SUPPRESS_EMBEDS
        message.flags = kept | (int(wanted) & settable)
    message.flags &= ~parts.LOADING
    write(platform, message, payload, files)
    message.edited_at = platform.clock.now()
    announce(platform, "MESSAGE_UPDATE", message)


def delete(platform: Platform, message: Message) -> None:
    """Delete a message and tell the app."""
    message.deleted = True
    data: Json = {"id": message.id, "channel_id": message.channel.id}
    guild = message.channel.guild
    if guild is not None:
        data["guild_id"] = guild.id
    intent = intents.GUILD_MESSAGES if guild else intents.DIRECT_MESSAGES
    platform.gateway.dispatch("MESSAGE_DELETE", data, guild_id=guild.id if guild else None, intent=intent)


def announce(platform: Platform, event: str, message: Message) -> None:
    """Tell the app of a new or changed message in a channel it can see."""
    guild = message.channel.guild
    if guild is None and not platform.world.is_bot_dm(message.channel):
        return
    if guild is not None and not guild.has_bot:
        return
    extra: Json = {"channel_type": message.channel.type}
    if guild is not None and not message.ephemeral:
        extra["guild_id"] = guild.id
        member = guild.members.get(message.author.id)
        if member is not None and message.interaction is None:
            extra["member"] = member_json(member, with_user=False)

    def data(session: Session) -> Json:
        return {**as_seen(platform, message, sees_content=session.sees_content), **extra}

    platform.gateway.dispatch(
        event,
        data,
        guild_id=guild.id if guild else None,
        intent=intents.GUILD_MESSAGES if guild else intents.DIRECT_MESSAGES,
    )


def as_seen(platform: Platform, message: Message, *, sees_content: bool) -> dict[str, Any]:
    """A message as the app sees it: without the content intent, what others say in guilds is blank.

    Exceptions: the app's own messages, direct messages, and messages that mention it.
    """
    found = message_json(message, platform.world.app, platform.files_url)
    bot = platform.world.app.bot
    plain = sees_content or message.channel.guild is None or message.author is bot
    if plain or bot.id in pings(message).users:
        return found
    return {**found, "content": "", "embeds": [], "components": [], "attachments": []}
