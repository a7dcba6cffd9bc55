"""What follows the first response to an interaction (interactions/receiving-and-responding.mdx)."""

from __future__ import annotations

from .. import posting
from ..checks.messages import message_violations
from ..state import AUTOCOMPLETE, Interaction, Message
from ..wire_messages import message_json
from . import errors
from .call import NO_CONTENT, Call, Reply, Route

MAX_FOLLOWUPS_OF_USER_APP = 5


def interaction_of(call: Call) -> Interaction:
    """The interaction of a token. Raises ApiError 10015 before its first response, 50027 after 15 minutes."""
    world = call.platform.world
    found = world.by_token.get(call.params["webhook_token"])
    if found is None or call.params["webhook_id"] != world.app.id:
        raise errors.unknown_webhook()
    if world.clock.now() > found.expires_at:
        raise errors.invalid_token()
    if found.response_type is None or found.type == AUTOCOMPLETE:
        raise errors.unknown_webhook()
    return found


def message_of(call: Call, interaction: Interaction) -> Message:
    """The original response, or a follow-up by id. Raises ApiError 10008."""
    message_id = call.params.get("message_id")
    if message_id is None:
        message = interaction.original
    else:
        made = [m for m in (interaction.original, *interaction.followups) if m is not None]
        message = next((m for m in made if m.id == message_id), None)
    if message is None or message.deleted:
        raise errors.unknown_message()
    return message


def shown(call: Call, message: Message) -> Reply:
    """A message as the answer."""
    return Reply(body=message_json(message, call.platform.world.app, call.platform.files_url))


async def follow_up(call: Call) -> Reply:
    """POST: a further message; directly after a deferral it fills the loading message instead."""
    interaction, platform = interaction_of(call), call.platform
    original = interaction.original
    if original is not None and original.loading and not original.deleted:
        return change(call, original)
    call.refuse_if(message_violations(call.fields, uploads=call.upload_names, kind="webhook"))
    if set(interaction.owners) == {"1"} and len(interaction.followups) >= MAX_FOLLOWUPS_OF_USER_APP:
        raise errors.too_many_followups()
    bot = platform.world.app.bot
    message = posting.create(
        platform,
        interaction.channel,
        bot,
        call.fields,
        call.files,
        interaction=interaction,
        reference=original,
    )
    interaction.followups.append(message)
    return shown(call, message)


def change(call: Call, message: Message) -> Reply:
    """Edit a message of this interaction by the call's body."""
    before = posting.existing(message)
    found = message_violations(call.fields, uploads=call.upload_names, existing=before, kind="webhook")
    call.refuse_if(found)
    posting.edit(call.platform, message, call.fields, call.files)
    return shown(call, message)


async def get_response(call: Call) -> Reply:
    """GET the original response or a follow-up."""
    return shown(call, message_of(call, interaction_of(call)))


async def edit_response(call: Call) -> Reply:
    """PATCH the original response or a follow-up."""
    return change(call, message_of(call, interaction_of(call)))


async def delete_response(call: Call) -> Reply:
    """DELETE the original response or a follow-up."""
    posting.delete(call.platform, message_of(call, interaction_of(call)))
    return NO_CONTENT


BASE = "/webhooks/{webhook_id}/{webhook_token}"
HANDLERS = {"GET": get_response, "PATCH": edit_response, "DELETE": delete_response}
ROUTES = [
    Route(method="POST", template=BASE, handler=follow_up, open=True),
    *(
        Route(method=method, template=f"{BASE}/messages/{which}", handler=handler, open=True)
        for which in ("@original", "{message_id}")
        for method, handler in HANDLERS.items()
    ),
]
