"""Limits of the answer to an autocomplete."""

from __future__ import annotations

from typing import Any

from .findings import Findings, Violation
from .options import STRING, check_choice_list


def choices_violations(data: dict[str, Any], kind: int) -> list[Violation]:
    """Why Discord would refuse these choices (at most 25) for an option of the given type."""
    findings = Findings()
    choices = findings.items(data, "choices", (), high=25)
    check_choice_list(findings, choices, ("choices",), kind)
    return findings.found


def focused_type(data: dict[str, Any]) -> int:
    """The type of the option that an autocomplete interaction's data has in focus."""
    for option in data.get("options") or []:
        if option.get("focused"):
            return int(option["type"])
        if "options" in option:
            return focused_type(option)
    return STRING
