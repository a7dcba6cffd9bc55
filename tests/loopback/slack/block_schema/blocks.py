"""The blocks, and the surfaces (message, modal, home) each may appear on."""

from __future__ import annotations

from typing import Any

from tests.loopback.slack.block_schema.composition import (
    PICTURE,
    alt_text,
    https_url,
    mrkdwn_text,
    picture_source,
    plain_text,
    text_object,
    url,
    web_url,
)
from tests.loopback.slack.block_schema.elements import (
    ACTIONS,
    CONTEXT_ACTIONS,
    ELEMENTS,
    ID_MAX,
    INPUT,
    SECTION_ACCESSORY,
)
from tests.loopback.slack.block_schema.engine import (
    Check,
    Report,
    array,
    at_least_one,
    boolean,
    choice,
    literal,
    obj,
    string,
    tagged,
    whole,
)
from tests.loopback.slack.block_schema.rich_text import rich_text_block

MARKDOWN_MAX = 12_000
ALL = frozenset({"message", "modal", "home"})
MESSAGE = frozenset({"message"})


def block(
    kind: str,
    required: dict[str, Check] | None = None,
    optional: dict[str, Check] | None = None,
    also: tuple[Check, ...] = (),
) -> Check:
    """A block of type `kind`."""
    return obj(
        {"type": literal(kind), **(required or {})},
        {"block_id": string(most=ID_MAX), **(optional or {})},
        also=also,
    )


def _collapsing(report: Report, pointer: str, value: Any) -> None:
    if value.get("default_collapsed") and not value.get("is_collapsible"):
        report.add(pointer, "default_collapsed requires is_collapsible")


image_element = ELEMENTS["image"]
_raw_text = obj({"type": literal("raw_text"), "text": string()})
_number_value: Check = lambda report, pointer, value: (  # noqa: E731  a rule of one line
    None if isinstance(value, int | float) and not isinstance(value, bool) else report.add(pointer, "must be a number")
)
_raw_number = obj({"type": literal("raw_number"), "value": _number_value, "text": string()})
_cell = tagged({"raw_text": _raw_text, "raw_number": _raw_number, "rich_text": rich_text_block}, "table cell")
_column = obj({}, {"align": choice("left", "center", "right"), "is_wrapped": boolean})
_task_source = obj({"type": literal("url"), "url": url, "text": string()})
_task_card = block(
    "task_card",
    {
        "task_id": string(),
        "title": string(),
        "status": choice("pending", "in_progress", "complete", "error"),
    },
    {"details": rich_text_block, "output": rich_text_block, "sources": array(_task_source)},
)
_card = block(
    "card",
    {},
    {
        "hero_image": image_element,
        "icon": image_element,
        "title": mrkdwn_text(150),
        "subtitle": mrkdwn_text(150),
        "body": mrkdwn_text(200),
        "actions": array(tagged({"button": ELEMENTS["button"]}, "card action")),
    },
    (at_least_one("hero_image", "title", "actions", "body"),),
)

BLOCKS: dict[str, Check] = {
    "section": block(
        "section",
        {},
        {
            "text": text_object(3000),
            "fields": array(text_object(2000), most=10),
            "accessory": tagged(SECTION_ACCESSORY, "section accessory"),
            "expand": boolean,
        },
        (at_least_one("text", "fields"),),
    ),
    "header": block("header", {"text": plain_text(150)}),
    "divider": block("divider"),
    "context": block(
        "context",
        {
            "elements": array(
                tagged(
                    {"image": image_element, "plain_text": plain_text(), "mrkdwn": text_object()},
                    "context element",
                ),
                most=10,
            )
        },
    ),
    "context_actions": block("context_actions", {"elements": array(tagged(CONTEXT_ACTIONS, "context action"), most=5)}),
    "actions": block("actions", {"elements": array(tagged(ACTIONS, "actions element"), most=25)}),
    "image": block("image", {"alt_text": alt_text}, {**PICTURE, "title": plain_text(2000)}, (picture_source,)),
    "input": block(
        "input",
        {"label": plain_text(2000), "element": tagged(INPUT, "input element")},
        {"hint": plain_text(2000), "optional": boolean, "dispatch_action": boolean},
    ),
    "markdown": block("markdown", {"text": string(most=MARKDOWN_MAX)}),
    "rich_text": rich_text_block,
    "table": block(
        "table",
        {"rows": array(array(_cell, most=20), most=100)},
        {"column_settings": array(_column, most=20)},
    ),
    "data_table": block(
        "data_table",
        {"rows": array(array(_cell)), "caption": string()},
        {"page_size": whole(least=1, most=100), "row_header_column_index": whole(least=0)},
    ),
    "video": block(
        "video",
        {"video_url": https_url, "thumbnail_url": web_url, "alt_text": alt_text, "title": plain_text(199)},
        {
            "title_url": https_url,
            "author_name": string(most=49),
            "provider_name": string(),
            "provider_icon_url": web_url,
            "description": plain_text(),
        },
    ),
    # The limit of 200 is in the Java SDK's model; the published types give none.
    "alert": block(
        "alert",
        {"text": text_object(200)},
        {"level": choice("default", "info", "warning", "error", "success")},
    ),
    "card": _card,
    "carousel": block("carousel", {"elements": array(tagged({"card": _card}, "carousel element"), most=10)}),
    "task_card": _task_card,
    "plan": block("plan", {"title": string()}, {"tasks": array(tagged({"task_card": _task_card}, "task"))}),
}
_CHILDREN = (
    "actions",
    "context",
    "divider",
    "header",
    "image",
    "input",
    "rich_text",
    "section",
    "table",
    "video",
)
BLOCKS["container"] = block(
    "container",
    {"child_blocks": array(tagged({kind: BLOCKS[kind] for kind in _CHILDREN}, "child block"), most=10)},
    {
        "title": plain_text(150),
        "rich_text_title": rich_text_block,
        "subtitle": text_object(150),
        "width": choice("narrow", "standard", "wide", "full"),
        "icon": image_element,
        "is_collapsible": boolean,
        "default_collapsed": boolean,
        "has_header_divider": boolean,
    },
    (at_least_one("title", "rich_text_title"), _collapsing),
)

# https://docs.slack.dev/blocks.json ("available-in-surfaces"). `file` blocks are only ever read, never sent.
SURFACES: dict[str, frozenset[str]] = {
    "alert": frozenset({"modal"}),
    "carousel": frozenset({"message", "home"}),
    "container": MESSAGE,
    "context_actions": MESSAGE,
    "data_table": MESSAGE,
    "markdown": MESSAGE,
    "plan": MESSAGE,
    "table": MESSAGE,
    "task_card": MESSAGE,
}


def block_on(surface: str) -> Check:
    """Any block that may stand on `surface`."""
    kinds = {kind: check for kind, check in BLOCKS.items() if surface in SURFACES.get(kind, ALL)}
    return tagged(kinds, f"block on a {surface}")
