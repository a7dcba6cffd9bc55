"""Cards as messages and views that Slack takes: within the limits, shortened visibly, with a text beside the blocks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from adapters.slack.known import NOTHING_KNOWN, Known, with_names
from adapters.slack.limits import (
    FALLBACK_MAX,
    MESSAGE_BLOCKS_MAX,
    MESSAGE_TOTAL_MAX,
    PROSE_MAX,
    VIEW_BLOCKS_MAX,
    VIEW_TOTAL_MAX,
)
from adapters.slack.render import DIVIDER, blocks_of
from adapters.slack.wording import cut_escaped
from bot.application.cards import Card
from bot.application.plain import plain_text

Json = dict[str, Any]

# Tried in turn: what is too long as a whole gets shorter texts first, then fewer blocks.
TEXT_SIZES = (PROSE_MAX, 1_500, 800, 400, 200, 100)
LEFT_OUT: Json = {
    "type": "context",
    "elements": [{"type": "mrkdwn", "text": "… (shortened: Slack takes no more at once)", "verbatim": True}],
}
NOTHING: Json = {"type": "context", "elements": [{"type": "mrkdwn", "text": "…", "verbatim": True}]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message: its blocks, and the same in words for notifications and screen readers."""

    blocks: list[Json]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Space:
    """What one message or view holds."""

    blocks: int
    characters: int


_MESSAGE = _Space(blocks=MESSAGE_BLOCKS_MAX, characters=MESSAGE_TOTAL_MAX)
_VIEW = _Space(blocks=VIEW_BLOCKS_MAX, characters=VIEW_TOTAL_MAX)


def messages(cards: Sequence[Card], known: Known = NOTHING_KNOWN) -> list[Message]:
    """As few messages as hold the cards, in order; a card is never spread over two."""
    told: list[Message] = []
    shown: list[Json] = []
    together: list[Card] = []
    for card in cards:
        blocks = _fitted(card, known, _MESSAGE)
        joined = [*shown, DIVIDER, *blocks] if shown else blocks
        if shown and not _fits(joined, _MESSAGE):
            told.append(_message(shown, together, known))
            joined, together = blocks, []
        shown, together = joined, [*together, card]
    return [*told, _message(shown, together, known)] if together else told


def one_message(cards: Sequence[Card], known: Known = NOTHING_KNOWN, *, summary: str = "") -> Message:
    """All cards in one message, whatever has to be shortened for it; `summary` is what a notification begins with."""
    text = fallback(cards, known, summary=summary)
    return Message(blocks=_joined(cards, known, _MESSAGE) or [NOTHING], text=text)


def view_blocks(cards: Sequence[Card], known: Known = NOTHING_KNOWN) -> list[Json]:
    """All cards as the blocks of a modal or the Home tab."""
    return _joined(cards, known, _VIEW) or [NOTHING]


def fallback(cards: Sequence[Card], known: Known = NOTHING_KNOWN, *, summary: str = "") -> str:
    """The cards in words, as the text beside the blocks."""
    words = "\n\n".join([summary, *(plain_text(with_names(card, known)) for card in cards)]).strip()
    return cut_escaped(words, FALLBACK_MAX) or "Skill Coach"


def _message(blocks: list[Json], cards: Sequence[Card], known: Known) -> Message:
    return Message(blocks=blocks or [NOTHING], text=fallback(cards, known))


def _fitted(card: Card, known: Known, space: _Space) -> list[Json]:
    return _shrunk(lambda most: blocks_of(card, known, most=most), space)


def _joined(cards: Sequence[Card], known: Known, space: _Space) -> list[Json]:
    def draw(most: int) -> list[Json]:
        blocks: list[Json] = []
        for card in cards:
            drawn = blocks_of(card, known, most=most)
            blocks += [DIVIDER, *drawn] if blocks and drawn else drawn
        return blocks

    return _shrunk(draw, space)


def _shrunk(draw: Callable[[int], list[Json]], space: _Space) -> list[Json]:
    """What is drawn with the longest texts that fit; then without the last blocks that only are to be read."""
    blocks: list[Json] = []
    for most in TEXT_SIZES:
        blocks = draw(most)
        if _fits(blocks, space):
            return blocks
    return _thinned(blocks, space)


def _thinned(blocks: list[Json], space: _Space) -> list[Json]:
    sizes = [characters(block) for block in blocks]
    count, total = len(blocks) + 1, sum(sizes) + characters(LEFT_OUT)
    dropped: set[int] = set()
    readable = [index for index, block in enumerate(blocks) if block["type"] != "actions"]
    pressable = [index for index, block in enumerate(blocks) if block["type"] == "actions"]
    for index in (*reversed(readable), *reversed(pressable)):
        if count <= space.blocks and total <= space.characters:
            break
        dropped.add(index)
        count, total = count - 1, total - sizes[index]
    place = min(dropped, default=len(blocks))
    return [
        *(block for index, block in enumerate(blocks[:place]) if index not in dropped),
        LEFT_OUT,
        *(block for index, block in enumerate(blocks) if index >= place and index not in dropped),
    ]


def _fits(blocks: Sequence[Json], space: _Space) -> bool:
    return len(blocks) <= space.blocks and sum(map(characters, blocks)) <= space.characters


def characters(value: Any) -> int:
    """All strings of a block together; what exactly Slack counts is not known."""
    match value:
        case str():
            return len(value)
        case list():
            return sum(map(characters, value))
        case dict():
            return sum(map(characters, value.values()))
    return 0
