"""Cards in a terminal: plain in a pipe, coloured for a person, and never in the way."""

import io

from rich.console import Console

from adapters.terminal.render import draw
from bot.application import cards
from bot.application.cards import Card, Mark, Pick, Tone, card
from bot.pictures.drawings import AreaLevel, AreaRadar, alt_text

RADAR = AreaRadar(areas=tuple(AreaLevel(title=f"Area {n}", level=2.0) for n in range(10)))
EVERYTHING = card(
    cards.Heading("A heading"),
    cards.Text("Some **bold** words, `code`.\n\n- one\n- two"),
    cards.Code("def f():\n    return 1", "python"),
    cards.Fields((cards.Field("Label", "value"),)),
    cards.Choices(
        "answer:1", Pick.NONE, (cards.Choice("a", "first", Mark.WRONG), cards.Choice("b", "second", Mark.MISSED))
    ),
    cards.Buttons((cards.Button("Next question", "next:1", "next"),)),
    cards.Form("Answer", "Your answer", "answer:1", (), "just type it"),
    cards.Progress("Databases", 0.5, "6 of 12 seen"),
    cards.Picture(RADAR, alt_text(RADAR)),
    cards.Link("The manual", "https://www.postgresql.org/docs/current/"),
    cards.Footnote("A footnote."),
    cards.Attachment("data.json", "{}"),
    tone=Tone.WRONG,
)


def drawn(shown: Card, *, colours: bool = False, width: int = 100) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=colours, color_system="standard" if colours else None)
    draw(console, shown)
    return out.getvalue()


def test_every_element_is_drawn_in_words():
    text = drawn(EVERYTHING)
    for words in (
        "A heading", "bold", "• one", "return 1", "Label  value", "✗ a) first", "✓ b) second (right)", "next",
        "just type it", "██████████░░░░░░░░░░", "6 of 12 seen", "Area 9",
        "https://www.postgresql.org/docs/current/", "A footnote.", "[data.json]",
    ):  # fmt: skip
        assert words in text


def test_without_colours_there_is_no_escape_sequence():
    assert "\x1b" not in drawn(EVERYTHING)


def test_with_colours_code_is_highlighted_and_verdicts_are_not_told_by_colour_alone():
    text = drawn(EVERYTHING, colours=True)
    assert "\x1b[" in text
    assert "✗" in text
    assert "(right)" in text


def test_no_line_is_wider_than_the_terminal():
    assert max(len(line) for line in drawn(EVERYTHING, width=60).splitlines()) <= 60


def test_words_that_look_like_console_markup_are_shown_as_they_are():
    shown = card(cards.Text("[red]not red[/red] [link=file:///x]y[/link]"), cards.Heading("[bold]"))
    assert "[red]not red[/red]" in drawn(shown)
    assert "[bold]" in drawn(shown)
