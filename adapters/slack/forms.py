"""Forms as modals, and what somebody entered in them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, assert_never

from adapters.slack.controls import option, plain
from adapters.slack.known import NOTHING_KNOWN, Known
from adapters.slack.limits import (
    CHECKBOXES_MAX,
    ERROR_MAX,
    INPUT_LABEL_MAX,
    INPUT_MAX,
    OPTION_VALUE_MAX,
    OPTIONS_MAX,
    VIEW_BLOCKS_MAX,
)
from adapters.slack.messages import view_blocks
from adapters.slack.wording import cut, one_line
from bot.application.cards import Buttons, Card, Choices, Form, FormField, Input

Json = dict[str, Any]

RADIO_MAX = 3  # options; of more, a menu is quicker to read
FIELDS_MAX = VIEW_BLOCKS_MAX // 2
BLOCK = "field:"  # block ids of inputs; the field's key follows


@dataclass(frozen=True, slots=True)
class Entered:
    """What stands in a modal: its values by field, as the core takes them."""

    values: Mapping[str, str]


def find_form(cards: Iterable[Card], action: str) -> Form | None:
    """The form of this action."""
    for card in cards:
        for element in card.elements:
            if isinstance(element, Form) and element.action == action:
                return element
    return None


def form_blocks(
    form: Form, around: Sequence[Card] = (), known: Known = NOTHING_KNOWN, *, values: Mapping[str, str] | None = None
) -> list[Json]:
    """What the cards say without their buttons, then the inputs; `values` are put in instead of the form's own."""
    shown = [card for card in (_to_read(card) for card in around) if card.elements]
    inputs = [_input(item, values) for item in form.fields[:FIELDS_MAX]]
    told = view_blocks(shown, known)[: VIEW_BLOCKS_MAX - len(inputs)] if shown else []
    return [*told, *inputs]


def error_in(form_fields: Iterable[str], field: str, text: str) -> dict[str, str] | None:
    """The errors of a modal: what the core refused, below the field it is about (or the first one)."""
    keys = list(form_fields)
    if not keys:
        return None
    return {BLOCK + (field if field in keys else keys[0]): cut(" ".join(text.split()), ERROR_MAX)}


def entered(view: Mapping[str, Any]) -> Entered:
    """What somebody entered in a modal of ours. Unknown elements are left out."""
    values: dict[str, str] = {}
    for block_id, elements in _state(view).items():
        if block_id.startswith(BLOCK) and isinstance(elements, dict):
            for element in elements.values():
                values[block_id.removeprefix(BLOCK)] = _value(element)
    return Entered(values)


def _state(view: Mapping[str, Any]) -> Mapping[str, Any]:
    state = view.get("state")
    values = state.get("values") if isinstance(state, dict) else None
    return values if isinstance(values, dict) else {}


def _value(element: Any) -> str:
    match element:
        case {"selected_options": list(options)}:
            return ",".join(str(chosen.get("value", "")) for chosen in options if isinstance(chosen, dict))
        case {"selected_option": {"value": value}}:
            return str(value)
        case {"value": str(value)}:
            return value
    return ""


def _to_read(card: Card) -> Card:
    return Card(tuple(e for e in card.elements if not isinstance(e, Buttons | Form | Choices)), card.tone)


def _input(item: FormField, values: Mapping[str, str] | None) -> Json:
    given = values.get(item.key, item.value) if values else item.value
    block: Json = {
        "type": "input",
        "block_id": f"{BLOCK}{item.key}",
        "label": plain(item.label, INPUT_LABEL_MAX),
        "element": _element(item, given) | {"action_id": item.key},
    }
    if item.hint:
        block["hint"] = plain(item.hint, INPUT_LABEL_MAX)
    # A group of boxes without a tick is an answer too, which Slack takes only from an optional input.
    if not item.required or item.input is Input.SOME_OF:
        block["optional"] = True
    return block


def _element(item: FormField, given: str) -> Json:
    options = _options(item)
    match item.input:
        case Input.LINE | Input.PARAGRAPH:
            return _text(item, given)
        case Input.ONE_OF if not options:
            return _text(item, given)
        case Input.SOME_OF if not options:
            return _text(item, given)
        case Input.ONE_OF:
            kind = "radio_buttons" if len(options) <= RADIO_MAX else "static_select"
            chosen = next((entry for entry in options if entry["value"] == given.strip()), None)
            return {"type": kind, "options": options} | ({"initial_option": chosen} if chosen else {})
        case Input.SOME_OF:
            kind = "checkboxes" if len(options) <= CHECKBOXES_MAX else "multi_static_select"
            wanted = {word.strip() for word in given.split(",")}
            several = [entry for entry in options if entry["value"] in wanted]
            return {"type": kind, "options": options} | ({"initial_options": several} if several else {})
        case _:
            assert_never(item.input)


def _options(item: FormField) -> list[Json]:
    """The options as Slack takes them; none where there are too many, so that the field is typed into."""
    unique = {value: label for value, label in item.options if value and len(value) <= OPTION_VALUE_MAX}
    if len(unique) > OPTIONS_MAX:
        return []
    return [option(label, value) for value, label in unique.items()]


def _text(item: FormField, given: str) -> Json:
    most = max(1, min(item.max_length, INPUT_MAX))
    element: Json = {"type": "plain_text_input", "multiline": item.input is Input.PARAGRAPH, "max_length": most}
    if given:
        element["initial_value"] = given[:most]
    return element


def title_of(form: Form, most: int) -> str:
    """The title of the modal."""
    return one_line(form.title, most)
