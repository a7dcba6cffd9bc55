"""The restricted Markdown of cards and questions, parsed once for every platform.

Allowed: paragraphs, `**bold**`, `*italic*`, `` `code` ``, links, lists with `- ` or `1. `, fenced code.
Everything else (HTML, headings, images, quotes, tables) is plain text. Adapters draw the parsed spans with their
own escaping and never see raw markup; words from people are made harmless by `escape` first.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

_PARSER = MarkdownIt("zero").enable(["fence", "list", "emphasis", "backticks", "escape", "link", "newline"])
_SPECIAL = re.compile(r"([\\`*_\[\]()#+\-.!<>~|&])")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style; `url` makes it a link."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of spans; a line break inside is a span whose text is a newline."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A list item with its marker ("-" or "1.")."""

    marker: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Fence:
    """A block of code."""

    code: str
    language: str


Block = Paragraph | Item | Fence


def visible(text: str) -> str:
    """Words from people without control and invisible characters; what no encoding can hold becomes `?`."""
    return _CONTROL.sub("", text.replace("\r\n", "\n")).encode("utf-8", "replace").decode("utf-8")


def escape(text: str) -> str:
    """Words from people as markup that shows exactly them: no style, no link, no invisible characters."""
    return _SPECIAL.sub(r"\\\1", visible(text))


@lru_cache(maxsize=2048)
def parse(markup: str) -> tuple[Block, ...]:
    """The blocks of a markup text, in order."""
    blocks: list[Block] = []
    marker = ""
    for token in _PARSER.parse(markup):
        match token.type:
            case "fence":
                blocks.append(Fence(token.content.rstrip("\n"), token.info.strip().split(" ")[0]))
            case "list_item_open":
                marker = f"{token.info}." if token.info else "-"
            case "list_item_close":
                marker = ""
            case "inline":
                spans = _spans(token.children or [])
                blocks.append(Item(marker, spans) if marker else Paragraph(spans))
    return tuple(blocks)


def inline(markup: str) -> tuple[Span, ...]:
    """The spans of a one-line markup text (an option, a field's value); lists and fences are not recognised."""
    return _spans(_PARSER.parseInline(markup)[0].children or [])


def plain(markup: str) -> str:
    """The words alone, without any style; blocks are separated by line ends."""
    lines: list[str] = []
    for block in parse(markup):
        match block:
            case Fence(code, _):
                lines.append(code)
            case Item(marker, spans):
                lines.append(f"{marker} {_text(spans)}")
            case Paragraph(spans):
                lines.append(_text(spans))
    return "\n".join(lines)


def plain_inline(markup: str) -> str:
    """The words of a one-line markup text."""
    return _text(inline(markup))


def _text(spans: tuple[Span, ...]) -> str:
    return "".join(span.text for span in spans)


def _spans(tokens: list[Token]) -> tuple[Span, ...]:
    spans: list[Span] = []
    bold = italic = 0
    url: str | None = None
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                bold += token.nesting
            case "em_open" | "em_close":
                italic += token.nesting
            case "link_open":
                url = str(token.attrGet("href") or "")
            case "link_close":
                url = None
            case "code_inline":
                spans.append(Span(token.content, bold > 0, italic > 0, code=True, url=url))
            case "softbreak" | "hardbreak":
                spans.append(Span("\n"))
            case _ if token.content:
                spans.append(Span(token.content, bold > 0, italic > 0, url=url))
    return tuple(_merged(spans))


def _merged(spans: list[Span]) -> list[Span]:
    """Neighbours of one style joined (escapes split the text into many tokens)."""
    merged: list[Span] = []
    for span in spans:
        last = merged[-1] if merged else None
        if last and (last.bold, last.italic, last.code, last.url) == (
            span.bold,
            span.italic,
            span.code,
            span.url,
        ):
            merged[-1] = Span(last.text + span.text, span.bold, span.italic, span.code, span.url)
        else:
            merged.append(span)
    return merged
