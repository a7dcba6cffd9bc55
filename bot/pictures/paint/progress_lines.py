"""One to three series in one chart, each named at its end."""

from datetime import timedelta

from bot.pictures import style, words
from bot.pictures.paint.axis import every, figures, spread, ticks
from bot.pictures.paint.canvas import Point
from bot.pictures.paint.card import Card
from bot.pictures.paint.lettering import drawable, measure, wrap
from bot.pictures.paint.trace import Sign, sign, trace
from bot.pictures.takeaway import decimals
from bot.pictures.values import ProgressOverTime, WeeklySeries

_HEIGHT = 160.0
_NAMES = 96.0  # room for the names at the right
_SIGNS: tuple[Sign, ...] = ("circle", "square", "diamond")
_DASHES: tuple[tuple[float, ...], ...] = ((), (7.0, 3.5), (2.5, 3.5))
_SIGNS_UP_TO = 16  # weeks; beyond, only the last value is marked


def paint_lines(card: Card, progress: ProgressOverTime) -> None:
    """The scale is cut to where the values lie, never to less than two fifths of the whole."""
    low, high = _window(progress)
    marks = [mark for mark in ticks(low, high, 5) if progress.lowest <= mark <= progress.highest]
    low, high = marks[0], marks[-1]
    labels = figures(marks)
    left = style.MARGIN + max(measure(label, style.SMALL) for label in labels) + 10
    alone = len(progress.series) == 1
    places = decimals(progress)
    right = style.WIDTH - style.MARGIN - (_last_room(progress, places) if alone else _NAMES + 12)
    top = card.y + 20
    bottom = top + _HEIGHT
    for mark, label in zip(marks, labels, strict=True):
        y = bottom - _HEIGHT * (mark - low) / (high - low)
        card.canvas.line([(left, y), (right, y)], style.GRID, width=0.8, layer=0.5)
        card.canvas.text(left - 8, y + 4.5, label, colour=style.MUTED, across="right")

    def at(week: int, value: float) -> Point:
        share = week / (progress.weeks - 1) if progress.weeks > 1 else 0.5
        return left + 6 + (right - left - 12) * share, bottom - _HEIGHT * (value - low) / (high - low)

    if progress.this_week is not None:
        x = at(progress.this_week, low)[0]
        card.canvas.line([(x, top - 4), (x, bottom)], style.MUTED, width=1.0, dash=(2, 3), layer=1)
        card.canvas.text(x, top - 8, "today", colour=style.MUTED, across="center")
    _paint_weeks(card, progress, [at(week, low)[0] for week in range(progress.weeks)], bottom)
    ends = []
    for index, series in enumerate(progress.series):
        points = [None if value is None else at(week, value) for week, value in enumerate(series.values)]
        trace(card.canvas, points, style.SERIES[index], dash=_DASHES[index])
        known = [point for point in points if point is not None]
        for point in known if progress.weeks <= _SIGNS_UP_TO else known[-1:]:
            sign(card.canvas, point, _SIGNS[index], style.SERIES[index])
        if known:
            ends.append((index, series, known[-1]))
    if alone:
        for _, series, (x, y) in ends:
            value = words.number(series.known[-1][1], decimals=places)
            card.canvas.text(x + 9, y + 5, value, size=style.BODY, bold=True, colour=style.BLUE)
    else:
        _paint_names(card, [(i, series, y) for i, series, (_, y) in ends], right + 14, top, bottom, places)
    card.y = bottom + 24


def _window(progress: ProgressOverTime) -> tuple[float, float]:
    values = [value for series in progress.series for _, value in series.known]
    low, high = min(values, default=progress.lowest), max(values, default=progress.highest)
    least = 0.4 * (progress.highest - progress.lowest)
    if high - low < least:
        middle = (low + high) / 2
        low = min(max(progress.lowest, middle - least / 2), progress.highest - least)
        high = low + least
    return low, high


def _last_room(progress: ProgressOverTime, places: int) -> float:
    """Width for the last value, written at the right of its point."""
    known = progress.series[0].known
    text = words.number(known[-1][1], decimals=places) if known else ""
    return measure(text, style.BODY, bold=True) + 4


def _paint_weeks(card: Card, progress: ProgressOverTime, xs: list[float], bottom: float) -> None:
    """The Mondays under the chart, as many as fit, counted back from the last."""
    room = xs[-1] - xs[0] if len(xs) > 1 else 1.0
    for week in every(progress.weeks, room, 54.0):
        text = words.day(progress.first_week + timedelta(weeks=week))
        half = measure(text, style.SMALL) / 2
        x = min(max(xs[week], style.MARGIN + half), style.WIDTH - style.MARGIN - half)
        card.canvas.line([(xs[week], bottom), (xs[week], bottom + 4)], style.EDGE, width=0.8)
        card.canvas.text(x, bottom + 18, text, colour=style.MUTED, across="center")


def _paint_names(
    card: Card,
    ends: list[tuple[int, WeeklySeries, float]],
    x: float,
    top: float,
    bottom: float,
    places: int,
) -> None:
    """Name and last value at the height where each line ends, pushed apart where they would touch."""
    wanted = [y for _, _, y in ends]
    heights = spread(wanted, 48.0, top + 8, bottom - 14)
    for (index, series, _), y in zip(ends, heights, strict=True):
        colour = style.SERIES[index]
        names = wrap(drawable(series.title, "?"), _NAMES - 12, style.SMALL, lines=2)
        value = words.number(series.known[-1][1], decimals=places)
        sign(card.canvas, (x, y), _SIGNS[index], colour)
        card.canvas.text(x + 10, y + 5, value, size=style.BODY, bold=True, colour=colour)
        for line, name in enumerate(names):
            card.canvas.text(x + 10, y + 20 + 14 * line, name)
