"""Bringing a reply to where it belongs: in place, for one person alone, or as a message."""

from collections.abc import Sequence

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError

from adapters.slack.clients import Clients
from adapters.slack.keeping import Kept
from adapters.slack.known import NOTHING_KNOWN, Known, people_in, pictures_in
from adapters.slack.messages import Message, messages
from adapters.slack.pace import Pace
from adapters.slack.payloads import Json, digest, text
from adapters.slack.pictures import Pictures
from adapters.slack.places import FromCommand, FromHome, FromLine, FromMessage, FromModal, Nowhere, Place
from adapters.slack.profiles import Profiles
from adapters.slack.recovering import post_surely
from adapters.slack.refusals import code_of
from adapters.slack.sending import NotTaken, change, post, post_ephemeral, with_pictures
from adapters.slack.views import home_view, metadata_of, noticed_view, talk_view
from adapters.slack.workspaces import DEAD_TOKEN, NOT_REACHED, Workspace, Workspaces
from bot.application.cards import Attachment, Card, Footnote, Tone, card
from bot.application.replies import Reply
from bot.errors import DeliveryError

DIRECT_MESSAGES = 10_000  # channels remembered
TROUBLE = (SlackApiError, NotTaken, DeliveryError, *NOT_REACHED)

log = structlog.get_logger(__name__)


