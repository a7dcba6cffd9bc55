"""The validator takes what Slack takes, names Slack's error codes, and breaks at nothing."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.loopback.slack.block_kit import inspect_message, view_violations, violations
from tests.loopback.slack.samples import (
    Json,
    actions,
    button,
    input_block,
    menu,
    message,
    mrkdwn,
    option,
    options,
    picture,
    plain,
    section,
    text_input,
    without,
)

GOOD_MESSAGES = {
    "text alone": {"text": "words"},
    "text of 40,000 characters": {"text": "x" * 40_000},
    "section at its limit": message(section("x" * 3000)),
    "section with fields": message({"type": "section", "fields": [mrkdwn("x" * 2000)] * 5}),
    "section with a button": message(section(accessory=button())),
    "section with a picture": message(section(accessory=picture())),
    "section that expands": message(section(expand=True)),
    "header at its limit": message({"type": "header", "text": plain("x" * 150)}),
    "divider": message({"type": "divider", "block_id": "line"}),
    "context with picture and text": message({"type": "context", "elements": [picture(), mrkdwn("a"), plain("b")]}),
    "picture with title": message(picture(title=plain("Radar"))),
    "picture from a file": message(without(picture(slack_file={"id": "F1"}), "image_url")),
    "25 buttons": message(actions(*(button(action_id=str(n)) for n in range(25)))),
    "button with everything": message(
        actions(
            button(
                "x" * 75,
                value="v" * 2000,
                style="primary",
                url="https://example.com/",
                accessibility_label="Press me",
                confirm={"title": plain("Sure?"), "text": mrkdwn("*Sure*"), "confirm": plain("Y"), "deny": plain("N")},
            )
        )
    ),
    "the same action id in two blocks": message(actions(button()), actions(button())),
    "overflow menu": message(section(accessory={"type": "overflow", "action_id": "o", "options": options(5)})),
    "overflow with a link": message(
        section(accessory={"type": "overflow", "options": [option(url="https://example.com/"), option("Two", "2")]})
    ),
    "select with 100 options": message(actions(menu(options=options(100), initial_option=options(100)[7]))),
    "select with groups": message(
        actions(menu(option_groups=[{"label": plain("Group"), "options": options(2)}], placeholder=plain("Choose")))
    ),
    "radio buttons with mrkdwn": message(
        actions({"type": "radio_buttons", "options": [{"text": mrkdwn("*A*"), "value": "a"}]})
    ),
    "input in a message": message(input_block(text_input(), dispatch_action=True)),
    "markdown": message({"type": "markdown", "text": "**bold**"}),
    "table": message(
        {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]], "column_settings": [{"align": "right"}]}
    ),
    "rich text": message(
        {
            "type": "rich_text",
            "elements": [
                {"type": "rich_text_section", "elements": [{"type": "text", "text": "a", "style": {"code": True}}]},
                {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "print()"}], "border": 0},
            ],
        }
    ),
    "card": message({"type": "card", "title": mrkdwn("A"), "body": mrkdwn("b"), "actions": [button()]}),
    "50 blocks": message(*({"type": "divider"} for _ in range(50))),
    "flat metadata": {
        "text": "a",
        "metadata": {"event_type": "delivery", "event_payload": {"id": "1", "n": 2, "o": {"a": True}, "l": [{"b": 1}]}},
    },
    "empty metadata": {"text": "a", "metadata": {}},
    "attachment": {"text": "a", "attachments": [{"color": "#36a64f", "text": "b", "blocks": [section()]}]},
}  # fmt: skip


@pytest.mark.parametrize("good", GOOD_MESSAGES.values(), ids=GOOD_MESSAGES.keys())
def test_a_good_message_is_taken(good: Json) -> None:
    assert violations(good) == []


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (message(section("x" * 3001)), "invalid_blocks"),
        (message(*(section("x" * 2700) for _ in range(5))), "msg_blocks_too_long"),
        ({"text": "a", "metadata": {"event_type": "a"}}, "invalid_metadata_format"),
        ({"text": "a", "attachments": [{"text": "b"}] * 101}, "too_many_attachments"),
        ({"blocks": [section()]}, None),
    ],
)
def test_each_finding_names_the_error_slack_answers(bad: Json, code: str | None) -> None:
    assert [finding.error for finding in inspect_message(bad)] == [code]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["type", "text", "a"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(kind=st.sampled_from(["section", "actions", "input", "image", "rich_text", "table"]), junk=json_values)
def test_no_payload_however_odd_breaks_the_validator(kind: str, junk: Any) -> None:
    names = ("text", "elements", "fields", "accessory", "element", "rows", "label", "block_id", "slack_file")
    odd = message(*({"type": kind, name: junk} for name in names), metadata=junk, attachments=junk)
    before = copy.deepcopy(odd)
    assert violations(odd) != []
    assert view_violations({"type": "modal", "blocks": odd["blocks"], "title": junk}) != []
    assert odd == before
