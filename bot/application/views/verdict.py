"""The card of an answered, skipped or explained question."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.application.actions import action
from bot.application.cards import (
    Button,
    Buttons,
    Card,
    Choice,
    Choices,
    Code,
    Element,
    Footnote,
    Heading,
    Mark,
    Pick,
    Text,
    Tone,
    card,
)
from bot.application.markup import escape
from bot.application.views.prose import prose
from bot.application.views.solution import references
from bot.domain.attempts import Attempt, AttemptState
from bot.domain.kinds import Marking
from bot.domain.kinds.base import LETTERS
from content.model import Kind, Question

QUOTED_CHARACTERS = 300  # of a typed answer, when it is shown again


@dataclass(frozen=True, slots=True, kw_only=True)
class Aftermath:
    """What an answer led to, each one line of markup (or empty)."""

    streak: str = ""
    memory: str = ""
    offer: str = ""  # e.g. `start` for those who have not


def verdict_card(
    question: Question,
    attempt: Attempt,
    marking: Marking,
    *,
    aftermath: Aftermath,
    next_button: Button,
    lead: str = "",
    recap: bool = True,
) -> Card:
    """Right or wrong, why, why the others are wrong, where to read on, and what comes next.

    `recap` repeats the prompt, for where the card takes the question's place.
    """
    return card(
        Text(lead) if lead else None,
        Heading(_headline(question, marking)),
        *(prose(question.prompt) if recap else ()),
        *_given(question, attempt, marking),
        Text(f"**Why not.** {marking.reason}") if marking.reason else None,
        *_rubric(question, marking),
        *_explanation(question, attempt),
        *references(question),
        Footnote(" ".join(filter(None, [aftermath.streak, aftermath.memory]))),
        Text(aftermath.offer) if aftermath.offer else None,
        _buttons(attempt, marking, next_button),
        tone=_tone(marking),
    )


def revealed_card(
    question: Question, attempt: Attempt, next_button: Button, *, explained: bool, recap: bool = True
) -> Card:
    """A question that was skipped or explained without an answer; nothing was counted."""
    return card(
        Heading("Explained" if explained else "Skipped"),
        Text("No answer, so nothing was counted. It will come back another day."),
        *(prose(question.prompt) if recap else ()),
        *_given(question, attempt, None),
        *_explanation(question, attempt),
        *references(question),
        Buttons(
            items=(next_button,),
            rare=(Button("Report a problem", action("report", attempt.id), "report"),),
        ),
        tone=Tone.NOTICE,
    )


def _headline(question: Question, marking: Marking) -> str:
    if marking.correct:
        return "✓ Right"
    if question.kind is Kind.FREE_TEXT:
        return "◐ Partly" if marking.points_met else "✗ Not yet"
    return "◐ Partly right" if marking.score > 0 else "✗ Not quite"


def _tone(marking: Marking) -> Tone:
    if marking.correct:
        return Tone.RIGHT
    return Tone.PARTLY if marking.score > 0 else Tone.WRONG


def _given(question: Question, attempt: Attempt, marking: Marking | None) -> tuple[Element, ...]:
    if question.kind is Kind.ORDER:
        return (_order(question, attempt),)
    if question.kind.has_options:
        items = tuple(
            Choice(
                LETTERS[index],
                question.option(option_id).text,
                _mark(option_id, question, attempt.given, answered=marking is not None),
            )
            for index, option_id in enumerate(attempt.order)
        )
        return (Choices(action("answer", attempt.id), Pick.NONE, items),)
    elements: list[Element] = []
    if marking is not None and attempt.given:
        elements += _quoted("Your answer", attempt.given[0], exact=question.kind is Kind.OUTPUT)
    if question.answer and not (marking and marking.correct):
        elements += _quoted("Right", question.answer[0], exact=question.kind is Kind.OUTPUT)
    elif question.rubric and not (marking and marking.correct):
        elements.append(Text(f"**A good answer.** {escape(question.rubric.samples.right)}"))
    return tuple(elements)


def _mark(option_id: str, question: Question, given: Sequence[str], *, answered: bool) -> Mark:
    right = option_id in question.answer
    if not answered:
        return Mark.MISSED if right else Mark.NONE
    if option_id in given:
        return Mark.RIGHT if right else Mark.WRONG
    return Mark.MISSED if right else Mark.NONE


def _order(question: Question, attempt: Attempt) -> Text:
    letter = {option_id: LETTERS[index] for index, option_id in enumerate(attempt.order)}
    lines = ["**The right order:**", ""]
    for place, option_id in enumerate(question.answer):
        told = ""
        if attempt.given and attempt.given[place] != option_id:
            told = f" (you had {letter[attempt.given[place]]} here)"
        lines.append(f"{place + 1}. {letter[option_id]}: {question.option(option_id).text}{told}")
    return Text("\n".join(lines))


def _quoted(label: str, text: str, *, exact: bool) -> list[Element]:
    short = text if len(text) <= QUOTED_CHARACTERS else text[: QUOTED_CHARACTERS - 1] + "…"
    if exact:
        return [Text(f"**{label}:**"), Code(short)]
    return [Text(f"**{label}:** {escape(short)}")]


def _rubric(question: Question, marking: Marking) -> tuple[Element, ...]:
    if question.rubric is None:
        return ()
    lines = [f"- {'✓' if point.id in marking.points_met else '✗'} {point.text}" for point in question.rubric.points]
    note = (
        Footnote("This was a rough check by key words. Judge for yourself against the sample answer.")
        if marking.rough
        else None
    )
    return tuple(element for element in (Text("\n".join(lines)), note) if element)


def _explanation(question: Question, attempt: Attempt) -> tuple[Element, ...]:
    """The explanation, then why each wrong option (but the one already answered for) is wrong."""
    others = [
        f"- **{LETTERS[index]}**: {option.why}"
        for index, option in enumerate(question.option(option_id) for option_id in attempt.order)
        if option.why and not (question.kind is not Kind.MULTIPLE and option.id in attempt.given)
    ]
    label = "Why the others are wrong." if question.kind is not Kind.MULTIPLE else "Why the wrong ones are wrong."
    whys = Text("\n".join([f"**{label}**", "", *others])) if others else None
    return tuple(e for e in (*prose(question.explanation), whys) if e)


def _buttons(attempt: Attempt, marking: Marking, next_button: Button) -> Buttons:
    guessed = Button("I guessed", action("guessed", attempt.id), "guessed")
    show = marking.correct and not attempt.guessed and attempt.state is AttemptState.ANSWERED
    return Buttons(
        items=(next_button, *((guessed,) if show else ())),
        rare=(Button("Report a problem", action("report", attempt.id), "report"),),
    )
