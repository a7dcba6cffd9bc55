"""What Discord refuses in a request body, and the form in which it says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

INVALID_FORM_BODY = 50035
EMPTY_MESSAGE = 50006

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One reason why Discord refuses a body.

    `path` leads to the field; `code` names the reason; `json_code` and `status` are those of the answer as a
    whole (50035 and 400 unless the reason has a code of its own).
    """

    path: Path
    code: str
    message: str
    json_code: int = INVALID_FORM_BODY
    status: int = 400

    def __str__(self) -> str:
        return f"{'.'.join(map(str, self.path)) or '(body)'}: {self.code}: {self.message}"


class Findings:
    """Collects violations; each method checks one field and says whether its type was usable."""

    def __init__(self) -> None:
        self.found: list[Violation] = []

    def add(self, path: Path, code: str, message: str, **special: int) -> None:
        """Record one violation; `special` may carry `json_code` and `status`."""
        self.found.append(Violation(path=path, code=code, message=message, **special))

    def required(self, path: Path) -> None:
        """Record that a field is missing."""
        self.add(path, "BASE_TYPE_REQUIRED", "This field is required")

    def text(
        self, body: dict[str, Any], key: str, path: Path, *, low: int = 0, high: int, required: bool = False
    ) -> str | None:
        """Check a string field's length in characters; the string, or None if absent or no string."""
        value = body.get(key)
        here = (*path, key)
        if value is None:
            if required:
                self.required(here)
            return None
        if not isinstance(value, str):
            self.add(here, "BASE_TYPE_BAD_TYPE", "Value is not a string.")
            return None
        if low and required and not value:
            self.required(here)
        elif not low <= len(value) <= high:
            self.length(here, low, high)
        return value

    def length(self, path: Path, low: int, high: int) -> None:
        """Record that a text or list is too short or too long."""
        if low:
            self.add(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {low} and {high} in length.")
        else:
            self.add(path, "BASE_TYPE_MAX_LENGTH", f"Must be {high} or fewer in length.")

    def whole(self, body: dict[str, Any], key: str, path: Path, *, low: int, high: int) -> int | None:
        """Check an integer field's range; the number, or None if absent or no integer."""
        value = body.get(key)
        here = (*path, key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            self.add(here, "NUMBER_TYPE_COERCE", f'Value "{value}" is not int.')
            return None
        if value < low:
            self.add(here, "NUMBER_TYPE_MIN", f"int value should be greater than or equal to {low}.")
        if value > high:
            self.add(here, "NUMBER_TYPE_MAX", f"int value should be less than or equal to {high}.")
        return value

    def flag(self, body: dict[str, Any], key: str, path: Path) -> bool | None:
        """Check a boolean field; None if absent or no boolean."""
        value = body.get(key)
        if value is not None and not isinstance(value, bool):
            self.add((*path, key), "BASE_TYPE_BAD_TYPE", "Value is not a boolean.")
            return None
        return value

    def items(
        self, body: dict[str, Any], key: str, path: Path, *, low: int = 0, high: int, required: bool = False
    ) -> list[dict[str, Any]]:
        """Check a list of objects; only its usable members are returned, with None-safe defaults."""
        value = body.get(key)
        here = (*path, key)
        if value is None:
            if required:
                self.required(here)
            return []
        if not isinstance(value, list):
            self.add(here, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType.")
            return []
        if not low <= len(value) <= high:
            self.length(here, low, high)
        for index, item in enumerate(value):
            if not isinstance(item, dict):
                self.add((*here, index), "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType.")
        return [item if isinstance(item, dict) else {} for item in value]

    def table(self, body: dict[str, Any], key: str, path: Path) -> dict[str, Any]:
        """Check that a field is an object, if it is there; empty if it is not usable."""
        value = body.get(key)
        if value is not None and not isinstance(value, dict):
            self.add((*path, key), "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType.")
        return as_dict(value)

    def texts(self, body: dict[str, Any], key: str, path: Path) -> list[str]:
        """Check that a field is a list, if it is there; its members as texts."""
        value = body.get(key)
        if value is not None and not isinstance(value, list):
            self.add((*path, key), "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType.")
        return [str(item) for item in as_list(value)]


def as_dict(value: object) -> dict[str, Any]:
    """The value if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def as_list(value: object) -> list[Any]:
    """The value if it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def kind_of(thing: dict[str, Any]) -> int | None:
    """The `type` of a component or option, None if it is no number."""
    kind = thing.get("type")
    return kind if isinstance(kind, int) and not isinstance(kind, bool) else None


def answer_of(violations: Sequence[Violation]) -> tuple[int, dict[str, Any]]:
    """Discord's answer for a refused body: status and {code, message, errors} with `_errors` at each field.

    Form errors come before reasons with a code of their own, and those before what only breaks Discord later.
    """
    form = [v for v in violations if v.status < 500 and v.json_code == INVALID_FORM_BODY]
    if not form:
        first = min(violations, key=lambda violation: violation.status)
        if first.status >= 500:
            return first.status, {"code": 0, "message": f"{first.status}: Internal Server Error"}
        return first.status, {"code": first.json_code, "message": first.message}
    errors: dict[str, Any] = {}
    for violation in form:
        node = errors
        for step in violation.path:
            node = node.setdefault(str(step), {})
        node.setdefault("_errors", []).append({"code": violation.code, "message": violation.message})
    return 400, {"code": INVALID_FORM_BODY, "message": "Invalid Form Body", "errors": errors}
