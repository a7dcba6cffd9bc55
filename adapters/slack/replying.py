"""Bringing a reply to where it belongs: in place, for one person alone, or as a message."""

from collections.abc import Sequence
from dataclasses import dataclass

import structlog
from slack_sdk.errors import SlackApiError

from adapters.slack.clients import Clients
from adapters.slack.direct import DirectMessages
from adapters.slack.messages import Message, messages
from adapters.slack.pace import Pace
from adapters.slack.payloads import Json, digest
from adapters.slack.pictures import Pictures
from adapters.slack.places import FromCommand, FromHome, FromLine, FromMessage, FromModal, Nowhere, Place, remembered
from adapters.slack.preparing import Preparation
from adapters.slack.recovering import is_unclear, post_surely
from adapters.slack.sending import NotTaken, change, code_of, post_ephemeral, respond
from adapters.slack.showing import show_in
from adapters.slack.workspaces import DEAD_TOKEN, NOT_REACHED, Workspace, Workspaces
from bot.application.cards import Attachment, Card, Text, Tone, card
from bot.application.markup import escape
from bot.application.ports.clock import Clock
from bot.application.replies import Reply

TROUBLE = (SlackApiError, NotTaken, *NOT_REACHED)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Who is answered, where, and to what. `own`: in their direct messages with the app."""

    workspace: Workspace
    user_id: str
    place: Place
    event_id: str
    own: bool = False
    view: Json | None = None


class Replies:
    """Brings replies to people."""

    def __init__(
        self,
        *,
        clients: Clients,
        workspaces: Workspaces,
        preparation: Preparation,
        pictures: Pictures,
        direct: DirectMessages,
        pace: Pace,
        clock: Clock,
    ) -> None:
        self._clients = clients
        self._workspaces = workspaces
        self._preparation = preparation
        self._pictures = pictures
        self._direct = direct
        self._pace = pace
        self._clock = clock

    async def bring(self, to: Recipient, reply: Reply) -> None:
        """Bring the reply to its place; where Slack refuses that, into the direct messages. Never raises."""
        try:
            await self._to_place(to, reply)
        except TROUBLE as error:
            self._note(to.workspace, error)
            directly = isinstance(to.place, Nowhere | FromHome) or (to.own and isinstance(to.place, FromLine))
            if not directly and not is_unclear(error):
                await self._directly(to, reply)
        for shown in reply.cards:
            for element in shown.elements:
                if isinstance(element, Attachment):
                    await self._send_file(to, element)

    async def say(self, url: str, reply: Reply) -> bool:
        """A word by response URL, for the person alone, without touching anything; whether Slack took it."""
        try:
            await respond(self._clients, url, messages(reply.cards)[0])
        except TROUBLE as error:
            log.warning("slack response url refused", error=reason_of(error))
            return False
        return True

    async def _to_place(self, to: Recipient, reply: Reply) -> None:
        match to.place:
            case FromModal(view=view_id, home=home):
                known = await self._preparation.known(to.workspace, reply.cards)
                metadata = remembered(FromHome() if home else Nowhere())
                await show_in(to.workspace, view_id, reply, metadata=metadata, view=to.view, known=known)
            case FromHome() | Nowhere():
                await self._directly(to, reply)
            case FromCommand(url=url):
                for index, message in enumerate(await self._drawn(to, reply)):
                    again = reply.repeated and index == 0
                    await respond(self._clients, url, message, public=not reply.private, replace=again)
            case FromLine(channel=channel, thread=thread):
                shown = await self._drawn(to, reply)
                if reply.repeated or (reply.private and not to.own):
                    for message in shown:
                        await post_ephemeral(to.workspace.client, channel, to.user_id, message, thread=thread)
                else:
                    await self._post(to, channel, shown, thread=thread)
            case FromMessage():
                await self._to_message(to, to.place, reply, await self._drawn(to, reply))

    async def _to_message(self, to: Recipient, place: FromMessage, reply: Reply, shown: Sequence[Message]) -> None:
        """In the place of the message that was pressed, or beside it."""
        rest = list(shown)
        if reply.replaces and not reply.refused:
            first = rest.pop(0)
            if place.ts and not place.ephemeral:
                await change(to.workspace.client, place.channel, place.ts, first)
            else:
                await respond(self._clients, place.url, first, replace=bool(place.ts))
        if reply.refused or reply.repeated or (reply.private and not to.own):
            for message in rest:
                await respond(self._clients, place.url, message)
        else:
            await self._post(to, place.channel, rest, thread=place.thread)

    async def _drawn(self, to: Recipient, reply: Reply) -> list[Message]:
        return messages(reply.cards, await self._preparation.known(to.workspace, reply.cards))

    async def _post(self, to: Recipient, channel: str, shown: Sequence[Message], *, thread: str = "") -> None:
        for index, message in enumerate(shown):
            await self._pace.wait(channel)
            reference = digest(f"{to.event_id}:{index}")
            await post_surely(to.workspace, channel, message, thread=thread, reference=reference, clock=self._clock)

    async def _directly(self, to: Recipient, reply: Reply) -> None:
        try:
            channel = await self._direct.channel(to.workspace, to.user_id)
            await self._post(to, channel, await self._drawn(to, reply))
        except TROUBLE as error:
            self._note(to.workspace, error)

    async def _send_file(self, to: Recipient, file: Attachment) -> None:
        """Files go into the direct messages, wherever they were asked for."""
        try:
            channel = await self._direct.channel(to.workspace, to.user_id)
            if not await self._pictures.send_file(to.workspace, channel, file):
                await self._post(to, channel, messages([_not_sent(file)]))
        except TROUBLE as error:
            self._note(to.workspace, error)

    def _note(self, workspace: Workspace, error: Exception) -> None:
        log.warning("slack did not take a reply", team=workspace.team_id, error=reason_of(error))
        if isinstance(error, SlackApiError) and code_of(error) in DEAD_TOKEN:
            self._workspaces.dead(workspace)


def reason_of(error: Exception) -> str:
    """What went wrong, for the log: no words of anybody."""
    return code_of(error) if isinstance(error, SlackApiError | NotTaken) else type(error).__name__


def _not_sent(file: Attachment) -> Card:
    words = f"Slack did not take the file **{escape(file.filename)}**. Please try again later, or ask an admin."
    return card(Text(words), tone=Tone.NOTICE)
