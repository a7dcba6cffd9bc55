"""Sending to Discord what nobody asked for at this moment: by REST alone, once each, and found again if unsure."""

from datetime import datetime, timedelta

import structlog
from discord.utils import time_snowflake

from adapters.discord.ids import read
from adapters.discord.page import Drawn, Json
from adapters.discord.posting import dm_channel, post
from adapters.discord.render import drawn, mark_of, pages
from adapters.discord.rest import routes
from adapters.discord.rest.client import Effort, Rest
from adapters.discord.rest.problems import (
    CANNOT_DM,
    CHANNEL_WRITE_LIMIT,
    DMS_OPENED_TOO_FAST,
    MISSING_ACCESS,
    MISSING_PERMISSIONS,
    NO_SHARED_GUILD,
    UNKNOWN_CHANNEL,
    UNKNOWN_USER,
    DiscordProblem,
    Limited,
    Refused,
    Unclear,
    Unreachable,
)
from adapters.discord.shards import BAD_TOKEN
from bot.application.ports.messenger import CannotLook, Outgoing, Sent, ToAccount
from bot.application.requests import Conversation, Platform
from bot.errors import (
    ChannelGone,
    DeliveryError,
    MessagesClosed,
    OutcomeUnknown,
    PlatformUnavailable,
    RateLimited,
    SettingsError,
)

log = structlog.get_logger(__name__)

# Discord remembers a nonce for "the past few minutes"; it is relied on for a little less than two.
REPEATS_SAFELY_S = 110.0
OPENING = Effort(within_s=5.0, pauses_s=(0.3, 1.0))
SENDING = Effort(within_s=10.0, pauses_s=(0.3, 1.0, 2.0))
LOOKING = Effort(within_s=10.0, pauses_s=(0.3, 1.0, 2.0))
LOOKED_THROUGH = 5  # pages of 100 messages; in a busier channel one cannot be sure
PAGE = 100
SKEW = timedelta(minutes=1)  # between Discord's clock, which makes ids, and ours
WAIT_FOR_DMS_S = 60.0  # where Discord refuses to open DMs so fast and does not say for how long

CLOSED = frozenset({CANNOT_DM, NO_SHARED_GUILD, UNKNOWN_USER})
GONE = frozenset({UNKNOWN_CHANNEL, MISSING_ACCESS, MISSING_PERMISSIONS})
TOO_FAST = frozenset({DMS_OPENED_TOO_FAST, CHANNEL_WRITE_LIMIT})


