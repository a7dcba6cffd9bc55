"""Aligned columns of text for terminals and code blocks, with bars made of block characters."""

import unicodedata
from collections.abc import Sequence

BLOCKS = " ▏▎▍▌▋▊▉█"
SPARKS = "▁▂▃▄▅▆▇█"


def width(text: str) -> int:
    """Columns that a terminal needs: two for wide characters, none for combining marks and joiners."""
    return sum(_char_width(char) for char in text)


def _char_width(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """The text padded with spaces to a width, at its left (`right`-aligned) or at its right."""
    space = " " * (columns - width(text))
    return space + text if right else text + space


def table(rows: Sequence[Sequence[str]], *, left: int = 1, gap: str = "  ") -> list[str]:
    """Lines of aligned cells: the first `left` columns flush left, the others flush right."""
    widths = [max(width(cell) for cell in column) for column in zip(*rows, strict=True)]
    return [
        gap.join(
            pad(cell, columns, right=index >= left)
            for index, (cell, columns) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def bar(value: float, highest: float, columns: int) -> str:
    """A bar of eighths of a block, `columns` long at `highest`; anything above 0 shows at least a sliver."""
    if value <= 0 or highest <= 0:
        return ""
    eighths = max(1, round(8 * columns * value / highest))
    return BLOCKS[8] * (eighths // 8) + BLOCKS[eighths % 8].strip()


def spark(value: float | None, lowest: float, highest: float) -> str:
    """One column of a sparkline: eight heights between `lowest` and `highest`, a dot for None."""
    if value is None:
        return "·"
    share = (value - lowest) / (highest - lowest)
    return SPARKS[min(7, max(0, round(share * 7)))]
