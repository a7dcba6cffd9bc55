"""What else travels with blocks: message metadata, attachments, the frame of a view."""

from __future__ import annotations

import json
import re
from typing import Any

from tests.loopback.slack.block_schema.composition import plain_text
from tests.loopback.slack.block_schema.elements import ID_MAX
from tests.loopback.slack.block_schema.engine import (
    Check,
    Report,
    array,
    boolean,
    choice,
    literal,
    obj,
    string,
    tagged,
)

METADATA_BYTES_MAX = 16 * 1024
ATTACHMENTS_MAX = 100
PRIVATE_METADATA_MAX = 3000
VIEW_LABEL_MAX = 24

_event_type = string(most=ID_MAX, matches=lambda value: bool(re.fullmatch(r"[A-Za-z0-9_.:-]+", value)))


def metadata(report: Report, pointer: str, value: Any) -> None:
    """`event_type` and a flat `event_payload`; an empty object on an update removes what was there."""
    before = report.error
    report.error = "invalid_metadata_format"
    obj({"event_type": _event_type, "event_payload": _event_payload}, {"entities": array(obj({}))})(
        report, pointer, value
    )
    report.error = before
    if len(json.dumps(value, ensure_ascii=False).encode()) > METADATA_BYTES_MAX:
        report.add(pointer, f"must be less than {METADATA_BYTES_MAX + 1} bytes", "metadata_too_large")


def _flat(value: Any) -> bool:
    return isinstance(value, str | int | float | bool)


def _flat_object(value: Any) -> bool:
    return isinstance(value, dict) and all(_flat(entry) for entry in value.values())


def _event_payload(report: Report, pointer: str, value: Any) -> None:
    if not isinstance(value, dict):
        report.add(pointer, "must provide an object")
        return
    for name, entry in value.items():
        flat_list = isinstance(entry, list) and all(_flat_object(item) for item in entry)
        if not (_flat(entry) or _flat_object(entry) or flat_list):
            report.add(
                f"{pointer}/{name}",
                "must be a string, number, boolean, flat object or array of those objects",
            )


def attachments(blocks: Check) -> Check:
    """Secondary attachments, the legacy way to frame a message; `blocks` checks those inside one."""
    text = string(least=0)
    field_ = obj({"title": text, "value": text}, {"short": boolean})
    legacy = [
        "id",
        "confirm",
        "data_source",
        "min_query_length",
        "name",
        "options",
        "option_groups",
        "selected_options",
        "style",
        "value",
        "url",
    ]
    action = obj({"text": text, "type": choice("button", "select")}, dict.fromkeys(legacy, _any))
    texts = [
        "fallback",
        "pretext",
        "author_name",
        "author_link",
        "author_icon",
        "author_subname",
        "title",
        "title_link",
        "text",
        "image_url",
        "thumb_url",
        "footer_icon",
        "callback_id",
        "app_unfurl_url",
        "app_id",
        "bot_id",
    ]
    one = obj(
        {},
        {
            **dict.fromkeys(texts, text),
            "blocks": array(blocks, most=50),
            "color": string(matches=lambda value: bool(re.fullmatch(r"good|warning|danger|#?[0-9A-Fa-f]{6}", value))),
            "fields": array(field_, least=0),
            "footer": string(least=0, most=300),
            "ts": _any,
            "actions": array(action, most=5),
            "mrkdwn_in": array(choice("pretext", "text", "fields")),
            "is_app_unfurl": boolean,
            "preview": _any,
        },
    )
    entries = array(one, least=0)

    def check(report: Report, pointer: str, value: Any) -> None:
        before = report.error
        report.error = "invalid_attachments"
        entries(report, pointer, value)
        if isinstance(value, list) and len(value) > ATTACHMENTS_MAX:
            report.add(pointer, f"no more than {ATTACHMENTS_MAX} items allowed", "too_many_attachments")
        report.error = before

    return check


def _any(report: Report, pointer: str, value: Any) -> None:
    """Legacy keys that nobody should use any more are only tolerated, not looked into."""


def view_frame(blocks: Check) -> Check:
    """A modal or a Home tab around its blocks."""
    named: dict[str, Check] = {
        "private_metadata": string(least=0, most=PRIVATE_METADATA_MAX),
        "callback_id": string(least=0, most=ID_MAX),
        "external_id": string(least=0, most=ID_MAX),
    }
    label = plain_text(VIEW_LABEL_MAX)
    modal = obj(
        {"type": literal("modal"), "title": label, "blocks": blocks},
        {**named, "close": label, "submit": label, "clear_on_close": boolean, "notify_on_close": boolean},
    )
    home = obj({"type": literal("home"), "blocks": blocks}, named)
    return tagged({"modal": modal, "home": home}, "view")
