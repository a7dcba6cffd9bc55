"""One right option: `single`, and `true-false` (whose two options are never shuffled)."""

from collections.abc import Sequence

from bot.domain.kinds.base import Marking, bare, read_one, shuffled
from content.model import Question

_TRUE = frozenset({"true", "t", "yes", "y", "right", "correct"})
_FALSE = frozenset({"false", "f", "no", "n", "wrong", "incorrect"})


class Single:
    """Exactly one option is right."""

    def __init__(self, *, shuffled: bool = True) -> None:
        self._shuffled = shuffled

    def shown_order(self, question: Question, seed: str) -> tuple[str, ...]:
        """Shuffled, except for true and false."""
        return shuffled(question, seed) if self._shuffled else tuple(o.id for o in question.options)

    def read(self, question: Question, order: Sequence[str], text: str) -> tuple[str, ...]:
        """One choice; `true-false` also takes yes, no and the like. Raises `BadAnswer`."""
        if not self._shuffled:
            word = bare(text)
            if word in _TRUE | _FALSE:
                return ("true" if word in _TRUE else "false",)
        return (read_one(question, order, text),)

    def mark(self, question: Question, given: Sequence[str]) -> Marking:
        """Right or wrong, with the author's reason for the wrong option."""
        correct = tuple(given) == question.answer
        reason = "" if correct else question.option(given[0]).why
        return Marking(score=1.0 if correct else 0.0, correct=correct, reason=reason)
