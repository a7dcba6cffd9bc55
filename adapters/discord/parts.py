"""Components as plain JSON (developers/components/reference.mdx), and what a card is made of before it fits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from adapters.discord.limits import (
    ALT_TEXT,
    BUTTON_LABEL,
    ELLIPSIS,
    OPTION_LABEL,
    OPTION_VALUE,
    PLACEHOLDER,
    SELECT_OPTIONS,
    shorten,
)
from adapters.discord.page import File, Json
from adapters.discord.words import Piece
from bot.application.cards import Style, Tone

ACTION_ROW, BUTTON, STRING_SELECT, TEXT_INPUT = 1, 2, 3, 4
TEXT_DISPLAY, MEDIA_GALLERY, FILE, SEPARATOR, CONTAINER, LABEL = 10, 12, 13, 14, 17, 18
LINK_STYLE = 5
STYLES: Mapping[Style, int] = {Style.PRIMARY: 1, Style.PLAIN: 2, Style.DANGER: 4}
ACCENTS: Mapping[Tone, int | None] = {
    Tone.NEUTRAL: None,
    Tone.RIGHT: 0x2E9E5B,
    Tone.PARTLY: 0xD9A21B,
    Tone.WRONG: 0xD1483F,
    Tone.NOTICE: 0x4F7CD9,
}


@dataclass(frozen=True, slots=True)
class Words:
    """A text display to be."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """Up to five buttons, or one select menu. Rows that may be `shared` take in the buttons of the next one."""

    items: tuple[Json, ...]
    shared: bool = True


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture or a file."""

    component: Json
    file: File


Part = Words | Row | Shown


def button(label: str, custom_id: str, style: Style = Style.PLAIN) -> Json:
    """A button that comes back as an event."""
    return {"type": BUTTON, "style": STYLES[style], "label": shorten(label, BUTTON_LABEL), "custom_id": custom_id}


def link_button(label: str, url: str) -> Json:
    """A button that opens an address."""
    return {"type": BUTTON, "style": LINK_STYLE, "label": shorten(label, BUTTON_LABEL), "url": url}


def select(
    custom_id: str,
    options: Sequence[tuple[str, str]],
    *,
    least: int,
    most: int,
    chosen: Sequence[str] = (),
    placeholder: str = "",
) -> Json:
    """A menu of (value, label) pairs, of which `least` to `most` may be chosen."""
    offered = [(value[:OPTION_VALUE], label) for value, label in options[:SELECT_OPTIONS] if value]
    offered = list(dict(offered).items()) or [(ELLIPSIS, ELLIPSIS)]
    most = max(1, min(most, len(offered)))
    defaults = [value for value, _ in offered if value in chosen][:most]
    found: Json = {
        "type": STRING_SELECT,
        "custom_id": custom_id,
        "options": [
            {"label": shorten(label, OPTION_LABEL), "value": value} | ({"default": True} if value in defaults else {})
            for value, label in offered
        ],
        "min_values": min(least, most),
        "max_values": most,
    }
    return {**found, "placeholder": shorten(placeholder, PLACEHOLDER)} if placeholder else found


def text_display(text: str) -> Json:
    """A text in Discord's Markdown."""
    return {"type": TEXT_DISPLAY, "content": text}


def row(items: Sequence[Json]) -> Json:
    """A row of buttons, or of one menu."""
    return {"type": ACTION_ROW, "components": list(items)}


def gallery(filename: str, alt: str) -> Json:
    """One uploaded picture with its words."""
    item: Json = {"media": {"url": f"attachment://{filename}"}}
    return {"type": MEDIA_GALLERY, "items": [item | ({"description": shorten(alt, ALT_TEXT)} if alt else {})]}


def file(filename: str) -> Json:
    """One uploaded file."""
    return {"type": FILE, "file": {"url": f"attachment://{filename}"}}


def container(children: Sequence[Json], tone: Tone) -> Json:
    """A card; its tone as an accent at its edge (the words say it too)."""
    accent = ACCENTS[tone]
    found: Json = {"type": CONTAINER, "components": list(children)}
    return found if accent is None else {**found, "accent_color": accent}


def count(component: Json) -> int:
    """How many components this is, itself included."""
    return 1 + sum(count(child) for child in component.get("components", ()))
