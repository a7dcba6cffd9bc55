"""The first response to an interaction (developers/interactions/receiving-and-responding.mdx)."""

from __future__ import annotations

import time

from .. import posting
from ..checks import parts
from ..checks.autocomplete import choices_violations, focused_type
from ..checks.findings import Violation, as_dict
from ..checks.messages import message_violations
from ..checks.modals import modal_violations
from ..state import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL_SUBMIT, Interaction, Json, Modal
from ..wire_messages import message_json
from . import errors
from .call import NO_CONTENT, Call, Reply, Route

PONG, MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, CHOICES, MODAL = 1, 4, 5, 6, 7, 8, 9
CHAT_INPUT_MESSAGE, CONTEXT_MENU_MESSAGE = 20, 23


def allowed_types(interaction: Interaction) -> set[int]:
    """Which types of response fit an interaction."""
    if interaction.type == AUTOCOMPLETE:
        return {CHOICES}
    allowed = {MESSAGE, DEFERRED}
    if interaction.type != MODAL_SUBMIT:
        allowed.add(MODAL)
    if interaction.message is not None and interaction.type in (COMPONENT, MODAL_SUBMIT):
        allowed |= {DEFERRED_UPDATE, UPDATE}
    return allowed


async def respond(call: Call) -> Reply:
    """POST: 204, or 200 with what was made if `with_response` is asked for."""
    platform = call.platform
    interaction = platform.world.interactions.get(call.params["interaction_id"])
    if interaction is None or interaction.token != call.params["interaction_token"]:
        raise errors.unknown_interaction()
    if interaction.response_type is not None:
        raise errors.already_acknowledged()
    if platform.clock.now() > interaction.respond_by:
        raise errors.unknown_interaction()
    kind = call.fields.get("type")
    data: Json = as_dict(call.fields.get("data"))
    call.refuse_if(response_violations(call, interaction, kind, data))
    answer(call, interaction, int(kind or 0), data)
    if call.query.get("with_response", "").lower() not in ("true", "1"):
        return NO_CONTENT
    return Reply(body=callback_json(call, interaction))


def response_violations(call: Call, interaction: Interaction, kind: object, data: Json) -> list[Violation]:
    """Why Discord would refuse this response."""
    allowed = allowed_types(interaction)
    if kind not in allowed:
        message = f"Value must be one of {sorted(allowed)}."
        return [Violation(path=("type",), code="BASE_TYPE_CHOICES", message=message)]
    if kind in (MESSAGE, UPDATE):
        before = posting.existing(interaction.message) if kind == UPDATE and interaction.message else None
        found = message_violations(data, uploads=call.upload_names, existing=before, kind="interaction")
    elif kind == MODAL:
        found = modal_violations(data)
    elif kind == CHOICES:
        found = choices_violations(data, focused_type(interaction.data))
    elif kind == DEFERRED and int(data.get("flags") or 0) & ~parts.EPHEMERAL:
        message = "Only EPHEMERAL can be set on a deferred response."
        return [Violation(path=("data", "flags"), code="INTERACTION_DEFERRED_FLAGS", message=message)]
    else:
        return []
    return [
        Violation(
            path=("data", *violation.path),
            code=violation.code,
            message=violation.message,
            json_code=violation.json_code,
            status=violation.status,
        )
        for violation in found
    ]


def answer(call: Call, interaction: Interaction, kind: int, data: Json) -> None:
    """Carry a response out."""
    platform = call.platform
    if kind in (MESSAGE, DEFERRED):
        payload = data if kind == MESSAGE else {"flags": data.get("flags")}
        interaction.original = posting.create(
            platform,
            interaction.channel,
            platform.world.app.bot,
            payload,
            call.files,
            interaction=interaction,
            message_type=message_type(interaction),
            flags=parts.LOADING if kind == DEFERRED else 0,
            reference=interaction.message,
        )
    elif kind in (DEFERRED_UPDATE, UPDATE) and interaction.message is not None:
        if interaction.message.deleted:
            raise errors.unknown_message()
        interaction.original = interaction.message
        if kind == UPDATE:
            posting.edit(platform, interaction.message, data, call.files)
    elif kind == MODAL:
        interaction.modal = Modal(
            custom_id=data["custom_id"],
            title=data["title"],
            components=posting.numbered(data["components"]),
            opened_by=interaction,
        )
    interaction.response_type, interaction.response_data = kind, data
    interaction.responded_at = platform.clock.now()
    interaction.latency_s = time.perf_counter() - interaction.sent_perf_s


def message_type(interaction: Interaction) -> int:
    """The type of the message that answers an interaction."""
    if interaction.type == COMMAND:
        return CHAT_INPUT_MESSAGE if interaction.data.get("type", 1) == 1 else CONTEXT_MENU_MESSAGE
    return 19 if interaction.message is not None else 0


def callback_json(call: Call, interaction: Interaction) -> Json:
    """The body of a response with `with_response`."""
    made: Json = {"id": interaction.id, "type": interaction.type}
    found: Json = {"interaction": made}
    original = interaction.original
    if original is not None:
        made["response_message_id"] = original.id
        made["response_message_loading"] = original.loading
        made["response_message_ephemeral"] = original.ephemeral
    resource: Json = {"type": interaction.response_type}
    if interaction.response_type in (MESSAGE, UPDATE) and original is not None:
        resource["message"] = message_json(original, call.platform.world.app, call.platform.files_url)
        found["resource"] = resource
    return found


ROUTES = [
    Route(
        method="POST",
        template="/interactions/{interaction_id}/{interaction_token}/callback",
        handler=respond,
        open=True,
    )
]
