"""Text as the bundled font can set it: its width, its line breaks, and which characters it has at all."""

import math
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

import matplotlib
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.ft2font import LoadFlags

from bot.pictures import words

_FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
_FILES = {False: _FONTS / "DejaVuSans.ttf", True: _FONTS / "DejaVuSans-Bold.ttf"}
_MEASURING_SCALE = 4  # measured larger than drawn, where hinting matters less
_BLANK = "\N{WHITE SQUARE}"
# Parts of emoji that are nothing by themselves: joiners, variation selectors, skin tones, keycaps, tags.
_EMOJI_GLUE = {0x200D, 0x20E3, *range(0xFE00, 0xFE10), *range(0x1F3FB, 0x1F400), *range(0xE0000, 0xE0080)}


def font(size: float, *, bold: bool = False) -> FontProperties:
    """The font that comes with matplotlib, so that pictures look alike on every machine."""
    return FontProperties(family="DejaVu Sans", fname=str(_FILES[bold]), size=size)


@lru_cache(maxsize=4096)
def measure(text: str, size: float, *, bold: bool = False) -> float:
    """Width of a line in logical pixels."""
    face = get_font(str(_FILES[bold]))
    face.set_size(size, 72 * _MEASURING_SCALE)
    face.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
    return face.get_width_height()[0] / 64 / _MEASURING_SCALE  # FreeType counts in 64ths of a pixel


@lru_cache(maxsize=1)
def _known_characters() -> frozenset[int]:
    return frozenset(get_font(str(_FILES[False])).get_charmap()) & frozenset(get_font(str(_FILES[True])).get_charmap())


def drawable(text: str, otherwise: str = "") -> str:
    """The text on one line, without what the font lacks.

    Emoji are left out, other missing characters become a blank square; where most letters are missing the
    text is `otherwise`. The alt text still has the whole of it.
    """
    line = words.one_line(unicodedata.normalize("NFC", text), 1000)
    kept: list[str] = []
    missing = 0
    for char in line:
        if ord(char) in _EMOJI_GLUE or unicodedata.category(char) in {"Cf", "Co", "Cs", "Cn"}:
            continue
        if ord(char) in _known_characters():
            kept.append(char)
        elif unicodedata.category(char) not in {"So", "Sk", "Mn", "Me"}:
            kept.append(_BLANK)
            missing += 1
    letters = sum(char.isalnum() for char in kept)
    if missing > letters:
        return otherwise
    return " ".join("".join(kept).split()) or otherwise


def fit(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """The text cut with a visible ellipsis to a width in logical pixels."""
    if measure(text, size, bold=bold) <= room:
        return text
    low, high = 0, len(text)
    while low < high:  # the longest beginning that fits with its ellipsis
        middle = (low + high + 1) // 2
        if measure(text[:middle].rstrip() + words.ELLIPSIS, size, bold=bold) <= room:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + words.ELLIPSIS


def wrap(text: str, room: float, size: float, *, lines: int, bold: bool = False) -> list[str]:
    """Up to `lines` lines that fit the width; the last is cut with an ellipsis if there is more."""
    remaining = text.split()
    wrapped: list[str] = []
    while remaining and len(wrapped) < lines - 1:
        taken = 1
        while taken < len(remaining) and measure(" ".join(remaining[: taken + 1]), size, bold=bold) <= room:
            taken += 1
        if measure(" ".join(remaining[:taken]), size, bold=bold) > room:
            break  # one long word: the last line cuts it
        wrapped.append(" ".join(remaining[:taken]))
        remaining = remaining[taken:]
    if remaining:
        wrapped.append(fit(" ".join(remaining), room, size, bold=bold))
    return wrapped


def balanced(text: str, room: float, size: float, *, lines: int, bold: bool = False) -> list[str]:
    """As `wrap` and on no more lines, but broken where it reads well: after sentences, not before figures."""
    wrapped = wrap(text, room, size, lines=lines, bold=bold)
    if len(wrapped) < 2 or wrapped[-1].endswith(words.ELLIPSIS):
        return wrapped
    parts = text.split()

    @cache
    def best(start: int, left: int) -> tuple[float, tuple[str, ...]]:
        """Cost and lines of the words from `start` on, set on exactly `left` lines."""
        options: list[tuple[float, tuple[str, ...]]] = []
        for end in range(start + 1, len(parts) + 1):
            line = " ".join(parts[start:end])
            width = measure(line, size, bold=bold)
            if width > room:
                break
            cost = (1 - width / room) ** 2
            if end == len(parts) and left == 1:
                options.append((cost, (line,)))
            elif end < len(parts) and left > 1:
                rest, following = best(end, left - 1)
                options.append((cost + _break_cost(parts[end - 1], parts[end]) + rest, (line, *following)))
        return min(options, default=(math.inf, ()))

    return list(best(0, len(wrapped))[1]) or wrapped


def _break_cost(before: str, after: str) -> float:
    """How ill a line break reads between two words, beside how uneven it makes the lines (0..1 each)."""
    if before.endswith((".", "?", "!")):
        return 0.0
    if before.endswith((",", ";", ":")):
        return 0.1
    return 0.6 if after[0].isdigit() or before[0].isdigit() else 0.3
