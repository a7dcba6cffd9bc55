"""The few words that only Discord needs: a mention in a server is answered in private."""

from adapters.discord.ids import CustomId
from adapters.discord.page import Json, Page
from adapters.discord.parts import button, container, row, text_display
from bot.application.cards import Style, Tone

IN_DMS = "I answered you in our direct messages, where only you can see it. `/coach` works here, just as privately."
DMS_CLOSED = (
    "I cannot write to you directly: your direct messages are closed for this server. "
    "Press the button, or use `/coach`: only you will see the answer."
)


def answered_in_dms() -> Page:
    """Said in the channel where somebody mentioned the coach."""
    return Page(components=(container([text_display(IN_DMS)], Tone.NEUTRAL),))


def dms_closed(line: str) -> Page:
    """Said instead when their direct messages are closed; the button says the line again, in private."""
    children: list[Json] = [text_display(DMS_CLOSED)]
    custom_id = str(CustomId(line=line or "help"))
    if custom_id[1:] == (line or "help"):  # not cut
        children.append(row([button("Show it to me here", custom_id, Style.PRIMARY)]))
    return Page(components=(container(children, Tone.NOTICE),))