class DiscordMessenger:
    """The `Messenger` port on Discord's HTTP API."""

    def __init__(self, rest: Rest) -> None:
        self._rest = rest
        self._me: str | None = None

    @property
    def platform(self) -> Platform:
        """Discord."""
        return Platform.DISCORD

    @property
    def repeats_safely_for_s(self) -> float:
        """How long the nonce keeps a repeat from becoming a second message."""
        return REPEATS_SAFELY_S

    async def send(self, outgoing: Outgoing) -> Sent:
        """Send the message; of several parts each with a nonce of its own, so that a repeat completes them."""
        parts = [await drawn(page) for page in pages(outgoing.cards, reference=outgoing.reference)]
        private = isinstance(outgoing.address, ToAccount)
        try:
            channel_id, message_id = await self._channel_and_first(outgoing, parts)
        except DiscordProblem as problem:
            raise _delivery_error(problem, private=private) from problem
        try:
            for number, part in enumerate(parts[1:], start=1):
                await self._part(channel_id, part, outgoing, number)
        except DiscordProblem as problem:
            # The first part stands there: never "nothing was sent", whatever kept the others away.
            raise OutcomeUnknown(str(problem)) from problem
        return Sent(message_id=message_id, conversation=Conversation(id=channel_id, is_dm=private))

    async def find(self, outgoing: Outgoing, *, since: datetime) -> Sent | None:
        """Look among the channel's messages since then for our own one that carries the reference."""
        try:
            channel_id = await self._channel(outgoing)
            message_id = await self._look(channel_id, outgoing, since)
        except DiscordProblem as problem:
            raise CannotLook(str(problem)) from problem
        if message_id is None:
            return None
        conversation = Conversation(id=channel_id, is_dm=isinstance(outgoing.address, ToAccount))
        return Sent(message_id=message_id, conversation=conversation)

    async def _channel_and_first(self, outgoing: Outgoing, parts: list[Drawn]) -> tuple[str, str]:
        """Send the first part; a DM channel that is gone is opened anew."""
        channel_id = await self._channel(outgoing)
        try:
            return channel_id, await self._part(channel_id, parts[0], outgoing, 0)
        except Refused as problem:
            if problem.code != UNKNOWN_CHANNEL or not isinstance(outgoing.address, ToAccount):
                raise
        channel_id = await dm_channel(self._rest, outgoing.address.account.user_id, effort=OPENING)
        return channel_id, await self._part(channel_id, parts[0], outgoing, 0)

    async def _part(self, channel_id: str, part: Drawn, outgoing: Outgoing, number: int) -> str:
        nonce = outgoing.reference if number == 0 else f"{outgoing.reference[:22]}.{number}"
        message = await post(self._rest, channel_id, part, nonce=nonce, effort=SENDING)
        return str(message["id"])

    async def _channel(self, outgoing: Outgoing) -> str:
        match outgoing.address:
            case ToAccount(conversation=None, account=account):
                return await dm_channel(self._rest, account.user_id, effort=OPENING)
            case ToAccount(conversation=conversation):
                return str(conversation)
            case channel:
                return channel.channel

    async def _look(self, channel_id: str, outgoing: Outgoing, since: datetime) -> str | None:
        me = await self._own_id()
        after = time_snowflake(since - SKEW)
        for _ in range(LOOKED_THROUGH):
            query = {"limit": str(PAGE), "after": str(after)}
            messages = await self._rest.call(routes.messages(channel_id, method="GET"), query=query, effort=LOOKING)
            for message in messages:
                if (message.get("author") or {}).get("id") == me and _carries(message, outgoing.reference):
                    return str(message["id"])
            if len(messages) < PAGE:
                await self._check_history(channel_id, after, found=bool(messages))
                return None
            after = max(int(message["id"]) for message in messages)
        raise CannotLook("too many messages since then")

    async def _check_history(self, channel_id: str, after: int, *, found: bool) -> None:
        """Without the right to read a channel's history Discord shows an empty one, which proves nothing."""
        if found:
            return
        channel = await self._rest.call(routes.channel(channel_id), effort=LOOKING)
        last = channel.get("last_message_id")
        if last is not None and int(last) > after:
            raise CannotLook("no right to read the channel's history")

    async def _own_id(self) -> str:
        if self._me is None:
            self._me = str((await self._rest.call(routes.me(), effort=LOOKING))["id"])
        return self._me


def _carries(message: Json, reference: str) -> bool:
    """Whether a component of the message names the delivery."""
    return any(_names(component, reference) for component in _walk(message.get("components") or ()))


def _names(component: Json, reference: str) -> bool:
    custom_id = read(str(component.get("custom_id") or ""))
    return (custom_id is not None and custom_id.reference == reference) or component.get("id") == mark_of(reference)


def _walk(components: object) -> "list[Json]":
    found: list[Json] = []
    for component in components if isinstance(components, list) else ():
        if isinstance(component, dict):
            found += [component, *_walk(component.get("components")), *_walk([component.get("accessory")])]
    return found


def _delivery_error(problem: DiscordProblem, *, private: bool) -> DeliveryError | SettingsError:
    """What the dispatcher is told."""
    told = str(problem)
    match problem:
        case Limited(retry_after_s=seconds):
            return RateLimited(told, seconds)
        case Unclear():
            return OutcomeUnknown(told)
        case Unreachable():
            return PlatformUnavailable(told)
        case Refused(status=401):
            return SettingsError(BAD_TOKEN)
        case Refused(code=code) if code in TOO_FAST:
            return RateLimited(told, WAIT_FOR_DMS_S)
        case Refused(code=code) if code in CLOSED or (private and code in GONE):
            return MessagesClosed(told)
        case Refused(code=code, status=status) if code in GONE or status in {403, 404}:
            return ChannelGone(told)
        case _:
            log.error("message refused", problem=told)
            return PlatformUnavailable(told)
