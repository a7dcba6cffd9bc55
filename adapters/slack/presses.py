"""Buttons and menus: what was pressed, and what was chosen beside it."""

from collections.abc import Mapping
from typing import Any

from adapters.slack.action_ids import LINK, OPEN, PICK, PLACE, RARE, SEND, read
from adapters.slack.payloads import part, text
from bot.application.requests import Action, Open, Press

Json = Mapping[str, Any]


def pressed(element: Json, body: Json) -> Action | None:
    """What an element says. Whatever is not ours goes to the core as it is, which answers politely."""
    wanted = read(text(element, "action_id"))
    if wanted.action == LINK or element.get("url"):
        return None
    match wanted.key:
        case "":
            if wanted.action == RARE:
                return Press(action=text(part(element, "selected_option"), "value"))
            return Press(action=wanted.action)
        case key if key == OPEN:
            return Open(action=wanted.action)
        case key if key == SEND:
            return Press(action=wanted.action, values=picked(wanted.action, chosen(body)))
        case key if key == PICK or key.startswith(PLACE):
            return None
        case key:
            return Press(action=wanted.action, values=(key,))


def is_sent(element: Json) -> bool:
    """Whether this button sends what is chosen beside it."""
    return read(text(element, "action_id")).key == SEND


def picked(action: str, state: Json) -> tuple[str, ...]:
    """The keys that are chosen in the menus and boxes of an action, in order."""
    places: dict[int, str] = {}
    several: list[str] = []
    for elements in state.values():
        for action_id, element in elements.items() if isinstance(elements, dict) else ():
            found = read(str(action_id))
            if found.action != action or not isinstance(element, dict):
                continue
            if found.key == PICK:
                several += [text(one, "value") for one in element.get("selected_options") or []]
            number = found.key.removeprefix(PLACE)
            if found.key.startswith(PLACE) and number.isdecimal():
                places[int(number)] = text(part(element, "selected_option"), "value")
    return tuple(key for key in (*several, *(places[place] for place in sorted(places))) if key)


def chosen(body: Json) -> Json:
    """What is chosen in the menus and boxes of the message or view, by block and element."""
    return part(part(body, "state") or part(part(body, "view"), "state"), "values")
