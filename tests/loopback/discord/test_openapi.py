"""The check against the vendor's document; a small document stands in where the real one is absent."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .openapi import Contract, document_path, load
from .raw import Api
from .server import ROUTES, LoopbackDiscord


def body_of(schema: dict[str, Any]) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": schema}}}


def ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def shape(*required: str, **properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(required)}


SMALL: dict[str, Any] = {
    "paths": {
        "/things/{thing_id}": {
            "post": {"requestBody": body_of(ref("Thing")), "responses": {"200": body_of(shape("id"))}},
        },
        "/channels/{channel_id}/messages": {
            "post": {
                "requestBody": body_of(shape(content={"type": "string", "pattern": "^a"})),
                "responses": {},
            }
        },
    },
    "components": {
        "schemas": {
            "Thing": shape(
                "id",
                id={"type": "string", "format": "snowflake"},
                parts={"type": ["array", "null"], "items": {"oneOf": [ref("Red"), ref("Blue")]}},
                mask={"type": ["integer", "null"], "maximum": 2**54},
                either={"anyOf": [{"type": "null"}, shape(a={"type": "integer"})]},
            ),
            "Red": shape("type", "label", type={"enum": [1]}, label={"type": "string", "maxLength": 3}),
            "Blue": shape("type", type={"enum": [2]}, size={"type": "integer"}),
        }
    },
}
PATH = "/things/{thing_id}"


@pytest.fixture(scope="module")
def contract(tmp_path_factory: pytest.TempPathFactory) -> Contract:
    path = tmp_path_factory.mktemp("document") / "openapi.json"
    path.write_text(json.dumps(SMALL), encoding="utf-8")
    return Contract(path)


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ({"id": "1"}, []),
        ({"id": 1, "mask": "32"}, []),
        ({"id": "1", "parts": [{"type": 1, "label": "abc"}, {"type": 2}]}, []),
        ({"id": "1", "either": {"a": 1}}, []),
        ({}, [((), "CONTRACT_REQUIRED")]),
        ({"id": True}, [(("id",), "CONTRACT_TYPE")]),
        ({"id": "1", "parts": [{"type": 1, "label": "abcd"}]}, [(("parts", 0, "label"), "CONTRACT_MAXLENGTH")]),
        ({"id": "1", "parts": [{"type": 2, "size": "x"}]}, [(("parts", 0, "size"), "CONTRACT_TYPE")]),
        ({"id": "1", "parts": [{"type": 3}]}, [(("parts", 0), "CONTRACT_ONEOF")]),
        ({"id": "1", "mask": "many"}, [(("mask",), "CONTRACT_TYPE")]),
        ({"id": "1", "either": {"a": "x"}}, [(("either", "a"), "CONTRACT_TYPE")]),
    ],
)
def test_a_body_is_held_against_the_member_of_a_union_that_its_type_names(
    contract: Contract, body: object, wrong: list[tuple[object, str]]
) -> None:
    found = contract.request_violations("POST", PATH, body)
    assert [(violation.path, violation.code) for violation in found] == wrong


def test_fields_the_document_does_not_have_are_named_with_their_path(contract: Contract) -> None:
    body = {"id": "1", "ids": 2, "parts": [{"type": 1, "label": "a", "size": 3}], "either": {"b": 1}}
    assert contract.unknown_fields("POST", PATH, body) == ["ids", "parts.0.size", "either.b"]


def test_answers_are_checked_too(contract: Contract) -> None:
    assert contract.response_violations("POST", PATH, 200, {"id": 1}) == []
    assert contract.response_violations("POST", PATH, 200, {})
    assert contract.response_violations("POST", PATH, 404, {}) == []


async def test_what_only_the_document_objects_to_is_refused_without_effect(
    discord: LoopbackDiscord, api: Api, contract: Contract
) -> None:
    discord.contract = contract
    status, body = await api.post(discord.home.channel, {"content": "b"})
    assert (status, body["code"]) == (400, 50035)
    assert body["errors"]["content"]["_errors"][0]["code"] == "CONTRACT_PATTERN"
    assert (discord.home.channel.visible, len(discord.violations)) == ([], 1)
    assert (await api.post(discord.home.channel, {"content": "a"}))[0] == 200


async def test_without_a_document_the_documented_limits_are_still_checked(discord: LoopbackDiscord, api: Api) -> None:
    discord.contract = None
    assert (await api.post(discord.home.channel, {"content": "x" * 2001}))[0] == 400
    assert (await api.post(discord.home.channel, {"content": "x"}))[0] == 200


def test_the_document_is_named_by_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DISCORD_OPENAPI", str(tmp_path / "absent.json"))
    assert document_path() is None
    (tmp_path / "openapi.json").write_text(json.dumps(SMALL), encoding="utf-8")
    monkeypatch.setenv("DISCORD_OPENAPI", str(tmp_path / "openapi.json"))
    assert document_path() == tmp_path / "openapi.json"


def test_every_route_that_is_served_is_one_of_the_documents() -> None:
    contract = load(document_path())
    foreign = [
        f"{route.method} {route.template}"
        for route in ROUTES
        if contract is not None and not contract.knows(route.method, route.template)
    ]
    assert foreign == []
