"""Limits of modals (developers/components/reference.mdx and interactions/receiving-and-responding.mdx)."""

from __future__ import annotations

from typing import Any

from . import parts
from .buttons import check_disabled, check_options, check_range, check_select
from .findings import Findings, Path, Violation, as_list, kind_of
from .layout import check_ids


def modal_violations(modal: dict[str, Any]) -> list[Violation]:
    """Why Discord would refuse this modal (the `data` of a response of type 9); empty if it would take it."""
    findings = Findings()
    findings.text(modal, "custom_id", (), low=1, high=100, required=True)
    findings.text(modal, "title", (), low=1, high=45, required=True)
    components = findings.items(modal, "components", (), low=1, high=5, required=True)
    for index, component in enumerate(components):
        check_top(findings, component, ("components", index))
    check_ids(findings, components, ("components",))
    return findings.found


def check_top(findings: Findings, component: dict[str, Any], path: Path) -> None:
    """A label with its field, a text display, or the old action row with one text input."""
    match component.get("type"):
        case parts.LABEL:
            findings.text(component, "label", path, low=1, high=45, required=True)
            findings.text(component, "description", path, low=1, high=100)
            inner = component.get("component")
            here = (*path, "component")
            if not isinstance(inner, dict):
                findings.required(here)
            elif kind_of(inner) not in parts.IN_LABEL:
                findings.add((*here, "type"), "UNION_TYPE_CHOICES", "Not allowed in a label.")
            else:
                check_field(findings, inner, here)
        case parts.TEXT_DISPLAY:
            findings.text(component, "content", path, low=1, high=parts.MAX_SHOWN_TEXT, required=True)
        case parts.ACTION_ROW:
            rows = findings.items(component, "components", path, low=1, high=1, required=True)
            for index, inner in enumerate(rows):
                here = (*path, "components", index)
                if inner.get("type") != parts.TEXT_INPUT:
                    findings.add((*here, "type"), "UNION_TYPE_CHOICES", "Only a text input in a modal's row.")
                    continue
                findings.text(inner, "label", here, low=1, high=45, required=True)
                check_text_input(findings, inner, here)
        case kind:
            findings.add((*path, "type"), "UNION_TYPE_CHOICES", f"Component type {kind} is not allowed in a modal.")


def check_field(findings: Findings, field: dict[str, Any], path: Path) -> None:
    """The interactive component inside a label."""
    kind = field.get("type")
    if kind in parts.SELECTS:
        check_select(findings, field, path, in_modal=True)
        return
    if kind == parts.TEXT_INPUT:
        check_text_input(findings, field, path)
        return
    findings.text(field, "custom_id", path, low=1, high=100, required=True)
    findings.flag(field, "required", path)
    check_disabled(findings, field, path, in_modal=True)
    if kind == parts.RADIO_GROUP:
        check_options(findings, field, path, low=2, most=10, chosen_most=1)
    elif kind == parts.CHECKBOX_GROUP:
        count = len(as_list(field.get("options")))
        _, high = check_range(findings, field, path, most=10, in_modal=True, high_default=count)
        check_options(findings, field, path, low=max(1, high), most=10, chosen_most=high)
    elif kind == parts.FILE_UPLOAD:
        check_range(findings, field, path, most=10, in_modal=True, high_default=1)
    elif kind == parts.CHECKBOX:
        findings.flag(field, "default", path)


def check_text_input(findings: Findings, field: dict[str, Any], path: Path) -> None:
    """A text input: lengths up to 4,000, and its prefilled value within its own limits."""
    findings.text(field, "custom_id", path, low=1, high=100, required=True)
    if findings.whole(field, "style", path, low=1, high=2) is None and field.get("style") is None:
        findings.required((*path, "style"))
    low = findings.whole(field, "min_length", path, low=0, high=4000)
    high = findings.whole(field, "max_length", path, low=1, high=4000)
    findings.text(field, "placeholder", path, high=100)
    findings.flag(field, "required", path)
    value = findings.text(field, "value", path, high=4000)
    check_disabled(findings, field, path, in_modal=True)
    if low is not None and high is not None and low > high:
        findings.add((*path, "min_length"), "TEXT_INPUT_RANGE_INVALID", "min_length is above max_length.")
    elif value and not (low or 0) <= len(value) <= (high or 4000):
        findings.length((*path, "value"), low or 0, high or 4000)
