"""Small builders of blocks, messages and views, and other helps for the tests of this package."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def section(text: str = "words", **more: Any) -> Json:
    return {"type": "section", "text": mrkdwn(text), **more}


def button(label: str = "Press", **more: Any) -> Json:
    return {"type": "button", "text": plain(label), "action_id": "press", **more}


def actions(*elements: Json, **more: Any) -> Json:
    return {"type": "actions", "elements": list(elements), **more}


def option(label: str = "One", value: str = "1", **more: Any) -> Json:
    return {"text": plain(label), "value": value, **more}


def options(number: int) -> list[Json]:
    return [option(f"Option {index}", str(index)) for index in range(number)]


def menu(**more: Any) -> Json:
    return {"type": "static_select", "action_id": "menu", **more}


def picture(**more: Any) -> Json:
    return {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "A chart", **more}


def text_input(**more: Any) -> Json:
    return {"type": "plain_text_input", "action_id": "typed", **more}


def input_block(element: Json, **more: Any) -> Json:
    return {"type": "input", "label": plain("Label"), "element": element, **more}


def without(block: Json, *names: str) -> Json:
    return {name: value for name, value in block.items() if name not in names}


def message(*blocks: Any, **more: Any) -> Json:
    return {"text": "fallback", "blocks": list(blocks), **more}


def modal(*blocks: Json, **more: Any) -> Json:
    return {"type": "modal", "title": plain("Settings"), "blocks": list(blocks), **more}


async def error_of(call: Awaitable[object]) -> str:
    """The error with which Slack refuses a call."""
    with pytest.raises(SlackApiError) as refused:
        await call
    return str(refused.value.response["error"])
