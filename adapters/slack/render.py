"""Cards as Block Kit: one match over the closed set of elements."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, assert_never

from adapters.slack.choices import choices
from adapters.slack.controls import plain, row
from adapters.slack.known import NOTHING_KNOWN, Known, name_of
from adapters.slack.limits import ALT_TEXT_MAX, FIELDS_MAX, HEADER_MAX
from adapters.slack.mrkdwn import field, footnote
from adapters.slack.rich_text import code, lines, prose
from adapters.slack.wording import one_line
from bot.application import cards, markup, naming
from bot.application.cards import (
    Buttons,
    Card,
    Element,
    Fields,
    Form,
    Link,
    People,
    Person,
    Picture,
    Progress,
)
from bot.application.markup import Span

Json = dict[str, Any]

BAR_CELLS = 12
DIVIDER: Json = {"type": "divider"}


def blocks_of(card: Card, known: Known = NOTHING_KNOWN, *, most: int) -> list[Json]:
    """The blocks of a card, none with a text longer than `most` characters."""
    return [block for group in _grouped(card.elements) for block in _blocks(group, known, most)]


def _grouped(elements: Iterable[Element]) -> Iterator[list[Element]]:
    """Neighbours that share blocks: bars, links, and everything that is pressed to do something."""
    group: list[Element] = []
    for element in elements:
        if group and not _belongs(element, group[-1]):
            yield group
            group = []
        group.append(element)
    if group:
        yield group


def _belongs(element: Element, before: Element) -> bool:
    if isinstance(element, Buttons | Form):
        return isinstance(before, Buttons | Form)
    return isinstance(element, Progress | Link) and type(element) is type(before)


def _blocks(group: Sequence[Element], known: Known, most: int) -> list[Json]:
    element = group[0]
    match element:
        case cards.Heading(text):
            return [{"type": "header", "text": plain(text, HEADER_MAX)}]
        case cards.Text(words):
            return _one(prose(words, most))
        case cards.Code(text, _):
            return [code(text, most)]
        case cards.Fields():
            return _fields(element, most)
        case cards.Choices():
            return choices(element, most)
        case cards.Buttons() | cards.Form():
            return row(part for part in group if isinstance(part, Buttons | Form))
        case cards.Progress():
            return _one(lines(_bars(group), most))
        case cards.Picture():
            return _picture(element, known, most)
        case cards.Link():
            shown = [(Span("↗ "), Span(link.label, url=link.url)) for link in group if isinstance(link, Link)]
            return _one(lines(shown, most))
        case cards.Footnote(words):
            return _one(footnote(words, most))
        case cards.Attachment(filename, _):
            return _one(footnote(f"📎 {markup.escape(filename)}, in our direct messages", most))
        case cards.People():
            return _one(lines(_people(element, known), most))
        case _:
            assert_never(element)


def _one(block: Json | None) -> list[Json]:
    return [block] if block else []


def _fields(element: Fields, most: int) -> list[Json]:
    """Two columns, ten fields a section."""
    shown = [field(item.label, item.value, most) for item in element.items]
    return [
        {"type": "section", "fields": shown[start : start + FIELDS_MAX]} for start in range(0, len(shown), FIELDS_MAX)
    ]


def _bars(group: Iterable[Element]) -> Iterator[tuple[Span, ...]]:
    """A label, and below it the bar with what it says in words."""
    for item in group:
        if isinstance(item, Progress):
            full = round(max(0.0, min(1.0, item.share)) * BAR_CELLS)
            bar = "▰" * full + "▱" * (BAR_CELLS - full)
            yield (Span(item.label, bold=True), Span("\n"), Span(f"{bar}  {item.caption}"))


def _picture(element: Picture, known: Known, most: int) -> list[Json]:
    """The uploaded file; in its place, where it could not be uploaded, what it shows in words."""
    file = known.pictures.get(element.drawing)
    if file is None:
        return _one(lines([(Span(element.alt, italic=True),)], most)) if element.alt else []
    return [{"type": "image", "slack_file": {"id": file}, "alt_text": one_line(element.alt, ALT_TEXT_MAX)}]


def _people(element: People, known: Known) -> Iterator[tuple[Span, ...]]:
    for line in naming.lines(element):
        yield tuple(span for piece in line for span in _named(piece, known))


def _named(piece: str | Person, known: Known) -> tuple[Span, ...]:
    if isinstance(piece, str):
        return markup.inline(piece)
    return (Span(name_of(piece, known), bold=True),)
