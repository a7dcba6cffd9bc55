"""The validator refuses what Slack refuses in a message, each time for the right reason only."""

from __future__ import annotations

import pytest

from tests.loopback.slack.block_kit import BLOCKS_CHARACTERS_MAX, violations
from tests.loopback.slack.samples import (
    Json,
    actions,
    button,
    input_block,
    message,
    mrkdwn,
    picture,
    plain,
    section,
    text_input,
)


def rich_text(element: Json) -> Json:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [element]}]}


# name: (message, words of the complaint, where)
BAD_MESSAGES: dict[str, tuple[Json, str, str]] = {
    "section text too long": (message(section("x" * 3001)), "less than 3001", "/blocks/0/text/text"),
    "section text empty": (message(section("")), "more than 0", "/blocks/0/text/text"),
    "section without text or fields": (message({"type": "section"}), "one of text, fields", "/blocks/0"),
    "section text as a bare string": (
        message({"type": "section", "text": "a"}),
        "an object", "/blocks/0/text",
    ),
    "11 fields": (
        message({"type": "section", "fields": [mrkdwn("a")] * 11}),
        "no more than 10", "/blocks/0/fields",
    ),
    "field too long": (
        message({"type": "section", "fields": [mrkdwn("x" * 2001)]}),
        "less than 2001", "/blocks/0/fields/0/text",
    ),
    "no fields": (message({"type": "section", "fields": []}), "no fewer than 1", "/blocks/0/fields"),
    "unknown key in a block": (message(section(colour="red")), "additional property: colour", "/blocks/0"),
    "unknown key in an element": (
        message(actions(button(icon="x"))),
        "additional property: icon", "/blocks/0/elements/0",
    ),
    "unknown key in a text object": (
        message({"type": "section", "text": mrkdwn("a") | {"emoji": True}}),
        "property: emoji", "/blocks/0/text",
    ),
    "verbatim on plain text": (
        message({"type": "header", "text": plain("a") | {"verbatim": True}}),
        "property: verbatim", "/blocks/0/text",
    ),
    "unknown type of block": (message({"type": "heading"}), "unsupported type of block", "/blocks/0"),
    "block without type": (message({"text": mrkdwn("a")}), "required field: type", "/blocks/0"),
    "block that is no object": (message("words"), "an object", "/blocks/0"),
    "alert outside modals": (
        message({"type": "alert", "text": mrkdwn("a")}),
        "unsupported type", "/blocks/0",
    ),
    "file block": (
        message({"type": "file", "external_id": "a", "source": "remote"}),
        "unsupported type of block", "/blocks/0",
    ),
    "51 blocks": (message(*({"type": "divider"} for _ in range(51))), "no more than 50", "/blocks"),
    "block id twice": (message(section(block_id="a"), section(block_id="a")), "already exists", "/blocks"),
    "block id too long": (message(section(block_id="x" * 256)), "less than 256", "/blocks/0/block_id"),
    "action id twice in a block": (
        message(actions(button(), button())),
        "'press' already exists", "/blocks/0",
    ),
    "action id too long": (
        message(actions(button(action_id="x" * 256))), "less than 256", "/blocks/0/elements/0/action_id",
    ),
    "header too long": (
        message({"type": "header", "text": plain("x" * 151)}),
        "less than 151", "/blocks/0/text/text",
    ),
    "header in mrkdwn": (
        message({"type": "header", "text": mrkdwn("a")}),
        "unsupported type of text", "/blocks/0/text",
    ),
    "header without text": (message({"type": "header"}), "required field: text", "/blocks/0"),
    "context without elements": (
        message({"type": "context", "elements": []}),
        "no fewer than 1", "/blocks/0/elements",
    ),
    "11 context elements": (
        message({"type": "context", "elements": [mrkdwn("a")] * 11}),
        "no more than 10", "/blocks/0/elements",
    ),
    "button in a context": (
        message({"type": "context", "elements": [button()]}),
        "unsupported type of context", "/blocks/0/elements/0",
    ),
    "26 buttons": (
        message(actions(*(button(action_id=str(n)) for n in range(26)))),
        "no more than 25", "/blocks/0/elements",
    ),
    "no buttons": (message(actions()), "no fewer than 1", "/blocks/0/elements"),
    "picture among actions": (
        message(actions(picture())),
        "unsupported type of actions", "/blocks/0/elements/0",
    ),
    "text input among actions": (
        message(actions(text_input())),
        "unsupported type of actions", "/blocks/0/elements/0",
    ),
    "text input as accessory": (
        message(section(accessory=text_input())), "unsupported type of section", "/blocks/0/accessory",
    ),
    "input label in mrkdwn": (
        message(input_block(text_input()) | {"label": mrkdwn("a")}),
        "unsupported type of text", "/blocks/0/label",
    ),
    "input label too long": (
        message(input_block(text_input()) | {"label": plain("x" * 2001)}),
        "less than 2001", "/blocks/0/label/text",
    ),
    "button in an input": (
        message(input_block(button())),
        "unsupported type of input", "/blocks/0/element",
    ),
    "length limits the wrong way round": (
        message(input_block(text_input(min_length=9, max_length=3))),
        "cannot be greater", "/blocks/0/element",
    ),
    "max length too large": (
        message(input_block(text_input(max_length=3001))),
        "at most 3000", "/blocks/0/element/max_length",
    ),
    "number input without is_decimal_allowed": (
        message(input_block({"type": "number_input"})), "field: is_decimal_allowed", "/blocks/0/element",
    ),
    "markdown block too long": (
        message({"type": "markdown", "text": "x" * 12_001}),
        "less than 12001", "/blocks/0/text",
    ),
    "two tables": (
        message(*({"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]]} for _ in range(2))),
        "only one table", "/blocks",
    ),
    "21 table cells": (
        message({"type": "table", "rows": [[{"type": "raw_text", "text": "a"}] * 21]}),
        "no more than 20", "/blocks/0/rows/0",
    ),
    "11 cards": (
        message({"type": "carousel", "elements": [{"type": "card", "title": mrkdwn("a")}] * 11}),
        "no more than 10", "/blocks/0/elements",
    ),
    "card body too long": (
        message({"type": "card", "body": mrkdwn("x" * 201)}),
        "less than 201", "/blocks/0/body/text",
    ),
    "emoji range in a broadcast": (
        message(rich_text({"type": "broadcast", "range": "all"})),
        "one of here, channel, everyone", "/blocks/0/elements/0/elements/0/range",
    ),
    "video over http": (
        message({"type": "video", "video_url": "http://example.com/v", "thumbnail_url": "https://example.com/t",
                 "alt_text": "a", "title": plain("b")}),
        "expected format", "/blocks/0/video_url",
    ),
    "all blocks together too long": (
        message(*(section("x" * 2700) for _ in range(5))),
        f"less than {BLOCKS_CHARACTERS_MAX + 1}", "/blocks",
    ),
    "blocks without fallback text": ({"blocks": [section()]}, "missing fallback text", "/text"),
    "blocks with blank fallback text": (message(section(), text=" "), "missing fallback text", "/text"),
    "text over 40,000 characters": ({"text": "x" * 40_001}, "cuts text after 40000", "/text"),
    "markdown text too long": ({"markdown_text": "x" * 12_001}, "less than 12001", "/markdown_text"),
    "metadata without payload": (
        {"text": "a", "metadata": {"event_type": "a"}},
        "field: event_payload", "/metadata",
    ),
    "metadata type with blanks": (
        {"text": "a", "metadata": {"event_type": "a b", "event_payload": {}}},
        "expected format", "/metadata/event_type",
    ),
    "nested metadata": (
        {"text": "a", "metadata": {"event_type": "a", "event_payload": {"a": {"b": {"c": 1}}}}},
        "flat object", "/metadata/event_payload/a",
    ),
    "null in metadata": (
        {"text": "a", "metadata": {"event_type": "a", "event_payload": {"a": None}}},
        "flat", "/metadata/event_payload/a",
    ),
    "metadata too large": (
        {"text": "a", "metadata": {"event_type": "a", "event_payload": {"a": "x" * 17_000}}},
        "bytes", "/metadata",
    ),
    "101 attachments": (
        {"text": "a", "attachments": [{"text": "b"}] * 101},
        "no more than 100", "/attachments",
    ),
    "unknown key in an attachment": (
        {"text": "a", "attachments": [{"colour": "red"}]}, "property: colour", "/attachments/0",
    ),
    "bad block in an attachment": (
        {"text": "a", "attachments": [{"blocks": [{"type": "header", "text": mrkdwn("a")}]}]},
        "unsupported type of text", "/attachments/0/blocks/0/text",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("bad", "complaint", "pointer"), BAD_MESSAGES.values(), ids=BAD_MESSAGES.keys())
def test_a_bad_message_is_refused_for_its_own_reason_only(bad: Json, complaint: str, pointer: str) -> None:
    found = violations(bad)
    assert len(found) == 1
    assert complaint in found[0]
    assert found[0].endswith(f"[json-pointer:{pointer}]")
