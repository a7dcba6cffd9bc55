"""One module per kind of question: how it is shown, how an answer is read, how it is marked.

A new kind is a new module here, a member of `content.model.Kind` and a line in `RULES`.
"""

from bot.domain.kinds.base import KindRules, Marking
from bot.domain.kinds.free_text import FreeText
from bot.domain.kinds.multiple import Multiple
from bot.domain.kinds.order import Order
from bot.domain.kinds.single import Single
from bot.domain.kinds.typed import Output, ShortText
from content.model import Kind, Question

RULES: dict[Kind, KindRules] = {
    Kind.SINGLE: Single(),
    Kind.TRUE_FALSE: Single(shuffled=False),
    Kind.MULTIPLE: Multiple(),
    Kind.ORDER: Order(),
    Kind.SHORT_TEXT: ShortText(),
    Kind.OUTPUT: Output(),
    Kind.FREE_TEXT: FreeText(),
}


def rules_of(question: Question) -> KindRules:
    """The rules of the question's kind."""
    return RULES[question.kind]


__all__ = ["RULES", "KindRules", "Marking", "rules_of"]
