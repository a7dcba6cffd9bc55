"""Serving what came in, from the acknowledgement on: open a modal if there is one, ask the core, bring the reply."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, replace
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError

from adapters.slack.asking import Asked, Asking
from adapters.slack.background import Background
from adapters.slack.forms import find_form
from adapters.slack.parse import SHOW_HOME, Incoming
from adapters.slack.places import FromCommand, FromHome, FromMessage, FromModal, Nowhere, before_home, remembered
from adapters.slack.preparing import Preparation
from adapters.slack.profiles import Profiles
from adapters.slack.repeats import Repeats, Turns
from adapters.slack.replying import Recipient, Replies, reason_of
from adapters.slack.showing import open_modal, publish_home, show_in, update_view
from adapters.slack.views import form_view, skeleton
from adapters.slack.workspaces import NOT_REACHED, Workspace, Workspaces
from bot.application.cards import Text, Tone, card
from bot.application.coach import Coach, busy, patience
from bot.application.replies import Reply, reply
from bot.application.requests import Open, Submit
from bot.errors import StorageUnavailable

PATIENCE_S = 8.0  # after that the learner is told that it takes longer
STORAGE_WAITS_S = (1.0, 5.0, 15.0, 30.0)  # for what can be answered only with a workspace's token

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A request with its reply."""

    workspace: Workspace
    asked: Asked
    reply: Reply


