"""Restricted Markdown as Slack's rich text: the blocks its own composer makes, in which nothing is parsed."""

from collections.abc import Iterable, Sequence
from typing import Any

from adapters.slack.limits import URL_MAX
from adapters.slack.wording import ELLIPSIS, literal
from bot.application import markup
from bot.application.markup import Fence, Item, Paragraph, Span

Json = dict[str, Any]


class Room:
    """Characters left in a block; what comes after the last is replaced by one ellipsis."""

    def __init__(self, most: int) -> None:
        self.left = most

    def take(self, text: str) -> str:
        """As much of the text as there is room for."""
        text = literal(text)
        if len(text) <= self.left:
            self.left -= len(text)
            return text
        kept, self.left = text[: max(0, self.left - 1)] + ELLIPSIS if self.left > 0 else "", 0
        return kept


def prose(words: str, most: int) -> Json | None:
    """A block of restricted Markdown; None when there is nothing to show."""
    room = Room(most)
    parts: list[Json] = []
    for block in markup.parse(words):
        if room.left <= 0:
            break
        match block:
            case Paragraph(run):
                _add_paragraph(parts, texts(run, room))
            case Item(marker, run):
                _add_item(parts, marker, texts(run, room))
            case Fence(code, _):
                parts.append(_preformatted(code, room))
    return block_of(parts)


def code(text: str, most: int) -> Json:
    """A block of code."""
    return {"type": "rich_text", "elements": [_preformatted(text, Room(most))]}


def lines(rows: Iterable[Sequence[Span]], most: int) -> Json | None:
    """A block of lines, each of spans."""
    room = Room(most)
    elements: list[Json] = []
    for row in rows:
        if room.left <= 0:
            break
        if elements:
            elements.append({"type": "text", "text": "\n"})
        elements += texts(row, room)
    return block_of([_section(elements)] if elements else [])


def texts(run: Iterable[Span], room: Room) -> list[Json]:
    """Spans as elements of running text."""
    elements = []
    for span in run:
        shown = room.take(span.text)
        if not shown:
            continue
        style = {name: True for name in ("bold", "italic", "code") if getattr(span, name)}
        element: Json = {"type": "text", "text": shown}
        if span.url and span.url.startswith(("https://", "http://")) and len(span.url) <= URL_MAX:
            element = {"type": "link", "url": span.url, "text": shown}
        elements.append(element | ({"style": style} if style else {}))
    return elements


def block_of(parts: list[Json]) -> Json | None:
    """A block of these parts; None without any."""
    shown = [part for part in parts if part["elements"]]
    return {"type": "rich_text", "elements": shown} if shown else None


def _section(elements: list[Json]) -> Json:
    return {"type": "rich_text_section", "elements": elements}


def _preformatted(text: str, room: Room) -> Json:
    shown = room.take(text.strip("\n")) or " "
    return {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": shown}]}


def _add_paragraph(parts: list[Json], elements: list[Json]) -> None:
    """Paragraphs in a row are one part, with an empty line between them."""
    if parts and parts[-1]["type"] == "rich_text_section" and elements:
        parts[-1]["elements"] += [{"type": "text", "text": "\n\n"}, *elements]
    elif elements:
        parts.append(_section(elements))


def _add_item(parts: list[Json], marker: str, elements: list[Json]) -> None:
    if not elements:
        return
    style = "bullet" if marker == "-" else "ordered"
    last = parts[-1] if parts else None
    if last is None or last["type"] != "rich_text_list" or last["style"] != style:
        last = {"type": "rich_text_list", "style": style, "elements": []}
        start = int(marker.rstrip(".")) if style == "ordered" and marker.rstrip(".").isdecimal() else 1
        parts.append(last | {"offset": start - 1} if start > 1 else last)
    parts[-1]["elements"].append(_section(elements))
