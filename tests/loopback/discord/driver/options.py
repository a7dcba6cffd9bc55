"""From a typed slash command to the data of its interaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..checks import options as kinds
from ..state import Json
from .errors import CannotDo

VALUES: dict[int, tuple[type, ...]] = {
    kinds.STRING: (str,),
    kinds.INTEGER: (int,),
    kinds.BOOLEAN: (bool,),
    kinds.NUMBER: (int, float),
}


def option_data(command: Json, words: list[str], given: Mapping[str, object], focused: str | None) -> list[Json]:
    """The `options` of an interaction's data for `/name words...` with these options.

    `focused` names the option being typed, for an autocomplete: then nothing is required.
    Raises CannotDo for what the client would not send.
    """
    chain, level = [], command
    for word in words:
        level = child(level, word)
        chain.append(level)
    options: list[Json] = level.get("options") or []
    if any(option["type"] in kinds.NESTING for option in options):
        raise CannotDo(f"/{command['name']} {' '.join(words)} needs a subcommand")
    unknown = set(given) - {option["name"] for option in options}
    if unknown:
        raise CannotDo(f"no such option: {', '.join(sorted(unknown))}")
    data = []
    for option in options:
        if option["name"] in given:
            typing = option["name"] == focused
            value = given[option["name"]] if typing else checked(option, given[option["name"]])
            entry: Json = {"type": option["type"], "name": option["name"], "value": value}
            data.append({**entry, "focused": True} if typing else entry)
        elif option.get("required") and focused is None:
            raise CannotDo(f"option {option['name']} is required")
    for step in reversed(chain):
        data = [{"type": step["type"], "name": step["name"], "options": data}]
    return data


def child(level: Json, word: str) -> Json:
    """The subcommand or group of a name."""
    for option in level.get("options") or []:
        if option["name"] == word and option["type"] in kinds.NESTING:
            found: Json = option
            return found
    raise CannotDo(f"{level['name']} has no subcommand {word!r}")


def checked(option: Json, value: Any) -> Any:
    """A value as the client sends it: a choice's value for its name, an id for a user. Raises CannotDo."""
    kind, name = option["type"], option["name"]
    choices = option.get("choices") or []
    if choices:
        for choice in choices:
            if value in (choice["value"], choice["name"]):
                return choice["value"]
        raise CannotDo(f"{value!r} is no choice of {name}")
    if kind not in VALUES:
        return str(getattr(value, "id", value))
    if not isinstance(value, VALUES[kind]) or (isinstance(value, bool) and kind != kinds.BOOLEAN):
        raise CannotDo(f"{value!r} does not fit {name}")
    size = len(value) if isinstance(value, str) else value
    low = option.get("min_length" if kind == kinds.STRING else "min_value")
    high = option.get("max_length" if kind == kinds.STRING else "max_value")
    if (low is not None and size < low) or (high is not None and size > high):
        raise CannotDo(f"{value!r} is out of range for {name}")
    return value


def leaves(options: list[Json]) -> list[Json]:
    """The options that carry values, through subcommands."""
    return [leaf for option in options for leaf in (leaves(option["options"]) if "options" in option else [option])]


def full_name(data: Json) -> str:
    """A command's name with its groups and subcommands."""
    names, options = [data["name"]], data.get("options") or []
    while options and "options" in options[0]:
        names.append(options[0]["name"])
        options = options[0]["options"]
    return " ".join(names)
