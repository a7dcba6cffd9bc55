"""What a person enters: the state of inputs, as `view_submission` and `block_actions` carry it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from tests.loopback.slack.errors import ClientRefused
from tests.loopback.slack.reading import Found, elements, pick
from tests.loopback.slack.state import Json, Message, View

# Which key of a state entry holds the value of an element, and which key of the element starts it.
VALUE_KEYS = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "file_input": ("files", "initial_files"),
}
OFFERING = ("static_select", "radio_buttons", "multi_static_select", "checkboxes")
SUPPLIED = ("external_select", "multi_external_select")


def key_of(found: Found) -> tuple[str, str]:
    """Block id and action id."""
    return found.block["block_id"], found.element["action_id"]


def entry(element: Json, entered: Any) -> Json:
    """The state entry of an element once a person has entered option values or labels, text, ids or dates."""
    name, _ = VALUE_KEYS[element["type"]]
    return {"type": element["type"], name: _chosen(element, name, entered)}


def _chosen(element: Json, name: str, entered: Any) -> Any:
    kind = element["type"]
    several = name.endswith("s") and name != "files"
    if entered is None:
        return [] if several else None
    if kind in OFFERING:
        return [pick(element, str(one)) for one in entered] if several else pick(element, str(entered))
    if kind in SUPPLIED:
        return list(entered) if several else entered  # whole option objects, as the app suggested them
    if several:
        return list(entered)
    if kind == "rich_text_input" and isinstance(entered, str):
        section = {"type": "rich_text_section", "elements": [{"type": "text", "text": entered}]}
        return {"type": "rich_text", "elements": [section]}
    return entered if kind in {"datetimepicker", "file_input", "rich_text_input"} else str(entered)


def initial(element: Json) -> Json:
    """The state entry of an element that nobody has touched."""
    name, start = VALUE_KEYS[element["type"]]
    several = name.endswith("s")
    return {"type": element["type"], name: element.get(start, [] if several else None)}


def stateful(source: Message | View) -> list[Found]:
    """The elements that hold a value."""
    return [found for found in elements(source) if found.element["type"] in VALUE_KEYS]


def values(source: Message | View, entered: Mapping[tuple[str, str], Json]) -> Json:
    """`state.values` of a message or view."""
    told: Json = {}
    for found in stateful(source):
        block_id, action_id = key_of(found)
        told.setdefault(block_id, {})[action_id] = entered.get(key_of(found), initial(found.element))
    return told


def check_complete(view: View) -> None:
    """Refuse what Slack's client refuses before it sends anything: empty required inputs, wrong lengths."""
    for found in stateful(view):
        if found.block["type"] != "input":
            continue
        name, _ = VALUE_KEYS[found.element["type"]]
        state = view.values.get(key_of(found), initial(found.element))
        value = state[name]
        if value in (None, "", []):
            if not found.block.get("optional"):
                raise ClientRefused(f"{found.label!r} must be filled in")
        elif isinstance(value, str):
            _check_text(found, value)


def _check_text(found: Found, value: str) -> None:
    element = found.element
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if element["type"] == "plain_text_input" and not least <= len(value) <= most:
        raise ClientRefused(f"{found.label!r} takes {least} to {most} characters")
    if element["type"] == "number_input":
        pattern = r"-?\d+(\.\d+)?" if element["is_decimal_allowed"] else r"-?\d+"
        low, high = float(element.get("min_value", "-inf")), float(element.get("max_value", "inf"))
        if not re.fullmatch(pattern, value) or not low <= float(value) <= high:
            raise ClientRefused(f"{found.label!r} takes a number from {low} to {high}")
    if element["type"] == "email_text_input" and "@" not in value:
        raise ClientRefused(f"{found.label!r} takes an email address")
    if element["type"] == "url_text_input" and not re.match(r"https?://", value):
        raise ClientRefused(f"{found.label!r} takes a link")
