"""Free text, judged against a rubric. Here only the rough local check by key words; a tutor may judge better."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from bot.domain.kinds.base import Marking, straight
from bot.errors import BadAnswer
from content.model import Question, Rubric

MAX_CHARACTERS = 4000
MIN_WORDS = 3
MIN_KEYWORD_MATCH = 90  # of 100


class FreeText:
    """A few sentences; right when enough of the rubric's points are met."""

    def shown_order(self, question: Question, seed: str) -> tuple[str, ...]:
        """There is nothing to arrange."""
        return ()

    def read(self, question: Question, order: Sequence[str], text: str) -> tuple[str, ...]:
        """The text itself. Raises `BadAnswer` when it is hardly a sentence or far too long."""
        if len(text) > MAX_CHARACTERS:
            raise BadAnswer(
                f"That is {len(text):,} characters, more than I can judge (at most {MAX_CHARACTERS:,}). "
                "A few sentences with the main points are best."
            )
        if len(re.findall(r"[^\W_]+", text)) < MIN_WORDS:
            raise BadAnswer("Please answer in a sentence or two, or type `hint`, `skip` or `explain`.")
        return (text.strip(),)

    def mark(self, question: Question, given: Sequence[str]) -> Marking:
        """A rough check by the rubric's key words and phrases."""
        rubric = question.rubric
        if rubric is None:
            raise ValueError(f"{question.id}: free text without a rubric")
        met = points_met(rubric, given[0])
        return Marking(
            score=len(met) / len(rubric.points),
            correct=len(met) >= rubric.pass_points,
            points_met=met,
            rough=True,
        )


def points_met(rubric: Rubric, text: str) -> tuple[str, ...]:
    """Ids of the points of which some key word or phrase occurs in the text, small typos and endings aside."""
    words = _words(text)
    return tuple(point.id for point in rubric.points if any(_occurs(_words(k), words) for k in point.keywords))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:[-'][^\W_]+)*", straight(text).casefold())


def _occurs(phrase: list[str], words: list[str]) -> bool:
    size = len(phrase)
    if not size:
        return False
    return any(
        all(_alike(wanted, word) for wanted, word in zip(phrase, words[i : i + size], strict=True))
        for i in range(len(words) - size + 1)
    )


def _alike(wanted: str, word: str) -> bool:
    if wanted == word:
        return True
    if len(wanted) < 4 or len(word) < 4:
        return False
    stem = wanted[: max(4, len(wanted) - 3)]
    return (word.startswith(stem) and abs(len(word) - len(wanted)) <= 3) or fuzz.ratio(
        wanted, word
    ) >= MIN_KEYWORD_MATCH
