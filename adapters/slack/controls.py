"""What can be pressed: rows of buttons, the menu of rare ones, the button in front of a form."""

from collections.abc import Iterable, Sequence
from typing import Any

from adapters.slack.action_ids import OPEN, RARE, ActionId, numbered
from adapters.slack.limits import (
    ACCESSIBLE_LABEL_MAX,
    CONFIRM_BUTTON_MAX,
    CONFIRM_TEXT_MAX,
    LABEL_MAX,
    OVERFLOW_MAX,
    OVERFLOW_MIN,
    ROW_MAX,
)
from adapters.slack.wording import one_line
from bot.application.cards import Button, Buttons, Form, Style

Json = dict[str, Any]


def row(parts: Iterable[Buttons | Form]) -> list[Json]:
    """Buttons and forms that follow one another, in as few rows as hold them; rare ones in a menu at the end."""
    elements: list[Json] = []
    rare: list[Button] = []
    for part in parts:
        if isinstance(part, Form):
            elements.append(form_button(part))
            continue
        elements += [button(item) for item in part.items]
        rare += part.rare
    return rows([*elements, *menus(rare)])


def rows(elements: Sequence[Json]) -> list[Json]:
    """Blocks that hold these elements."""
    return [
        {"type": "actions", "elements": numbered(elements[start : start + ROW_MAX])}
        for start in range(0, len(elements), ROW_MAX)
    ]


def button(item: Button) -> Json:
    """A button; a dangerous one asks once more."""
    return pressable(item.label, ActionId(item.action), item.style)


def form_button(form: Form) -> Json:
    """The button that opens a form."""
    return pressable(form.label, ActionId(form.action, OPEN), form.style)


def pressable(label: str, action: ActionId, style: Style = Style.PLAIN, *, spoken: str = "") -> Json:
    """A button with this label; `spoken` is what a screen reader says instead."""
    element: Json = {"type": "button", "text": plain(label, LABEL_MAX), "action_id": str(action)}
    if spoken:
        element["accessibility_label"] = one_line(spoken, ACCESSIBLE_LABEL_MAX)
    match style:
        case Style.PRIMARY:
            element["style"] = "primary"
        case Style.DANGER:
            element |= {"style": "danger", "confirm": confirmation(label)}
        case Style.PLAIN:
            pass
    return element


def confirmation(label: str) -> Json:
    """Slack's own question before a dangerous button does its work."""
    return {
        "title": plain("Are you sure?", LABEL_MAX),
        "text": plain(f"You are about to choose: {label}.", CONFIRM_TEXT_MAX),
        "confirm": plain(label, CONFIRM_BUTTON_MAX),
        "deny": plain("Cancel", CONFIRM_BUTTON_MAX),
        "style": "danger",
    }


def menus(rare: Sequence[Button]) -> list[Json]:
    """Rare buttons tucked away in menus; dangerous and lonely ones stay buttons, which a menu cannot show."""
    tucked = [item for item in rare if item.style is not Style.DANGER]
    shown = [button(item) for item in rare if item.style is Style.DANGER]
    if 0 < len(tucked) < OVERFLOW_MIN:
        return [*shown, *(button(item) for item in tucked)]
    return [*shown, *(_menu(group) for group in _groups(tucked))]


def _menu(group: Sequence[Button]) -> Json:
    options = [option(item.label, item.action) for item in group]
    return {"type": "overflow", "action_id": RARE, "options": options}


def _groups(items: Sequence[Button]) -> list[Sequence[Button]]:
    """As even as possible, so that none is too small for a menu; an action twice in one menu is told once."""
    unique = list({item.action: item for item in items}.values())
    if len(unique) < OVERFLOW_MIN:
        return []
    count = -(-len(unique) // OVERFLOW_MAX)
    size, more = divmod(len(unique), count)
    groups: list[Sequence[Button]] = []
    start = 0
    for index in range(count):
        end = start + size + (1 if index < more else 0)
        groups.append(unique[start:end])
        start = end
    return groups


def option(label: str, value: str) -> Json:
    """One entry of a menu."""
    return {"text": plain(label, LABEL_MAX), "value": value}


def plain(text: str, most: int) -> Json:
    """Plain text in one line, with emoji codes left alone."""
    return {"type": "plain_text", "text": one_line(text, most), "emoji": False}
