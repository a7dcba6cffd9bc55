"""Answering interactions: in time, once, in place, and in private.

Discord wants a first response within 3 seconds and takes further ones for 15 minutes. So the coach gets a part
of the 3 seconds; if it needs longer, the response is put off first. Three codes are ordinary life: 10062 (too
late), 40060 (answered already: by an earlier try whose answer was lost, or by another process) and 50027
(15 minutes over).
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import discord
import structlog

from adapters.discord.answers import Answer
from adapters.discord.page import EPHEMERAL, Drawn, Json
from adapters.discord.parse import is_dm
from adapters.discord.posting import post_all
from adapters.discord.rest import routes
from adapters.discord.rest.client import AT_ONCE, Rest
from adapters.discord.rest.problems import (
    ALREADY_ACKNOWLEDGED,
    INVALID_WEBHOOK_TOKEN,
    UNKNOWN_INTERACTION,
    UNKNOWN_MESSAGE,
    UNKNOWN_WEBHOOK,
    DiscordProblem,
    Refused,
    Unclear,
    Unreachable,
)
from bot.application.replies import Reply

log = structlog.get_logger(__name__)

MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
RESPOND_WITHIN_S = 3.0  # Discord's
SHORTEST_S = 0.1
PATIENCE_S = 1.5  # for the coach, of Discord's 3; the rest is for the way there and for a second try
EXPIRED = frozenset({UNKNOWN_INTERACTION, UNKNOWN_WEBHOOK, UNKNOWN_MESSAGE, INVALID_WEBHOOK_TOKEN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """What is needed to answer one interaction. `on_message`: it came from a component, or from its modal."""

    id: str
    token: str
    application_id: str
    channel_id: str
    dm: bool
    on_message: bool
    message_private: bool

    @classmethod
    def of(cls, event: discord.Interaction) -> "Ticket":
        """The ticket of an event."""
        message = event.message
        on_message = message is not None and event.type in {
            discord.InteractionType.component,
            discord.InteractionType.modal_submit,
        }
        return cls(
            id=str(event.id),
            token=event.token,
            application_id=str(event.application_id),
            channel_id=str(event.channel_id),
            dm=is_dm(event),
            on_message=on_message,
            message_private=bool(on_message and message and message.flags.ephemeral),
        )

    def in_place(self, reply: Reply) -> bool:
        """Whether the answer takes the place of the message; a private one never that of a public one."""
        return reply.replaces and self.on_message and (self.dm or self.message_private or not reply.private)

    def hidden(self, reply: Reply) -> bool:
        """Whether a new message is for the one person alone. In a DM everything is."""
        return reply.private and not self.dm


def patience(age_s: float) -> float:
    """Seconds for the coach, of an event that is so old: one that came late (after a break) gets fewer.

    Beyond the 3 seconds the two clocks disagree, or all is lost anyway: then it gets the usual time.
    """
    return PATIENCE_S if not 0.0 <= age_s <= RESPOND_WITHIN_S else max(SHORTEST_S, PATIENCE_S - age_s)


class Responses:
    """Sends answers to interactions."""

    def __init__(self, rest: Rest) -> None:
        self._rest = rest

    async def answer(self, ticket: Ticket, work: "asyncio.Task[Answer]", *, patience_s: float = PATIENCE_S) -> None:
        """Give the answer when it is there, putting Discord off meanwhile if it takes long. Never raises."""
        try:
            await asyncio.wait({work}, timeout=patience_s)
            if work.done():
                await self._at_once(ticket, work.result())
            elif await self._deferred(ticket):
                await self._afterwards(ticket, await work)
            else:
                await self._too_late(ticket, await work)
        except DiscordProblem as problem:
            log.warning("answer not delivered", interaction=ticket.id, problem=str(problem))

    async def respond(self, ticket: Ticket, kind: int, data: Json) -> bool:
        """A first response that stands by itself (a modal, completions); False if it came too late."""
        try:
            await self._rest.call(
                routes.callback(ticket.id, ticket.token), {"type": kind, "data": data}, effort=AT_ONCE
            )
        except DiscordProblem as problem:
            if not (isinstance(problem, Refused) and problem.code == ALREADY_ACKNOWLEDGED):
                log.info("response not taken", interaction=ticket.id, problem=str(problem))
                return False
        return True

    async def _at_once(self, ticket: Ticket, answer: Answer) -> None:
        in_place = ticket.in_place(answer.reply)
        first, *others = answer.pages
        hidden = ticket.hidden(answer.reply)
        body = {
            "type": UPDATE if in_place else MESSAGE,
            "data": first.body(ephemeral=hidden and not in_place),
        }
        try:
            await self._rest.call(routes.callback(ticket.id, ticket.token), body, uploads=first.uploads, effort=AT_ONCE)
        except Refused as problem:
            if problem.code == UNKNOWN_INTERACTION:
                await self._too_late(ticket, answer)
                return
            if problem.code != ALREADY_ACKNOWLEDGED:
                raise
        except Unreachable:
            await self._too_late(ticket, answer)
            return
        await self._follow_up(ticket, others, hidden=hidden)

    async def _deferred(self, ticket: Ticket) -> bool:
        """Put Discord off; False if there is no answering this interaction any more."""
        body: Json = {"type": DEFERRED_UPDATE if ticket.on_message else DEFERRED}
        if not ticket.on_message and not ticket.dm:
            body["data"] = {"flags": EPHEMERAL}
        try:
            await self._rest.call(routes.callback(ticket.id, ticket.token), body, effort=AT_ONCE)
        except Refused as problem:
            return problem.code == ALREADY_ACKNOWLEDGED
        except Unclear:
            return True
        except DiscordProblem:
            return False
        return True

    async def _afterwards(self, ticket: Ticket, answer: Answer) -> None:
        hidden = ticket.hidden(answer.reply)
        try:
            if ticket.on_message and not ticket.in_place(answer.reply):
                await self._follow_up(ticket, answer.pages, hidden=hidden)
            elif not ticket.on_message and not hidden and not ticket.dm:
                # The loading message is private for good: a public answer needs one of its own.
                await self._rest.call(routes.original(ticket.application_id, ticket.token, method="DELETE"))
                await self._follow_up(ticket, answer.pages, hidden=False)
            else:
                first, *others = answer.pages
                route = routes.original(ticket.application_id, ticket.token)
                await self._rest.call(route, first.body(), uploads=first.uploads)
                await self._follow_up(ticket, others, hidden=hidden)
        except Refused as problem:
            if problem.code not in EXPIRED:
                raise
            await self._too_late(ticket, answer)

    async def _follow_up(self, ticket: Ticket, pages: Sequence[Drawn], *, hidden: bool) -> None:
        for page in pages:
            route = routes.follow_up(ticket.application_id, ticket.token)
            await self._rest.call(route, page.body(ephemeral=hidden), uploads=page.uploads)

    async def _too_late(self, ticket: Ticket, answer: Answer) -> None:
        """Discord takes no answer to this any more: in a DM it is a message of its own, elsewhere nothing is said."""
        log.info("too late for an interaction", interaction=ticket.id, dm=ticket.dm)
        if ticket.dm:
            await post_all(self._rest, ticket.channel_id, answer.pages, event_id=ticket.id)
