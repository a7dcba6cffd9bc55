"""Small phrases used in many cards: plurals, dates, levels, lists."""

from collections.abc import Sequence
from datetime import date, time

from content.areas import LEVEL_NAMES, Area


def plural(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun: `1 day`, `3 days`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def on_day(day: date, today: date) -> str:
    """A day as people say it, seen from today: `today`, `tomorrow`, `on Tue 24 Nov`, with the year when it differs."""
    match (day - today).days:
        case 0:
            return "today"
        case 1:
            return "tomorrow"
        case -1:
            return "yesterday"
    return f"on {short_date(day, today)}"


def short_date(day: date, today: date) -> str:
    """`Tue 24 Nov`, with the year when it is not this one."""
    text = f"{day:%a} {day.day} {day:%b}"
    return text if day.year == today.year else f"{text} {day.year}"


def clock_time(at: time) -> str:
    """`08:30`."""
    return f"{at:%H:%M}"


def listing(words: Sequence[str], joint: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joint} {words[-1]}"


def area_label(slug: str) -> str:
    """An area's title by its slug."""
    return Area(slug).label


def level_label(level: int) -> str:
    """`level 3, medium`."""
    return f"level {level}, {LEVEL_NAMES[level]}"


def try_lines(lines: Sequence[str]) -> str:
    """Lines to type, as markup: "`quiz databases` or `quiz apis`"."""
    return listing([f"`{line}`" for line in lines], "or")
