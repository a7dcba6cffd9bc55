"""Limits of a slash command's options and choices (developers/interactions/application-commands.mdx)."""

from __future__ import annotations

from typing import Any, Final, Literal, TypeGuard

from .findings import Findings, Path, kind_of
from .names import check_descriptions, check_names

SUB_COMMAND: Final = 1
SUB_COMMAND_GROUP: Final = 2
STRING: Final = 3
INTEGER: Final = 4
BOOLEAN: Final = 5
USER: Final = 6
CHANNEL: Final = 7
ROLE: Final = 8
MENTIONABLE: Final = 9
NUMBER: Final = 10
ATTACHMENT: Final = 11
CHOOSABLE: Final = frozenset({STRING, INTEGER, NUMBER})
NUMERIC: Final = frozenset({INTEGER, NUMBER})
NESTING: Final = frozenset({SUB_COMMAND, SUB_COMMAND_GROUP})
Level = Literal["command", "group", "subcommand"]


def check_options_of(findings: Findings, owner: dict[str, Any], path: Path, *, level: Level) -> None:
    """The options of a command, of a group in it, or of a subcommand in either."""
    options = findings.items(owner, "options", path, high=25)
    kinds = {kind_of(option) for option in options}
    if level == "command" and kinds & NESTING and kinds - NESTING:
        message = "Sub-command and sub-command group option types are mutually exclusive to all other types"
        findings.add((*path, "options"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message)
    optional_seen = False
    names: set[str] = set()
    for index, option in enumerate(options):
        here = (*path, "options", index)
        check_option(findings, option, here, level)
        if optional_seen and option.get("required"):
            message = "Required options must be placed before non-required options"
            findings.add(here, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message)
        optional_seen = optional_seen or not option.get("required")
        name = str(option.get("name"))
        if name in names:
            findings.add(here, "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", "Option name already exists")
        names.add(name)


def check_option(findings: Findings, option: dict[str, Any], path: Path, level: Level) -> None:
    """One option, and what is nested in it."""
    check_names(findings, option, path)
    check_descriptions(findings, option, path)
    kind = findings.whole(option, "type", path, low=1, high=11)
    if option.get("type") is None:
        findings.required((*path, "type"))
    allowed = {"command": True, "group": kind == SUB_COMMAND, "subcommand": kind not in NESTING}[level]
    if not allowed:
        message = "Commands hold groups or subcommands, groups hold subcommands; nothing nests deeper."
        findings.add((*path, "type"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message)
    elif kind == SUB_COMMAND:
        check_options_of(findings, option, path, level="subcommand")
    elif kind == SUB_COMMAND_GROUP:
        check_options_of(findings, option, path, level="group")
    else:
        if option.get("options"):
            findings.add((*path, "options"), "BASE_TYPE_NOT_ALLOWED", "Only subcommands and groups have options.")
        check_choices(findings, option, path, kind or 0)
        check_bounds(findings, option, path, kind or 0)


def check_choices(findings: Findings, option: dict[str, Any], path: Path, kind: int) -> None:
    """Choices: at most 25, 1 to 100 characters, of the option's type; never beside autocomplete."""
    choices = findings.items(option, "choices", path, high=25)
    if choices and kind not in CHOOSABLE:
        findings.add((*path, "choices"), "BASE_TYPE_NOT_ALLOWED", "Choices are for strings and numbers.")
    autocomplete = findings.flag(option, "autocomplete", path)
    if autocomplete and choices:
        message = "autocomplete may not be true if choices are present."
        findings.add((*path, "autocomplete"), "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_EXCLUSIVE", message)
    if autocomplete and kind not in CHOOSABLE:
        findings.add((*path, "autocomplete"), "BASE_TYPE_NOT_ALLOWED", "Autocomplete is for strings and numbers.")
    check_choice_list(findings, choices, (*path, "choices"), kind)


def check_choice_list(findings: Findings, choices: list[dict[str, Any]], path: Path, kind: int) -> None:
    """Each choice's name and value; also used for the answer to an autocomplete."""
    names: set[str] = set()
    for index, choice in enumerate(choices):
        here = (*path, index)
        name = findings.text(choice, "name", here, low=1, high=100, required=True)
        if name is not None and name in names:
            message = "Option choice name already exists"
            findings.add((*here, "name"), "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS", message)
        names.add(name or "")
        value = choice.get("value")
        if value is None:
            findings.required((*here, "value"))
        elif kind == STRING:
            findings.text(choice, "value", here, low=1, high=100, required=True)
        elif kind in NUMERIC and not is_number(value):
            findings.add((*here, "value"), "NUMBER_TYPE_COERCE", f'Value "{value}" is not a number.')


def is_number(value: object) -> TypeGuard[float]:
    """Whether a value is a number (a boolean is none)."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def check_bounds(findings: Findings, option: dict[str, Any], path: Path, kind: int) -> None:
    """min and max: values for numbers, lengths up to 6,000 for strings."""
    for low_key, high_key, kinds in (
        ("min_value", "max_value", NUMERIC),
        ("min_length", "max_length", frozenset({STRING})),
    ):
        low, high = option.get(low_key), option.get(high_key)
        if kind not in kinds and (low is not None or high is not None):
            findings.add((*path, low_key), "BASE_TYPE_NOT_ALLOWED", "Not for this type of option.")
        elif is_number(low) and is_number(high) and low > high:
            findings.add((*path, low_key), "APPLICATION_COMMAND_OPTIONS_RANGE_INVALID", f"{low_key} is too large.")
    if kind == STRING:
        findings.whole(option, "min_length", path, low=0, high=6000)
        findings.whole(option, "max_length", path, low=1, high=6000)