class Replies:
    """Brings replies to people."""

    def __init__(self, clients: Clients, workspaces: Workspaces, profiles: Profiles, *, pace: Pace) -> None:
        self._clients = clients
        self._workspaces = workspaces
        self._profiles = profiles
        self._pictures = Pictures(clients)
        self._pace = pace
        self._direct: Kept[tuple[str, str], str] = Kept(DIRECT_MESSAGES)

    async def bring(
        self,
        workspace: Workspace,
        user_id: str,
        place: Place,
        reply: Reply,
        *,
        event_id: str,
        own: bool = False,
        view: Json | None = None,
    ) -> None:
        """Bring the reply where it belongs; where that fails, into the direct messages. Never raises Slack's errors.

        `own`: the place is in the person's direct messages with the app. `view` is the view that was acted in.
        """
        known = await self._known(workspace, reply.cards)
        try:
            await self._bring(workspace, user_id, place, reply, known, event_id=event_id, own=own, view=view)
        except TROUBLE as error:
            self._note(workspace, error)
            if not isinstance(place, Nowhere) and not (own and isinstance(place, FromLine)):
                await self._by_direct_message(workspace, user_id, reply, known, event_id)
        await self._send_files(workspace, user_id, reply.cards)

    async def say(self, url: str, reply: Reply) -> bool:
        """A word by response URL, for the person alone and without touching anything; whether it was taken."""
        try:
            await self._respond(url, messages(reply.cards)[0])
        except TROUBLE as error:
            log.warning("slack response url refused", error=_reason(error))
            return False
        return True

    async def publish_home(self, workspace: Workspace, user_id: str, cards: Sequence[Card]) -> None:
        """What the person sees on the Home tab. Raises Slack's errors."""
        known = await self._known(workspace, cards)

        async def send(shown: Message) -> str:
            await workspace.client.views_publish(user_id=user_id, view={"type": "home", "blocks": shown.blocks})
            return ""

        await with_pictures(Message(blocks=home_view(cards, known)["blocks"], text=""), send)

    async def show_in(
        self, workspace: Workspace, view_id: str, reply: Reply, metadata: str, *, view: Json | None = None
    ) -> None:
        """Show the reply in a modal; a refusal above what is there. Raises Slack's errors."""
        known = await self._known(workspace, reply.cards)

        async def send(shown: Message) -> str:
            drawn = noticed_view(view, reply.cards) if reply.refused and view else talk_view((), metadata)
            if not (reply.refused and view):
                drawn = drawn | {"blocks": shown.blocks}
            await workspace.client.views_update(view_id=view_id, view=drawn)
            return ""

        await with_pictures(Message(blocks=talk_view(reply.cards, metadata, known)["blocks"], text=""), send)

    async def direct_channel(self, workspace: Workspace, user_id: str) -> str:
        """The person's direct messages with the app. Raises Slack's errors."""
        key = (workspace.team_id, user_id)
        kept = self._direct.get(key)
        if kept:
            return kept
        opened: object = (await workspace.client.conversations_open(users=user_id)).get("channel")
        channel = text(opened, "id") if isinstance(opened, dict) else ""
        self._direct.put(key, channel)
        return channel

    def met(self, workspace: Workspace, user_id: str, channel: str) -> None:
        """Remember the direct messages somebody wrote in."""
        self._direct.put((workspace.team_id, user_id), channel)

    async def _bring(
        self,
        workspace: Workspace,
        user_id: str,
        place: Place,
        reply: Reply,
        known: Known,
        *,
        event_id: str,
        own: bool,
        view: Json | None,
    ) -> None:
        shown = messages(reply.cards, known)
        match place:
            case FromCommand(url=url):
                for index, message in enumerate(shown):
                    await self._respond(url, message, public=not reply.private, again=reply.repeated and index == 0)
            case FromLine(channel=channel, thread=thread):
                if reply.repeated or (reply.private and not own):
                    for message in shown:
                        await post_ephemeral(workspace.client, channel, user_id, message, thread=thread)
                else:
                    await self._post(workspace, channel, shown, event_id, thread=thread)
            case FromMessage():
                await self._beside(workspace, place, reply, shown, event_id=event_id, own=own)
            case FromModal(view=view_id, home=home):
                metadata = metadata_of(view) if view else ""
                await self.show_in(workspace, view_id, reply, metadata, view=view)
                log.debug("shown in modal", home=home)
            case FromHome() | Nowhere():
                await self._by_direct_message(workspace, user_id, reply, known, event_id)

    async def _beside(
        self, workspace: Workspace, place: FromMessage, reply: Reply, shown: Sequence[Message], *, event_id: str, own: bool
    ) -> None:
        """An answer to a button: in its message's place, or beside it."""
        more = list(shown)
        if reply.replaces and not reply.refused and (place.ts or place.url):
            first = more.pop(0)
            if place.ephemeral or not place.ts:
                await self._respond(place.url, first, replace=True)
            else:
                await change(workspace.client, place.channel, place.ts, first)
        alone = reply.private and not own
        if reply.refused or reply.repeated or alone:
            for message in more:
                await self._respond(place.url, message)
        else:
            await self._post(workspace, place.channel, more, event_id, thread=place.thread)

    async def _post(
        self, workspace: Workspace, channel: str, shown: Sequence[Message], event_id: str, *, thread: str = ""
    ) -> None:
        for index, message in enumerate(shown):
            await self._pace.wait(channel)
            await post_surely(workspace, channel, message, thread=thread, reference=digest(f"{event_id}:{index}"))

    async def _by_direct_message(
        self, workspace: Workspace, user_id: str, reply: Reply, known: Known, event_id: str
    ) -> None:
        try:
            channel = await self.direct_channel(workspace, user_id)
            await self._post(workspace, channel, messages(reply.cards, known), event_id)
        except TROUBLE as error:
            self._note(workspace, error)

    async def _respond(
        self, url: str, message: Message, *, public: bool = False, replace: bool = False, again: bool = False
    ) -> None:
        """Answer by response URL. Raises `NotTaken`, and Slack's errors."""

        async def send(shown: Message) -> str:
            answer = await self._clients.respond(
                url,
                {
                    "response_type": "in_channel" if public else "ephemeral",
                    "replace_original": replace or again,
                    "text": shown.text,
                    "blocks": shown.blocks,
                    "unfurl_links": False,
                },
            )
            _check_taken(answer.status_code, answer.body)
            return ""

        await with_pictures(message, send)

    async def _known(self, workspace: Workspace, cards: Sequence[Card]) -> Known:
        """What has to be found out before these cards can be drawn."""
        pictures, people = pictures_in(cards), people_in(cards)
        if not pictures and not people:
            return NOTHING_KNOWN
        return Known(
            pictures=await self._pictures.files(workspace, pictures),
            names=await self._profiles.names(workspace, people),
        )

    async def _send_files(self, workspace: Workspace, user_id: str, cards: Sequence[Card]) -> None:
        """Files go into the direct messages, wherever they were asked for."""
        for file in (element for shown in cards for element in shown.elements if isinstance(element, Attachment)):
            try:
                channel = await self.direct_channel(workspace, user_id)
                if not await self._pictures.send_file(workspace, channel, file):
                    sorry = card(Footnote(f"Slack did not take the file `{file.filename}`. Please try again later."))
                    await post(workspace.client, channel, messages((msg_notice(sorry),))[0])
            except TROUBLE as error:
                self._note(workspace, error)

    def _note(self, workspace: Workspace, error: Exception) -> None:
        reason = _reason(error)
        log.warning("slack did not take a reply", team=workspace.team_id, error=reason)
        if reason in DEAD_TOKEN:
            self._workspaces.dead(workspace)


def msg_notice(shown: Card) -> Card:
    """The card in the tone of a notice."""
    return Card(shown.elements, Tone.NOTICE)


def _check_taken(status: int, body: str) -> None:
    if status != 200 or '"ok":false' in body.replace(" ", ""):
        raise NotTaken(body[:200] or f"http_{status}")


def _reason(error: Exception) -> str:
    if isinstance(error, SlackApiError):
        return code_of(error)
    if isinstance(error, aiohttp.ClientError | TimeoutError):
        return type(error).__name__
    return f"{type(error).__name__}: {error}"
