"""What every kind of question offers, and how typed choices are read."""

import hashlib
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from rapidfuzz import fuzz

from bot.errors import BadAnswer
from content.model import Option, Question

LETTERS = "abcdefghijklmnopqrstuvwxyz"
MIN_TEXT_MATCH = 88  # of 100; below it a typed option text is asked about again instead of guessed


_STRAIGHT = {
    ord(fancy): plain
    for fancy, plain in {
        "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u2018": "'", "\u2019": "'", "\u00a0": " ", "\u2026": "...",
    }.items()
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Marking:
    """How an answer turned out. `score` is 0..1; `reason` says why it is wrong where an author told (markup)."""

    score: float
    correct: bool
    reason: str = ""
    points_met: tuple[str, ...] = ()  # rubric point ids, free text only
    rough: bool = False  # judged by key words only


class KindRules(Protocol):
    """The rules of one kind."""

    def shown_order(self, question: Question, seed: str) -> tuple[str, ...]:
        """Option ids in the order in which one showing presents them; the same for the same seed."""
        ...

    def read(self, question: Question, order: Sequence[str], text: str) -> tuple[str, ...]:
        """A typed answer as what is stored: option ids, or the text. Raises `BadAnswer` when unreadable."""
        ...

    def mark(self, question: Question, given: Sequence[str]) -> Marking:
        """The marking of a stored answer against the key."""
        ...


def shuffled(question: Question, seed: str) -> tuple[str, ...]:
    """The option ids in an order that depends on the seed alone."""
    ids = [option.id for option in question.options]
    random.Random(hashlib.sha256(f"{seed}:{question.id}".encode()).digest()).shuffle(ids)
    return tuple(ids)


def bare(text: str) -> str:
    """A text as it is compared: without style marks, quotes, case, a final full stop or repeated blanks."""
    text = straight(text).replace("**", "")
    text = re.sub(r"[`\"]", "", text)
    text = re.sub(r"(?<!\w)'|'(?!\w)", "", text)
    return re.sub(r"\s+", " ", text).strip().rstrip(".!").strip().casefold()


def straight(text: str) -> str:
    """Typographic quotes and blanks, which phones put in by themselves, as plain ones."""
    return text.translate(_STRAIGHT)


def read_one(question: Question, order: Sequence[str], text: str) -> str:
    """One typed choice (letter, exact text, number, nearly exact text) as an option id. Raises `BadAnswer`."""
    word = bare(text).strip("()[]:, ")
    options = [question.option(option_id) for option_id in order]
    position = _position(word, options)
    if position is not None:
        return order[position]
    scored = sorted(((_likeness(word, option), option.id) for option in options), reverse=True)
    if scored and scored[0][0] >= MIN_TEXT_MATCH and (len(scored) == 1 or scored[0][0] - scored[1][0] >= 3):
        return scored[0][1]
    raise BadAnswer(choice_help(len(order)))


def read_positions(order: Sequence[str], text: str) -> tuple[str, ...] | None:
    """Several letters or numbers ("a c", "a,c", "ac", "3 1 2", "c > a > b") as option ids; None when it is none."""
    line = re.sub(r"\band\b|&", " ", bare(text))
    words = [word for word in re.split(r"[\s,;>)(.\[\]/|+-]+|(?:->)+", line) if word]
    letters = LETTERS[: len(order)]
    if len(words) == 1 and _packed(words[0], letters, len(order)):
        words = list(words[0])
    positions = []
    for word in words:
        if len(word) == 1 and word in letters:
            positions.append(letters.index(word))
        elif word.isascii() and word.isdecimal() and 1 <= int(word[:3]) <= len(order):
            positions.append(int(word) - 1)
        else:
            return None
    return tuple(order[position] for position in positions) or None


def _packed(word: str, letters: str, count: int) -> bool:
    """Whether a word is several letters, or one-digit numbers, without blanks between them."""
    return all(c in letters for c in word) or (word.isascii() and word.isdecimal() and count < 10)


def choice_help(count: int) -> str:
    """How to answer by choice, in one sentence."""
    return (
        f"I could not read that as an answer. Type a letter from `a` to `{LETTERS[count - 1]}`, "
        "or `hint`, `skip`, `explain`."
    )


def _position(word: str, options: Sequence[Option]) -> int | None:
    if len(word) == 1 and word in LETTERS[: len(options)]:
        return LETTERS.index(word)
    for index, option in enumerate(options):
        if word and word == bare(option.text):
            return index
    if word.isascii() and word.isdecimal() and 1 <= int(word[:4]) <= len(options):
        return int(word) - 1
    match = re.fullmatch(r"(?:option|answer)?\s*([a-z])[):.]?(?:\s.*)?", word) if len(word) > 1 else None
    if match and match[1] in LETTERS[: len(options)]:
        index, rest = LETTERS.index(match[1]), re.sub(r"^(?:option|answer)?\s*[a-z][):.]?\s*", "", word)
        if not rest or fuzz.ratio(rest, bare(options[index].text)) >= MIN_TEXT_MATCH:
            return index
    return None


def _likeness(word: str, option: Option) -> float:
    if len(word) < 4:
        return 0.0
    return float(fuzz.ratio(word, bare(option.text)))
