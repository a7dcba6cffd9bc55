"""Dates, numbers and names as the pictures and their texts write them, in one way everywhere."""

import unicodedata
from datetime import date

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
MINUS = "\N{MINUS SIGN}"
DASH = "\N{EN DASH}"
ARROW = "\N{RIGHTWARDS ARROW}"


def day(value: date) -> str:
    """`6 Jul`: a day whose year is said elsewhere. Not strftime, whose month names follow the locale."""
    return f"{value.day} {MONTHS[value.month - 1]}"


def weekday(value: date) -> str:
    """`Mon 6 Jul`."""
    return f"{WEEKDAYS[value.weekday()]} {day(value)}"


def days(first: date, last: date) -> str:
    """`6 to 12 Jul`, with as much of the first day as the last does not say."""
    if first == last:
        return day(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day(last)}"
    return f"{day(first)} to {day(last)}"


def span(first: date, last: date) -> str:
    """`6 to 12 Jul 2026`: as `days`, with the year, or both years if they differ."""
    if first.year == last.year:
        return f"{days(first, last)} {last.year}"
    return f"{day(first)} {first.year} to {day(last)} {last.year}"


def number(value: float, *, decimals: int | None = None, unit: str = "", signed: bool = False) -> str:
    """`1,234`, `0.5`, `82%`, `+0.3`: whole numbers bare, others with one decimal unless told otherwise."""
    if decimals is None:
        decimals = 0 if float(value).is_integer() else 1
    text = f"{abs(value):,.{decimals}f}"
    is_zero = not text.strip("0.,")
    sign = MINUS if value < 0 and not is_zero else "+" if signed and not is_zero else ""
    space = " " if unit and unit[0].isalpha() else ""
    return f"{sign}{text}{space}{unit}"


def level(value: float) -> str:
    """A level with its one decimal: `3.0`."""
    return number(value, decimals=1)


def change(value: float) -> str:
    """A change of level: `+0.4`, `-0.2` (with a true minus sign), `0.0`."""
    return number(value, decimals=1, signed=True)


def percent(part: int, whole: int) -> str:
    """`64%`, rounded half up; `0%` of nothing."""
    return f"{(200 * part + whole) // (2 * whole) if whole else 0}%"


def count(value: int, noun: str, plural: str = "") -> str:
    """`1 day`, `1,200 days`."""
    return f"{value:,} {noun if value == 1 else plural or noun + 's'}"


def listed(items: list[str]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    return " and ".join(filter(None, [", ".join(items[:-1]), *items[-1:]]))


def one_line(text: str, limit: int) -> str:
    """The text on one line without control characters, cut to `limit` characters with a visible ellipsis."""
    spaced = "".join(" " if unicodedata.category(char) in {"Cc", "Zl", "Zp"} else char for char in text)
    line = " ".join(spaced.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + ELLIPSIS
