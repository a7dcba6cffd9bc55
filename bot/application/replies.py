"""What the coach answers: cards, and how they should arrive."""

import msgspec

from bot.application.cards import Card


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """The coach's answer to one request.

    `private`: only the learner sees it (ephemeral in channels; without meaning in a DM).
    `replaces`: the answer takes the place of the message whose button was pressed, where there is one.
    `repeated`: the event was handled before; redraw in place or privately, never as a second message.
    `refused`: the request was not understood or could not be served; nothing was changed.
    `field`: the form field that a refusal is about, where there is one.
    `forgotten`: the learner was erased; the adapter drops what it keeps of them as well.
    """

    cards: tuple[Card, ...]
    private: bool = True
    replaces: bool = False
    repeated: bool = False
    refused: bool = False
    forgotten: bool = False
    field: str = ""


def reply(
    *cards: Card,
    private: bool = True,
    replaces: bool = False,
    refused: bool = False,
    forgotten: bool = False,
    field: str = "",
) -> Reply:
    """A reply of the given cards."""
    return Reply(cards=cards, private=private, replaces=replaces, refused=refused, forgotten=forgotten, field=field)
