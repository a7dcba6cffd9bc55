"""A team's activity: a bar per day, answers below in plain blue, practice above in striped orange."""

from datetime import timedelta

from bot.pictures import style, words
from bot.pictures.paint.axis import figures, ticks
from bot.pictures.paint.card import Card, opened
from bot.pictures.paint.lettering import measure
from bot.pictures.values import DayActivity, TeamActivity

_HEIGHT = 150.0
_TEXT_GAP = 3.0


def paint_activity(activity: TeamActivity) -> Card:
    """Totals stand over their bars while there is room for them; gridlines say the rest."""
    card = opened(activity, generic_title="Team activity")
    if not activity.days:
        return card
    _paint_key(card, activity)
    highest = max(day.total for day in activity.days)
    marks = ticks(0, max(highest, 4), 4, least_step=1)
    labels = figures(marks)
    axis = max(measure(label, style.SMALL) for label in labels) + 8
    left, right = style.MARGIN + axis, float(style.WIDTH - style.MARGIN)
    top, bottom = card.y + 16, card.y + 16 + _HEIGHT
    for mark, label in zip(marks, labels, strict=True):
        y = bottom - _HEIGHT * mark / marks[-1]
        colour = style.GRID if mark else style.EDGE
        card.canvas.line([(left, y), (right, y)], colour, width=0.8, layer=0.5)
        card.canvas.text(left - 8, y + 4.5, label, colour=style.MUTED, across="right")
    slot = (right - left) / len(activity.days)
    wide = min(38.0, slot * 0.72)
    totals = [f"{day.total:,}" for day in activity.days]
    roomy = max(measure(total, style.SMALL, bold=True) for total in totals) <= slot - 1
    for index, (day, total) in enumerate(zip(activity.days, totals, strict=True)):
        x = left + slot * index + (slot - wide) / 2
        peak = _paint_bar(card, day, x, bottom, wide, _HEIGHT / marks[-1])
        if day.total and (roomy or day.total == highest):
            _paint_total(card, total, x + wide / 2, max(peak, top) - 4)
    _paint_days(card, activity, left, slot, bottom)
    return card


def _paint_total(card: Card, total: str, x: float, baseline: float) -> None:
    wide = measure(total, style.SMALL, bold=True)
    card.canvas.rect(x - wide / 2 - 2, baseline - 10, wide + 4, 11, style.CARD, layer=0.6)  # off the gridline
    card.canvas.text(x, baseline, total, bold=True, across="center")


def _paint_bar(card: Card, day: DayActivity, x: float, bottom: float, wide: float, unit: float) -> float:
    """Paints one stacked bar and returns the height it reaches."""
    answers, practice = unit * day.answers, unit * day.practice
    if answers:
        card.canvas.rect(x, bottom - answers, wide, answers, style.BLUE)
    if practice:
        y = bottom - answers - practice
        card.canvas.rect(x, y, wide, practice, style.ORANGE, stripes=style.CARD)
        if answers:  # a thin gap keeps the two apart without colour
            card.canvas.line([(x, y + practice), (x + wide, y + practice)], style.CARD, width=1.2)
    return bottom - answers - practice


def _paint_days(card: Card, activity: TeamActivity, left: float, slot: float, bottom: float) -> None:
    """Weekday and day of the month under each bar, or only under Mondays where bars are narrow."""
    narrow = slot < 21
    named = slot >= 31
    previous_end = 0.0
    for index in range(len(activity.days)):
        day = activity.first_day + timedelta(days=index)
        if narrow and day.weekday() != 0 and index != 0:
            continue
        weekday = words.WEEKDAYS[day.weekday()][: 3 if named or narrow else 2]
        date = words.day(day) if named or narrow else str(day.day)
        if named and day.day != 1 and index != 0:
            date = str(day.day)
        middle = left + slot * (index + 0.5)
        half = max(measure(weekday, style.SMALL), measure(date, style.SMALL)) / 2
        if middle - half < previous_end + _TEXT_GAP:
            continue
        previous_end = middle + half
        card.canvas.text(middle, bottom + 16, weekday, colour=style.MUTED, across="center")
        card.canvas.text(middle, bottom + 31, date, colour=style.MUTED, across="center")
    card.y = bottom + 34


def _paint_key(card: Card, activity: TeamActivity) -> None:
    x, y = float(style.MARGIN), card.y
    sums = (
        (sum(day.answers for day in activity.days), "answer", style.BLUE, None),
        (sum(day.practice for day in activity.days), "practice problem", style.ORANGE, style.CARD),
    )
    for total, noun, colour, stripes in sums:
        text = words.count(total, noun)
        card.canvas.rect(x, y, 12, 12, colour, stripes=stripes)
        card.canvas.text(x + 18, y + 10.5, text)
        x += 18 + measure(text, style.SMALL) + 18
    card.y += 20
