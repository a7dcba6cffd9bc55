"""`coach content ...`: the content commands, with the coach's own grammar and grader to check against."""

from collections.abc import Sequence

from bot.application.commands import GRAMMAR
from bot.application.grammar.parse import ALIASES
from bot.domain.kinds import rules_of
from bot.errors import BadAnswer
from content.cli import build_app
from content.lint import Judgement
from content.model import Question


def judge(question: Question, text: str) -> Judgement:
    """How the coach itself would judge a typed answer."""
    rules = rules_of(question)
    try:
        marking = rules.mark(question, rules.read(question, (), text))
    except BadAnswer:
        return Judgement(correct=False, score=0.0)
    return Judgement(correct=marking.correct, score=marking.score)


def content(arguments: Sequence[str]) -> None:
    """Run a content command with these arguments."""
    words = frozenset({*GRAMMAR.specs, *ALIASES})
    build_app(judge=judge, command_words=words)(args=list(arguments), prog_name="coach content")
