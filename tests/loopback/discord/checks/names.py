"""Names and descriptions of commands, options and choices, with their translations."""

from __future__ import annotations

import unicodedata
from typing import Any

from .findings import Findings, Path


def check_names(findings: Findings, named: dict[str, Any], path: Path, *, slash: bool = True) -> None:
    """A name of 1 to 32 characters and its translations; lower-case word characters for slash commands."""
    name = findings.text(named, "name", path, low=1, high=32, required=True)
    here = (*path, "name")
    if slash and name and len(name) <= 32 and not is_command_name(name):
        findings.add(here, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
    for locale, translated in findings.table(named, "name_localizations", path).items():
        there = (*path, "name_localizations", locale)
        if not isinstance(translated, str) or not 1 <= len(translated) <= 32:
            findings.length(there, 1, 32)
        elif slash and not is_command_name(translated):
            findings.add(there, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")


def check_descriptions(findings: Findings, named: dict[str, Any], path: Path) -> None:
    """A description of 1 to 100 characters and its translations."""
    findings.text(named, "description", path, low=1, high=100, required=True)
    for locale, translated in findings.table(named, "description_localizations", path).items():
        if not isinstance(translated, str) or not 1 <= len(translated) <= 100:
            findings.length((*path, "description_localizations", locale), 1, 100)


def is_command_name(name: str) -> bool:
    r"""Whether a name matches ``^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$`` and is in lower case."""
    return name == name.lower() and all(
        c in "-_'" or unicodedata.category(c)[0] in "LN" or is_deva_or_thai(c) for c in name
    )


def is_deva_or_thai(character: str) -> bool:
    """Whether a character belongs to the Devanagari or Thai script (their blocks; marks included)."""
    return "\u0900" <= character <= "\u097f" or "\u0e01" <= character <= "\u0e5b"
