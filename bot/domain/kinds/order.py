"""Options to put in order."""

from collections.abc import Sequence

from bot.domain.kinds.base import LETTERS, Marking, read_positions, shuffled
from bot.errors import BadAnswer
from content.model import Question


class Order:
    """All options are right; their order is asked."""

    def shown_order(self, question: Question, seed: str) -> tuple[str, ...]:
        """Shuffled, but never shown already solved."""
        order = shuffled(question, seed)
        return order if order != question.answer else (*order[1:], order[0])

    def read(self, question: Question, order: Sequence[str], text: str) -> tuple[str, ...]:
        """All letters or numbers once each, in the order meant. Raises `BadAnswer`."""
        chosen = read_positions(order, text)
        if chosen is None or len(set(chosen)) != len(chosen) or len(chosen) != len(order):
            example = " ".join(reversed(LETTERS[: len(order)]))
            raise BadAnswer(f"Type all {len(order)} letters once, in your order, like `{example}`.")
        return chosen

    def mark(self, question: Question, given: Sequence[str]) -> Marking:
        """Correct when exactly the key; else the share of pairs in the right order, at most 0.9."""
        if tuple(given) == question.answer:
            return Marking(score=1.0, correct=True)
        place = {option_id: index for index, option_id in enumerate(question.answer)}
        places = [place[option_id] for option_id in given]
        pairs = [(a, b) for i, a in enumerate(places) for b in places[i + 1 :]]
        share = sum(a < b for a, b in pairs) / len(pairs)
        return Marking(score=min(0.9, share) if share > 0.5 else 0.0, correct=False)
