"""Several right options."""

from collections.abc import Sequence

from bot.domain.kinds.base import LETTERS, Marking, read_one, read_positions, shuffled
from bot.errors import BadAnswer
from content.model import Question


class Multiple:
    """One or more options are right; all of them must be chosen and no other."""

    def shown_order(self, question: Question, seed: str) -> tuple[str, ...]:
        """Shuffled."""
        return shuffled(question, seed)

    def read(self, question: Question, order: Sequence[str], text: str) -> tuple[str, ...]:
        """Letters, numbers, or one option's text. Raises `BadAnswer`."""
        chosen = read_positions(order, text)
        if chosen is None:
            try:
                chosen = (read_one(question, order, text),)
            except BadAnswer:
                raise BadAnswer(
                    "More than one can be right: type all the letters, like `a c`. "
                    f"They go from `a` to `{LETTERS[len(order) - 1]}`."
                ) from None
        return tuple(option_id for option_id in order if option_id in chosen)

    def mark(self, question: Question, given: Sequence[str]) -> Marking:
        """Correct when exactly the key; else the share of right choices less the wrong ones, at least 0."""
        key, chosen = set(question.answer), set(given)
        score: float = max(0.0, (len(chosen & key) - len(chosen - key)) / len(key))
        correct = chosen == key
        return Marking(score=1.0 if correct else min(score, 0.9), correct=correct)
