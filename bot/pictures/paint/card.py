"""What all cards share: title and take-away on top, a legend where one is needed, the end of the sheet."""

from dataclasses import dataclass, field

from bot.pictures import style
from bot.pictures.paint.canvas import Canvas
from bot.pictures.paint.lettering import balanced, drawable, fit
from bot.pictures.takeaway import takeaway
from bot.pictures.values import Drawing


@dataclass(slots=True)
class Card:
    """A canvas with a pen position: `y` is where the next part begins."""

    canvas: Canvas = field(default_factory=Canvas)
    y: float = style.MARGIN

    def lines(
        self,
        text: str,
        *,
        size: float,
        most: int,
        colour: str = style.INK,
        bold: bool = False,
    ) -> None:
        """Wrapped lines over the whole width, at most `most`."""
        for line in balanced(text, style.INNER, size, lines=most, bold=bold):
            self.y += round(size * 1.32)
            baseline = self.y - round(size * 0.32)
            self.canvas.text(style.MARGIN, baseline, line, size=size, colour=colour, bold=bold)

    def note(self, text: str, *, most: int = 2) -> None:
        """A small line of secondary text."""
        self.lines(drawable(text), size=style.SMALL, most=most, colour=style.MUTED)

    def png(self, scale: float) -> bytes:
        """The finished card."""
        return self.canvas.png(round(self.y + style.MARGIN), scale)


def opened(drawing: Drawing, *, generic_title: str) -> Card:
    """A card with the drawing's title (`generic_title` if the font cannot write it) and its take-away."""
    card = Card()
    card.lines(drawable(drawing.title, generic_title), size=style.TITLE, most=2, bold=True)
    card.y += 3
    card.lines(drawable(takeaway(drawing)), size=style.BODY, most=3, colour=style.MUTED)
    card.y += 14
    return card


def short(title: str, room: float, *, size: float = style.SMALL, bold: bool = False) -> str:
    """A name cut to a width, as far as the font can write it."""
    return fit(drawable(title, "?"), room, size, bold=bold)
