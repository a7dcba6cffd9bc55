"""Checks bodies against Discord's published OpenAPI document (HTTP API v10), where a copy of it is at hand.

The document is found through the environment variable DISCORD_OPENAPI, else at
`../shared/specs/discord/openapi.json` beside the repository; without it this check is off.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, ValidationError, validators
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from .checks.findings import Violation

Json = dict[str, Any]
DOCUMENT = "urn:discord"


def document_path() -> Path | None:
    """Where the document is, None if there is none."""
    named = os.environ.get("DISCORD_OPENAPI")
    repository = Path(__file__).resolve().parents[3]
    beside = repository.parent / "shared" / "specs" / "discord" / "openapi.json"
    path = Path(named) if named else beside
    return path if path.is_file() else None


def tag_of(schema: Json) -> frozenset[object] | None:
    """The values of `type` that a member of a union is for, None if it does not say."""
    kind = schema.get("properties", {}).get("type", {})
    return frozenset(kind["enum"]) if "enum" in kind else None


def choose(validator: Any, union: list[Json], instance: object, schema: Json) -> Iterator[ValidationError]:
    """Check a union. Where members are told apart by `type`, only that member counts, with its errors."""
    if "const" in union[0]:
        known_values = {member.get("const") for member in union}
        if isinstance(instance, bool | list | dict) or instance not in known_values:
            yield ValidationError(f"{instance!r} is none of {sorted(map(str, known_values))}")
        return
    members = [resolve(validator, member) for member in union]
    tags = [tag_of(member) for member in members]
    if isinstance(instance, dict) and all(
        tag is not None or m.get("type") == "null" for tag, m in zip(tags, members, strict=True)
    ):
        chosen = [member for member, tag in zip(union, tags, strict=True) if tag and instance.get("type") in tag]
        if not chosen:
            known = sorted({str(value) for tag in tags for value in tag or ()})
            yield ValidationError(f"type {instance.get('type')!r} is none of {', '.join(known)}")
            return
        union = chosen
    failures = [list(validator.descend(instance, member)) for member in union]
    if all(failures):
        # The member that fits best: of the right type itself, then the one with the fewest complaints.
        yield from min(failures, key=lambda errors: (any(is_other_type(e) for e in errors), len(errors)))


def is_other_type(error: ValidationError) -> bool:
    """Whether an error says that the value as a whole has another type."""
    return error.validator == "type" and not error.path


def resolve(validator: Any, schema: Json) -> Json:
    """A schema, its reference followed."""
    while "$ref" in schema:
        schema = validator._resolver.lookup(schema["$ref"]).contents
    return schema


def lenient_type(validator: Any, types: object, instance: object, schema: Json) -> Iterator[ValidationError]:
    """Discord takes a snowflake as a number and a bit set as a string, though the document has them otherwise."""
    is_number = isinstance(instance, int) and not isinstance(instance, bool)
    if schema.get("format") == "snowflake" and is_number:
        return
    if schema.get("maximum", 0) > 2**53 and isinstance(instance, str) and instance.isdecimal():
        return
    yield from Draft202012Validator.VALIDATORS["type"](validator, types, instance, schema)


ContractValidator: Any = validators.extend(
    Draft202012Validator, {"oneOf": choose, "anyOf": choose, "type": lenient_type}
)


class Contract:
    """The document, ready to check requests and responses."""

    def __init__(self, path: Path) -> None:
        self.document: Json = json.loads(path.read_text(encoding="utf-8"))
        self._registry: Registry[Any] = Registry().with_resource(
            DOCUMENT, Resource.from_contents(self.document, default_specification=DRAFT202012)
        )
        self._validators: dict[str, Any] = {}

    def knows(self, method: str, template: str) -> bool:
        """Whether the document has such an operation."""
        return method.lower() in self.document["paths"].get(template, {})

    def request_violations(self, method: str, template: str, body: object) -> list[Violation]:
        """What the document says against a request's JSON body."""
        operation = self.document["paths"].get(template, {}).get(method.lower(), {})
        content = operation.get("requestBody", {}).get("content", {})
        if "application/json" not in content:
            return []
        where = f"/paths/{escape(template)}/{method.lower()}/requestBody/content/application~1json/schema"
        return self._check(where, body)

    def response_violations(self, method: str, template: str, status: int, body: object) -> list[Violation]:
        """What the document says against a response's JSON body; for the loopback's own tests."""
        operation = self.document["paths"].get(template, {}).get(method.lower(), {})
        response = operation.get("responses", {}).get(str(status), {})
        if "application/json" not in response.get("content", {}):
            return []
        path = f"/paths/{escape(template)}/{method.lower()}/responses/{status}/content/application~1json/schema"
        return self._check(path, body)

    def _check(self, pointer: str, body: object) -> list[Violation]:
        if pointer not in self._validators:
            schema = {"$ref": f"{DOCUMENT}#{pointer}"}
            self._validators[pointer] = ContractValidator(schema, registry=self._registry)
        return [
            Violation(
                path=tuple(error.absolute_path),
                code=f"CONTRACT_{error.validator}".upper(),
                message=short(error),
            )
            for error in self._validators[pointer].iter_errors(body)
        ]

    def unknown_fields(self, method: str, template: str, body: object) -> list[str]:
        """Dotted paths of a request's fields that the document does not have; Discord ignores such fields."""
        operation = self.document["paths"].get(template, {}).get(method.lower(), {})
        schema = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
        return [] if schema is None else list(self._unknown([schema], body, ""))

    def _unknown(self, schemas: list[Json], value: object, path: str) -> Iterator[str]:
        """Fields that none of the possible schemas knows."""
        shapes = [shape for schema in schemas for shape in self._shapes(schema, value)]
        if isinstance(value, list):
            items = [shape["items"] for shape in shapes if "items" in shape]
            for index, item in enumerate(value):
                if items:
                    yield from self._unknown(items, item, f"{path}{index}.")
        elif isinstance(value, dict):
            objects = [shape for shape in shapes if "properties" in shape]
            if not objects or any("additionalProperties" in shape for shape in shapes):
                return
            for key, item in value.items():
                known = [shape["properties"][key] for shape in objects if key in shape["properties"]]
                if not known:
                    yield f"{path}{key}"
                else:
                    yield from self._unknown(known, item, f"{path}{key}.")

    def _shapes(self, schema: Json, value: object) -> Iterator[Json]:
        """A schema with references followed and unions taken apart, by `type` where it tells."""
        while "$ref" in schema:
            schema = self._at(schema["$ref"])
        yield schema
        for member in (*schema.get("oneOf", ()), *schema.get("anyOf", ()), *schema.get("allOf", ())):
            while "$ref" in member:
                member = self._at(member["$ref"])
            tag = tag_of(member)
            if tag is None or not isinstance(value, dict) or value.get("type") in tag:
                yield from self._shapes(member, value)

    def _at(self, reference: str) -> Json:
        node: Any = self.document
        for step in reference.removeprefix("#/").split("/"):
            node = node[step.replace("~1", "/").replace("~0", "~")]
        found: Json = node
        return found


def escape(step: str) -> str:
    """A key as part of a JSON pointer in a URI fragment."""
    return step.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D").replace("@", "%40")


def short(error: ValidationError) -> str:
    """An error's message without the whole body in it."""
    return error.message if len(error.message) <= 200 else f"{error.message[:100]} … {error.message[-80:]}"


@lru_cache(maxsize=1)
def load(path: Path | None) -> Contract | None:
    """The contract in a file, read once; None without a file."""
    return None if path is None else Contract(path)
