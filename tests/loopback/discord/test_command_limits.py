"""The limits of commands: what is taken, and for each thing refused its own reason."""

from __future__ import annotations

from typing import Any

import pytest

from .checks.autocomplete import choices_violations
from .limits import command_size, command_violations
from .openapi import document_path, load
from .payloads import ABOVE, CHOICE, LONG, NEEDED, NOT_HERE, SIZE, TWICE, Json, choice, command, opt, sub

OPTION = "options.0"
NAME = "APPLICATION_COMMAND_INVALID_NAME"
NESTING = "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"
SLASH_ONLY = "APPLICATION_COMMAND_FIELD_NOT_ALLOWED"
SAME_CHOICE = "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS"
EXCLUSIVE = "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_EXCLUSIVE"

BIG = [
    opt(name=f"o{n}", description="d" * 100, choices=[choice(f"{m:0100}", f"{m:0100}") for m in range(25)])
    for n in range(2)
]
GOOD_COMMANDS: dict[str, Json] = {
    "plain": command(),
    "subcommands": command(options=[sub(opt(autocomplete=True)), sub(name="daily")]),
    "groups": command(options=[{"type": 2, "name": "link", "description": "d", "options": [sub()]}]),
    "choices": command(options=[opt(choices=[choice(str(n), str(n)) for n in range(25)])]),
    "numbers": command(options=[opt(type=4, min_value=1, max_value=5, choices=[choice(value=1)])]),
    "other scripts": command(name="übung-ไทย_1'"),
    "message command": {"name": "Explain This", "type": 3},
    "contexts": command(contexts=[0, 1, 2], integration_types=[0, 1], default_member_permissions="32"),
    "translated": command(name_localizations={"de": "trainer"}, description_localizations={"de": "Der Trainer"}),
}


@pytest.mark.parametrize("payload", GOOD_COMMANDS.values(), ids=GOOD_COMMANDS.keys())
def test_a_command_within_the_limits_is_taken(payload: Json) -> None:
    assert command_violations(payload) == []
    assert command_violations([payload]) == []


