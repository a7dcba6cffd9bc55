"""A question with its solution, for a whole channel: no single person's answer stands in it."""

from collections.abc import Sequence

from bot.application.cards import Code, Element, Link, Text
from bot.application.markup import escape
from bot.application.views.prose import prose
from bot.domain.kinds.base import LETTERS
from content.model import Kind, Question


def solution(question: Question, order: Sequence[str] = ()) -> tuple[Element, ...]:
    """What is right, the explanation, and why each wrong option is wrong.

    `order` are the option ids as they were shown; without it the options have no letters.
    """
    return (*_right(question, order), *prose(question.explanation), *_whys(question, order))


def references(question: Question) -> tuple[Link, ...]:
    """Where to read on, official documentation first."""
    return tuple(Link(reference.title, reference.url) for reference in question.references)


def _right(question: Question, order: Sequence[str]) -> tuple[Element, ...]:
    if question.kind is Kind.ORDER:
        lines = [f"{n}. {question.option(option_id).text}" for n, option_id in enumerate(question.answer, start=1)]
        return (Text("\n".join(["**The right order:**", "", *lines])),)
    if question.kind.has_options:
        right = [o.id for o in question.options if o.id in question.answer]
        shown = [option_id for option_id in order if option_id in right] or right
        texts = [f"{_letter(option_id, order)}{question.option(option_id).text}" for option_id in shown]
        if len(texts) == 1:
            return (Text(f"**Right:** {texts[0]}"),)
        return (Text("\n".join(["**Right:**", "", *(f"- {text}" for text in texts)])),)
    if question.rubric:
        return (Text(f"**A good answer:** {escape(question.rubric.samples.right)}"),)
    if question.kind is Kind.OUTPUT:
        return (Text("**Right:**"), Code(question.answer[0]))
    return (Text(f"**Right:** {escape(question.answer[0])}"),)


def _whys(question: Question, order: Sequence[str]) -> tuple[Element, ...]:
    options = [question.option(option_id) for option_id in order] or list(question.options)
    whys = [f"- {_letter(o.id, order) or f'{o.text}: '}{o.why}" for o in options if o.why]
    return (Text("\n".join(["**Why the others are wrong.**", "", *whys])),) if whys else ()


def _letter(option_id: str, order: Sequence[str]) -> str:
    return f"**{LETTERS[list(order).index(option_id)].upper()}**: " if option_id in order else ""
