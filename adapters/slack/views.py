"""Modals and the Home tab: the frames around blocks, and what they remember of where they came from."""

from collections.abc import Mapping, Sequence
from typing import Any

from adapters.slack.controls import plain
from adapters.slack.forms import form_blocks
from adapters.slack.known import NOTHING_KNOWN, Known
from adapters.slack.limits import VIEW_BLOCKS_MAX, VIEW_LABEL_MAX
from adapters.slack.messages import view_blocks
from adapters.slack.places import before_home, recalled
from bot.application.cards import Card, Form

Json = dict[str, Any]

NAME = "Skill Coach"
TALK = "talk"  # callback id of modals in which the conversation goes on by buttons
NOTICE = "notice"  # block ids that begin so belong to a passing notice


def skeleton(metadata: str, *, title: str = NAME) -> Json:
    """What is opened at once, before anything is known: the trigger lives three seconds."""
    return _modal(title, TALK, [_line("One moment…")], metadata)


def form_view(
    form: Form,
    metadata: str,
    around: Sequence[Card] = (),
    known: Known = NOTHING_KNOWN,
    *,
    values: Mapping[str, str] | None = None,
    notice: str = "",
) -> Json:
    """A form to fill in."""
    blocks = form_blocks(form, around, known, values=values)
    shown = [_line(notice), *blocks][:VIEW_BLOCKS_MAX] if notice else blocks
    return _modal(form.title, form.action, shown or [_line("…")], metadata) | {
        "submit": plain("Send", VIEW_LABEL_MAX),
        "close": plain("Cancel", VIEW_LABEL_MAX),
    }


def talk_view(cards: Sequence[Card], metadata: str, known: Known = NOTHING_KNOWN) -> Json:
    """Cards in a modal; whatever is pressed there is answered there."""
    return _modal(NAME, TALK, view_blocks(cards, known), metadata)


def noticed_view(view: Mapping[str, Any], cards: Sequence[Card], known: Known = NOTHING_KNOWN) -> Json:
    """A modal as it is, with a notice above: what was shown and entered stays."""
    shown = [block for block in view.get("blocks") or [] if not str(block.get("block_id", "")).startswith(NOTICE)]
    notice = [
        block | {"block_id": f"{NOTICE}:{index}"} for index, block in enumerate(view_blocks(cards, known), start=1)
    ]
    return _modal(
        NAME, TALK, [*notice, {"type": "divider", "block_id": NOTICE}, *shown][:VIEW_BLOCKS_MAX], metadata_of(view)
    )


def home_view(cards: Sequence[Card], known: Known = NOTHING_KNOWN) -> Json:
    """The Home tab."""
    return {"type": "home", "blocks": view_blocks(cards, known)}


def metadata_of(view: Mapping[str, Any]) -> str:
    """What a view remembers."""
    return str(view.get("private_metadata") or "")


def _modal(title: str, callback_id: str, blocks: list[Json], metadata: str) -> Json:
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title, VIEW_LABEL_MAX),
        "close": plain("Close", VIEW_LABEL_MAX),
        "blocks": blocks,
        "private_metadata": metadata,
        "notify_on_close": before_home(recalled(metadata)),  # to bring the Home tab up to date
    }


def _line(text: str) -> Json:
    return {"type": "section", "text": plain(text, 3000)}