BAD_COMMANDS: list[tuple[str, Any, str, str]] = [
    ("upper case", command(name="Coach"), "name", NAME),
    ("space", command(name="my coach"), "name", NAME),
    ("long name", command(name="c" * 33), "name", SIZE),
    ("no name", {"description": "d"}, "name", NEEDED),
    ("no description", {"name": "coach"}, "description", NEEDED),
    ("long description", command(description="d" * 101), "description", SIZE),
    ("translated name", command(name_localizations={"de": "Trainer"}), "name_localizations.de", NAME),
    ("translated description", command(description_localizations={"de": ""}), "description_localizations.de", SIZE),
    ("26 subcommands", command(options=[sub(name=f"s{n}") for n in range(26)]), "options", LONG),
    ("26 options", command(options=[sub(*[opt(name=f"o{n}") for n in range(26)])]), OPTION + ".options", LONG),
    ("subcommand beside option", command(options=[sub(), opt()]), "options", NESTING),
    ("subcommand in a subcommand", command(options=[sub(sub(name="deep"))]), OPTION + ".options.0.type", NESTING),
    (
        "option in a group",
        command(options=[{"type": 2, "name": "g", "description": "d", "options": [opt()]}]),
        OPTION + ".options.0.type",
        NESTING,
    ),
    (
        "required after optional",
        command(options=[opt(), opt(name="b", required=True)]),
        "options.1",
        "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
    ),
    ("option twice", command(options=[opt(), opt()]), "options.1", "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS"),
    ("option name", command(options=[opt(name="Area")]), OPTION + ".name", NAME),
    ("option type", command(options=[opt(type=12)]), OPTION + ".type", ABOVE),
    ("no option type", command(options=[opt(type=None)]), OPTION + ".type", NEEDED),
    ("26 choices", command(options=[opt(choices=[choice(str(n)) for n in range(26)])]), OPTION + ".choices", LONG),
    ("choice name", command(options=[opt(choices=[choice("n" * 101)])]), OPTION + ".choices.0.name", SIZE),
    ("choice value", command(options=[opt(choices=[choice(value="v" * 101)])]), OPTION + ".choices.0.value", SIZE),
    (
        "choice no number",
        command(options=[opt(type=4, choices=[choice()])]),
        OPTION + ".choices.0.value",
        "NUMBER_TYPE_COERCE",
    ),
    (
        "choice twice",
        command(options=[opt(choices=[choice(), choice(value="w")])]),
        OPTION + ".choices.1.name",
        SAME_CHOICE,
    ),
    ("choices of a user", command(options=[opt(type=6, choices=[choice()])]), OPTION + ".choices", NOT_HERE),
    (
        "autocomplete and choices",
        command(options=[opt(autocomplete=True, choices=[choice()])]),
        OPTION + ".autocomplete",
        EXCLUSIVE,
    ),
    (
        "autocomplete of a boolean",
        command(options=[opt(type=5, autocomplete=True)]),
        OPTION + ".autocomplete",
        NOT_HERE,
    ),
    (
        "min above max",
        command(options=[opt(type=4, min_value=5, max_value=1)]),
        OPTION + ".min_value",
        "APPLICATION_COMMAND_OPTIONS_RANGE_INVALID",
    ),
    ("length of a number", command(options=[opt(type=4, max_length=5)]), OPTION + ".min_length", NOT_HERE),
    ("max_length", command(options=[opt(max_length=6001)]), OPTION + ".max_length", ABOVE),
    ("too large", command(options=BIG), "", "APPLICATION_COMMAND_TOO_LARGE"),
    ("options of a message command", {"name": "Explain", "type": 3, "options": [opt()]}, "options", SLASH_ONLY),
    ("description of a message command", {"name": "Explain", "type": 3, "description": "d"}, "description", SLASH_ONLY),
    ("context", command(contexts=[3]), "contexts.0", CHOICE),
    ("no context", command(contexts=[]), "contexts", SIZE),
    ("context twice", command(contexts=[1, 1]), "contexts", TWICE),
    ("permissions", command(default_member_permissions="admin"), "default_member_permissions", "NUMBER_TYPE_COERCE"),
    ("same name", [command(), command()], "", "APPLICATION_COMMANDS_DUPLICATE_NAME"),
    ("101 commands", [command(name=f"c{n}") for n in range(101)], "", "TOO_MANY_COMMANDS"),
    ("16 message commands", [{"name": f"c{n}", "type": 3} for n in range(16)], "", "TOO_MANY_COMMANDS"),
]


@pytest.mark.parametrize(
    ("payload", "path", "code"), [row[1:] for row in BAD_COMMANDS], ids=[r[0] for r in BAD_COMMANDS]
)
def test_a_bad_command_is_refused_for_its_own_reason(payload: Any, path: str, code: str) -> None:
    found = command_violations(payload)
    assert (path, code) in [(".".join(map(str, v.path)), v.code) for v in found]


def test_a_commands_size_counts_names_descriptions_and_choice_values_of_the_longest_language() -> None:
    small = command(name_localizations={"de": "trainer"}, options=[opt(choices=[choice("one", "first")])])
    assert command_size(small) == len("trainer") + 1 + len("area") + 1 + len("one") + len("first")


def test_an_autocomplete_has_at_most_25_choices_of_the_options_type() -> None:
    assert choices_violations({"choices": [choice(str(n), str(n)) for n in range(25)]}, 3) == []
    assert choices_violations({"choices": [choice(str(n), str(n)) for n in range(26)]}, 3)
    assert choices_violations({"choices": [choice("n", "five")]}, 4)


def test_the_vendors_document_takes_these_commands_too() -> None:
    contract = load(document_path())
    path = "/applications/{application_id}/commands"
    wrong = {
        name: found
        for name, payload in GOOD_COMMANDS.items()
        if contract and (found := contract.request_violations("POST", path, payload))
    }
    assert wrong == {}
