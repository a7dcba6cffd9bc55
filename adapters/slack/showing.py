"""Showing things in modals and on the Home tab."""

from collections.abc import Mapping, Sequence
from typing import Any

from adapters.slack.known import NOTHING_KNOWN, Known
from adapters.slack.messages import Message
from adapters.slack.payloads import Json, text
from adapters.slack.sending import with_pictures
from adapters.slack.views import home_view, noticed_view, talk_view
from adapters.slack.workspaces import Workspace
from bot.application.cards import Card
from bot.application.replies import Reply


async def open_modal(workspace: Workspace, trigger: str, view: Json, *, above: bool = False) -> str:
    """Open a modal, `above` the one in which the trigger was made; gives its id. Raises Slack's errors."""
    shown = dict(view)
    if above:
        told = await workspace.once.views_push(trigger_id=trigger, view=shown)
    else:
        told = await workspace.once.views_open(trigger_id=trigger, view=shown)
    opened: object = told.get("view")
    return text(opened, "id") if isinstance(opened, dict) else ""


async def show_in(
    workspace: Workspace,
    view_id: str,
    reply: Reply,
    *,
    metadata: str,
    view: Json | None = None,
    known: Known = NOTHING_KNOWN,
) -> None:
    """Show the reply in a modal; a refusal goes above what is there (`view`). Raises Slack's errors."""
    if reply.refused and view and view.get("blocks"):
        await update_view(workspace, view_id, noticed_view(view, reply.cards, known))
    else:
        await update_view(workspace, view_id, talk_view(reply.cards, metadata, known))


async def update_view(workspace: Workspace, view_id: str, view: Mapping[str, Any]) -> None:
    """Put something else into a modal. Raises Slack's errors."""

    async def send(shown: Message) -> str:
        await workspace.client.views_update(view_id=view_id, view={**view, "blocks": shown.blocks})
        return ""

    await with_pictures(Message(blocks=list(view["blocks"]), text=""), send)


async def publish_home(workspace: Workspace, user_id: str, cards: Sequence[Card], known: Known) -> None:
    """Show cards on somebody's Home tab. Raises Slack's errors."""
    view = home_view(cards, known)

    async def send(shown: Message) -> str:
        await workspace.client.views_publish(user_id=user_id, view={**view, "blocks": shown.blocks})
        return ""

    await with_pictures(Message(blocks=list(view["blocks"]), text=""), send)
