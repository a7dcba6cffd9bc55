"""YAML text as plain nodes with line numbers.

Built from the parser's events, so that nothing is constructed, no alias is ever followed, and nothing recurses:
a hostile file (from a content pack) costs no more than its length. Scalars stay as they are written; what they
mean is decided by the field they stand in.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

MAX_BYTES = 1_000_000
MAX_DEPTH = 12  # a question needs 6

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where it is there: ten times as fast


class Unreadable(Exception):
    """The text is no YAML that we take; `line` counts from 1."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """A single value as written. `text_line` is the line on which its text begins, if it stands line by line."""

    text: str
    line: int
    plain: bool
    text_line: int | None = None


@dataclass(frozen=True, slots=True)
class ListNode:
    """A list."""

    items: "tuple[Node, ...]"
    line: int


@dataclass(frozen=True, slots=True)
class MapNode:
    """Named values, in order; a name may still occur twice. `lines` are those of the names."""

    pairs: "tuple[tuple[str, int, Node], ...]"
    line: int


Node = ScalarNode | ListNode | MapNode


def decode(data: bytes) -> str:
    """The text of a file. Raises `Unreadable` when it is too large or not UTF-8."""
    if len(data) > MAX_BYTES:
        raise Unreadable(1, f"the file has {len(data):,} bytes; split it, at most {MAX_BYTES:,} are read")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(line, "not UTF-8; save the file in that encoding") from None


def parse(text: str) -> Node:
    """The one document of a YAML text. Raises `Unreadable`."""
    try:
        return _document(yaml.parse(text, Loader=_Loader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Unreadable(mark.line + 1 if mark else 1, _explained(error)) from None
    except yaml.reader.ReaderError as error:
        position = error.position if isinstance(error.position, int) else 0
        line = text.count("\n", 0, position) + 1
        raise Unreadable(line, f"the character U+{_code_point(error):04X} is not allowed; remove it") from None


def _document(events: Iterator[yaml.Event]) -> Node:
    root: Node | None = None
    stack: list[tuple[yaml.Event, list[Node]]] = []
    for event in events:
        line = _line(event)
        if isinstance(event, yaml.DocumentStartEvent) and root is not None:
            raise Unreadable(line, "a second document begins; write one per file, without `---`")
        if isinstance(event, yaml.AliasEvent) or (isinstance(event, yaml.NodeEvent) and event.anchor):
            raise Unreadable(line, "anchors and aliases (`&name`, `*name`) are not allowed; quote the text")
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag:
            raise Unreadable(line, f"tags are not allowed; remove `{event.tag[:40]}` or quote the text")
        if isinstance(event, yaml.CollectionStartEvent):
            if len(stack) >= MAX_DEPTH:
                raise Unreadable(line, f"nested more than {MAX_DEPTH} levels deep")
            stack.append((event, []))
            continue
        if isinstance(event, yaml.ScalarEvent):
            node: Node = _scalar(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            node = _collection(*stack.pop())
        else:
            continue
        if stack:
            stack[-1][1].append(node)
        else:
            root = node
    if root is None:
        raise Unreadable(1, "the file is empty")
    return root


def _scalar(event: yaml.ScalarEvent) -> ScalarNode:
    line = _line(event)
    return ScalarNode(
        text=event.value,
        line=line,
        plain=bool(event.implicit[0]),
        text_line=line + 1 if event.style == "|" else None,
    )


def _collection(start: yaml.Event, children: list[Node]) -> Node:
    line = _line(start)
    if isinstance(start, yaml.SequenceStartEvent):
        return ListNode(tuple(children), line)
    pairs = []
    for key, value in zip(children[::2], children[1::2], strict=True):
        if not isinstance(key, ScalarNode):
            raise Unreadable(key.line, "the name of a field must be a word")
        pairs.append((key.text, key.line, value))
    return MapNode(tuple(pairs), line)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


# The parser's words, with what an author usually did.
_MENDS = {
    "mapping values are not allowed": "a text that holds `: ` needs quotes or a block (`|`)",
    "could not find expected ':'": "a text over several lines needs quotes or a block (`|`), indented alike",
    "cannot start any token": "a text that begins with this character needs quotes",
    "expected <block end>": "check the indentation, and the quotes of the line before",
    "expected ',' or": "a text with a comma, bracket or quote inside `{}` or `[]` needs quotes",
    "unknown escape character": "in double quotes write `\\\\` for a backslash, or use a block (`|`)",
    "unexpected end of stream": "a quote or bracket is not closed",
    "found undefined alias": "a text that begins with `*` needs quotes",
}


def _explained(error: yaml.MarkedYAMLError) -> str:
    problem = (error.problem or error.context or "not YAML").strip()
    mend = next((mend for words, mend in _MENDS.items() if words in problem), "")
    return f"not YAML: {problem}" + (f"; {mend}" if mend else "")


def _code_point(error: yaml.reader.ReaderError) -> int:
    character = error.character
    return ord(character) if isinstance(character, str) else int(character)
