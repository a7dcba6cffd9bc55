"""Custom ids: the core's action with what the adapter adds to it, at most 100 characters, never an answer.

    answer:018f...-...~b    a pressed choice, by its key
    settings^1              the second page of a form; `^1b` says that its modal was opened without values
    daily#2                 the same action a second time in one message (ids must differ there)
    daily@Ab3...            in a message that nobody asked for: the reference of its delivery
    !quiz databases         a line to say

What comes back from Discord is untrusted: it is read strictly, and the core checks what it refers to.
"""

import re
from dataclasses import dataclass

from adapters.discord.limits import CUSTOM_ID

ORDER_PAGE = "o"  # instead of a page's number: the modal that takes an order of letters

_SHAPE = re.compile(
    r"(?P<action>[a-z0-9:_-]{1,60})(?:~(?P<key>[a-z]))?(?:\^(?P<page>\d|o)(?P<blank>b)?)?"
    r"(?:#(?P<nth>\d{1,2}))?(?:@(?P<reference>[0-9A-Za-z_-]{1,25}))?"
)
_SAY = "!"


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomId:
    """What an id says. `page` is set for what opens a modal, or comes from one."""

    action: str = ""
    key: str = ""
    page: str = ""
    blank: bool = False
    nth: int = 0
    reference: str = ""
    line: str = ""  # instead of an action

    def __str__(self) -> str:
        if self.line:
            return f"{_SAY}{self.line}"[:CUSTOM_ID]
        page = f"^{self.page}{'b' if self.blank else ''}" if self.page else ""
        nth = f"#{self.nth}" if self.nth else ""
        reference = f"@{self.reference}" if self.reference else ""
        return f"{self.action}{f'~{self.key}' if self.key else ''}{page}{nth}{reference}"


def read(text: str) -> CustomId | None:
    """What an id says; None if it is none of ours."""
    if text.startswith(_SAY) and len(text) <= CUSTOM_ID:
        return CustomId(line=text[1:])
    match = _SHAPE.fullmatch(text)
    if match is None:
        return None
    return CustomId(
        action=match["action"],
        key=match["key"] or "",
        page=match["page"] or "",
        blank=bool(match["blank"]),
        nth=int(match["nth"] or 0),
        reference=match["reference"] or "",
    )
