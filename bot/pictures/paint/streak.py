"""The calendar of a streak: a column per week, a row per weekday, and a sign of its own for every mark."""

from datetime import timedelta

from bot.domain.streak_calendar import DayMark
from bot.pictures import style, words
from bot.pictures.calendar_days import MARK_WORDS, Week, days_with, month_labels, weeks
from bot.pictures.paint.canvas import Canvas
from bot.pictures.paint.card import Card, opened
from bot.pictures.paint.lettering import measure
from bot.pictures.values import StreakCalendar

_LABELS = 32.0  # room for the weekdays' names
_KEY_TEXT = 20.0  # from a sign in the key to its meaning
_STEP_MIN = 16.0
_STEP_MAX = 26.0
_WEEKS_IN_A_BAND = int((style.INNER - _LABELS) // _STEP_MIN)


def paint_streak(calendar: StreakCalendar) -> Card:
    """One band of weeks, or several below one another where a phone is too narrow for all of them."""
    card = opened(calendar, generic_title="Streak")
    columns = weeks(calendar)
    bands = -(-len(columns) // _WEEKS_IN_A_BAND)
    length = -(-len(columns) // bands) if bands else 0
    for start in range(0, len(columns), length or 1):
        _paint_band(card, columns[start : start + length], length)
    if calendar.marks:
        key = _key(calendar)
        beside = style.MARGIN + _LABELS + _STEP_MAX * length + 24
        room = style.WIDTH - style.MARGIN - beside - _KEY_TEXT
        if all(measure(text, style.SMALL) <= room for _, text in key):  # a few weeks leave room for it
            for row, (mark, text) in enumerate(key):
                _paint_key_entry(card.canvas, beside, card.y - 12 - 7 * _STEP_MAX + 6 + 26 * row, mark, text)
        else:
            _paint_key_below(card, key)
        last = calendar.first_day + timedelta(days=len(calendar.marks) - 1)
        card.note(words.span(calendar.first_day, last))
    return card


def _paint_band(card: Card, columns: list[Week], length: int) -> None:
    step = min(_STEP_MAX, (style.INNER - _LABELS) // length)
    left = style.MARGIN + _LABELS
    mondays = [monday for monday, _ in columns]
    for column, month in month_labels(mondays, room=2):
        x = min(left + column * step, style.WIDTH - style.MARGIN - measure(month, style.SMALL))
        card.canvas.text(x, card.y + 10, month, colour=style.MUTED)
    card.y += 17
    for weekday in range(0, 7, 2):
        baseline = card.y + weekday * step + step / 2 + 4
        card.canvas.text(style.MARGIN, baseline, words.WEEKDAYS[weekday], colour=style.MUTED)
    for column, (_, marks) in enumerate(columns):
        for weekday, mark in enumerate(marks):
            if mark is not None:
                paint_mark(card.canvas, left + column * step, card.y + weekday * step, step - 2, mark)
    card.y += 7 * step + 12


def paint_mark(canvas: Canvas, x: float, y: float, size: float, mark: DayMark) -> None:
    """The sign of one day in a square; each differs from the others in shape, not only in colour."""
    middle_x, middle_y, reach = x + size / 2, y + size / 2, size * 0.26
    radius = size * 0.22
    match mark:
        case DayMark.COUNTED:
            canvas.rect(x, y, size, size, style.TEAL, radius=radius)
        case DayMark.FROZEN:
            canvas.rect(x, y, size, size, style.FROZEN, edge=style.BLUE, edge_width=0.8, radius=radius)
            for dx, dy in ((0.0, 1.0), (0.87, 0.5), (0.87, -0.5)):  # three strokes: a snow flake
                start = (middle_x - dx * reach * 1.2, middle_y - dy * reach * 1.2)
                end = (middle_x + dx * reach * 1.2, middle_y + dy * reach * 1.2)
                canvas.line([start, end], style.BLUE, width=1.4, layer=3)
        case DayMark.EXCUSED:
            canvas.rect(x, y, size, size, style.PANEL, radius=radius)
            ends = [(middle_x - reach, middle_y), (middle_x + reach, middle_y)]
            canvas.line(ends, style.EDGE, width=1.6, layer=3)
        case DayMark.MISSED:
            canvas.rect(x, y, size, size, style.CARD, edge=style.ORANGE, edge_width=0.8, radius=radius)
            for sign in (1, -1):
                start = (middle_x - reach, middle_y - sign * reach)
                end = (middle_x + reach, middle_y + sign * reach)
                canvas.line([start, end], style.ORANGE, width=1.8, layer=3)
        case DayMark.OPEN:
            inset = 1.0
            canvas.rect(
                x + inset,
                y + inset,
                size - 2 * inset,
                size - 2 * inset,
                style.CARD,
                edge=style.INK,
                edge_width=2.0,
                radius=radius,
            )
        case DayMark.FUTURE:
            canvas.circle(middle_x, middle_y, 1.6, style.EDGE)


def _key(calendar: StreakCalendar) -> list[tuple[DayMark, str]]:
    """Every mark that occurs, with how many days have it and what it means."""
    counts = [(mark, len(days_with(calendar, mark))) for mark in DayMark]
    return [(mark, f"{days:,} {MARK_WORDS[mark]}") for mark, days in counts if days]


def _paint_key_below(card: Card, key: list[tuple[DayMark, str]]) -> None:
    """On as many rows as it takes."""
    x = float(style.MARGIN)
    for mark, text in key:
        wide = _KEY_TEXT + measure(text, style.SMALL)
        if x > style.MARGIN and x + wide > style.WIDTH - style.MARGIN:
            x = float(style.MARGIN)
            card.y += 20
        _paint_key_entry(card.canvas, x, card.y, mark, text)
        x += wide + 16
    card.y += 22


def _paint_key_entry(canvas: Canvas, x: float, y: float, mark: DayMark, text: str) -> None:
    paint_mark(canvas, x, y, 14, mark)
    canvas.text(x + _KEY_TEXT, y + 11, text)
