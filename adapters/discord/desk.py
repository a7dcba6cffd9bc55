"""Where events meet the coach: translate in, ask the coach, translate out."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import discord
import structlog

from adapters.discord import ids, parse
from adapters.discord.answers import Answer, answer_of
from adapters.discord.completion import Offer, offers
from adapters.discord.conversing import Conversing
from adapters.discord.ids import ORDER_PAGE, CustomId
from adapters.discord.modals import has_page, modal, order_form
from adapters.discord.responses import CHOICES, MODAL, Responses, Ticket, patience
from adapters.discord.rest.client import Rest
from bot.application.blank_forms import blank_form
from bot.application.cards import Choices, Form, Pick
from bot.application.coach import Coach
from bot.application.commands import GRAMMAR
from bot.application.ports.clock import Clock
from bot.application.replies import Reply
from bot.application.requests import Open, Request

log = structlog.get_logger(__name__)

FRESH_S = 1.0  # for the coach to fill a form with present values; then it opens blank


class Desk:
    """Serves the events of one process. Holds nothing that a restart would lose."""

    def __init__(self, *, coach: Coach, rest: Rest, clock: Clock) -> None:
        self._coach = coach
        self._clock = clock
        self._responses = Responses(rest)
        self._conversing = Conversing(coach=coach, rest=rest, clock=clock)
        self._serving = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._left_running: set[asyncio.Task[Any]] = set()

    async def interaction(self, event: discord.Interaction) -> None:
        """Serve a command, a completion, a component or a modal."""
        async with self._served():
            match event.type:
                case discord.InteractionType.application_command:
                    await self._ask(event, parse.request_of(event, parse.command_action(_data(event))))
                case discord.InteractionType.autocomplete:
                    await self._complete(event)
                case discord.InteractionType.component:
                    await self._component(event)
                case discord.InteractionType.modal_submit:
                    await self._ask(event, parse.request_of(event, parse.form_action(_data(event))))
                case _:
                    log.info("unknown interaction", kind=int(event.type.value))

    async def message(self, message: discord.Message, me: discord.ClientUser) -> None:
        """Serve a direct message, or one that mentions the coach."""
        async with self._served():
            await self._conversing.message(message, me)

    async def finished(self, within_s: float) -> None:
        """Wait until everything that was begun is answered, for at most so long."""
        try:
            await asyncio.wait_for(self._idle.wait(), within_s)
        except TimeoutError:
            log.warning("stopping with answers under way", count=self._serving)

    @asynccontextmanager
    async def _served(self) -> AsyncIterator[None]:
        self._serving += 1
        self._idle.clear()
        try:
            yield
        finally:
            self._serving -= 1
            if not self._serving:
                self._idle.set()

    async def _ask(self, event: discord.Interaction, request: Request) -> None:
        patience_s = patience(parse.event_age_s(event.id, self._clock.now()))
        work = asyncio.create_task(self._answer(request))
        await self._responses.answer(Ticket.of(event), work, patience_s=patience_s)

    async def _answer(self, request: Request) -> Answer:
        return await answer_of(await self._coach.handle(request))

    async def _component(self, event: discord.Interaction) -> None:
        custom_id = ids.read(str(_data(event).get("custom_id")))
        if custom_id is not None and custom_id.page:
            await self._open(event, custom_id)
        else:
            await self._ask(event, parse.request_of(event, parse.component_action(_data(event), custom_id)))

    async def _open(self, event: discord.Interaction, pressed: CustomId) -> None:
        """Open a form's modal; where there is no form any more, say what the coach says instead."""
        ticket = Ticket.of(event)
        asked = asyncio.create_task(self._coach.handle(parse.request_of(event, Open(action=pressed.action))))
        await asyncio.wait({asked}, timeout=FRESH_S)
        fresh = _form_in(asked.result(), pressed) if asked.done() else None
        form = fresh or (None if asked.done() else _known_form(pressed))
        if form is None:
            await self._responses.answer(ticket, asyncio.create_task(_when(asked)), patience_s=0.5)
            return
        if not asked.done():
            self._left_running.add(asked)
            asked.add_done_callback(self._left_running.discard)
        await self._responses.respond(ticket, MODAL, modal(form, pressed, blank=fresh is None))

    async def _complete(self, event: discord.Interaction) -> None:
        command, options = parse.chosen(_data(event))
        focused = next((name for name, option in options.items() if option.get("focused")), "")
        found = offers(
            GRAMMAR.specs,
            command,
            focused,
            {name: str(option.get("value", "")) for name, option in options.items()},
            at=self._clock.now(),
            channels=_channels(event.guild),
        )
        choices = [{"name": name, "value": value} for value, name in found]
        await self._responses.respond(Ticket.of(event), CHOICES, {"choices": choices})


def _data(event: discord.Interaction) -> Mapping[str, Any]:
    return event.data or {}


def _form_in(reply: Reply, pressed: CustomId) -> Form | None:
    """The form that was asked for, as the reply shows it."""
    elements = [element for card in reply.cards for element in card.elements]
    if pressed.page == ORDER_PAGE:
        asked = any(isinstance(e, Choices) and e.action == pressed.action and e.pick is Pick.ORDER for e in elements)
        return order_form(pressed.action) if asked else None
    forms = (e for e in elements if isinstance(e, Form) and e.action == pressed.action)
    return next((form for form in forms if has_page(form, pressed)), None)


def _known_form(pressed: CustomId) -> Form | None:
    if pressed.page == ORDER_PAGE:
        return order_form(pressed.action)
    form = blank_form(pressed.action)
    return form if form is not None and has_page(form, pressed) else None


async def _when(asked: "asyncio.Task[Reply]") -> Answer:
    return await answer_of(await asked)


def _channels(guild: discord.Guild | None) -> list[Offer]:
    """The text channels of a server, as an option's value names them."""
    return [(f"<#{channel.id}>", f"#{channel.name}") for channel in guild.text_channels] if guild else []