class Serving:
    """Serves one thing after another for each person. `begin` returns at once; errors are logged, never raised."""

    def __init__(
        self,
        *,
        coach: Coach,
        workspaces: Workspaces,
        asking: Asking,
        replies: Replies,
        preparation: Preparation,
        profiles: Profiles,
        background: Background,
    ) -> None:
        self._coach = coach
        self._workspaces = workspaces
        self._asking = asking
        self._replies = replies
        self._preparation = preparation
        self._profiles = profiles
        self._background = background
        self._repeats = Repeats()
        self._turns = Turns()

    def begin(self, incoming: Incoming | None) -> None:
        """Serve it beside everything else."""
        if incoming is not None:
            self._background.start(self._serve(incoming), what=incoming.event_id)

    def submit(self, incoming: Incoming) -> asyncio.Task[Answered | None]:
        """Serve a form up to the reply; `finish` brings it. None: sent before, or nobody to answer."""
        return self._background.start(self._answer_once(incoming), what=incoming.event_id)

    def finish(self, incoming: Incoming, answered: Answered) -> None:
        """Bring the reply to a form to where it was opened."""
        self._background.start(self._finish(incoming, answered), what=f"{incoming.event_id} brought")

    def later(self, work: Coroutine[Any, Any, None], incoming: Incoming) -> None:
        """Go on with something beside everything else."""
        self._background.start(work, what=f"{incoming.event_id} later")

    async def _serve(self, incoming: Incoming) -> None:
        if not self._repeats.begin(incoming.event_id, incoming.same):
            return
        done, answered = False, None
        try:
            workspace = await self._workspace(incoming)
            if workspace is not None:
                opened = await self._modal(workspace, incoming)
                async with self._turn(workspace, incoming):
                    answered = await self._answer(workspace, incoming)
                    if answered is not None:
                        await self._bring(incoming, answered, opened)
            done = True
        finally:
            nothing_happened = answered is None or answered.reply.refused or isinstance(incoming.action, Open)
            self._repeats.end(incoming.event_id, incoming.same, done=done, again=nothing_happened)

    async def _answer_once(self, incoming: Incoming) -> Answered | None:
        """The reply to a form. What was refused may be sent again as it is."""
        if not self._repeats.begin(incoming.event_id):
            return None
        answered: Answered | None = None
        try:
            workspace = await self._workspace(incoming)
            if workspace is not None:
                async with self._turn(workspace, incoming):
                    answered = await self._answer(workspace, incoming)
        finally:
            self._repeats.end(incoming.event_id, done=answered is not None and not answered.reply.refused)
        return answered

    def _turn(self, workspace: Workspace, incoming: Incoming) -> asyncio.Lock:
        """One person's answers come in the order of what they answer."""
        return self._turns.of(f"{workspace.team_id}:{incoming.user_id}")

    async def _answer(self, workspace: Workspace, incoming: Incoming) -> Answered | None:
        asked = await self._asking.request(workspace, incoming)
        if asked is None:
            return None
        working = asyncio.ensure_future(self._coach.handle(asked.request))
        try:
            await asyncio.wait({working}, timeout=PATIENCE_S)
            if not working.done():
                await self._ask_for_patience(incoming)
            return Answered(workspace=workspace, asked=asked, reply=await working)
        finally:
            working.cancel()

    async def _ask_for_patience(self, incoming: Incoming) -> None:
        if isinstance(incoming.place, FromCommand | FromMessage) and not isinstance(incoming.action, Submit):
            await self._replies.say(incoming.place.url, patience())

    async def _workspace(self, incoming: Incoming) -> Workspace | None:
        """The workspace it came from. While the database does not answer, whoever can be told so is told so."""
        for wait in (*STORAGE_WAITS_S, None):
            try:
                workspace = await self._workspaces.of(incoming.home)
            except StorageUnavailable:
                place = incoming.place
                if isinstance(place, FromCommand | FromMessage) and await self._replies.say(place.url, busy()):
                    return None
                if wait is None:
                    raise
                await asyncio.sleep(wait)
                continue
            if workspace is None:
                log.warning("slack app not installed there", team=incoming.home.team_id)
            return workspace
        return None

    async def _modal(self, workspace: Workspace, incoming: Incoming) -> str | None:
        """Open a modal at once, where one is to show the answer; None where there is none (or it came too late)."""
        if not incoming.trigger or isinstance(incoming.action, Submit):
            return None
        is_form = isinstance(incoming.action, Open)
        if not is_form and not isinstance(incoming.place, FromHome | Nowhere):
            return None
        try:
            view = skeleton(remembered(incoming.place))
            return await open_modal(workspace, incoming.trigger, view, above=isinstance(incoming.place, FromModal))
        except (SlackApiError, *NOT_REACHED) as error:
            log.warning("slack did not open a modal", team=workspace.team_id, error=reason_of(error))
            return None

    async def _bring(self, incoming: Incoming, answered: Answered, opened: str | None) -> None:
        if incoming.action == SHOW_HOME:
            await self._show_home(incoming, answered)
        elif isinstance(incoming.action, Open):
            await self._show_form(incoming, answered, opened)
        else:
            place = incoming.place
            if opened:
                place = FromModal(view=opened, home=isinstance(place, FromHome))
            await self._replies.bring(_recipient(replace(incoming, place=place), answered), answered.reply)
            await self._forget(incoming, answered)

    async def _show_form(self, incoming: Incoming, answered: Answered, opened: str | None) -> None:
        """The form itself; if there is none any more (the question was answered), what the core says instead."""
        workspace, told = answered.workspace, answered.reply
        form = find_form(told.cards, incoming.action.action) if isinstance(incoming.action, Open) else None
        if opened is None:
            told = too_late() if form else told
            await self._replies.bring(_recipient(incoming, answered), told)
            return
        metadata = remembered(incoming.place)
        try:
            if form is None:
                await show_in(workspace, opened, told, metadata=metadata)
            else:
                known = await self._preparation.known(workspace, told.cards)
                await update_view(workspace, opened, form_view(form, metadata, told.cards, known))
        except (SlackApiError, *NOT_REACHED) as error:
            log.warning("slack did not show a form", team=workspace.team_id, error=reason_of(error))

    async def _finish(self, incoming: Incoming, answered: Answered) -> None:
        if not isinstance(incoming.place, FromHome):
            await self._replies.bring(_recipient(replace(incoming, view=None), answered), answered.reply)
        await self._forget(incoming, answered)
        if before_home(incoming.place) and not answered.reply.forgotten:
            await self._refresh_home(incoming, answered.workspace)

    async def _refresh_home(self, incoming: Incoming, workspace: Workspace) -> None:
        asked = await self._asking.request(workspace, incoming, action=SHOW_HOME, event_id=f"{incoming.event_id}:home")
        if asked is not None:
            told = await self._coach.handle(asked.request)
            if not told.refused:
                await self._show_home(incoming, Answered(workspace=workspace, asked=asked, reply=told))

    async def _show_home(self, incoming: Incoming, answered: Answered) -> None:
        known = await self._preparation.known(answered.workspace, answered.reply.cards)
        try:
            await publish_home(answered.workspace, incoming.user_id, answered.reply.cards, known)
        except (SlackApiError, *NOT_REACHED) as error:
            log.warning("slack did not publish a home", team=answered.workspace.team_id, error=reason_of(error))

    async def _forget(self, incoming: Incoming, answered: Answered) -> None:
        """Of somebody who was forgotten nothing stays here either; their Home tab says so."""
        if answered.reply.forgotten:
            self._profiles.forget(answered.workspace, incoming.user_id)
            await self._show_home(incoming, answered)


def _recipient(incoming: Incoming, answered: Answered) -> Recipient:
    return Recipient(
        workspace=answered.workspace,
        user_id=incoming.user_id,
        place=incoming.place,
        event_id=incoming.event_id,
        own=answered.asked.own,
        view=incoming.view,
    )


def too_late() -> Reply:
    """Slack gives three seconds to open a form."""
    words = "Slack closed the door before I could open the form. Please press the button again."
    return reply(card(Text(words), tone=Tone.NOTICE), refused=True)
