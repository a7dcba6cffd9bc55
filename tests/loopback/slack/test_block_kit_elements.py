"""The validator refuses what Slack refuses in an element, each time for the right reason only."""

from __future__ import annotations

import pytest

from tests.loopback.slack.block_kit import violations
from tests.loopback.slack.samples import (
    Json,
    actions,
    button,
    menu,
    message,
    mrkdwn,
    option,
    options,
    picture,
    plain,
    section,
    without,
)
from tests.loopback.slack.test_block_kit_refusals import BAD_MESSAGES

# name: (message, words of the complaint, where)
BAD_ELEMENTS: dict[str, tuple[Json, str, str]] = {
    "button label too long": (
        message(actions(button("x" * 76))),
        "less than 76", "/blocks/0/elements/0/text/text",
    ),
    "button label in mrkdwn": (
        message(actions(button() | {"text": mrkdwn("a")})),
        "unsupported type of text", "/blocks/0/elements/0/text",
    ),
    "button without label": (
        message(actions(without(button(), "text"))),
        "field: text", "/blocks/0/elements/0",
    ),
    "button value too long": (
        message(actions(button(value="x" * 2001))), "less than 2001", "/blocks/0/elements/0/value",
    ),
    "button value as a number": (
        message(actions(button(value=3))),
        "a string", "/blocks/0/elements/0/value",
    ),
    "button style unknown": (
        message(actions(button(style="warning"))), "one of primary, danger", "/blocks/0/elements/0/style",
    ),
    "button url too long": (
        message(actions(button(url="https://example.com/" + "x" * 3000))),
        "less than 3001", "/blocks/0/elements/0/url",
    ),
    "button url that is none": (
        message(actions(button(url="leetcode"))),
        "expected format", "/blocks/0/elements/0/url",
    ),
    "confirm title too long": (
        message(actions(button(confirm={"title": plain("x" * 101), "text": plain("a")}))),
        "less than 101", "/blocks/0/elements/0/confirm/title/text",
    ),
    "confirm without text": (
        message(actions(button(confirm={"title": plain("a")}))),
        "field: text", "/blocks/0/elements/0/confirm",
    ),
    "confirm button too long": (
        message(actions(button(confirm={"text": plain("a"), "deny": plain("x" * 31)}))),
        "less than 31", "/blocks/0/elements/0/confirm/deny/text",
    ),
    "picture without alt text": (message(without(picture(), "alt_text")), "field: alt_text", "/blocks/0"),
    "alt text too long": (message(picture(alt_text="x" * 2001)), "less than 2001", "/blocks/0/alt_text"),
    "accessory picture without alt text": (
        message(section(accessory=without(picture(), "alt_text"))),
        "field: alt_text", "/blocks/0/accessory",
    ),
    "picture without source": (
        message(without(picture(), "image_url")),
        "exactly one of image_url", "/blocks/0",
    ),
    "picture with two sources": (
        message(picture(slack_file={"id": "F1"})),
        "exactly one of image_url", "/blocks/0",
    ),
    "slack file by id and url": (
        message(without(picture(slack_file={"id": "F1", "url": "https://example.com/"}), "image_url")),
        "exactly one of id, url", "/blocks/0/slack_file",
    ),
    "picture by a local path": (
        message(picture(image_url="radar.png")),
        "expected format", "/blocks/0/image_url",
    ),
    "picture title in mrkdwn": (
        message(picture(title=mrkdwn("a"))),
        "unsupported type of text", "/blocks/0/title",
    ),
    "overflow with one option": (
        message(section(accessory={"type": "overflow", "options": options(1)})),
        "no fewer than 2", "/blocks/0/accessory/options",
    ),
    "overflow with six options": (
        message(section(accessory={"type": "overflow", "options": options(6)})),
        "no more than 5", "/blocks/0/accessory/options",
    ),
    "101 options": (
        message(actions(menu(options=options(101)))),
        "no more than 100", "/blocks/0/elements/0/options",
    ),
    "101 option groups": (
        message(actions(menu(option_groups=[{"label": plain("a"), "options": options(1)}] * 101))),
        "no more than 100", "/blocks/0/elements/0/option_groups",
    ),
    "select without options": (message(actions(menu())), "exactly one of options", "/blocks/0/elements/0"),
    "select with options and groups": (
        message(actions(menu(options=options(1), option_groups=[{"label": plain("a"), "options": options(1)}]))),
        "exactly one of options", "/blocks/0/elements/0",
    ),
    "option label too long": (
        message(actions(menu(options=[option("x" * 76)]))),
        "less than 76", "/blocks/0/elements/0/options/0/text/text",
    ),
    "option value too long": (
        message(actions(menu(options=[option(value="x" * 151)]))),
        "less than 151", "/blocks/0/elements/0/options/0/value",
    ),
    "option without value": (
        message(actions(menu(options=[{"text": plain("a")}]))),
        "field: value", "/blocks/0/elements/0/options/0",
    ),
    "option value twice": (
        message(actions(menu(options=[option("A", "1"), option("B", "1")]))),
        "not unique: 1", "/blocks/0/elements/0/options",
    ),
    "select option in mrkdwn": (
        message(actions(menu(options=[{"text": mrkdwn("a"), "value": "1"}]))),
        "unsupported type of text", "/blocks/0/elements/0/options/0/text",
    ),
    "select option with a url": (
        message(actions(menu(options=[option(url="https://example.com/")]))),
        "property: url", "/blocks/0/elements/0/options/0",
    ),
    "initial option not on offer": (
        message(actions(menu(options=options(2), initial_option=option("Other", "9")))),
        "not among the options", "/blocks/0/elements/0/initial_option",
    ),
    "empty initial options": (
        message(actions({"type": "checkboxes", "options": options(2), "initial_options": []})),
        "no fewer than 1", "/blocks/0/elements/0/initial_options",
    ),
    "group label too long": (
        message(actions(menu(option_groups=[{"label": plain("x" * 76), "options": options(1)}]))),
        "less than 76", "/blocks/0/elements/0/option_groups/0/label/text",
    ),
    "placeholder too long": (
        message(actions(menu(options=options(1), placeholder=plain("x" * 151)))),
        "less than 151", "/blocks/0/elements/0/placeholder/text",
    ),
    "11 radio buttons": (
        message(actions({"type": "radio_buttons", "options": options(11)})),
        "no more than 10", "/blocks/0/elements/0/options",
    ),
    "no choice allowed at all": (
        message(actions({"type": "multi_static_select", "options": options(2), "max_selected_items": 0})),
        "at least 1", "/blocks/0/elements/0/max_selected_items",
    ),
    "date that does not exist": (
        message(actions({"type": "datepicker", "initial_date": "2027-02-30"})),
        "expected format", "/blocks/0/elements/0/initial_date",
    ),
    "time without minutes": (
        message(actions({"type": "timepicker", "initial_time": "9"})),
        "expected format", "/blocks/0/elements/0/initial_time",
    ),
    "unknown time zone": (
        message(actions({"type": "timepicker", "timezone": "Mars/Olympus"})),
        "expected format", "/blocks/0/elements/0/timezone",
    ),
    "response url enabled in a message": (
        message(actions({"type": "conversations_select", "response_url_enabled": True})),
        "only in modals", "/blocks/0/elements/0",
    ),
    "empty conversation filter": (
        message(actions({"type": "conversations_select", "filter": {}})),
        "one of include", "/blocks/0/elements/0/filter",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("bad", "complaint", "pointer"), BAD_ELEMENTS.values(), ids=BAD_ELEMENTS.keys())
def test_a_bad_element_is_refused_for_its_own_reason_only(bad: Json, complaint: str, pointer: str) -> None:
    found = violations(bad)
    assert len(found) == 1
    assert complaint in found[0]
    assert found[0].endswith(f"[json-pointer:{pointer}]")


def test_the_tables_of_bad_payloads_are_long_enough() -> None:
    assert len(BAD_ELEMENTS) + len(BAD_MESSAGES) >= 100
