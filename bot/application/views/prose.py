"""Markup with fenced code as elements: words become texts, fences become code blocks."""

import re

from bot.application.cards import Code, Element, Text

_FENCE = re.compile(r"^```([\w+#-]*)[^\n]*\n(.*?)^```[ \t]*$", re.MULTILINE | re.DOTALL)


def prose(markup: str) -> tuple[Element, ...]:
    """The elements of a text, in order; nothing for an empty text."""
    elements: list[Element] = []
    end = 0
    for fence in _FENCE.finditer(markup):
        elements += _words(markup[end : fence.start()])
        elements.append(Code(fence[2].rstrip("\n"), fence[1]))
        end = fence.end()
    return (*elements, *_words(markup[end:]))


def _words(markup: str) -> list[Element]:
    text = markup.strip()
    return [Text(text)] if text else []
