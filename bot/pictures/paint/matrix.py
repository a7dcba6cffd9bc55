"""A table of shaded cells with a number in each: the heat map and the coverage map."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.pictures import style
from bot.pictures.paint.card import Card
from bot.pictures.paint.lettering import drawable, fit, measure, wrap

GAP = 2.0
HEAD_MAX = 86.0  # of a heading that is turned upwards
_LABEL_MAX = 116.0
_PADDING = 7.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell as it looks."""

    text: str
    fill: str = style.CARD
    colour: str = style.INK
    edge: str = "none"
    bold: bool = False


def heat_cell(text: str, value: float, lowest: float, highest: float) -> Cell:
    """A cell shaded by where the value lies between the bounds, in five steps; halfway if they are equal."""
    share = (value - lowest) / (highest - lowest) if highest > lowest else 0.5
    fill = style.HEAT[min(len(style.HEAT) - 1, int(share * len(style.HEAT)))]
    return Cell(text=text, fill=fill, colour=style.ink_on(fill))


def label_room(titles: Sequence[str]) -> float:
    """Width for the rows' names: as little as they need on up to two lines."""
    widest = 30.0
    for title in titles:
        lines = wrap(drawable(title, "?"), _LABEL_MAX, style.SMALL, lines=2)
        widest = max([widest, *(measure(line, style.SMALL) for line in lines)])
    return min(_LABEL_MAX, widest) + 8


def column_room(texts: Sequence[str], *, bold: bool = False) -> float:
    """Width that a column needs for its cells' texts."""
    widest = max((measure(text, style.SMALL, bold=bold) for text in texts), default=0)
    return max(20.0, widest + _PADDING)


def paint_matrix(
    card: Card,
    heads: Sequence[str],
    rows: Sequence[tuple[str, Sequence[Cell]]],
    widths: Sequence[float],
    *,
    least_height: float = 24.0,
) -> None:
    """Headings, then the rows; `widths` holds the columns' widths, the names take what is left of them."""
    room = style.INNER - sum(widths)
    lefts = [style.MARGIN + room + sum(widths[:index]) for index in range(len(widths))]
    _paint_heads(card, heads, lefts, widths)
    for title, cells in rows:
        names = wrap(drawable(title, "?"), room - 8, style.SMALL, lines=2)
        height = max(least_height, 13.5 * len(names) + 3)
        baseline = card.y + height / 2 + 4.3
        for index, name in enumerate(names):
            offset = 13.5 * (index - (len(names) - 1) / 2)
            card.canvas.text(style.MARGIN, baseline - GAP / 2 + offset, name)
        for cell, left, width in zip(cells, lefts, widths, strict=True):
            _paint_cell(card, cell, left, baseline, width, height)
        card.y += height
    card.y += 4


def _paint_cell(card: Card, cell: Cell, left: float, baseline: float, width: float, height: float) -> None:
    inset = 0.5 if cell.edge != "none" else 0.0
    card.canvas.rect(
        left + GAP / 2 + inset,
        card.y + inset,
        width - GAP - 2 * inset,
        height - GAP - 2 * inset,
        cell.fill,
        edge=cell.edge,
        edge_width=0.8,
        radius=2.5,
    )
    text = fit(cell.text, width - GAP, style.SMALL, bold=cell.bold)
    card.canvas.text(left + width / 2, baseline - GAP / 2, text, colour=cell.colour, bold=cell.bold, across="center")


def _paint_heads(card: Card, heads: Sequence[str], lefts: Sequence[float], widths: Sequence[float]) -> None:
    """Headings over their columns on up to three lines, or all of them turned upwards if one is too wide."""
    names = [drawable(head, "?") for head in heads]
    level = all(
        measure(word, style.SMALL) <= width - 2
        for name, width in zip(names, widths, strict=True)
        for word in name.split()
    )
    if level:
        wrapped = [wrap(name, width - 2, style.SMALL, lines=3) for name, width in zip(names, widths, strict=True)]
        deep = max(len(lines) for lines in wrapped)
        for lines, left, width in zip(wrapped, lefts, widths, strict=True):
            for index, line in enumerate(lines):
                y = card.y + 11 + 14 * (deep - len(lines) + index)
                card.canvas.text(left + width / 2, y, line, colour=style.MUTED, across="center")
        card.y += 14 * deep + 4
        return
    turned = [
        wrap(name, HEAD_MAX, style.SMALL, lines=2 if width >= 34 else 1)
        for name, width in zip(names, widths, strict=True)
    ]
    card.y += max(measure(line, style.SMALL) for lines in turned for line in lines) + 5
    for lines, left, width in zip(turned, lefts, widths, strict=True):
        for index, line in enumerate(lines):
            x = left + width / 2 + 4.3 + 14 * (index - (len(lines) - 1) / 2)
            card.canvas.text(x, card.y - 5, line, colour=style.MUTED, upwards=True)
