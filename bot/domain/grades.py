"""Grades: how well a question was recalled, as the memory model hears it."""

from dataclasses import dataclass
from enum import IntEnum

RIGHT_FROM = 0.95  # score; typed answers with a forgiven typo still count as right
PARTLY_FROM = 0.5  # score; below it the answer shows nothing that could be called recall
FAST = 0.5  # share of the expected time below which a right answer came easily
SLOW = 2.5  # multiple of the expected time above which a right answer was hard work
AWAY_AFTER_S = 900.0  # seconds; a chat message left open this long was not being thought about
TELLING_GUESS = 0.4  # chance of a lucky hit above which speed proves nothing (true-false)

READING_WORDS_PER_S = 3.0  # careful reading of technical text, with code
PICKING_S = 8.0
WRITING_S = {"short-text": 10.0, "output": 20.0, "order": 20.0, "multiple": 8.0, "free-text": 75.0}
THINKING_PER_LEVEL_S = 4.0


class Grade(IntEnum):
    """How well the learner recalled the answer; the values are those of FSRS."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What is known about one answered attempt.

    `score` is 0..1, partly right answers in between. `seconds` is None where the time was not measured.
    `guess` is the chance of a full score without knowing anything. `guessed` is the learner's own word.
    """

    score: float
    hints: int = 0
    seconds: float | None = None
    expected_seconds: float | None = None
    guess: float = 0.0
    guessed: bool = False

    def __post_init__(self) -> None:
        """Raise ValueError for a score outside 0..1 or a negative count or time."""
        if not 0.0 <= self.score <= 1.0:
            raise ValueError(f"score {self.score} is outside 0..1")
        if self.hints < 0 or (self.seconds is not None and self.seconds < 0):
            raise ValueError("hints and seconds cannot be negative")


def grade_of(outcome: Outcome) -> Grade:
    """The grade of an answered attempt.

    Wrong, or guessed by the learner's own word: again (a lucky hit is not recall, and calling it hard would
    tell FSRS that it was). Partly right: hard. Right: good, one grade lower per hint used; easy when quick
    and without help; hard when slow. A time beyond `AWAY_AFTER_S` says nothing: people leave chats open.
    """
    if outcome.guessed or outcome.score < PARTLY_FROM:
        return Grade.AGAIN
    if outcome.score < RIGHT_FROM:
        return Grade.HARD if outcome.hints == 0 else Grade.AGAIN
    if outcome.hints > 0:
        return Grade.HARD if outcome.hints == 1 else Grade.AGAIN
    return _grade_by_time(outcome)


def _grade_by_time(outcome: Outcome) -> Grade:
    if outcome.seconds is None or not outcome.expected_seconds or outcome.seconds > AWAY_AFTER_S:
        return Grade.GOOD
    pace = outcome.seconds / outcome.expected_seconds
    if pace >= SLOW:
        return Grade.HARD
    return Grade.EASY if pace <= FAST and outcome.guess < TELLING_GUESS else Grade.GOOD


def expected_seconds(*, kind: str, level: int, words: int) -> float:
    """Seconds that reading `words` words, thinking and answering usually take.

    A rough yardstick of ours, not a measurement: reading at 180 words a minute, some thinking per level,
    and the time to pick or type an answer of this kind.
    """
    return words / READING_WORDS_PER_S + THINKING_PER_LEVEL_S * level + PICKING_S + WRITING_S.get(kind, 0.0)
