"""How long a pause lasts, as people type it: "5", "14 days", "2 weeks", "tomorrow", "until 2027-01-05" ..."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.weekday_sets import weekday_of

PAUSE_DAYS_MAX = 366


class Refusal(StrEnum):
    """Why a text gives no last day of a pause."""

    NOT_UNDERSTOOD = "not-understood"
    AMBIGUOUS = "ambiguous"  # 05/01/2027 is two dates
    NO_SUCH_DATE = "no-such-date"
    PAST = "past"
    TOO_FAR = "too-far"  # more than 366 days away


@dataclass(frozen=True, slots=True, kw_only=True)
class Until:
    """The last learner day of a pause, itself included. The reply names it, so a misreading shows."""

    last_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The text gives no date that would do."""

    reason: Refusal


_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_NUMBERS |= {"seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "fourteen": 14}
_MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}

_UNTIL = re.compile(r"^(?:until|till|til|through|thru|to|up to|for(?: the)?(?: next)?)\s+")
_COUNT = re.compile(r"(?P<count>\d{1,9}|[a-z]+)\s*(?P<unit>d|days?|w|weeks?|months?)?")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_DAY, _MONTH, _YEAR = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?", r"(?P<month>[a-z]+)\.?", r"(?:,? (?P<year>\d{4}))?"
_DAY_FIRST = re.compile(rf"{_DAY}\.?(?: of)? {_MONTH}{_YEAR}")
_MONTH_FIRST = re.compile(rf"{_MONTH} {_DAY}{_YEAR}")
_NUMBERS_ONLY = re.compile(r"\d{1,4}\s*[./-]\s*\d{1,2}(?:\s*[./-]\s*\d{1,4})?")


def parse_pause(text: str, today: date) -> Until | Refused:
    """The last day of a pause that `text` asks for on learner day `today`.

    A count N means `today` and the next N days. A weekday is the first one after today, a date without a year
    the next one of that name. A date may be today; it may be at most 366 days away.
    """
    plain = _UNTIL.sub("", " ".join(text.casefold().split()))
    try:
        last_day = _last_day(plain, today)
    except (ValueError, OverflowError):
        return Refused(reason=Refusal.NO_SUCH_DATE)
    if isinstance(last_day, Refusal):
        return Refused(reason=last_day)
    if last_day < today:
        return Refused(reason=Refusal.PAST)
    if (last_day - today).days > PAUSE_DAYS_MAX:
        return Refused(reason=Refusal.TOO_FAR)
    return Until(last_day=last_day)


def _last_day(plain: str, today: date) -> date | Refusal:
    """The day meant, wherever it lies. Raises ValueError for one that the calendar does not have."""
    if plain in {"today", "tomorrow"}:
        return today + timedelta(days=plain == "tomorrow")
    weekday = weekday_of(re.sub(r"^(?:next|this|on|coming) ", "", plain))
    if weekday is not None:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    if match := _ISO.fullmatch(plain):
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    if (match := _DAY_FIRST.fullmatch(plain) or _MONTH_FIRST.fullmatch(plain)) and match["month"] in _MONTHS:
        return _named(int(match["day"]), _MONTHS[match["month"]], match["year"], today)
    if _NUMBERS_ONLY.fullmatch(plain):
        return Refusal.AMBIGUOUS
    plain = re.sub(r"^next (?=week|month)", "1 ", plain)
    if match := _COUNT.fullmatch(plain):
        return _counted(match["count"], match["unit"], today)
    return Refusal.NOT_UNDERSTOOD


def _named(day: int, month: int, year: str | None, today: date) -> date:
    if year is not None:
        return date(int(year), month, day)
    # A leap day may be up to eight years off; the caller refuses it as too far.
    years = (y for y in range(today.year, today.year + 9) if day <= calendar.monthrange(y, month)[1])
    candidates = [date(y, month, day) for y in years]
    return next((found for found in candidates if found >= today), None) or date(today.year, month, day)


def _counted(count: str, unit: str | None, today: date) -> date | Refusal:
    number = int(count) if count.isdecimal() else _NUMBERS.get(count)
    if number is None or (unit is None and not count.isdecimal()):
        return Refusal.NOT_UNDERSTOOD
    if number > PAUSE_DAYS_MAX:
        return Refusal.TOO_FAR
    unit = unit or "days"
    if unit.startswith("month"):
        year, month = divmod(today.month - 1 + number, 12)
        year, month = today.year + year, month + 1
        return date(year, month, min(today.day, calendar.monthrange(year, month)[1]))
    return today + timedelta(days=number * (7 if unit.startswith("w") else 1))
