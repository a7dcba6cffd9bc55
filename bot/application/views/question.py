"""The card of an open question."""

from bot.application.actions import action
from bot.application.cards import (
    Button,
    Buttons,
    Card,
    Choice,
    Choices,
    Element,
    Footnote,
    Form,
    FormField,
    Heading,
    Input,
    Pick,
    Style,
    Text,
    Tone,
    card,
)
from bot.application.views.prose import prose
from bot.application.views.words import level_label
from bot.domain.attempts import Attempt
from bot.domain.kinds.base import LETTERS
from content.model import Kind, Question

PICKS = {
    Kind.SINGLE: Pick.ONE,
    Kind.TRUE_FALSE: Pick.ONE,
    Kind.MULTIPLE: Pick.MANY,
    Kind.ORDER: Pick.ORDER,
}
HOW_TO_ANSWER = {
    Kind.SINGLE: "Answer with a letter.",
    Kind.TRUE_FALSE: "True or false?",
    Kind.MULTIPLE: "More than one may be right: answer with all the letters, like `a c`.",
    Kind.ORDER: "Answer with all the letters in your order, like `b a c`.",
    Kind.SHORT_TEXT: "Answer with a word or a few.",
    Kind.OUTPUT: "Answer with exactly what is printed, `\\n` between lines.",
    Kind.FREE_TEXT: "Answer in a sentence or two.",
}


def question_card(question: Question, attempt: Attempt, *, lead: str = "", hint: str = "") -> Card:
    """An open question with everything to answer it; `lead` is a line of markup above, `hint` one below."""
    return card(
        Text(lead) if lead else None,
        Heading(f"{question.area.label} · {level_label(question.level)}"),
        *prose(question.prompt),
        *answer_elements(question, attempt),
        Text(f"**Hint.** {hint}") if hint else None,
        question_buttons(attempt, hinted=bool(hint) or attempt.hints > 0),
        Footnote(" ".join(filter(None, [HOW_TO_ANSWER[question.kind], attempt.reason]))),
        tone=Tone.NEUTRAL,
    )


def answer_elements(question: Question, attempt: Attempt) -> tuple[Element, ...]:
    """The choices of a question in the order of this showing, or the form of a typed one."""
    if question.kind.has_options:
        return (
            Choices(
                action("answer", attempt.id),
                PICKS[question.kind],
                tuple(
                    Choice(LETTERS[index], question.option(option_id).text)
                    for index, option_id in enumerate(attempt.order)
                ),
            ),
        )
    long = question.kind is Kind.FREE_TEXT
    return (
        Form(
            label="Answer",
            title="Your answer",
            action=action("answer", attempt.id),
            fields=(
                FormField(
                    key="text",
                    label="Your answer",
                    input=Input.PARAGRAPH if long or question.kind is Kind.OUTPUT else Input.LINE,
                    hint=HOW_TO_ANSWER[question.kind].replace("`", ""),
                    max_length=3000 if long else 500,
                ),
            ),
            says="just type it",
            style=Style.PRIMARY,
        ),
    )


def question_buttons(attempt: Attempt, *, hinted: bool = False) -> Buttons:
    """Hint, skip and, tucked away, the rare ones."""
    hint = Button("Hint", action("hint", attempt.id), "hint")
    return Buttons(
        items=(*(() if hinted else (hint,)), Button("Skip", action("skip", attempt.id), "skip")),
        rare=(
            Button("Explain without answering", action("explain", attempt.id), "explain"),
            Button("Report a problem", action("report", attempt.id), "report"),
        ),
    )
