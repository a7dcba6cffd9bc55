"""A small language for checks: each one looks at a value and reports what Slack would say of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

INVALID_BLOCKS = "invalid_blocks"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing wrong with a payload, at a JSON pointer into it."""

    pointer: str
    problem: str
    error: str | None = INVALID_BLOCKS  # the code Slack refuses with; None: Slack takes it, we should not send it

    def __str__(self) -> str:
        return f"{self.problem} [json-pointer:{self.pointer}]"


@dataclass
class Report:
    """Collects findings while checks walk through a payload."""

    findings: list[Finding] = field(default_factory=list)
    error: str | None = INVALID_BLOCKS

    def add(self, pointer: str, problem: str, error: str | None = "") -> None:
        """Note a problem; `error` defaults to the report's own code."""
        code = self.error if error == "" else error
        self.findings.append(Finding(pointer=pointer, problem=problem, error=code))


Check = Callable[[Report, str, Any], None]


def string(*, least: int = 1, most: int | None = None, matches: Callable[[str], bool] | None = None) -> Check:
    """A string of `least` to `most` characters that also satisfies `matches`."""

    def check(report: Report, pointer: str, value: Any) -> None:
        if not isinstance(value, str):
            report.add(pointer, f"must provide a string, not {type(value).__name__}")
        elif len(value) < least:
            report.add(pointer, f"must be more than {least - 1} characters")
        elif most is not None and len(value) > most:
            report.add(pointer, f"must be less than {most + 1} characters")
        elif matches is not None and not matches(value):
            report.add(pointer, f"does not match the expected format: {value!r}")

    return check


def boolean(report: Report, pointer: str, value: Any) -> None:
    """True or false."""
    if not isinstance(value, bool):
        report.add(pointer, "must provide a boolean")


def whole(*, least: int | None = None, most: int | None = None) -> Check:
    """An integer within bounds."""

    def check(report: Report, pointer: str, value: Any) -> None:
        if isinstance(value, bool) or not isinstance(value, int):
            report.add(pointer, "must provide an integer")
        elif least is not None and value < least:
            report.add(pointer, f"must be at least {least}")
        elif most is not None and value > most:
            report.add(pointer, f"must be at most {most}")

    return check


def choice(*allowed: object) -> Check:
    """One of a few values."""

    def check(report: Report, pointer: str, value: Any) -> None:
        if isinstance(value, list | dict) or value not in allowed:
            report.add(pointer, f"value must be one of {', '.join(map(str, allowed))}")

    return check


def array(item: Check, *, least: int = 1, most: int | None = None) -> Check:
    """A list of `least` to `most` items, each checked."""

    def check(report: Report, pointer: str, value: Any) -> None:
        if not isinstance(value, list):
            report.add(pointer, "must provide an array")
            return
        if len(value) < least:
            report.add(pointer, f"no fewer than {least} items allowed")
        if most is not None and len(value) > most:
            report.add(pointer, f"no more than {most} items allowed")
        for index, entry in enumerate(value):
            item(report, f"{pointer}/{index}", entry)

    return check


def obj(
    required: Mapping[str, Check],
    optional: Mapping[str, Check] | None = None,
    *,
    also: Sequence[Check] = (),
) -> Check:
    """An object with these keys and no others; `also` holds rules between keys."""
    known = {**required, **(optional or {})}

    def check(report: Report, pointer: str, value: Any) -> None:
        if not isinstance(value, dict):
            report.add(pointer, "must provide an object")
            return
        for name in required:
            if name not in value:
                report.add(pointer, f"missing required field: {name}")
        for name, entry in value.items():
            if name not in known:
                report.add(pointer, f"invalid additional property: {name}")
            else:
                known[name](report, f"{pointer}/{name}", entry)
        for rule in also:
            rule(report, pointer, value)

    return check


def tagged(kinds: Mapping[str, Check], what: str) -> Check:
    """An object whose `type` names the check to use."""

    def check(report: Report, pointer: str, value: Any) -> None:
        if not isinstance(value, dict):
            report.add(pointer, "must provide an object")
            return
        kind = value.get("type")
        if kind is None:
            report.add(pointer, "missing required field: type")
        elif not isinstance(kind, str) or kind not in kinds:
            report.add(pointer, f"unsupported type of {what}: {kind}")
        else:
            kinds[kind](report, pointer, value)

    return check


def exactly_one(*names: str) -> Check:
    """A rule between keys: one of them is given, and only one."""

    def check(report: Report, pointer: str, value: Any) -> None:
        given = [name for name in names if name in value]
        if len(given) != 1:
            report.add(pointer, f"exactly one of {', '.join(names)} is required, {len(given)} given")

    return check


def at_least_one(*names: str) -> Check:
    """A rule between keys: one of them or more is given."""

    def check(report: Report, pointer: str, value: Any) -> None:
        if not any(name in value for name in names):
            report.add(pointer, f"missing required field: one of {', '.join(names)}")

    return check


def literal(kind: str) -> Check:
    """The `type` key of an object."""
    return choice(kind)
