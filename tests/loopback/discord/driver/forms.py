"""From what a user fills into a modal to the data of its interaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..checks import parts
from ..state import Json, Modal
from .errors import CannotDo


def submit_data(modal: Modal, values: Mapping[str, Any]) -> Json:
    """The data of a submitted modal; `values` by custom id or label. Raises CannotDo as the client would."""
    left = dict(values)
    components = [filled(component, left) for component in modal.components]
    if left:
        raise CannotDo(f"the modal has no field {', '.join(sorted(left))}")
    return {"custom_id": modal.custom_id, "components": components}


def filled(component: Json, values: dict[str, Any]) -> Json:
    """One top-level component with what was entered; takes its entry out of `values`."""
    found: Json = {"type": component["type"], "id": component["id"]}
    if component["type"] == parts.LABEL:
        return {**found, "component": field_data(component["component"], component["label"], values)}
    if component["type"] == parts.ACTION_ROW:
        inner = component["components"][0]
        return {**found, "components": [field_data(inner, inner["label"], values)]}
    return found


def field_data(field: Json, label: str, values: dict[str, Any]) -> Json:
    """A field's data: `value` for texts, radio groups and single boxes, `values` for the others."""
    given = next((values.pop(key) for key in (field["custom_id"], label) if key in values), None)
    data: Json = {"type": field["type"], "id": field["id"], "custom_id": field["custom_id"]}
    required = field.get("required", True) is not False
    kind = field["type"]
    if kind == parts.TEXT_INPUT:
        return {**data, "value": text_value(field, label, given, required=required)}
    if kind == parts.CHECKBOX:
        return {**data, "value": bool(field.get("default") if given is None else given)}
    chosen = choices(field, label, given)
    if kind == parts.RADIO_GROUP:
        if len(chosen) > 1 or (required and not chosen):
            raise CannotDo(f"{label}: exactly one")
        return {**data, "value": chosen[0] if chosen else None}
    most = len(field.get("options") or []) if kind == parts.CHECKBOX_GROUP else 1
    low, high = field.get("min_values", 1), field.get("max_values") or most
    if not (low <= len(chosen) <= high or (not chosen and not required)):
        raise CannotDo(f"{label}: between {low} and {high}")
    return {**data, "values": chosen}


def text_value(field: Json, label: str, given: object, *, required: bool) -> str:
    """The text of an input, prefilled if nothing was typed."""
    text = str(field.get("value") or "" if given is None else given)
    low, high = field.get("min_length") or 0, field.get("max_length") or 4000
    if not text:
        if required:
            raise CannotDo(f"{label}: required")
    elif not low <= len(text) <= high:
        raise CannotDo(f"{label}: between {low} and {high} characters")
    return text


def choices(field: Json, label: str, given: object) -> list[str]:
    """The values chosen: given by value or label, else those preset."""
    options = field.get("options")
    if given is None:
        return [option["value"] for option in options or [] if option.get("default")]
    wanted = list(given) if isinstance(given, list | tuple) else [given]
    if options is None:
        return [str(getattr(one, "id", one)) for one in wanted]
    chosen = [o["value"] for one in wanted for o in options if one in (o["value"], o["label"])]
    if len(chosen) != len(wanted):
        raise CannotDo(f"{label}: no such option among {wanted}")
    return chosen
