"""Block elements: buttons, menus, pickers, inputs and pictures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any
from zoneinfo import available_timezones

from tests.loopback.slack.block_schema.composition import (
    PICTURE,
    alt_text,
    confirm,
    conversation_filter,
    dispatch_action_config,
    option,
    option_groups,
    options,
    picture_source,
    plain_text,
    url,
)
from tests.loopback.slack.block_schema.engine import (
    Check,
    Report,
    array,
    boolean,
    choice,
    exactly_one,
    literal,
    obj,
    string,
    whole,
)
from tests.loopback.slack.block_schema.rich_text import rich_text_block

ID_MAX = 255
PLACEHOLDER_MAX = 150
INPUT_MAX = 3000

action_id = string(most=ID_MAX)
ACTION: dict[str, Check] = {"action_id": action_id}
CONFIRM: dict[str, Check] = {"confirm": confirm}
FOCUS: dict[str, Check] = {"focus_on_load": boolean}
PLACEHOLDER: dict[str, Check] = {"placeholder": plain_text(PLACEHOLDER_MAX)}
DISPATCH: dict[str, Check] = {"dispatch_action_config": dispatch_action_config}
MENU = ACTION | CONFIRM | FOCUS | PLACEHOLDER
MULTI = MENU | {"max_selected_items": whole(least=1)}
TYPED = ACTION | DISPATCH | FOCUS | PLACEHOLDER


def element(
    kind: str,
    required: dict[str, Check] | None = None,
    optional: dict[str, Check] | None = None,
    also: Iterable[Check] = (),
) -> Check:
    """An element of type `kind`."""
    return obj({"type": literal(kind), **(required or {})}, optional, also=list(also))


def is_date(value: str) -> bool:
    """YYYY-MM-DD, and a day that exists."""
    try:
        return bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", value)) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _offered(value: dict[str, Any]) -> list[Any]:
    offered = value.get("options")
    chosen = list(offered) if isinstance(offered, list) else []
    for group in value.get("option_groups") or []:
        if isinstance(group, dict) and isinstance(group.get("options"), list):
            chosen += group["options"]
    return chosen


def initial_is_offered(report: Report, pointer: str, value: Any) -> None:
    """`initial_option` and `initial_options` exactly match options on offer."""
    if "initial_option" in value and value["initial_option"] not in _offered(value):
        report.add(f"{pointer}/initial_option", "initial_option is not among the options")
    initial = value.get("initial_options")
    if initial is None:
        return
    if not isinstance(initial, list) or not initial:
        report.add(f"{pointer}/initial_options", "no fewer than 1 items allowed")
        return
    for index, entry in enumerate(initial):
        if entry not in _offered(value):
            report.add(f"{pointer}/initial_options/{index}", "initial_options is not among the options")


def _ordered(low: str, high: str) -> Check:
    def check(report: Report, pointer: str, value: Any) -> None:
        try:
            lowest, highest = float(value[low]), float(value[high])
        except (KeyError, TypeError, ValueError):
            return
        if lowest > highest:
            report.add(pointer, f"{low} cannot be greater than {high}")

    return check


def anything(report: Report, pointer: str, value: Any) -> None:
    """A value that another rule of the same element looks at."""


def _static(kind: str, initial: str, base: dict[str, Check]) -> Check:
    return element(
        kind,
        {},
        base | {"options": options(option()), "option_groups": option_groups, initial: anything},
        also=[exactly_one("options", "option_groups"), initial_is_offered],
    )


def _boxes(kind: str, initial: str) -> Check:
    return element(
        kind,
        {"options": options(option(mrkdwn=True), most=10)},
        ACTION | CONFIRM | FOCUS | {initial: anything},
        also=[initial_is_offered],
    )


number = string(matches=lambda value: bool(re.fullmatch(r"-?\d+(\.\d+)?", value)))
conversations: dict[str, Check] = {"default_to_current_conversation": boolean, "filter": conversation_filter}
button_look: dict[str, Check] = {"style": choice("primary", "danger"), "accessibility_label": string(most=75)}
_feedback = obj({"text": plain_text(75), "value": string(most=2000)}, {"accessibility_label": string(most=75)})
_trigger_input = obj({"name": string(), "value": string()})
_workflow = obj(
    {"trigger": obj({"url": url}, {"customizable_input_parameters": array(_trigger_input)})},
)

ELEMENTS: dict[str, Check] = {
    "button": element(
        "button",
        {"text": plain_text(75)},
        # `agent_prompt` is in slack_sdk 3.47, not yet in the published types.
        ACTION | CONFIRM | button_look | {"value": string(most=2000), "url": url, "agent_prompt": string(most=4000)},
    ),
    "workflow_button": element(
        "workflow_button", {"text": plain_text(75), "workflow": _workflow}, ACTION | CONFIRM | button_look
    ),
    "feedback_buttons": element(
        "feedback_buttons", {"positive_button": _feedback, "negative_button": _feedback}, ACTION
    ),
    "icon_button": element(
        "icon_button",
        {"icon": string(), "text": plain_text(75)},
        ACTION
        | CONFIRM
        | {
            "accessibility_label": string(most=75),
            "value": string(most=2000),
            "visible_to_user_ids": array(string()),
        },
    ),
    "image": element("image", {"alt_text": alt_text}, PICTURE, also=[picture_source]),
    "overflow": element("overflow", {"options": options(option(with_url=True), least=2, most=5)}, ACTION | CONFIRM),
    "radio_buttons": _boxes("radio_buttons", "initial_option"),
    "checkboxes": _boxes("checkboxes", "initial_options"),
    "static_select": _static("static_select", "initial_option", MENU),
    "multi_static_select": _static("multi_static_select", "initial_options", MULTI),
    "external_select": element(
        "external_select", {}, MENU | {"initial_option": option(), "min_query_length": whole(least=0)}
    ),
    "multi_external_select": element(
        "multi_external_select",
        {},
        MULTI | {"initial_options": array(option()), "min_query_length": whole(least=0)},
    ),
    "users_select": element("users_select", {}, MENU | {"initial_user": string()}),
    "multi_users_select": element("multi_users_select", {}, MULTI | {"initial_users": array(string())}),
    "conversations_select": element(
        "conversations_select",
        {},
        MENU | conversations | {"initial_conversation": string(), "response_url_enabled": boolean},
    ),
    "multi_conversations_select": element(
        "multi_conversations_select", {}, MULTI | conversations | {"initial_conversations": array(string())}
    ),
    "channels_select": element(
        "channels_select", {}, MENU | {"initial_channel": string(), "response_url_enabled": boolean}
    ),
    "multi_channels_select": element("multi_channels_select", {}, MULTI | {"initial_channels": array(string())}),
    "datepicker": element("datepicker", {}, MENU | {"initial_date": string(matches=is_date)}),
    "timepicker": element(
        "timepicker",
        {},
        MENU
        | {
            "initial_time": string(matches=lambda value: bool(re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value))),
            "timezone": string(matches=lambda value: value in available_timezones()),
        },
    ),
    "datetimepicker": element(
        "datetimepicker",
        {},
        ACTION | CONFIRM | FOCUS | {"initial_date_time": whole(least=10**9, most=10**10 - 1)},
    ),
    "plain_text_input": element(
        "plain_text_input",
        {},
        TYPED
        | {
            "initial_value": string(least=0, most=INPUT_MAX),
            "multiline": boolean,
            "min_length": whole(least=0, most=INPUT_MAX),
            "max_length": whole(least=1, most=INPUT_MAX),
        },
        also=[_ordered("min_length", "max_length")],
    ),
    "email_text_input": element("email_text_input", {}, TYPED | {"initial_value": string()}),
    "url_text_input": element("url_text_input", {}, TYPED | {"initial_value": string()}),
    "number_input": element(
        "number_input",
        {"is_decimal_allowed": boolean},
        TYPED | {"initial_value": number, "min_value": number, "max_value": number},
        also=[_ordered("min_value", "max_value")],
    ),
    "rich_text_input": element(
        "rich_text_input",
        {},
        TYPED
        | {
            "initial_value": rich_text_block,
            "min_lines": whole(least=1, most=100),
            "max_lines": whole(least=1, most=100),
        },
        also=[_ordered("min_lines", "max_lines")],
    ),
    "file_input": element(
        "file_input", {}, ACTION | {"filetypes": array(string()), "max_files": whole(least=1, most=10)}
    ),
}


def some_of(*kinds: str) -> dict[str, Check]:
    """The checks of these types of element only."""
    return {kind: ELEMENTS[kind] for kind in kinds}


_MENUS = [kind for kind in ELEMENTS if kind.endswith("_select")]
_PICKERS = ["datepicker", "timepicker"]
SECTION_ACCESSORY = some_of(
    "button", "image", "overflow", "radio_buttons", "checkboxes", "workflow_button", *_MENUS, *_PICKERS
)
ACTIONS = some_of(
    "button",
    "overflow",
    "radio_buttons",
    "checkboxes",
    "workflow_button",
    "datetimepicker",
    "rich_text_input",
    *_MENUS,
    *_PICKERS,
)
INPUT = some_of(
    "radio_buttons",
    "checkboxes",
    "datetimepicker",
    "plain_text_input",
    "email_text_input",
    "url_text_input",
    "number_input",
    "rich_text_input",
    "file_input",
    *_MENUS,
    *_PICKERS,
)
CONTEXT_ACTIONS = some_of("feedback_buttons", "icon_button")
