"""Cards as plain text: for notifications, screen readers, and wherever nothing else can be drawn."""

from collections.abc import Iterable
from typing import assert_never

from bot.application import cards, markup, naming
from bot.application.cards import SOMEBODY, Card, Element, Mark, Person

MARKS = {Mark.NONE: "", Mark.RIGHT: " (your answer, right)", Mark.WRONG: " (your answer)", Mark.MISSED: " (right)"}
SUMMARY_CHARACTERS = 150


def plain_text(card: Card) -> str:
    """The whole card in words; pictures by their alt text, buttons by what to type."""
    return "\n".join(line for element in card.elements for line in _lines(element))


def summary(shown: Iterable[Card]) -> str:
    """One line that tells what came, for a notification: the first heading and the first words below it."""
    parts: list[str] = []
    for element in (element for card in shown for element in card.elements):
        match element:
            case cards.Heading(text):
                parts.append(text)
            case cards.Text(words):
                parts.append(" ".join(markup.plain(words).split()))
            case _:
                continue
        if len(parts) == 2:
            break
    line = ": ".join(parts) or "Skill Coach"
    return line if len(line) <= SUMMARY_CHARACTERS else line[: SUMMARY_CHARACTERS - 1].rstrip() + "…"


def _lines(element: Element) -> Iterable[str]:
    match element:
        case cards.Heading(text) | cards.Code(text):
            yield text
        case cards.Text(words):
            yield markup.plain(words)
        case cards.Fields(items):
            yield from (f"{item.label}: {markup.plain_inline(item.value)}" for item in items)
        case cards.Choices(_, _, items):
            yield from (f"{item.key}) {markup.plain_inline(item.markup)}{MARKS[item.mark]}" for item in items)
        case cards.Buttons(items, rare):
            yield "Type: " + ", ".join(button.says for button in (*items, *rare))
        case cards.Form(label=label, says=says):
            yield f"{label}: {says}"
        case cards.Progress(label, _, caption):
            yield f"{label}: {caption}"
        case cards.Picture(_, alt):
            yield alt
        case cards.Link(label, url):
            yield f"{label}: {url}"
        case cards.Footnote(words):
            yield markup.plain_inline(words)
        case cards.Attachment(filename, _):
            yield f"File: {filename}"
        case cards.People():
            yield from ("".join(_piece(piece) for piece in line) for line in naming.lines(element))
        case _:
            assert_never(element)


def _piece(piece: str | Person) -> str:
    if isinstance(piece, str):
        return markup.plain_inline(piece)
    return piece.key.user_id if piece.key else SOMEBODY
