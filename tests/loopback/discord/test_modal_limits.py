"""The limits of modals: what is taken, and for each thing refused its own reason."""

from __future__ import annotations

import pytest

from .limits import modal_violations
from .openapi import document_path, load
from .payloads import (
    ABOVE,
    LONG,
    NEEDED,
    SIZE,
    UNION,
    Json,
    button,
    entry,
    group,
    label,
    modal,
    option,
    row,
    select,
    text,
)

FIELD = "components.0.component"

GOOD_MODALS: dict[str, Json] = {
    "text": modal(label(entry(min_length=0, max_length=4000, value="v", placeholder="p" * 100))),
    "old row": modal(row(entry(label="Old"))),
    "radio": modal(label(group(21, 10))),
    "boxes": modal(label(group(22, 10, min_values=1, max_values=10))),
    "box and words": modal(label({"type": 23, "custom_id": "b", "default": True}), text()),
    "select and file": modal(label(select()), label({"type": 19, "custom_id": "f", "max_values": 10})),
    "optional": modal(label(select(required=False, min_values=0))),
}


@pytest.mark.parametrize("payload", GOOD_MODALS.values(), ids=GOOD_MODALS.keys())
def test_a_modal_within_the_limits_is_taken(payload: Json) -> None:
    assert modal_violations(payload) == []


BAD_MODALS: list[tuple[str, Json, str, str]] = [
    ("title", modal(label(entry()), title="t" * 46), "title", SIZE),
    ("no title", modal(label(entry()), title=""), "title", NEEDED),
    ("custom_id", modal(label(entry()), custom_id="i" * 101), "custom_id", SIZE),
    ("empty", modal(), "components", SIZE),
    ("six fields", modal(*[label(entry(custom_id=str(n))) for n in range(6)]), "components", SIZE),
    ("label", modal(label(entry(), label="l" * 46)), "components.0.label", SIZE),
    ("description", modal(label(entry(), description="d" * 101)), "components.0.description", SIZE),
    ("bare input", modal(entry()), "components.0.type", UNION),
    ("button in a label", modal(label(button())), FIELD + ".type", UNION),
    ("button in a row", modal(row(button())), "components.0.components.0.type", UNION),
    ("two in a row", modal(row(entry(label="a"), entry(label="b", custom_id="2"))), "components.0.components", SIZE),
    ("row without label", modal(row(entry())), "components.0.components.0.label", NEEDED),
    ("max_length", modal(label(entry(max_length=4001))), FIELD + ".max_length", ABOVE),
    (
        "min above max",
        modal(label(entry(min_length=9, max_length=5))),
        FIELD + ".min_length",
        "TEXT_INPUT_RANGE_INVALID",
    ),
    ("value too long", modal(label(entry(value="v" * 4001))), FIELD + ".value", LONG),
    ("value too short", modal(label(entry(value="v", min_length=5))), FIELD + ".value", SIZE),
    ("placeholder", modal(label(entry(placeholder="p" * 101))), FIELD + ".placeholder", LONG),
    ("no style", modal(label(entry(style=None))), FIELD + ".style", NEEDED),
    ("one radio", modal(label(group(21, 1))), FIELD + ".options", SIZE),
    ("eleven radios", modal(label(group(21, 11))), FIELD + ".options", SIZE),
    ("eleven boxes", modal(label(group(22, 11))), FIELD + ".options", SIZE),
    (
        "two radio defaults",
        modal(label({"type": 21, "custom_id": "g", "options": [option("a", default=True), option("b", default=True)]})),
        FIELD + ".options",
        "SELECT_COMPONENT_TOO_MANY_DEFAULTS",
    ),
    (
        "required but none",
        modal(label(select(min_values=0))),
        FIELD + ".min_values",
        "MODAL_COMPONENT_REQUIRED_MIN_VALUES",
    ),
    ("disabled", modal(label(select(disabled=True))), FIELD + ".disabled", "MODAL_COMPONENT_DISABLED"),
    ("same id", modal(label(entry()), label(entry())), "components", "COMPONENT_CUSTOM_ID_DUPLICATED"),
    ("label alone", modal({"type": 18, "label": "l"}), FIELD, NEEDED),
]


@pytest.mark.parametrize(("payload", "path", "code"), [row[1:] for row in BAD_MODALS], ids=[r[0] for r in BAD_MODALS])
def test_a_bad_modal_is_refused_for_its_own_reason(payload: Json, path: str, code: str) -> None:
    found = modal_violations(payload)
    assert (path, code) in [(".".join(map(str, v.path)), v.code) for v in found]


def test_the_vendors_document_takes_these_modals_too() -> None:
    contract = load(document_path())
    path = "/interactions/{interaction_id}/{interaction_token}/callback"
    wrong = {
        name: found
        for name, payload in GOOD_MODALS.items()
        if contract and (found := contract.request_violations("POST", path, {"type": 9, "data": payload}))
    }
    assert wrong == {}
