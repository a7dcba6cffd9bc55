"""Sets of weekdays: read as people type them in English, written as people read them. Monday is 0."""

import re
from collections.abc import Iterable

from rapidfuzz import fuzz, process

from bot.errors import BadSetting

NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
EVERY_DAY = frozenset(range(7))
WORKDAYS = frozenset(range(5))
WEEKEND = frozenset({5, 6})

_GROUPS = {
    "every day": EVERY_DAY,
    "everyday": EVERY_DAY,
    "all days": EVERY_DAY,
    "all": EVERY_DAY,
    "daily": EVERY_DAY,
    "weekdays": WORKDAYS,
    "weekday": WORKDAYS,
    "workdays": WORKDAYS,
    "working days": WORKDAYS,
    "weekend": WEEKEND,
    "weekends": WEEKEND,
}
_WORDS = {
    short: number
    for number, name in enumerate(NAMES)
    for short in (name.casefold(), f"{name.casefold()}s", name[:3].casefold(), name[:2].casefold())
} | {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
_FILLERS = {"on", "every", "each", "the", "only"}
_EXAMPLES = ("mon-fri", "every day", "mon, wed, fri")
_LONGEST = 200  # characters; no set of weekdays needs more

_RANGE = re.compile(r"\s*(?:[-\u2010-\u2015]|\bto\b|\bthrough\b|\bthru\b|\btill\b|\buntil\b)\s*")
_SEPARATOR = re.compile(r"(?:[\s,;/+&]|\band\b)+")


def weekday_of(word: str) -> int | None:
    """The weekday (Monday is 0) that an English name or short form means, or None."""
    return _WORDS.get(word.strip().rstrip(".").casefold())


def check_weekdays(weekdays: Iterable[int]) -> frozenset[int]:
    """The set itself. Raises BadSetting if it is empty, ValueError for a number that is no weekday."""
    chosen = frozenset(weekdays)
    if not chosen <= EVERY_DAY:
        raise ValueError(f"weekdays are 0 (Monday) to 6, not {sorted(chosen - EVERY_DAY)}")
    if not chosen:
        raise BadSetting("At least one weekday has to stay. For time off there is `pause`.", _EXAMPLES)
    return chosen


def parse_weekdays(text: str) -> frozenset[int]:
    """The weekdays that a text names: "mon-fri", "weekdays", "every day", "sat, sun", "fri to mon" ...

    Raises BadSetting, with suggestions, for a word it does not know and for no weekday at all.
    """
    plain = " ".join(text[:_LONGEST].casefold().split())
    if plain in _GROUPS:
        return _GROUPS[plain]
    words = [word for word in _SEPARATOR.split(_RANGE.sub("-", plain)) if word and word not in _FILLERS]
    return check_weekdays(number for word in words for number in _one(word))


def _one(word: str) -> Iterable[int]:
    if word in _GROUPS:
        return _GROUPS[word]
    first, dash, last = word.partition("-")
    start = _known(first)
    if not dash:
        return (start,)
    end = _known(last)
    return ((start + step) % 7 for step in range((end - start) % 7 + 1))


def _known(word: str) -> int:
    number = weekday_of(word)
    if number is not None:
        return number
    near = process.extractOne(word, [name.casefold() for name in NAMES], scorer=fuzz.ratio, score_cutoff=70)
    suggestions = (NAMES[near[2]],) if near else _EXAMPLES
    raise BadSetting(f"I do not know the weekday `{_shown(word)}`.", suggestions)


def _shown(word: str) -> str:
    # The text goes into a reply; a backtick would end the code span it is shown in.
    return word.replace("`", "'")[:30]


def format_weekdays(weekdays: frozenset[int]) -> str:
    """The set for people: "every day", "Mon to Fri", "Sat and Sun", "Mon, Wed and Fri"."""
    days = sorted(check_weekdays(weekdays))
    if len(days) == 7:
        return "every day"
    if len(days) == 1:
        return NAMES[days[0]]
    short = [NAMES[day][:3] for day in days]
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"{short[0]} to {short[-1]}"
    return f"{', '.join(short[:-1])} and {short[-1]}"
