"""The options of a question: lines to read, and what to press below them."""

from typing import Any, assert_never

from adapters.slack.action_ids import PICK, PLACE, SEND, ActionId
from adapters.slack.controls import option, plain, pressable, rows
from adapters.slack.limits import CHECKBOXES_MAX, LABEL_MAX, PLACEHOLDER_MAX, ROW_MAX
from adapters.slack.mrkdwn import mrkdwn
from adapters.slack.rich_text import lines
from bot.application import markup
from bot.application.cards import Choice, Choices, Mark, Pick, Style
from bot.application.markup import Span
from bot.application.plain import MARKS

Json = dict[str, Any]

SIGNS = {Mark.NONE: "", Mark.RIGHT: "✅ ", Mark.WRONG: "❌ ", Mark.MISSED: "✔️ "}
ORDINALS = ("1st", "2nd", "3rd")


def choices(element: Choices, most: int) -> list[Json]:
    """The blocks of a question's options."""
    if not element.items:
        return []
    match element.pick:
        case Pick.NONE:
            return _lines(element, most)
        case Pick.ONE:
            letters = [
                pressable(
                    item.key.upper(),
                    ActionId(element.action, item.key),
                    spoken=f"{item.key.upper()}: {markup.plain_inline(item.markup)}",
                )
                for item in element.items
            ]
            return [*_lines(element, most), *rows(letters)]
        case Pick.MANY:
            if _fit_in_labels(element):
                return rows([_checkboxes(element), _send(element)])
            return [*_lines(element, most), *rows([_menu_of_several(element), _send(element)])]
        case Pick.ORDER:
            places = [_place(element, place) for place in range(min(len(element.items), ROW_MAX - 1))]
            return [*_lines(element, most), *rows([*places, _send(element)])]
        case _:
            assert_never(element.pick)


def _lines(element: Choices, most: int) -> list[Json]:
    block = lines([_line(item) for item in element.items], most)
    return [block] if block else []


def _line(item: Choice) -> tuple[Span, ...]:
    letter = Span(f"{SIGNS[item.mark]}{item.key.upper()}", bold=True)
    words = markup.inline(item.markup)
    if item.mark is not Mark.NONE:
        words = (*words, Span(MARKS[item.mark], italic=True))
    return (letter, Span("   "), *words)


def _send(element: Choices) -> Json:
    label = "Send this order" if element.pick is Pick.ORDER else "Send"
    return pressable(label, ActionId(element.action, SEND), Style.PRIMARY)


def _labelled(item: Choice) -> tuple[Span, ...]:
    return (Span(item.key.upper(), bold=True), Span("  "), *markup.inline(item.markup))


def _fit_in_labels(element: Choices) -> bool:
    """Whether every option can stand beside its own checkbox."""
    return len(element.items) <= CHECKBOXES_MAX and all(
        len(mrkdwn(_labelled(item), 10 * LABEL_MAX)["text"]) < LABEL_MAX for item in element.items
    )


def _checkboxes(element: Choices) -> Json:
    options = [{"text": mrkdwn(_labelled(item), LABEL_MAX), "value": item.key} for item in element.items]
    return {"type": "checkboxes", "action_id": str(ActionId(element.action, PICK)), "options": options}


def _menu_of_several(element: Choices) -> Json:
    return {
        "type": "multi_static_select",
        "action_id": str(ActionId(element.action, PICK)),
        "placeholder": plain("All that are right", PLACEHOLDER_MAX),
        "options": _options(element),
    }


def _place(element: Choices, place: int) -> Json:
    ordinal = ORDINALS[place] if place < len(ORDINALS) else f"{place + 1}th"
    return {
        "type": "static_select",
        "action_id": str(ActionId(element.action, f"{PLACE}{place + 1}")),
        "placeholder": plain(ordinal, PLACEHOLDER_MAX),
        "options": _options(element),
    }


def _options(element: Choices) -> list[Json]:
    return [option(f"{item.key.upper()}: {markup.plain_inline(item.markup)}", item.key) for item in element.items]
