"""Messages as the JSON that Discord sends (developers/resources/message.mdx)."""

from __future__ import annotations

from .mentions import Pings, pings
from .state import COMMAND, COMPONENT, MODAL_SUBMIT, Application, Attachment, Interaction, Json, Message
from .wire import instant, user_json
from .wire_components import Shown


def attachment_json(attachment: Attachment, channel_id: str, files_url: str) -> Json:
    """An attachment object; its address is served by the loopback."""
    url = f"{files_url}/attachments/{channel_id}/{attachment.id}/{attachment.filename}"
    found: Json = {
        "id": attachment.id,
        "filename": attachment.filename,
        "size": len(attachment.data),
        "url": url,
        "proxy_url": url,
        "content_type": attachment.content_type,
    }
    return found if attachment.description is None else {**found, "description": attachment.description}


def message_json(message: Message, application: Application, files_url: str) -> Json:
    """A message object as REST returns it."""
    found_pings = pings(message)
    files = {a.filename: attachment_json(a, message.channel.id, files_url) for a in message.attachments}
    shown = Shown(message, files)
    found: Json = {
        "id": message.id,
        "channel_id": message.channel.id,
        "type": message.type,
        "author": user_json(message.author),
        "content": message.content,
        "timestamp": instant(message.created_at),
        "edited_timestamp": instant(message.edited_at),
        "tts": False,
        "pinned": False,
        "flags": message.flags,
        "embeds": shown.embeds,
        "components": shown.components,
        "attachments": [file for name, file in files.items() if name not in shown.used],
        **mentions_json(message, found_pings),
    }
    if message.nonce is not None:
        found["nonce"] = message.nonce
    if message.reference is not None:
        found |= reference_json(message.reference, application, files_url)
    if message.interaction is not None:
        found |= interaction_parts(message, message.interaction, application)
    return found


def mentions_json(message: Message, found: Pings) -> Json:
    """The mention fields of a message object."""
    guild = message.channel.guild
    known = {m.user.id: m.user for m in guild.members.values()} if guild else {}
    known |= {user.id: user for user in message.channel.recipients}
    return {
        "mention_everyone": found.everyone or found.here,
        "mentions": [user_json(known[user_id]) for user_id in sorted(found.users) if user_id in known],
        "mention_roles": sorted(found.roles),
    }


def reference_json(target: Message, application: Application, files_url: str) -> Json:
    """The fields of a reply that point to the message replied to."""
    guild_id = {"guild_id": target.channel.guild.id} if target.channel.guild else {}
    pointer = {"type": 0, "message_id": target.id, "channel_id": target.channel.id, **guild_id}
    whole = None if target.deleted else message_json(target, application, files_url)
    return {"message_reference": pointer, "referenced_message": whole}


def interaction_parts(message: Message, interaction: Interaction, application: Application) -> Json:
    """The fields of a message that answers an interaction."""
    metadata: Json = {
        "id": interaction.id,
        "type": interaction.type,
        "user": user_json(interaction.user),
        "authorizing_integration_owners": interaction.owners,
    }
    found: Json = {"webhook_id": application.id, "application_id": application.id}
    if message is not interaction.original and interaction.original is not None:
        metadata["original_response_message_id"] = interaction.original.id
    if interaction.type == COMPONENT and interaction.message is not None:
        metadata["interacted_message_id"] = interaction.message.id
    if interaction.type == MODAL_SUBMIT and interaction.source is not None:
        source = interaction.source
        trigger = {"id": source.id, "type": source.type, "user": user_json(source.user)}
        trigger["authorizing_integration_owners"] = source.owners
        if source.type == COMPONENT and source.message is not None:
            trigger["interacted_message_id"] = source.message.id
        metadata["triggering_interaction_metadata"] = trigger
    if interaction.type == COMMAND:
        named = {"id": interaction.id, "type": 2, "name": interaction.command_name}
        found["interaction"] = {**named, "user": user_json(interaction.user)}
    return {**found, "interaction_metadata": metadata}
