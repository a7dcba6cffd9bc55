"""`/coach` as Discord registers it, built from the core's grammar: one group, a subcommand for each command.

Discord takes 25 subcommands and 8,000 characters in all; areas, zones and the like come by autocomplete.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from adapters.discord.limits import shorten
from adapters.discord.page import Json
from bot.application.grammar.spec import Argument, CommandSpec, Takes
from bot.application.grammar.words import SITES
from content.areas import LEVEL_NAMES

ROOT = "coach"
ABOUT = "Questions, reviews and practice for backend engineers"
QUIZ_ON_THIS = "Quiz me on this"

SUBCOMMAND, STRING = 1, 3
CHAT_INPUT, ON_MESSAGE = 1, 3
DESCRIPTION = 100
STATIC_CHOICES = 12  # more come by autocomplete, for every choice costs characters
EVERYWHERE = [0, 1, 2]  # servers, DMs with the coach, other private channels
BY_SERVER_OR_PERSON = [0, 1]


def command_tree(specs: Iterable[CommandSpec]) -> list[Json]:
    """Everything that is registered."""
    return [
        {
            "name": ROOT,
            "type": CHAT_INPUT,
            "description": ABOUT,
            "contexts": EVERYWHERE,
            "integration_types": BY_SERVER_OR_PERSON,
            "options": [_subcommand(spec) for spec in specs],
        },
        {
            "name": QUIZ_ON_THIS,
            "type": ON_MESSAGE,
            "contexts": EVERYWHERE,
            "integration_types": BY_SERVER_OR_PERSON,
        },
    ]


def _subcommand(spec: CommandSpec) -> Json:
    found: Json = {"name": spec.name, "type": SUBCOMMAND, "description": shorten(spec.help, DESCRIPTION)}
    # Discord wants required options first.
    arguments = sorted(spec.arguments, key=lambda argument: not argument.required)
    return {**found, "options": [_option(argument) for argument in arguments]} if arguments else found


def _option(argument: Argument) -> Json:
    help_text = f"{argument.help[0].upper()}{argument.help[1:]}" if argument.help else argument.name
    found: Json = {"name": argument.name, "type": STRING, "description": shorten(help_text, DESCRIPTION)}
    if argument.required:
        found["required"] = True
    choices = static_choices(argument)
    if choices:
        return {**found, "choices": [{"name": name, "value": value} for value, name in choices]}
    return {**found, "autocomplete": True} if completes(argument) else found


def static_choices(argument: Argument) -> Sequence[tuple[str, str]]:
    """(value, name) pairs that never change and are few."""
    match argument.takes:
        case Takes.LEVEL:
            return [(str(level), f"{level} {name}") for level, name in LEVEL_NAMES.items()]
        case Takes.SITE:
            return [(site, site) for site in SITES]
        case Takes.WORD if len(argument.choices) <= STATIC_CHOICES:
            return [(word, word) for word in argument.choices]
        case _:
            return []


def completes(argument: Argument) -> bool:
    """Whether an option offers completions while it is being typed."""
    return argument.takes in {Takes.AREA, Takes.COMMAND} or bool(argument.completes) or argument.takes is Takes.WORD


def same(registered: Iterable[Mapping[str, Any]], wanted: Iterable[Mapping[str, Any]]) -> bool:
    """Whether what is registered says the same as what is wanted, apart from what Discord adds and its order."""
    return _by_name(registered) == _by_name(wanted)


_OURS = frozenset(
    {"name", "type", "description", "options", "choices", "value", "required", "autocomplete", "contexts",
     "integration_types"}
)  # fmt: skip
_SETS = frozenset({"contexts", "integration_types"})


def _by_name(commands: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    essences = [_essence(command) for command in commands]
    return sorted(essences, key=lambda essence: (str(essence.get("type")), str(essence.get("name"))))


def _essence(value: Mapping[str, Any]) -> dict[str, Any]:
    """Only what we set, without defaults, which may be told or not."""
    found: dict[str, Any] = {}
    for name in _OURS & value.keys():
        inner = value[name]
        if name in _SETS and inner:
            inner = sorted(inner)
        elif isinstance(inner, list):
            inner = [_essence(item) for item in inner]
        if inner not in (None, False, "", []):
            found[name] = inner
    return found
