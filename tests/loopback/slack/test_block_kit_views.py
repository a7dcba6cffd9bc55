"""The validator's view of modals and Home tabs."""

from __future__ import annotations

import pytest

from tests.loopback.slack.block_kit import view_violations
from tests.loopback.slack.samples import (
    Json,
    actions,
    button,
    input_block,
    modal,
    mrkdwn,
    plain,
    section,
    text_input,
    without,
)

GOOD_VIEWS = {
    "modal with input": modal(input_block(text_input(focus_on_load=True)), submit=plain("Save"), close=plain("Cancel")),
    "modal with everything": modal(
        section(),
        private_metadata="x" * 3000,
        callback_id="x" * 255,
        external_id="one",
        clear_on_close=True,
        notify_on_close=True,
    ),
    "modal without input needs no submit": modal(section()),
    "modal with an alert": modal({"type": "alert", "text": plain("Careful"), "level": "warning"}),
    "100 blocks": modal(*({"type": "divider"} for _ in range(100))),
    "home": {"type": "home", "blocks": [section(), actions(button())], "callback_id": "home"},
    "home with input": {"type": "home", "blocks": [input_block(text_input(), dispatch_action=True)]},
}


@pytest.mark.parametrize("good", GOOD_VIEWS.values(), ids=GOOD_VIEWS.keys())
def test_a_good_view_is_taken(good: Json) -> None:
    assert view_violations(good) == []


BAD_VIEWS: dict[str, tuple[Json, str, str]] = {
    "title too long": (modal(section()) | {"title": plain("x" * 25)}, "less than 25", "/view/title/text"),
    "title in mrkdwn": (
        modal(section()) | {"title": mrkdwn("a")},
        "unsupported type of text", "/view/title",
    ),
    "no title": (without(modal(section()), "title"), "required field: title", "/view"),
    "submit too long": (modal(section(), submit=plain("x" * 25)), "less than 25", "/view/submit/text"),
    "close too long": (modal(section(), close=plain("x" * 25)), "less than 25", "/view/close/text"),
    "input without submit": (modal(input_block(text_input())), "submit", "/view"),
    "private metadata too long": (
        modal(section(), private_metadata="x" * 3001), "less than 3001", "/view/private_metadata",
    ),
    "private metadata as an object": (
        modal(section(), private_metadata={}),
        "a string", "/view/private_metadata",
    ),
    "callback id too long": (modal(section(), callback_id="x" * 256), "less than 256", "/view/callback_id"),
    "101 blocks": (modal(*({"type": "divider"} for _ in range(101))), "no more than 100", "/view/blocks"),
    "unknown key": (modal(section(), submit_disabled=True), "property: submit_disabled", "/view"),
    "unknown type": ({"type": "dialog", "blocks": []}, "unsupported type of view", "/view"),
    "markdown in a modal": (
        modal({"type": "markdown", "text": "a"}),
        "unsupported type of block", "/view/blocks/0",
    ),
    "table on a Home tab": (
        {"type": "home", "blocks": [{"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]]}]},
        "unsupported type of block", "/view/blocks/0",
    ),
    "submit on a Home tab": (
        {"type": "home", "blocks": [], "submit": plain("a")},
        "property: submit", "/view",
    ),
    "two elements with focus": (
        modal(
            input_block(text_input(focus_on_load=True)),
            input_block(text_input(focus_on_load=True)),
            submit=plain("a"),
        ),
        "only one element", "/view/blocks/1/element",
    ),
    "response url on a Home tab": (
        {"type": "home", "blocks": [actions({"type": "channels_select", "response_url_enabled": True})]},
        "only in modals", "/view/blocks/0/elements/0",
    ),
    "view over 250 kB": (
        modal(*(section("x" * 3000) for _ in range(90))), "less than 250001 bytes", "/view",
    ),
    "block id twice": (
        modal(section(block_id="a"), section(block_id="a")),
        "already exists", "/view/blocks",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("bad", "complaint", "pointer"), BAD_VIEWS.values(), ids=BAD_VIEWS.keys())
def test_a_bad_view_is_refused_for_its_own_reason_only(bad: Json, complaint: str, pointer: str) -> None:
    found = view_violations(bad)
    assert len(found) == 1
    assert complaint in found[0]
    assert found[0].endswith(f"[json-pointer:{pointer}]")
