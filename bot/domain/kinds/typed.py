"""Answers that are typed and compared: `short-text` (typos forgiven) and `output` (exact)."""

import re
from collections.abc import Sequence

from rapidfuzz.distance import DamerauLevenshtein

from bot.domain.kinds.base import Marking, bare, straight
from bot.errors import BadAnswer
from content.model import Question

MAX_CHARACTERS = 500
TYPO_MIN_LETTERS = 5  # words shorter than this must be exact: one letter often makes another word


def _read_text(text: str) -> tuple[str, ...]:
    if not re.search(r"[^\W_]|[\d+\-*/=<>\[\]{}()]", text):
        raise BadAnswer("Please type the answer in words or figures, or `hint`, `skip`, `explain`.")
    if len(text) > MAX_CHARACTERS:
        raise BadAnswer(f"That is {len(text):,} characters; a few words are enough here (at most {MAX_CHARACTERS}).")
    return (text.strip("\n"),)


class ShortText:
    """A word or a few; case, quotes, blanks and small typos in long words do not matter."""

    def shown_order(self, question: Question, seed: str) -> tuple[str, ...]:
        """There is nothing to arrange."""
        return ()

    def read(self, question: Question, order: Sequence[str], text: str) -> tuple[str, ...]:
        """The text itself. Raises `BadAnswer` when there is no word in it."""
        return _read_text(text)

    def mark(self, question: Question, given: Sequence[str]) -> Marking:
        """Exact first, then the known near misses, then with tolerance for typos."""
        text = bare(given[0])
        accepted = [bare(answer) for answer in question.answer]
        if text in accepted:
            return Marking(score=1.0, correct=True)
        for miss in question.near_misses:
            if text == bare(miss.text):
                return Marking(score=0.0, correct=False, reason=miss.why)
        if any(_same_but_typos(text, answer) for answer in accepted):
            return Marking(score=1.0, correct=True)
        for miss in question.near_misses:
            if _same_but_typos(text, bare(miss.text)):
                return Marking(score=0.0, correct=False, reason=miss.why)
        return Marking(score=0.0, correct=False)


class Output:
    """What a program prints, exactly; only blanks at line ends and around the whole are ignored."""

    def shown_order(self, question: Question, seed: str) -> tuple[str, ...]:
        """There is nothing to arrange."""
        return ()

    def read(self, question: Question, order: Sequence[str], text: str) -> tuple[str, ...]:
        """The text without the fences or backticks that people put around code. Raises `BadAnswer`."""
        return _read_text(_unfenced(text))

    def mark(self, question: Question, given: Sequence[str]) -> Marking:
        """Exact, line by line."""
        readings = _readings(given[0])
        if readings & {printed(answer) for answer in question.answer}:
            return Marking(score=1.0, correct=True)
        for miss in question.near_misses:
            if printed(miss.text) in readings:
                return Marking(score=0.0, correct=False, reason=miss.why)
        return Marking(score=0.0, correct=False)


def printed(text: str) -> str:
    """Printed output as it is compared."""
    return "\n".join(line.rstrip() for line in straight(text).strip().splitlines())


def _readings(text: str) -> set[str]:
    """The text as typed; on one line also with `\\n` read as a line end, for where Enter sends the line."""
    readings = {printed(text)}
    return readings if "\n" in text else readings | {printed(text.replace("\\n", "\n"))}


def _unfenced(text: str) -> str:
    fenced = re.fullmatch(r"\s*```[\w-]*\n?(.*?)\n?```\s*", text, re.DOTALL)
    if fenced:
        return fenced[1]
    ticked = re.fullmatch(r"\s*`([^`]+)`\s*", text)
    return ticked[1] if ticked else text


def _same_but_typos(text: str, answer: str) -> bool:
    """Word by word: one slip in words of 5 letters or more, other words exactly."""
    given, wanted = text.split(), answer.split()
    if len(given) != len(wanted):
        return False
    for word, right in zip(given, wanted, strict=True):
        if word == right:
            continue
        if len(right) < TYPO_MIN_LETTERS or not right.isalpha():
            return False
        if DamerauLevenshtein.distance(word, right) > 1:
            return False
    return True
