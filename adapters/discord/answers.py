"""A reply of the coach as Discord messages, pictures drawn."""

from dataclasses import dataclass

from adapters.discord.page import Drawn
from adapters.discord.render import drawn, pages
from bot.application.cards import Card, Text
from bot.application.replies import Reply

NOTHING_TO_SHOW = (Card((Text("Done."),)),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the coach replied, as one message or more."""

    reply: Reply
    pages: tuple[Drawn, ...]


async def answer_of(reply: Reply) -> Answer:
    """The messages of a reply; at least one, for Discord wants an answer."""
    return Answer(reply=reply, pages=tuple([await drawn(page) for page in pages(reply.cards or NOTHING_TO_SHOW)]))
