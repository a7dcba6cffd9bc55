"""Words as Discord's Markdown: escaped, well-formed however short they are cut, and pinging nobody.

A text is a list of pieces, each with the marks around it. Cutting shortens one piece and leaves out those after
it, so no mark is ever left open.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from adapters.discord.limits import ELLIPSIS
from bot.application import markup
from bot.application.markup import Fence, Item, Paragraph, Span

_SPECIAL = re.compile(r"([\\`*_~|<\[\]])")
_BEGINS_A_BLOCK = re.compile(r"(?m)^(\s*)([#>+-])")  # a heading, a quote, a list, a small line
_BEGINS_A_NUMBER = re.compile(r"(?m)^(\s*\d+)([.)])")
_PING = re.compile(r"@(?=everyone|here|[!&]?\d)")
_WEB = re.compile(r"https?://[^\s<>\[\]\\|`*]+")
_BESIDE_A_TICK = re.compile(r"`(?=`)")
_LANGUAGE = re.compile(r"[a-z0-9+#-]{1,20}")
# Discord's highlighter is highlight.js; cards name languages as Pygments does.
_LANGUAGES = {
    "pycon": "python", "python3": "python", "console": "bash", "shell-session": "bash", "postgresql": "sql",
    "mysql": "sql", "text": "", "output": "", "docker": "dockerfile", "aspx-cs": "csharp", "c#": "csharp",
}  # fmt: skip

ZERO_WIDTH = "\u200b"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text between two marks; `escape` makes it harmless and may make it longer, never shorter."""

    text: str
    before: str = ""
    after: str = ""
    escape: Callable[[str], str] = str

    def __str__(self) -> str:
        return f"{self.before}{self.escape(self.text)}{self.after}"

    def cut(self, most: int) -> str:
        """As much of it as fits into `most` characters, with an ellipsis; empty if nothing does."""
        room = most - len(self.before) - len(self.after) - len(ELLIPSIS)
        low, high = 0, min(len(self.text), max(0, room))
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if len(self.escape(self.text[:middle])) <= room else (low, middle - 1)
        kept = self.text[:low].rstrip()
        return f"{self.before}{self.escape(kept)}{ELLIPSIS}{self.after}" if kept else ""


Pieces = Sequence[Piece]


def draw(pieces: Pieces, most: int | None = None) -> str:
    """The text of the pieces, cut visibly to at most `most` characters (None: whole)."""
    whole = "".join(map(str, pieces))
    if most is None or len(whole) <= most:
        return whole
    text, room = "", most - len(ELLIPSIS)
    for piece in pieces:
        if len(text) + len(str(piece)) <= room:
            text += str(piece)
            continue
        return text + (piece.cut(most - len(text)) or ELLIPSIS)
    return text


def escape(text: str) -> str:
    """Plain words as Markdown that shows exactly them, and mentions nobody."""
    text = _SPECIAL.sub(r"\\\1", text)
    text = _BEGINS_A_BLOCK.sub(r"\1\\\2", text)
    text = _BEGINS_A_NUMBER.sub(r"\1\\\2", text)
    return _PING.sub(f"@{ZERO_WIDTH}", text)


def is_web(url: str) -> bool:
    """Whether this is a web address that can stand in a link."""
    return _WEB.fullmatch(url) is not None


def plain(text: str) -> list[Piece]:
    """Plain words."""
    return [Piece(text, escape=escape)] if text else []


def bold(text: str) -> list[Piece]:
    """Plain words, bold."""
    return _marked(text, "**")


def line(words: str) -> list[Piece]:
    """One line of restricted Markdown."""
    return spans(markup.inline(words))


def prose(words: str) -> list[Piece]:
    """Paragraphs, lists and fences of restricted Markdown."""
    pieces: list[Piece] = []
    before: markup.Block | None = None
    for block in markup.parse(words):
        if before is not None:
            # Discord leaves room around a list and a code block by itself.
            tight = isinstance(block, Item) or isinstance(before, Fence)
            pieces.append(Piece("\n" if tight else "\n\n"))
        match block:
            case Fence(text, language):
                pieces += code(text, language)
            case Item(marker, run):
                pieces += [Piece(f"{marker} "), *spans(run)]
            case Paragraph(run):
                pieces += spans(run)
        before = block
    return pieces


def code(text: str, language: str = "") -> list[Piece]:
    """A block of code."""
    name = _LANGUAGES.get(language.casefold(), language.casefold())
    opening = f"```{name if _LANGUAGE.fullmatch(name) else ''}\n"
    return [Piece(text.rstrip("\n") or " ", before=opening, after="\n```", escape=_apart)]


def spans(run: Iterable[Span]) -> list[Piece]:
    """Spans with their styles."""
    pieces: list[Piece] = []
    for span in run:
        mark = ("**" if span.bold else "") + ("*" if span.italic else "")
        if span.url is not None and is_web(span.url):
            label = span.text.replace("\n", " ")
            pieces.append(Piece(label, before=f"{mark}[", after=f"](<{span.url}>){mark[::-1]}", escape=escape))
        elif span.code:
            pieces.append(_inline_code(span.text, mark))
        elif mark:
            pieces += _marked(span.text, mark)
        else:
            pieces += plain(span.text)
    return pieces


def _marked(text: str, mark: str) -> list[Piece]:
    """Marks must touch the words: blanks stay outside."""
    inner = text.strip()
    if not inner:
        return plain(text)
    start = text.index(inner)
    pieces = [
        Piece(text[:start]),
        Piece(inner, before=mark, after=mark[::-1], escape=escape),
        Piece(text[start + len(inner) :]),
    ]
    return [piece for piece in pieces if piece.text]


def _inline_code(text: str, mark: str) -> Piece:
    flat = text.replace("\n", " ")
    ticks, blank = ("``", " ") if "`" in flat else ("`", "")
    return Piece(flat, before=f"{mark}{ticks}{blank}", after=f"{blank}{ticks}{mark[::-1]}", escape=_apart)


def _apart(text: str) -> str:
    """Code in which no two backticks touch, so that it cannot end before its own marks do."""
    return _BESIDE_A_TICK.sub(f"`{ZERO_WIDTH}", text)
