"""Cards as text for a terminal; colours come and go with what the terminal can do."""

from collections.abc import Iterable
from typing import assert_never

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.syntax import Syntax
from rich.text import Text as RichText

from bot.application import cards, markup, naming
from bot.application.cards import SOMEBODY, Card, Element, Mark, People, Person, Pick, Tone
from bot.application.markup import Fence, Item, Paragraph, Span
from bot.pictures.drawings import plain_text

CODE_THEME = "ansi_dark"  # the terminal's own sixteen colours: readable on light and dark
BAR_CELLS = 20
TONE_STYLES = {
    Tone.NEUTRAL: "bold",
    Tone.RIGHT: "bold green",
    Tone.PARTLY: "bold yellow",
    Tone.WRONG: "bold red",
    Tone.NOTICE: "bold cyan",
}
MARKS = {Mark.NONE: (" ", ""), Mark.RIGHT: ("✓", "green"), Mark.WRONG: ("✗", "red"), Mark.MISSED: ("✓", "yellow")}
MISSED_WORD = " (right)"


def draw(console: Console, card: Card) -> None:
    """Print a card."""
    blocks = [block for element in card.elements for block in _blocks(element, card.tone)]
    console.print()
    for index, (block, tight) in enumerate(blocks):
        if index and not tight:
            console.print()
        console.print(block, highlight=False)


Block = tuple[RenderableType, bool]  # with whether it follows the one before without an empty line


def _blocks(element: Element, tone: Tone) -> Iterable[Block]:
    match element:
        case cards.Heading(text):
            yield RichText(text, style=TONE_STYLES[tone]), False
        case cards.Text(words):
            yield prose(words), False
        case cards.Code(code, language):
            yield _code(code, language), False
        case cards.Fields(items):
            yield _fields(items), False
        case cards.Choices(_, pick, items):
            yield _choices(items, pick), False
        case cards.Buttons(items, rare):
            yield _buttons((*items, *rare)), False
        case cards.Form(label=label, says=says):
            yield RichText.assemble(("→ ", "dim"), (f"{label}: ", "dim"), (says, "cyan")), False
        case cards.Progress(label, share, caption):
            yield _bar(label, share, caption), True
        case cards.Picture(drawing, _):
            yield RichText(plain_text(drawing)), False
        case cards.Link(label, url):
            yield RichText.assemble(("↗ ", "dim"), f"{label}: ", (url, f"blue underline link {url}")), True
        case cards.Footnote(words):
            yield spans(markup.inline(words), style="dim"), False
        case cards.Attachment(filename, _):
            yield RichText(f"[{filename}]", style="dim"), False
        case cards.People():
            yield _people(element), False
        case _:
            assert_never(element)


def prose(words: str) -> RenderableType:
    """Restricted Markdown as text."""
    parts: list[RenderableType] = []
    after_item = False
    for block in markup.parse(words):
        match block:
            case Paragraph(run):
                if parts:
                    parts.append(RichText(""))
                parts.append(spans(run))
            case Item(marker, run):
                if parts and not after_item:
                    parts.append(RichText(""))
                bullet = RichText("• " if marker == "-" else f"{marker} ")
                parts.append(Padding(bullet.append_text(spans(run)), (0, 0, 0, 2), expand=False))
            case Fence(code, language):
                parts.append(_code(code, language))
        after_item = isinstance(block, Item)
    return Group(*parts)


def spans(run: Iterable[Span], style: str = "") -> RichText:
    """Spans as styled text."""
    text = RichText(style=style)
    for span in run:
        look = " ".join(
            filter(
                None,
                [
                    "bold" if span.bold else "",
                    "italic" if span.italic else "",
                    "cyan" if span.code else "",
                    f"underline link {span.url}" if span.url else "",
                ],
            )
        )
        text.append(span.text, style=look or None)
    return text


def _code(code: str, language: str) -> RenderableType:
    shown = Syntax(code, language or "text", theme=CODE_THEME, background_color="default", word_wrap=True)
    return Padding(shown, (0, 0, 0, 4), expand=False)


def _fields(items: Iterable[cards.Field]) -> RenderableType:
    listed = tuple(items)
    width = max((len(item.label) for item in listed), default=0)
    return Group(
        *(
            RichText(f"{item.label:<{width}}  ", style="dim").append_text(
                spans(markup.inline(item.value), style="not dim")
            )
            for item in listed
        )
    )


def _choices(items: Iterable[cards.Choice], pick: Pick) -> RenderableType:
    lines: list[RenderableType] = []
    for item in items:
        sign, style = MARKS[item.mark]
        key = RichText(f"{sign} {item.key}) ", style=style or "bold")
        line = key.append_text(spans(markup.inline(item.markup), style=style or "not bold"))
        if item.mark is Mark.MISSED:
            line.append(MISSED_WORD, style="yellow")
        lines.append(line)
    return Group(*lines)


def _buttons(items: Iterable[cards.Button]) -> RichText:
    text = RichText("→ ", style="dim")
    for index, button in enumerate(items):
        text.append(" · " if index else "", style="dim")
        text.append(button.says, style="not dim cyan")
        if button.says.casefold() not in button.label.casefold():
            text.append(f" ({button.label.lower()})", style="dim")
    return text


def _people(people: People) -> RenderableType:
    return Group(*(RichText().join(_piece(piece) for piece in line) for line in naming.lines(people)))


def _piece(piece: str | Person) -> RichText:
    if isinstance(piece, str):
        return spans(markup.inline(piece))
    return RichText(piece.key.user_id if piece.key else SOMEBODY, style="bold")


def _bar(label: str, share: float, caption: str) -> RichText:
    full = round(max(0.0, min(1.0, share)) * BAR_CELLS)
    bar = "█" * full + "░" * (BAR_CELLS - full)
    return RichText.assemble(f"{label:<22} ", (bar, "green"), (f"  {caption}", "dim"))
