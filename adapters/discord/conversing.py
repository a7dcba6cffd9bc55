"""Messages: direct ones are answered where they are, mentions in a server in private."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import discord
import structlog

from adapters.discord import parse
from adapters.discord.answers import Answer, answer_of
from adapters.discord.page import Page
from adapters.discord.posting import dm_channel, post, post_all
from adapters.discord.render import drawn
from adapters.discord.rest import routes
from adapters.discord.rest.client import AT_ONCE, Rest
from adapters.discord.rest.problems import CANNOT_DM, NO_SHARED_GUILD, DiscordProblem, Refused
from adapters.discord.wording import answered_in_dms, dms_closed
from bot.application.coach import Coach
from bot.application.ports.clock import Clock
from bot.application.requests import Conversation, Press, Request, Say

log = structlog.get_logger(__name__)

TYPING_AFTER_S = 0.3  # sooner it would only outlast the answer
TYPING_EVERY_S = 8.0  # Discord shows it for 10 seconds
SPOKEN = frozenset({discord.MessageType.default, discord.MessageType.reply})
GREETING = Press(action="hello")  # for a mention without words
REPEATS_HEALED_S = 90.0  # after this a repeated nonce would make a second message


class Conversing:
    """Serves messages, those of one channel in the order in which they came."""

    def __init__(self, *, coach: Coach, rest: Rest, clock: Clock) -> None:
        self._coach = coach
        self._rest = rest
        self._clock = clock
        self._turns: dict[int, tuple[asyncio.Lock, int]] = {}

    async def message(self, message: discord.Message, me: discord.ClientUser) -> None:
        """Serve one message, if it is for the coach. Never raises for what Discord says."""
        if message.author.bot or message.webhook_id or message.type not in SPOKEN:
            return
        try:
            async with self._in_turn(message.channel.id):
                if message.guild is None:
                    await self._direct(message)
                elif me in message.mentions:
                    await self._mention(message, re.sub(rf"<@!?{me.id}>", " ", message.content).strip())
        except DiscordProblem as problem:
            log.warning("message not answered", message=str(message.id), problem=str(problem))

    @asynccontextmanager
    async def _in_turn(self, channel_id: int) -> AsyncIterator[None]:
        lock, waiting = self._turns.get(channel_id, (asyncio.Lock(), 0))
        self._turns[channel_id] = lock, waiting + 1
        try:
            async with lock:
                yield
        finally:
            lock, waiting = self._turns[channel_id]
            if waiting == 1:
                del self._turns[channel_id]
            else:
                self._turns[channel_id] = lock, waiting - 1

    async def _direct(self, message: discord.Message) -> None:
        channel_id = str(message.channel.id)
        conversation = Conversation(id=channel_id, is_dm=True)
        request = parse.message_request(message, Say(text=message.content), conversation=conversation, team=None)
        answer = await self._thinking(channel_id, asyncio.create_task(self._answer(request)))
        if answer.reply.repeated and parse.event_age_s(message.id, self._clock.now()) > REPEATS_HEALED_S:
            return  # it was answered long ago
        await post_all(self._rest, channel_id, answer.pages, event_id=str(message.id))

    async def _mention(self, message: discord.Message, text: str) -> None:
        """Everything is between the coach and the learner; the channel only learns where the answer is."""
        channel_id = await dm_channel(self._rest, str(message.author.id))
        request = parse.message_request(
            message,
            Say(text=text) if text else GREETING,
            conversation=Conversation(id=channel_id, is_dm=True),
            team=parse.team_of(message.guild.id) if message.guild else None,
        )
        answer = await self._answer(request)
        try:
            await post_all(self._rest, channel_id, answer.pages, event_id=str(message.id))
        except Refused as problem:
            if problem.code not in {CANNOT_DM, NO_SHARED_GUILD}:
                raise
            await self._point(message, dms_closed(text))
        else:
            await self._point(message, answered_in_dms())

    async def _point(self, message: discord.Message, page: Page) -> None:
        """Say in the channel where the answer is, if the coach may write there."""
        with suppress(Refused):
            await post(
                self._rest,
                str(message.channel.id),
                await drawn(page),
                nonce=f"{message.id}.at",
                reply_to=str(message.id),
            )

    async def _answer(self, request: Request) -> Answer:
        return await answer_of(await self._coach.handle(request))

    async def _thinking(self, channel_id: str, work: "asyncio.Task[Answer]") -> Answer:
        """The answer, with a sign of typing while it takes its time."""
        await asyncio.wait({work}, timeout=TYPING_AFTER_S)
        while not work.done():
            with suppress(DiscordProblem):
                await self._rest.call(routes.typing(channel_id), effort=AT_ONCE)
            await asyncio.wait({work}, timeout=TYPING_EVERY_S)
        return work.result()
