"""Small bodies to build good and bad ones from, for the tests of the limits."""

from __future__ import annotations

from typing import Any

from .limits import COMPONENTS_V2

Json = dict[str, Any]

LONG = "BASE_TYPE_MAX_LENGTH"
SIZE = "BASE_TYPE_BAD_LENGTH"
NEEDED = "BASE_TYPE_REQUIRED"
TYPE = "BASE_TYPE_BAD_TYPE"
CHOICE = "BASE_TYPE_CHOICES"
NOT_HERE = "BASE_TYPE_NOT_ALLOWED"
UNION = "UNION_TYPE_CHOICES"
ABOVE = "NUMBER_TYPE_MAX"
TWICE = "SET_TYPE_ALREADY_CONTAINS_VALUE"
PICTURE = "https://example.org/a.png"


def button(**more: Any) -> Json:
    return {"type": 2, "style": 1, "label": "Go", "custom_id": "go", **more}


def link(**more: Any) -> Json:
    return {"type": 2, "style": 5, "label": "Read", "url": "https://example.org", **more}


def row(*children: Json) -> Json:
    return {"type": 1, "components": list(children)}


def rows(*children: Json) -> Json:
    return {"content": "c", "components": [row(*children)]}


def option(value: str = "v", **more: Any) -> Json:
    return {"label": "l", "value": value, **more}


def select(**more: Any) -> Json:
    return {"type": 3, "custom_id": "menu", "options": [option("a"), option("b")], **more}


def text(content: str = "words") -> Json:
    return {"type": 10, "content": content}


def v2(*components: Json, **more: Any) -> Json:
    return {"flags": COMPONENTS_V2, "components": list(components), **more}


def section(*texts: Json, accessory: Json | None = None) -> Json:
    found: Json = {"type": 9, "components": list(texts)}
    return found if accessory is None else {**found, "accessory": accessory}


def gallery(*urls: str) -> Json:
    return {"type": 12, "items": [{"media": {"url": url}} for url in urls]}


def embed(**more: Any) -> Json:
    return {"embeds": [{"title": "t", **more}]}


def buttons(count: int) -> list[Json]:
    return [button(custom_id=f"b{n}") for n in range(count)]


def label(component: Json, **more: Any) -> Json:
    return {"type": 18, "label": "Field", "component": component, **more}


def modal(*components: Json, **more: Any) -> Json:
    return {"custom_id": "m", "title": "Title", "components": list(components), **more}


def entry(**more: Any) -> Json:
    return {"type": 4, "custom_id": "t", "style": 1, **more}


def group(kind: int, count: int, **more: Any) -> Json:
    return {"type": kind, "custom_id": "g", "options": [option(str(n)) for n in range(count)], **more}


def command(**more: Any) -> Json:
    return {"name": "coach", "description": "d", **more}


def sub(*options: Json, **more: Any) -> Json:
    return {"type": 1, "name": "quiz", "description": "d", "options": list(options), **more}


def opt(**more: Any) -> Json:
    return {"type": 3, "name": "area", "description": "d", **more}


def choice(name: str = "n", value: Any = "v") -> Json:
    return {"name": name, "value": value}
