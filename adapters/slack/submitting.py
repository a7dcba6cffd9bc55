"""Sent forms: what Slack is told at once, and what happens when the core takes longer than Slack waits."""

import asyncio
from collections.abc import Mapping
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError

from adapters.slack.asking import Asking
from adapters.slack.forms import error_in, find_form
from adapters.slack.parse import Incoming
from adapters.slack.places import remembered
from adapters.slack.replying import reason_of
from adapters.slack.serving import Answered, Serving
from adapters.slack.showing import show_in, update_view
from adapters.slack.views import form_view, skeleton
from adapters.slack.workspaces import NOT_REACHED
from bot.application.coach import Coach
from bot.application.plain import plain_text
from bot.application.replies import Reply
from bot.application.requests import Open, Submit

ANSWER_S = 2.0  # Slack waits three

Json = dict[str, Any]

log = structlog.get_logger(__name__)


class Submitting:
    """Answers sent forms. Nothing that was typed is lost: what is refused stays in the form, with the reason."""

    def __init__(self, serving: Serving, asking: Asking, coach: Coach) -> None:
        self._serving, self._asking, self._coach = serving, asking, coach

    async def acknowledgement(self, incoming: Incoming) -> Json | None:
        """What to tell Slack, within two seconds: nothing (the form closes), its errors, or to wait."""
        working = self._serving.submit(incoming)
        await asyncio.wait({working}, timeout=ANSWER_S)
        if not working.done():
            self._serving.later(self._late(incoming, working), incoming)
            return {"response_action": "update", "view": skeleton(remembered(incoming.place))}
        if working.exception() is not None:
            return _errors(incoming, "", "That went wrong on my side. Nothing was changed; please send it again.")
        answered = working.result()
        if answered is None:
            return None
        if answered.reply.refused:
            return _errors(incoming, answered.reply.field, words_of(answered.reply))
        self._serving.finish(incoming, answered)
        return None

    async def _late(self, incoming: Incoming, working: asyncio.Task[Answered | None]) -> None:
        """The modal says to wait meanwhile: show it the outcome, or the form again with what was typed."""
        answered = await working
        if answered is None:
            return
        view_id = str((incoming.view or {}).get("id") or "")
        try:
            if answered.reply.refused:
                await self._show_again(incoming, answered, view_id)
            else:
                metadata = remembered(incoming.place)
                await show_in(answered.workspace, view_id, answered.reply, metadata=metadata)
        except (SlackApiError, *NOT_REACHED) as error:
            log.warning("slack did not show what became of a form", error=reason_of(error))
        if not answered.reply.refused:
            self._serving.finish(incoming, answered)

    async def _show_again(self, incoming: Incoming, answered: Answered, view_id: str) -> None:
        metadata, reply = remembered(incoming.place), answered.reply
        if isinstance(incoming.action, Submit):
            wanted = Open(action=incoming.action.action)
            again = await self._asking.request(
                answered.workspace, incoming, action=wanted, event_id=f"{incoming.event_id}:again"
            )
            told = await self._coach.handle(again.request) if again else None
            form = find_form(told.cards, wanted.action) if told else None
            if told and form:
                view = form_view(form, metadata, told.cards, values=incoming.action.fields, notice=words_of(reply))
                await update_view(answered.workspace, view_id, view)
                return
        await show_in(answered.workspace, view_id, reply, metadata=metadata)


def words_of(reply: Reply) -> str:
    """A refusal in one line."""
    return " ".join(" ".join(plain_text(card) for card in reply.cards).split())


def _errors(incoming: Incoming, field: str, words: str) -> Json | None:
    fields: Mapping[str, str] = incoming.action.fields if isinstance(incoming.action, Submit) else {}
    errors = error_in(fields, field, words)
    return {"response_action": "errors", "errors": errors} if errors else None
