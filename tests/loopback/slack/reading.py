"""Reading messages and views as a person does: the words, the buttons, the menus."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.loopback.slack.block_kit import elements_of
from tests.loopback.slack.content import unescape
from tests.loopback.slack.errors import ClientRefused
from tests.loopback.slack.state import Json, Message, View

TEXT_KEYS = (
    "text",
    "title",
    "fields",
    "elements",
    "label",
    "hint",
    "alt_text",
    "rows",
    "child_blocks",
    "body",
)


@dataclass(frozen=True, kw_only=True)
class Found:
    """An element and the block it stands in."""

    block: Json
    element: Json

    @property
    def label(self) -> str:
        """What a person reads on it."""
        text = self.element.get("text") or self.element.get("placeholder") or self.block.get("label") or {}
        return unescape(str(text.get("text", "")))


def blocks_of(source: Message | View) -> list[Json]:
    """The blocks on show, those in attachments included."""
    if isinstance(source, View):
        return list(source.body["blocks"])
    inside = [block for attachment in source.attachments for block in attachment.get("blocks") or []]
    return [*source.blocks, *inside]


def elements(source: Message | View) -> Iterator[Found]:
    """Every element of a message or view."""
    for block in blocks_of(source):
        for _, element in elements_of(block):
            if "type" in element:
                yield Found(block=block, element=element)


def find(source: Message | View, wanted: str, *kinds: str) -> Found:
    """The element with this action id or label (or, in a view, block id); `kinds` narrows its type."""
    fitting = [found for found in elements(source) if not kinds or found.element["type"] in kinds]
    for found in fitting:
        if wanted in {found.element.get("action_id"), found.block.get("block_id")}:
            return found
    for found in fitting:
        if found.label == wanted:
            return found
    on_show = ", ".join(repr(found.label or found.element.get("action_id")) for found in fitting) or "nothing"
    raise ClientRefused(f"there is no {wanted!r} here; on show: {on_show}")


def buttons(source: Message | View) -> list[str]:
    """The labels of all buttons, in order."""
    return [found.label for found in elements(source) if found.element["type"] == "button"]


def visible_text(source: Message | View) -> str:
    """All words a person reads, top to bottom; of a message with blocks not its fallback text."""
    if isinstance(source, View):
        title = [unescape(source.body["title"]["text"])] if source.body.get("title") else []
        return "\n".join([*title, *_words(source.body["blocks"])])
    words = list(_words(source.blocks)) or [unescape(source.text)]
    for attachment in source.attachments:
        words += [unescape(str(attachment[name])) for name in ("pretext", "title", "text") if attachment.get(name)]
        words += _words(attachment.get("blocks") or [])
    return "\n".join(words)


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield unescape(value)
    elif isinstance(value, list):
        for entry in value:
            yield from _words(entry)
    elif isinstance(value, dict):
        if value.get("type") == "image":
            yield unescape(str(value.get("alt_text", "")))
            yield from _words(value.get("title"))
            return
        for name in TEXT_KEYS:
            if name in value:
                yield from _words(value[name])
        for name in ("accessory", "element"):
            yield from _words(value.get(name))
        if value.get("type") in {"radio_buttons", "checkboxes"}:
            yield from _words([entry.get("text") for entry in value["options"]])


def options_of(element: Json) -> list[Json]:
    """What a menu, radio group, checkbox group or overflow menu offers."""
    grouped = [entry for group in element.get("option_groups") or [] for entry in group["options"]]
    return [*(element.get("options") or []), *grouped]


def pick(element: Json, wanted: str) -> Json:
    """The option with this value or label."""
    for entry in options_of(element):
        if wanted in {entry.get("value"), unescape(entry["text"]["text"])}:
            return entry
    on_show = ", ".join(repr(unescape(entry["text"]["text"])) for entry in options_of(element)) or "nothing"
    raise ClientRefused(f"there is no option {wanted!r}; on show: {on_show}")
