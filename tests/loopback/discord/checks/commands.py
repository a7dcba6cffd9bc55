"""Limits of application commands (developers/interactions/application-commands.mdx)."""

from __future__ import annotations

from collections import Counter
from typing import Any

from .findings import Findings, Path, Violation, as_dict, as_list, kind_of
from .names import check_descriptions, check_names
from .options import check_options_of

MAX_COMMAND_SIZE = 8_000
"""Characters of names, descriptions and choice values of a slash command; the longest translation counts."""
MAX_COMMANDS = {1: 100, 2: 15, 3: 15, 4: 1}
"""How many global commands of each type an application may have."""
TOO_MANY_COMMANDS = 30032

__all__ = ["MAX_COMMANDS", "MAX_COMMAND_SIZE", "command_size", "command_violations"]


def command_violations(commands: dict[str, Any] | list[dict[str, Any]]) -> list[Violation]:
    """Why Discord would refuse this command, or this list of all commands of one scope; empty if not."""
    findings = Findings()
    if isinstance(commands, dict):
        check_command(findings, commands, ())
        return findings.found
    for index, command in enumerate(commands):
        if not isinstance(command, dict):
            findings.add((index,), "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType.")
        check_command(findings, as_dict(command), (index,))
    commands = [as_dict(command) for command in commands]
    names = Counter((kind_of(command) or 1, str(command.get("name"))) for command in commands)
    for (_, name), count in names.items():
        if count > 1:
            message = f"Application command names must be unique: {name}"
            findings.add((), "APPLICATION_COMMANDS_DUPLICATE_NAME", message)
    for kind, most in MAX_COMMANDS.items():
        if sum(count for (of, _), count in names.items() if of == kind) > most:
            message = f"Maximum number of application commands reached ({most})."
            findings.add((), "TOO_MANY_COMMANDS", message, json_code=TOO_MANY_COMMANDS)
    return findings.found


def check_command(findings: Findings, command: dict[str, Any], path: Path) -> None:
    """One command with all its options."""
    kind = findings.whole(command, "type", path, low=1, high=4) or 1
    check_names(findings, command, path, slash=kind == 1)
    if kind == 1:
        check_descriptions(findings, command, path)
        check_options_of(findings, command, path, level="command")
        size = command_size(command)
        if size > MAX_COMMAND_SIZE:
            message = f"Command exceeds maximum size ({MAX_COMMAND_SIZE}): {size}"
            findings.add(path, "APPLICATION_COMMAND_TOO_LARGE", message)
    else:
        for name in ("description", "options"):
            if command.get(name):
                message = "Only slash commands have it."
                findings.add((*path, name), "APPLICATION_COMMAND_FIELD_NOT_ALLOWED", message)
    for name, most in (("contexts", 2), ("integration_types", 1)):
        check_set(findings, command.get(name), (*path, name), most)
    permissions = command.get("default_member_permissions")
    if permissions is not None and not str(permissions).isdecimal():
        findings.add((*path, "default_member_permissions"), "NUMBER_TYPE_COERCE", "Value is not a bit set.")


def check_set(findings: Findings, values: object, path: Path, most: int) -> None:
    """A non-empty set of the numbers 0 to `most`."""
    if values is None:
        return
    if not isinstance(values, list) or not values:
        findings.length(path, 1, most + 1)
        return
    if len(set(map(str, values))) != len(values):
        findings.add(path, "SET_TYPE_ALREADY_CONTAINS_VALUE", "The set already contains this value")
    for index, value in enumerate(values):
        if value not in range(most + 1):
            findings.add((*path, index), "BASE_TYPE_CHOICES", f"Value must be one of {set(range(most + 1))}.")


def command_size(command: dict[str, Any]) -> int:
    """Characters of a command that count towards `MAX_COMMAND_SIZE`, its options and choices included."""
    size = sum(longest(command, key) for key in ("name", "description"))
    size += len(str(command.get("value") or ""))
    for child in [*as_list(command.get("options")), *as_list(command.get("choices"))]:
        size += command_size(as_dict(child))
    return size


def longest(named: dict[str, Any], key: str) -> int:
    """Length of the longest of a text and its translations."""
    translations = as_dict(named.get(f"{key}_localizations")).values()
    return max(len(str(text or "")) for text in (named.get(key), *translations))
