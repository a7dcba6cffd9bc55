"""Reading the named values of a mapping one by one, collecting every mistake instead of stopping at the first."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

from content.loader.nodes import ListNode, MapNode, Node, ScalarNode
from content.loader.problems import Problem

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands in its file; `text_line` is its first line of text where it is written line by line."""

    line: int
    text_line: int | None = None


@dataclass(slots=True)
class Report:
    """Mistakes and places found while a file is read."""

    path: str
    problems: list[Problem] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)

    def add(self, line: int, name: str, message: str) -> None:
        """Note a mistake."""
        self.problems.append(Problem(path=self.path, line=line, field=name, message=message))


class Fields:
    """The fields of one mapping. Every reader returns an empty value after noting what is wrong."""

    def __init__(self, node: MapNode, report: Report, *, prefix: str = "", line: int | None = None) -> None:
        """Read from `node`; what is missing is told for `line`, by default where the mapping begins."""
        self.report = report
        self._line = line or node.line
        self._prefix = prefix
        self._values: dict[str, Node] = {}
        self._lines: dict[str, int] = {}
        for name, line, value in node.pairs:
            if name in self._values:
                self.wrong(name, f"given twice (first on line {self._lines[name]}); keep one", line=line)
                continue
            self._values[name] = value
            self._lines[name] = line
            text_line = value.text_line if isinstance(value, ScalarNode) else None
            report.places[self.path(name)] = Place(line, text_line)

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def path(self, name: str) -> str:
        """The full path of a field for a message."""
        return f"{self._prefix}.{name}" if self._prefix else name

    def wrong(self, name: str, message: str, *, line: int | None = None) -> None:
        """Note a mistake in a field; by default on the field's line, else on the mapping's."""
        place = self.report.places.get(self.path(name))
        self.report.add(line or (place.line if place else self._line), self.path(name), message)

    def only(self, known: Iterable[str], *, context: str = "") -> None:
        """Note every field that is not known; `context` says for what (`kind output`)."""
        names = list(known)
        for name, line in self._lines.items():
            if name not in names:
                near = get_close_matches(name, names, n=1, cutoff=0.6)
                mend = f"did you mean `{near[0]}`?" if near else f"the fields are {', '.join(names)}"
                self.wrong(name, f"unknown field{f' of {context}' if context else ''}; {mend}", line=line)

    def text(self, name: str, *, mend: str, optional: bool = False, blank: bool = False) -> str:
        """A text without empty lines around it; `mend` says what belongs there, `blank` allows an empty one."""
        node = self._scalar(name, mend, optional=optional)
        if node is None:
            return ""
        text = node.text.strip("\n").rstrip()
        if not blank and (not text or (node.plain and text == "~")):
            self.wrong(name, f"empty; {mend}")
            return ""
        return text

    def slug(self, name: str, *, mend: str) -> str:
        """A stable name of lower-case letters, digits and hyphens."""
        text = self.text(name, mend=mend)
        if text and not SLUG.fullmatch(text):
            self.wrong(name, f"`{_short(text)}` is no slug; use a-z, 0-9 and single hyphens between them")
            return ""
        return text

    def choice(self, name: str, allowed: Collection[str], *, mend: str) -> str:
        """One of a few words."""
        text = self.text(name, mend=mend)
        if text and text not in allowed:
            self.wrong(name, _unknown(text, allowed))
            return ""
        return text

    def number(self, name: str, low: int, high: int, *, mend: str, default: int | None = None) -> int:
        """A whole number from `low` to `high`."""
        if default is not None and name not in self:
            return default
        text = self.text(name, mend=mend)
        if not text:
            return low
        if not re.fullmatch(r"\d{1,9}", text, re.ASCII) or not low <= int(text) <= high:
            self.wrong(name, f"`{_short(text)}`: {mend}")
            return low
        return int(text)

    def day(self, name: str, *, optional: bool = False) -> date | None:
        """A date as YYYY-MM-DD."""
        mend = "write a date as YYYY-MM-DD"
        text = self.text(name, mend=mend, optional=optional)
        if not text:
            return None
        try:
            if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
                raise ValueError
            return date.fromisoformat(text)
        except ValueError:
            self.wrong(name, f"`{_short(text)}` is no date; {mend}")
            return None

    def texts(self, name: str, *, mend: str, least: int = 1) -> tuple[str, ...]:
        """A list of texts, each with something in it."""
        found: list[str] = []
        for index, item in enumerate(self._items(name, mend, least=least)):
            text = item.text.strip("\n").rstrip() if isinstance(item, ScalarNode) else ""
            self.report.places[f"{self.path(name)}[{index}]"] = Place(
                item.line, item.text_line if isinstance(item, ScalarNode) else None
            )
            if not text:
                self.wrong(f"{name}[{index}]", f"must be a text; {mend}", line=item.line)
            else:
                found.append(text)
        return tuple(found)

    def maps(self, name: str, *, mend: str, least: int = 1) -> Iterator[tuple[str, MapNode]]:
        """The mappings of a list, each with its path."""
        for index, item in enumerate(self._items(name, mend, least=least)):
            if isinstance(item, MapNode):
                yield f"{self.path(name)}[{index}]", item
            else:
                self.wrong(f"{name}[{index}]", f"must hold named fields; {mend}", line=item.line)

    def each(self, name: str, *, mend: str, least: int = 1) -> Iterator["Fields"]:
        """The fields of each mapping of a list."""
        for path, item in self.maps(name, mend=mend, least=least):
            self.report.places[path] = Place(item.line)
            yield Fields(item, self.report, prefix=path)

    def inner(self, name: str, *, mend: str) -> "Fields | None":
        """The mapping under a name; None when there is none (noted)."""
        value = self._values.get(name)
        if isinstance(value, MapNode):
            return Fields(value, self.report, prefix=self.path(name), line=self._lines[name])
        self.wrong(name, f"missing; {mend}" if value is None else f"must hold named fields; {mend}")
        return None

    def mapping(self, name: str, *, mend: str) -> dict[str, str]:
        """A mapping from names to texts, which may be empty."""
        inner = self.inner(name, mend=mend)
        return {} if inner is None else {key: inner.text(key, mend=mend, blank=True) for key in inner._values}

    def is_list(self, name: str) -> bool:
        """Whether a list stands under the name."""
        return isinstance(self._values.get(name), ListNode)

    def _scalar(self, name: str, mend: str, *, optional: bool) -> ScalarNode | None:
        value = self._values.get(name)
        if isinstance(value, ScalarNode):
            return value
        if value is not None:
            self.wrong(name, f"must be one text, not a {_noun(value)}; {mend}")
        elif not optional:
            self.wrong(name, f"missing; {mend}")
        return None

    def _items(self, name: str, mend: str, *, least: int) -> tuple[Node, ...]:
        value = self._values.get(name)
        if isinstance(value, ListNode):
            if len(value.items) < least:
                self.wrong(name, f"has {len(value.items)} entries, at least {least} wanted; {mend}")
            return value.items
        if value is not None:
            self.wrong(name, f"must be a list; {mend}")
        elif least:
            self.wrong(name, f"missing; {mend}")
        return ()


def _noun(node: Node) -> str:
    return "list" if isinstance(node, ListNode) else "mapping"


def _unknown(text: str, allowed: Collection[str]) -> str:
    near = get_close_matches(text, list(allowed), n=1, cutoff=0.6)
    if near:
        return f"`{_short(text)}` is unknown; did you mean `{near[0]}`?"
    return f"`{_short(text)}` is unknown; it must be one of {', '.join(allowed)}"


def _short(text: str) -> str:
    line = text.splitlines()[0] if text.splitlines() else ""
    return line if len(line) <= 40 else line[:39] + "…"
