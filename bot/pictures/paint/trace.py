"""One series as a line: solid between neighbouring weeks, dotted over weeks without a value."""

from collections.abc import Sequence
from typing import Literal

from bot.pictures import style
from bot.pictures.paint.canvas import Canvas, Point

Sign = Literal["circle", "square", "diamond"]
_GAP_DASH = (1.5, 4.0)


def trace(
    canvas: Canvas,
    points: Sequence[Point | None],
    colour: str,
    *,
    width: float = 2.2,
    dash: tuple[float, ...] = (),
) -> None:
    """Draws the line; a value without neighbours still shows as a dot."""
    run: list[Point] = []
    last: Point | None = None
    for point in [*points, None]:
        if point is not None:
            if not run and last is not None:
                canvas.line([last, point], colour, width=1.2, dash=_GAP_DASH)
            run.append(point)
            last = point
            continue
        if len(run) > 1:
            canvas.line(run, colour, width=width, dash=dash)
        elif run:
            canvas.circle(*run[0], width, colour)
        run = []


def sign(canvas: Canvas, at: Point, kind: Sign, colour: str, size: float = 4.0) -> None:
    """The marker of a series, with a rim so that it stands out from lines beneath."""
    x, y = at
    if kind == "circle":
        canvas.circle(x, y, size, colour, edge=style.CARD)
    elif kind == "square":
        side = size * 0.9
        corners = [(x - side, y - side), (x + side, y - side), (x + side, y + side), (x - side, y + side)]
        canvas.polygon(corners, colour, edge=style.CARD, layer=3)
    else:
        reach = size * 1.3
        tips = [(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)]
        canvas.polygon(tips, colour, edge=style.CARD, layer=3)
