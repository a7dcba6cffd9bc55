"""Composition objects: text, options, confirmation dialogs, pictures, filters."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from tests.loopback.slack.block_schema.engine import (
    Check,
    Report,
    array,
    at_least_one,
    boolean,
    choice,
    exactly_one,
    literal,
    obj,
    string,
    tagged,
)

TEXT_MAX = 3000
OPTION_LABEL_MAX = 75
OPTION_VALUE_MAX = 150  # docs.slack.dev and slack_sdk; the published types still say 75
URL_MAX = 3000
OPTIONS_MAX = 100


def plain_text(most: int = TEXT_MAX, least: int = 1) -> Check:
    """A `plain_text` object."""
    body = obj({"type": literal("plain_text"), "text": string(least=least, most=most)}, {"emoji": boolean})
    return tagged({"plain_text": body}, "text object")


def text_object(most: int = TEXT_MAX) -> Check:
    """A `plain_text` or `mrkdwn` object."""
    mrkdwn = obj({"type": literal("mrkdwn"), "text": string(most=most)}, {"verbatim": boolean})
    return tagged({"plain_text": plain_text(most), "mrkdwn": mrkdwn}, "text object")


def mrkdwn_text(most: int = TEXT_MAX) -> Check:
    """A `mrkdwn` object."""
    body = obj({"type": literal("mrkdwn"), "text": string(most=most)}, {"verbatim": boolean})
    return tagged({"mrkdwn": body}, "text object")


def is_url(value: str) -> bool:
    """Whether Slack would take the string for a link: a scheme and somewhere to go."""
    parts = urlsplit(value)
    return bool(parts.scheme) and bool(parts.netloc or (parts.scheme == "mailto" and parts.path))


def is_web_url(value: str) -> bool:
    """Whether the string is an http or https link with a host."""
    return urlsplit(value).scheme in {"http", "https"} and is_url(value)


url = string(most=URL_MAX, matches=is_url)
web_url = string(most=URL_MAX, matches=is_web_url)
https_url = string(most=URL_MAX, matches=lambda value: value.startswith("https://") and is_url(value))


def option(*, mrkdwn: bool = False, with_url: bool = False) -> Check:
    """One choice; `mrkdwn` only for radio buttons and checkboxes, `url` only for overflow menus."""
    label = text_object(OPTION_LABEL_MAX) if mrkdwn else plain_text(OPTION_LABEL_MAX)
    optional: dict[str, Check] = {"description": label}
    if with_url:
        optional["url"] = url
    return obj({"text": label, "value": string(most=OPTION_VALUE_MAX)}, optional)


def distinct_values(report: Report, pointer: str, options: Any) -> None:
    """The `value` of an option tells it from its neighbours, so it must be unique."""
    values = [entry.get("value") for entry in options if isinstance(entry, dict)] if isinstance(options, list) else []
    repeated = {value for value in values if isinstance(value, str) and values.count(value) > 1}
    for value in sorted(repeated):
        report.add(pointer, f"option value is not unique: {value}")


def options(entry: Check, *, least: int = 1, most: int = OPTIONS_MAX) -> Check:
    """A list of choices."""
    entries = array(entry, least=least, most=most)

    def check(report: Report, pointer: str, value: Any) -> None:
        entries(report, pointer, value)
        distinct_values(report, pointer, value)

    return check


option_groups = array(obj({"label": plain_text(OPTION_LABEL_MAX), "options": options(option())}), most=OPTIONS_MAX)

confirm = obj(
    {"text": text_object(300)},
    {
        "title": plain_text(100),
        "confirm": plain_text(30),
        "deny": plain_text(30),
        "style": choice("primary", "danger"),
    },
)

dispatch_action_config = obj(
    {},
    {"trigger_actions_on": array(choice("on_enter_pressed", "on_character_entered"), most=2)},
)

conversation_filter = obj(
    {},
    {
        "include": array(choice("im", "mpim", "private", "public")),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
    also=[at_least_one("include", "exclude_external_shared_channels", "exclude_bot_users")],
)

slack_file = obj({}, {"id": string(), "url": web_url}, also=[exactly_one("id", "url")])

ALT_TEXT_MAX = 2000
PICTURE: dict[str, Check] = {"image_url": web_url, "slack_file": slack_file}
picture_source = exactly_one("image_url", "slack_file")
alt_text = string(most=ALT_TEXT_MAX)
