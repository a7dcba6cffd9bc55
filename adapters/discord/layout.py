"""A card as one container that fits a message: rows joined, texts cut evenly, nothing over Discord's limits."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from adapters.discord.elements import Draft, parts_of, words_of
from adapters.discord.limits import (
    BYTES_A_TEXT,
    ELLIPSIS,
    MESSAGE_BYTES,
    MESSAGE_COMPONENTS,
    MESSAGE_FILES,
    MESSAGE_TEXT,
    ROW_BUTTONS,
)
from adapters.discord.page import File, Json
from adapters.discord.parts import BUTTON, Part, Row, Shown, Words, container, count, row, text_display
from adapters.discord.words import Piece
from bot.application.cards import Card

_BETWEEN = Piece("\n\n")
_CUT = Words((Piece(ELLIPSIS),))


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """One card as a component, with what it takes up of a message."""

    component: Json
    files: tuple[File, ...] = ()
    characters: int = 0
    size: int = 0  # bytes

    @property
    def components(self) -> int:
        """The container and all in it."""
        return count(self.component)


def compose(card: Card, draft: Draft) -> Composed:
    """The card, cut to what one message takes."""
    parts = [part for element in card.elements for part in parts_of(element, draft)]
    parts = _few_enough(_joined_rows([part for part in parts if not _blank(part)])) or [_CUT]
    words = [part for part in parts if isinstance(part, Words)]
    texts = _short_enough(words)
    waiting = iter(texts)
    children = [text_display(next(waiting)) if isinstance(part, Words) else _component(part) for part in parts]
    return Composed(
        component=container(children, card.tone),
        files=tuple(part.file for part in parts if isinstance(part, Shown)),
        characters=sum(map(len, texts)),
        size=_size(texts),
    )


def fit_together(composed: Sequence[Composed]) -> bool:
    """Whether these cards go into one message."""
    return (
        sum(one.components for one in composed) <= MESSAGE_COMPONENTS
        and sum(one.characters for one in composed) <= MESSAGE_TEXT
        and sum(one.size for one in composed) <= MESSAGE_BYTES
        and sum(len(one.files) for one in composed) <= MESSAGE_FILES
    )


def _blank(part: Part) -> bool:
    return isinstance(part, Words) and not words_of(part).strip()


def _component(part: Part) -> Json:
    return part.component if isinstance(part, Shown) else row(part.items) if isinstance(part, Row) else {}


def _joined_rows(parts: Sequence[Part]) -> list[Part]:
    """Neighbouring rows of buttons in one, where there is room."""
    joined: list[Part] = []
    for part in parts:
        last = joined[-1] if joined else None
        if (
            isinstance(part, Row)
            and isinstance(last, Row)
            and part.shared
            and last.shared
            and all(item["type"] == BUTTON for item in (*last.items, *part.items))
            and len(last.items) + len(part.items) <= ROW_BUTTONS
        ):
            joined[-1] = replace(last, items=(*last.items, *part.items))
        else:
            joined.append(part)
    return joined


def _few_enough(parts: list[Part]) -> list[Part]:
    """Neighbouring texts in one where there are too many components; what is still too much is left out, visibly."""
    if _taken(parts) > MESSAGE_COMPONENTS:
        parts = _joined_words(parts)
    kept: list[Part] = []
    files = 0
    for part in parts:
        files += isinstance(part, Shown)
        # One component is kept free for the sign that something was left out.
        if _taken([*kept, part]) > MESSAGE_COMPONENTS - 1 or files > MESSAGE_FILES:
            return parts if _taken(parts) <= MESSAGE_COMPONENTS and files <= MESSAGE_FILES else [*kept, _CUT]
        kept.append(part)
    return kept


def _taken(parts: Sequence[Part]) -> int:
    """How many components these parts make, with their container."""
    return 1 + sum(1 + len(part.items) if isinstance(part, Row) else 1 for part in parts)


def _joined_words(parts: Sequence[Part]) -> list[Part]:
    joined: list[Part] = []
    for part in parts:
        last = joined[-1] if joined else None
        if isinstance(part, Words) and isinstance(last, Words):
            joined[-1] = Words((*last.pieces, _BETWEEN, *part.pieces))
        else:
            joined.append(part)
    return joined


def _short_enough(words: Sequence[Words]) -> list[str]:
    """The texts; where they are too long together, the longest are cut, all to the same length."""
    texts = [words_of(one) for one in words]
    most = _level([len(text) for text in texts], MESSAGE_TEXT)
    while most is not None or _size(texts) > MESSAGE_BYTES:
        most = most if most is not None else max(map(len, texts))
        texts = [words_of(one, most) for one in words]
        if _size(texts) <= MESSAGE_BYTES:
            break
        most = max(1, most * 9 // 10)
    return texts


def _level(lengths: Sequence[int], room: int) -> int | None:
    """The length to which the longest must be cut so that all fit into `room`; None if they do already."""
    if sum(lengths) <= room:
        return None
    left, level = room, 0
    for place, length in enumerate(sorted(lengths)):
        level = left // (len(lengths) - place)
        if length > level:
            return level
        left -= length
    return level


def _size(texts: Sequence[str]) -> int:
    """Bytes as Discord counts them."""
    return sum(len(text.encode()) + BYTES_A_TEXT for text in texts)
