"""Every limit is exact: what reaches it is taken, one more is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.loopback.slack.block_kit import BLOCKS_CHARACTERS_MAX, view_violations, violations
from tests.loopback.slack.block_schema.extras import METADATA_BYTES_MAX
from tests.loopback.slack.samples import (
    Json,
    actions,
    button,
    input_block,
    menu,
    message,
    modal,
    mrkdwn,
    option,
    options,
    picture,
    plain,
    section,
    text_input,
    without,
)


def x(number: int) -> str:
    return "x" * number


def url(number: int) -> str:
    return "https://example.com/".ljust(number, "x")


def markdown(number: int) -> Json:
    return {"type": "markdown", "text": x(number)}


def confirmed(**texts: Any) -> Json:
    return message(actions(button(confirm={"text": plain("Sure?"), **texts})))


def element(kind: str, **more: Any) -> Json:
    return message(actions({"type": kind, **more}))


def feedback(**more: Any) -> Json:
    one = {"text": plain("Good"), "value": "1"}
    return message(
        {
            "type": "context_actions",
            "elements": [{"type": "feedback_buttons", "positive_button": one | more, "negative_button": one}],
        }
    )


def icons(number: int = 1, **more: Any) -> Json:
    one = {"type": "icon_button", "icon": "trash", "text": plain("Delete")}
    elements = [one | {"action_id": str(index)} | more for index in range(number)]
    return message({"type": "context_actions", "elements": elements})


def table(rows: int = 1, **more: Any) -> Json:
    return message({"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]] * rows, **more})


def data_table(**more: Any) -> Json:
    return message({"type": "data_table", "caption": "a", "rows": [[{"type": "raw_text", "text": "a"}]], **more})


def card(**more: Any) -> Json:
    return message({"type": "card", "title": mrkdwn("a"), **more})


def container(number: int = 1, **more: Any) -> Json:
    children = [{"type": "divider"}] * number
    return message({"type": "container", "title": plain("a"), "child_blocks": children, **more})


def rich(*elements: Json, **more: Any) -> Json:
    return message({"type": "rich_text", "elements": list(elements), **more})


def listed(**more: Any) -> Json:
    item = {"type": "rich_text_section", "elements": [{"type": "text", "text": "a"}]}
    return rich({"type": "rich_text_list", "style": "bullet", "elements": [item], **more})


def running(element_: Json) -> Json:
    return rich({"type": "rich_text_section", "elements": [element_]})


def video(**more: Any) -> Json:
    known = {"video_url": "https://example.com/v", "thumbnail_url": "https://example.com/t", "alt_text": "a"}
    return message({"type": "video", "title": plain("a"), **known, **more})


def attached(**more: Any) -> Json:
    return {"text": "a", "attachments": [more]}


def metadata(number: int) -> Json:
    return {"text": "a", "metadata": {"event_type": "a", "event_payload": {"a": x(number)}}}


METADATA_FRAME = len('{"event_type": "a", "event_payload": {"a": ""}}')

MOST: dict[str, tuple[int, Callable[[int], Json]]] = {
    "text of a context": (3000, lambda n: message({"type": "context", "elements": [mrkdwn(x(n))]})),
    "all blocks together": (
        BLOCKS_CHARACTERS_MAX,
        lambda n: message(*[section(x(2640))] * 4, section(x(n - 4 * 2640))),
    ),
    "markdown blocks together": (
        12_000,
        lambda n: message(*({"type": "markdown", "text": t} for t in (x(n - 9), x(9)))),
    ),
    "confirm title": (100, lambda n: confirmed(title=plain(x(n)))),
    "confirm text": (300, lambda n: confirmed(text=mrkdwn(x(n)))),
    "confirm yes": (30, lambda n: confirmed(confirm=plain(x(n)))),
    "confirm no": (30, lambda n: confirmed(deny=plain(x(n)))),
    "button label": (75, lambda n: message(actions(button(x(n))))),
    "button value": (2000, lambda n: message(actions(button(value=x(n))))),
    "button url": (3000, lambda n: message(actions(button(url=url(n))))),
    "button accessibility label": (75, lambda n: message(actions(button(accessibility_label=x(n))))),
    "button agent prompt": (4000, lambda n: message(actions(button(agent_prompt=x(n))))),
    "workflow button label": (
        75,
        lambda n: element("workflow_button", text=plain(x(n)), workflow={"trigger": {"url": "https://example.com/"}}),
    ),
    "feedback label": (75, lambda n: feedback(text=plain(x(n)))),
    "feedback value": (2000, lambda n: feedback(value=x(n))),
    "feedback accessibility label": (75, lambda n: feedback(accessibility_label=x(n))),
    "icon label": (75, lambda n: icons(text=plain(x(n)))),
    "icon value": (2000, lambda n: icons(value=x(n))),
    "icon accessibility label": (75, lambda n: icons(accessibility_label=x(n))),
    "context actions": (5, icons),
    "option label": (75, lambda n: element("static_select", options=[option(x(n))])),
    "option value": (150, lambda n: element("static_select", options=[option(value=x(n))])),
    "option description": (75, lambda n: element("static_select", options=[option(description=plain(x(n)))])),
    "radio option label": (75, lambda n: element("radio_buttons", options=[{"text": mrkdwn(x(n)), "value": "a"}])),
    "placeholder": (150, lambda n: message(actions(menu(options=options(1), placeholder=plain(x(n)))))),
    "picture title": (2000, lambda n: message(picture(title=plain(x(n))))),
    "picture url": (3000, lambda n: message(picture(image_url=url(n)))),
    "alt text": (2000, lambda n: message(section(accessory=picture(alt_text=x(n))))),
    "input hint": (2000, lambda n: message(input_block(text_input(), hint=plain(x(n))))),
    "input initial value": (3000, lambda n: message(input_block(text_input(initial_value=x(n))))),
    "min length": (3000, lambda n: message(input_block(text_input(min_length=n)))),
    "lines of a rich text input": (100, lambda n: element("rich_text_input", max_lines=n)),
    "least lines of a rich text input": (100, lambda n: element("rich_text_input", min_lines=n)),
    "date and time": (10**10 - 1, lambda n: element("datetimepicker", initial_date_time=n)),
    "files": (10, lambda n: message(input_block({"type": "file_input", "max_files": n}))),
    "dispatch actions": (
        2,
        lambda n: message(
            input_block(text_input(dispatch_action_config={"trigger_actions_on": ["on_enter_pressed"] * n}))
        ),
    ),
    "table rows": (100, table),
    "column settings": (20, lambda n: table(column_settings=[{"align": "left"}] * n)),
    "page of a data table": (100, lambda n: data_table(page_size=n)),
    "card title": (150, lambda n: card(title=mrkdwn(x(n)))),
    "card subtitle": (150, lambda n: card(subtitle=mrkdwn(x(n)))),
    "container children": (10, container),
    "container title": (150, lambda n: container(title=plain(x(n)))),
    "container subtitle": (150, lambda n: container(subtitle=mrkdwn(x(n)))),
    "video title": (199, lambda n: video(title=plain(x(n)))),
    "video author": (49, lambda n: video(author_name=x(n))),
    "indent": (8, lambda n: listed(indent=n)),
    "border": (1, lambda n: listed(border=n)),
    "rich text block id": (255, lambda n: rich({"type": "rich_text_section", "elements": []}, block_id=x(n))),
    "rich text link": (3000, lambda n: running({"type": "link", "url": url(n)})),
    "footer": (300, lambda n: attached(footer=x(n))),
    "attachment buttons": (5, lambda n: attached(actions=[{"type": "button", "text": "a"}] * n)),
    "blocks in an attachment": (50, lambda n: attached(blocks=[{"type": "divider"}] * n)),
    "metadata": (METADATA_BYTES_MAX, lambda n: metadata(n - METADATA_FRAME)),
}


@pytest.mark.parametrize(("limit", "build"), MOST.values(), ids=MOST.keys())
def test_no_more_than(limit: int, build: Callable[[int], Json]) -> None:
    assert violations(build(limit)) == []
    assert len(violations(build(limit + 1))) == 1


LEAST: dict[str, tuple[int, Callable[[int], Json]]] = {
    "min length": (0, lambda n: message(input_block(text_input(min_length=n)))),
    "max length": (1, lambda n: message(input_block(text_input(max_length=n)))),
    "lines of a rich text input": (1, lambda n: element("rich_text_input", max_lines=n)),
    "least lines of a rich text input": (1, lambda n: element("rich_text_input", min_lines=n)),
    "date and time": (10**9, lambda n: element("datetimepicker", initial_date_time=n)),
    "files": (1, lambda n: message(input_block({"type": "file_input", "max_files": n}))),
    "query of an external select": (0, lambda n: element("external_select", min_query_length=n)),
    "query of an external multi-select": (0, lambda n: element("multi_external_select", min_query_length=n)),
    "page of a data table": (1, lambda n: data_table(page_size=n)),
    "header column of a data table": (0, lambda n: data_table(row_header_column_index=n)),
    "indent": (0, lambda n: listed(indent=n)),
    "offset": (0, lambda n: listed(offset=n)),
    "border": (0, lambda n: listed(border=n)),
    "timestamp": (0, lambda n: running({"type": "date", "timestamp": n, "format": "{date}"})),
}


@pytest.mark.parametrize(("limit", "build"), LEAST.values(), ids=LEAST.keys())
def test_no_less_than(limit: int, build: Callable[[int], Json]) -> None:
    assert violations(build(limit)) == []
    assert len(violations(build(limit - 1))) == 1


@pytest.mark.parametrize("time", ["00:00", "09:59", "19:00", "23:59"])
def test_a_time_of_day(time: str) -> None:
    assert violations(element("timepicker", initial_time=time, timezone="Europe/Berlin")) == []


@pytest.mark.parametrize("time", ["24:00", "12:60", "9:00", "12:5", "120:0"])
def test_no_time_of_day(time: str) -> None:
    assert len(violations(element("timepicker", initial_time=time))) == 1


@pytest.mark.parametrize("date", ["27-01-01", "2027-1-01", "2027-01-1", "20270101"])
def test_no_date(date: str) -> None:
    assert len(violations(element("datepicker", initial_date=date))) == 1


def test_an_alert_takes_200_characters() -> None:
    assert view_violations(modal({"type": "alert", "text": plain(x(200))})) == []
    assert len(view_violations(modal({"type": "alert", "text": plain(x(201))}))) == 1


@pytest.mark.parametrize("name", ["private_metadata", "callback_id", "external_id"])
def test_the_names_of_a_view_may_be_empty(name: str) -> None:
    assert view_violations(modal(**{name: ""})) == []


@pytest.mark.parametrize("name", ["text", "footer", "pretext"])
def test_the_texts_of_an_attachment_may_be_empty(name: str) -> None:
    assert violations(attached(**{name: ""}, fields=[])) == []


def test_an_emptied_input_and_no_blocks_at_all_are_fine() -> None:
    assert violations(message(input_block(text_input(initial_value="")))) == []
    assert violations({"text": "a", "blocks": [], "attachments": []}) == []
    assert violations(without(message(section()), "blocks")) == []
