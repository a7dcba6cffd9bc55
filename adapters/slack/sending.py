"""Posting messages, changing them, and finding out whether one was posted."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import refusals
from adapters.slack.clients import Clients
from adapters.slack.messages import Message
from adapters.slack.payloads import part, text
from adapters.slack.refusals import BAD_BLOCKS, BAD_PICTURE
from adapters.slack.rich_text import lines
from adapters.slack.wording import unescaped
from bot.application.markup import Span
from bot.errors import CoachError

EVENT_TYPE = "coach_message"  # of the metadata that names what a message is
PICTURE_WAITS_S = (0.5, 1.0, 2.0)  # Slack looks at a new picture for a moment before a message can show it
PAGE = 100  # messages of history at once; Slack may give fewer
PAGES = 5

Json = dict[str, Any]

log = structlog.get_logger(__name__)


class NotTaken(CoachError):
    """A response URL was refused, with Slack's word for why: too old, used too often, or a wrong message."""


async def post(client: AsyncWebClient, channel: str, message: Message, *, thread: str = "", reference: str = "") -> str:
    """Post where everybody of the channel sees it; gives the message's timestamp. Raises Slack's and aiohttp's errors.

    `reference` goes with it as metadata. A picture that Slack does not take is shown in words.
    """

    async def send(shown: Message) -> str:
        told = await client.chat_postMessage(
            channel=channel,
            text=shown.text,
            blocks=shown.blocks,
            thread_ts=thread or None,
            metadata=_metadata(reference) if reference else None,
            unfurl_links=False,
            unfurl_media=False,
        )
        return str(told["ts"])

    return await with_pictures(message, send)


async def post_ephemeral(
    client: AsyncWebClient, channel: str, user_id: str, message: Message, *, thread: str = ""
) -> None:
    """Post where only one person sees it. Raises Slack's and aiohttp's errors."""

    async def send(shown: Message) -> str:
        await client.chat_postEphemeral(
            channel=channel, user=user_id, text=shown.text, blocks=shown.blocks, thread_ts=thread or None
        )
        return ""

    await with_pictures(message, send)


async def change(client: AsyncWebClient, channel: str, ts: str, message: Message) -> None:
    """Put other words in the place of a message. Raises Slack's and aiohttp's errors."""

    async def send(shown: Message) -> str:
        await client.chat_update(channel=channel, ts=ts, text=shown.text, blocks=shown.blocks)
        return ""

    await with_pictures(message, send)


async def respond(clients: Clients, url: str, message: Message, *, public: bool = False, replace: bool = False) -> None:
    """Answer by response URL, for the person alone unless `public`. Raises `NotTaken` and Slack's errors."""

    async def send(shown: Message) -> str:
        answer = await clients.respond(
            url,
            {
                "response_type": "in_channel" if public else "ephemeral",
                "replace_original": replace,
                "text": shown.text,
                "blocks": shown.blocks,
            },
        )
        _check_taken(answer.status_code, answer.body)
        return ""

    await with_pictures(message, send)


async def with_pictures(
    message: Message, send: Callable[[Message], Awaitable[str]], waits: tuple[float, ...] = PICTURE_WAITS_S
) -> str:
    """Send, a little later if Slack is not yet done with a picture, then with the picture in words."""
    if _has_pictures(message.blocks):
        for wait in (*waits, 0.0):
            try:
                return await send(message)
            except (SlackApiError, NotTaken) as error:
                if code_of(error) not in BAD_PICTURE:
                    raise
            await asyncio.sleep(wait)
        message = replace(message, blocks=in_words(message.blocks))
    try:
        return await send(message)
    except (SlackApiError, NotTaken) as error:
        if code_of(error) not in BAD_BLOCKS or not message.text:
            raise
        # Ours to mend, but the reader need not wait for it: the same in plain words.
        log.error("slack refused blocks", error=code_of(error), why=_why(error))
        return await send(replace(message, blocks=[]))


def in_words(blocks: list[Json]) -> list[Json]:
    """The blocks with what their pictures show in words."""
    return [_alt_text(block) if "slack_file" in block else block for block in blocks]


async def find(client: AsyncWebClient, channel: str, reference: str, *, since: datetime) -> str | None:
    """The timestamp of the message that carries the reference, posted at or after `since`; None if there is none.

    Raises Slack's and aiohttp's errors.
    """
    cursor = ""
    for _ in range(PAGES):
        told = await client.conversations_history(
            channel=channel,
            oldest=f"{since.timestamp():.6f}",
            inclusive=True,
            include_all_metadata=True,
            limit=PAGE,
            cursor=cursor or None,
        )
        listed: object = told.get("messages")
        for message in listed if isinstance(listed, list) else ():
            if reference_in(message) == reference:
                return text(message, "ts")
        following: object = told.get("response_metadata")
        cursor = text(following, "next_cursor") if isinstance(following, dict) else ""
        if not cursor:
            break
    return None


def reference_in(message: Mapping[str, Any]) -> str:
    """The reference a message carries."""
    metadata = part(message, "metadata")
    if metadata.get("event_type") != EVENT_TYPE:
        return ""
    return text(part(metadata, "event_payload"), "reference")


def _metadata(reference: str) -> Json:
    return {"event_type": EVENT_TYPE, "event_payload": {"reference": reference}}


def _has_pictures(blocks: list[Json]) -> bool:
    return any("slack_file" in block for block in blocks)


def _alt_text(block: Json) -> Json:
    shown = lines([(Span(unescaped(str(block.get("alt_text") or "…")), italic=True),)], 2_000)
    return shown or {"type": "divider"}


def code_of(error: SlackApiError | NotTaken) -> str:
    """Slack's word for what is wrong."""
    return str(error) if isinstance(error, NotTaken) else refusals.code_of(error)


def _check_taken(status: int, body: str) -> None:
    """Slack answers "ok", or JSON with what is wrong."""
    try:
        told = json.loads(body)
    except ValueError:
        told = {}
    refused = isinstance(told, dict) and told.get("ok") is False
    if status != 200 or refused:
        code = told.get("error") if isinstance(told, dict) else None
        word = body.strip() if re.fullmatch(r"[a-z_]{3,60}", body.strip()) else ""
        raise NotTaken(str(code) if code else word or f"http_{status}")


def _why(error: SlackApiError | NotTaken) -> str:
    if isinstance(error, NotTaken):
        return ""
    metadata = error.response.get("response_metadata") if hasattr(error.response, "get") else None
    return "; ".join(str(line) for line in metadata.get("messages", [])) if isinstance(metadata, dict) else ""
