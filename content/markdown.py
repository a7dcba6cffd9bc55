"""The restricted Markdown of questions, held against a full CommonMark parser: what would be shown differently?"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

# Texts are not joined again, so that an entity (`&lt;`) is still told from the character it stands for.
_PARSER = MarkdownIt("commonmark").enable("table").disable("text_join")
_BLOCKS = {
    "heading_open": "no headings; write a paragraph",
    "hr": "no rules; leave it out",
    "blockquote_open": "no quotes; write a paragraph",
    "html_block": "no HTML; put it into backticks or a fence",
    "code_block": "text indented by 4 blanks becomes code; use a fence with a language",
    "ordered_list_open": "no numbered lists; begin the lines with `- `",
    "table_open": "no tables; use a fence or a list",
}
_INLINE = {
    "image": "no images",
    "link_open": "no links; name the page in `references`",
    "html_inline": "looks like HTML; put it into backticks",
}


@dataclass(frozen=True, slots=True)
class Flaw:
    """Markup that is not allowed; `row` counts lines from 0."""

    row: int
    message: str


@dataclass(frozen=True, slots=True)
class Code:
    """A fence: its language, its lines, and the row of the first of them."""

    language: str
    lines: tuple[str, ...]
    row: int


@lru_cache(maxsize=4096)
def _parse(markup: str) -> tuple[Token, ...]:
    return tuple(_PARSER.parse(markup))


def flaws(markup: str) -> Iterator[Flaw]:
    """Everything in a text that the restricted Markdown does not have."""
    row = depth = 0
    for token in _parse(markup):
        row = token.map[0] if token.map else row
        if token.type in _BLOCKS:
            yield Flaw(row, _BLOCKS[token.type])
        elif token.type == "fence":
            yield from _fence_flaws(token, row)
        elif token.type == "inline":
            yield from _inline_flaws(token, row)
        elif token.type == "bullet_list_open":
            depth += 1
            if depth > 1:
                yield Flaw(row, "no lists inside lists")
            if token.markup != "-":
                yield Flaw(row, "begin list items with `- `")
        elif token.type == "bullet_list_close":
            depth -= 1


def inline_flaws(markup: str, *, code_only: bool = False) -> Iterator[Flaw]:
    """The flaws of a one-line text. `code_only`: not even bold and italic are allowed."""
    if "\n" in markup:
        yield Flaw(0, "must be one line")
    for token in _PARSER.parseInline(markup):
        yield from _inline_flaws(token, 0)
        styled = any(child.type in {"em_open", "strong_open"} for child in token.children or [])
        if code_only and styled:
            yield Flaw(0, "only `code` is allowed here, no bold or italic; put stars and underscores into backticks")


def codes(markup: str) -> tuple[Code, ...]:
    """The fences of a text."""
    return tuple(
        Code(token.info.strip(), tuple(token.content.rstrip("\n").split("\n")), (token.map or [0])[0] + 1)
        for token in _parse(markup)
        if token.type == "fence"
    )


def prose(markup: str) -> str:
    """The words of a text without fences and inline code; emphasised words keep their stars."""
    parts = []
    for token in _parse(markup):
        if token.type == "inline":
            parts.append("".join(_word(child) for child in token.children or []))
    return "\n".join(parts)


def _word(token: Token) -> str:
    match token.type:
        case "code_inline":
            return "`…`"
        case "strong_open" | "strong_close" | "em_open" | "em_close":
            return token.markup
        case "softbreak" | "hardbreak":
            return " "
    return token.content


def _fence_flaws(token: Token, row: int) -> Iterator[Flaw]:
    if not token.info.strip():
        yield Flaw(row, "a fence needs its language, like ```python (or ```text)")
    elif " " in token.info.strip():
        yield Flaw(row, "only one word after the backticks of a fence, its language")
    if not token.content.strip():
        yield Flaw(row, "the fence is empty")


def _inline_flaws(token: Token, row: int) -> Iterator[Flaw]:
    for child in token.children or []:
        if child.type in {"softbreak", "hardbreak"}:
            row += 1
        elif child.type in _INLINE:
            yield Flaw(row, f"`{child.content[:30]}`: {_INLINE[child.type]}" if child.content else _INLINE[child.type])
        elif child.type in {"em_open", "strong_open"} and "_" in child.markup:
            yield Flaw(row, "emphasis is written with stars; put names with underscores into backticks")
        elif child.type == "text_special" and child.info == "entity":
            yield Flaw(row, f"`{child.markup}` is shown as it is; write the character, or put it into backticks")
        elif child.type == "text":
            yield from _text_flaws(child.content, row)


def _text_flaws(text: str, row: int) -> Iterator[Flaw]:
    if "`" in text:
        yield Flaw(row, "a backtick without its partner")
    if "**" in text:
        yield Flaw(row, "`**` without its partner; put it into backticks if it is code")
    if "http://" in text or "https://" in text:
        yield Flaw(row, "no links; name the page in `references`, or put an address into backticks")
