"""Four series and more: a small chart per row on one common scale, with the last value and the change."""

from datetime import timedelta

from bot.pictures import style, words
from bot.pictures.paint.card import Card
from bot.pictures.paint.lettering import drawable, wrap
from bot.pictures.paint.trace import sign, trace
from bot.pictures.takeaway import decimals, gain
from bot.pictures.values import ProgressOverTime, WeeklySeries

_ROW = 33.0
_NAMES = 106.0
_VALUE = 38.0
_CHANGE = 52.0
_LEAST_SPAN = 0.25  # of the whole scale: noise must not look like news


def paint_rows(card: Card, progress: ProgressOverTime) -> None:
    """All rows have one scale but each its own middle: slopes compare, and figures tell the heights."""
    left = style.MARGIN + _NAMES + 8.0
    right = style.WIDTH - style.MARGIN - _VALUE - _CHANGE - 16
    xs = [
        left + (right - left) * (week / (progress.weeks - 1) if progress.weeks > 1 else 0.5)
        for week in range(progress.weeks)
    ]
    edge = style.WIDTH - style.MARGIN
    card.canvas.text(edge - _CHANGE, card.y + 11, "last", colour=style.MUTED, across="right")
    card.canvas.text(edge, card.y + 11, "change", colour=style.MUTED, across="right")
    if progress.this_week is not None:
        x = xs[progress.this_week]
        card.canvas.text(x, card.y + 11, "today", colour=style.MUTED, across="center")
        foot = card.y + 18 + _ROW * len(progress.series)
        card.canvas.line([(x, card.y + 15), (x, foot)], style.MUTED, width=1.0, dash=(2, 3), layer=1)
    card.y += 18
    span = _span(progress)
    for series in progress.series:
        _paint_row(card, progress, series, xs, span)
        card.y += _ROW
    first = words.day(progress.first_week)
    last = words.day(progress.first_week + timedelta(weeks=progress.weeks - 1))
    if progress.weeks == 1:
        card.canvas.text(xs[0], card.y + 14, first, colour=style.MUTED, across="center")
    else:
        card.canvas.text(left - 4, card.y + 14, first, colour=style.MUTED)
        card.canvas.text(right + 4, card.y + 14, last, colour=style.MUTED, across="right")
    card.y += 24
    scale = f"{words.number(progress.lowest)} to {words.number(progress.highest)}"
    card.note(f"{drawable(progress.measure)} ({scale}); all rows are drawn to the same scale")


def _span(progress: ProgressOverTime) -> float:
    """The height of a row in units of the measure: what the liveliest series needs."""
    ranges = [
        max(values) - min(values) for series in progress.series if (values := [value for _, value in series.known])
    ]
    return max([_LEAST_SPAN * (progress.highest - progress.lowest), *ranges])


def _paint_row(card: Card, progress: ProgressOverTime, series: WeeklySeries, xs: list[float], span: float) -> None:
    canvas, places = card.canvas, decimals(progress)
    middle = card.y + _ROW / 2
    names = wrap(drawable(series.title, "?"), _NAMES, style.SMALL, lines=2)
    for index, name in enumerate(names):
        canvas.text(style.MARGIN, middle + 4.3 + 14 * (index - (len(names) - 1) / 2), name)
    foot = card.y + _ROW - 0.5
    canvas.line([(style.MARGIN, foot), (style.WIDTH - style.MARGIN, foot)], style.GRID, width=0.8, layer=0.5)
    values = [value for _, value in series.known]
    centre = (min(values) + max(values)) / 2 if values else 0.0
    points = [
        None if value is None else (xs[week], middle - (_ROW - 12) * (value - centre) / span)
        for week, value in enumerate(series.values)
    ]
    trace(canvas, points, style.BLUE, width=1.8)
    known = [point for point in points if point is not None]
    edge = style.WIDTH - style.MARGIN
    if not known:
        canvas.text(edge, middle + 4.5, "not yet", colour=style.MUTED, across="right")
        return
    sign(canvas, known[-1], "circle", style.BLUE, size=3.4)
    last = words.number(series.known[-1][1], decimals=places)
    canvas.text(edge - _CHANGE, middle + 4.5, last, size=style.BODY, bold=True, across="right")
    moved = gain(series, places)
    if moved is not None:
        colour = style.TEAL if moved > 0 else style.ORANGE if moved < 0 else style.MUTED
        text = words.number(moved, decimals=places, signed=True)
        canvas.text(edge, middle + 4.5, text, colour=colour, across="right")
