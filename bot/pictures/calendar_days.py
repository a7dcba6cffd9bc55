"""The days of a streak calendar: which have a mark, in which cell they lie, and their dates in words."""

from datetime import date, timedelta

from bot.domain.streak_calendar import DayMark
from bot.pictures import words
from bot.pictures.values import StreakCalendar

Week = tuple[date, list[DayMark | None]]  # its Monday, and seven marks; None outside the calendar

MARK_WORDS = {
    DayMark.COUNTED: "counted",
    DayMark.FROZEN: "frozen",
    DayMark.EXCUSED: "excused",
    DayMark.MISSED: "missed",
    DayMark.OPEN: "still open",
    DayMark.FUTURE: "to come",
}


def days_with(calendar: StreakCalendar, mark: DayMark) -> list[date]:
    """The days that carry this mark, in order."""
    return [calendar.first_day + timedelta(days=index) for index, found in enumerate(calendar.marks) if found is mark]


def weeks(calendar: StreakCalendar) -> list[Week]:
    """The calendar cut into whole weeks from Monday; no week if it has no days."""
    if not calendar.marks:
        return []
    lead = calendar.first_day.weekday()
    cells: list[DayMark | None] = [None] * lead + list(calendar.marks)
    cells += [None] * (-len(cells) % 7)
    monday = calendar.first_day - timedelta(days=lead)
    return [(monday + timedelta(days=start), cells[start : start + 7]) for start in range(0, len(cells), 7)]


def month_labels(mondays: list[date], room: int) -> list[tuple[int, str]]:
    """Month names over week columns, as (column, name): where a month begins, at least `room` columns apart.

    The first column is always named, unless the next month begins before its name would end.
    """
    starts = [
        (column, words.MONTHS[(monday + timedelta(days=6)).month - 1])
        for column, monday in enumerate(mondays)
        if column == 0 or (monday + timedelta(days=6)).month != (monday - timedelta(days=1)).month
    ]
    if len(starts) > 1 and starts[1][0] < room:
        del starts[0]
    return starts


def dates_in_words(days: list[date]) -> str:
    """`3 Jun, 5 to 7 Jun`: runs of successive days are drawn together."""
    runs: list[list[date]] = []
    for day in days:
        if runs and day - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(words.days(run[0], run[-1]) for run in runs)
