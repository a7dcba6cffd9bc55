"""Ways to guess without knowing. Each rates the options of a question; a guesser takes the highest."""

import re
import string
from collections.abc import Callable, Mapping

from content.model import Option, Question

_ABSOLUTES = (
    "all always any anything cannot completely every everyone everything entire entirely exactly exclusively forever "
    "guarantee guaranteed guarantees impossible must never no nobody none nothing only purely solely totally whole"
)
_QUALIFIERS = (
    "about almost although because but can could depending depends except generally if largely likely mainly many may "
    "maybe might most mostly normally often partly perhaps possible possibly probably provided rarely roughly should "
    "some sometimes though typically unless until usually when whenever where while without"
)
_COMMON = (
    "the and for are was were has have had its this that these those with from into than then which what who how why "
    "when where will would can could should does did not you your one two all any use used uses using each every both "
    "there their they them out over under after before only also more most less least some such same other"
)
ABSOLUTES, QUALIFIERS = frozenset(_ABSOLUTES.split()), frozenset(_QUALIFIERS.split())
COMMON = frozenset(_COMMON.split())  # words that tell nothing about what a text is about
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")

Rate = Callable[[Question, Option], float]


def words(text: str) -> list[str]:
    """The words of a text in lower case."""
    return [word.casefold() for word in WORD.findall(text)]


def _count(text: str, wanted: frozenset[str]) -> int:
    return sum(word in wanted for word in words(text))


def _shared(question: Question, option: Option) -> float:
    asked = _telling(question.prompt)
    return len(asked & _telling(option.text))


def _telling(text: str) -> set[str]:
    return {word for word in words(text) if len(word) > 2 and word not in COMMON}


def _code(option: Option) -> float:
    """Characters of inline code, and digits outside of it."""
    inside = re.findall(r"`([^`]*)`", option.text)
    outside = re.sub(r"`[^`]*`", "", option.text)
    return sum(map(len, inside)) + sum(character.isdigit() for character in outside)


STRATEGIES: Mapping[str, Rate] = {
    "longest": lambda question, option: len(option.text),
    "shortest": lambda question, option: -len(option.text),
    "most qualified": lambda question, option: _count(option.text, QUALIFIERS),
    "least qualified": lambda question, option: -_count(option.text, QUALIFIERS),
    "most absolutes": lambda question, option: _count(option.text, ABSOLUTES),
    "fewest absolutes": lambda question, option: -_count(option.text, ABSOLUTES),
    "most shared words": _shared,
    "most code or digits": lambda question, option: _code(option),
    "most punctuation": lambda question, option: sum(c in string.punctuation for c in option.text),
    "first": lambda question, option: -question.options.index(option),
    "last": lambda question, option: question.options.index(option),
}


def favourites(question: Question, rate: Rate) -> tuple[str, ...]:
    """The ids of the options that a guesser holds for the best; several when they tie."""
    rates = {option.id: rate(question, option) for option in question.options}
    best = max(rates.values())
    return tuple(option_id for option_id, value in rates.items() if value == best)


def hit(question: Question, rate: Rate) -> float:
    """The chance, 0..1, that a guesser's pick is right: ties are shared equally."""
    picks = favourites(question, rate)
    return sum(option_id in question.answer for option_id in picks) / len(picks)


def chance(question: Question) -> float:
    """The chance, 0..1, that an option drawn blindly is right."""
    return len(question.answer) / len(question.options)
