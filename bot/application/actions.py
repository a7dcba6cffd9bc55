"""What buttons and forms refer to: short texts that name stored state, never an answer.

An action travels through a platform as its custom id, so it is at most 60 characters of `[a-z0-9:_-]`
(adapters append a chosen key), and whatever comes back is untrusted: it is parsed strictly and its owner checked.
"""

import re
from dataclasses import dataclass
from uuid import UUID

from bot.errors import StaleButton

MAX_LENGTH = 60
_FORM = re.compile(r"(?P<verb>[a-z][a-z-]{0,19})(?::(?P<argument>[a-z0-9_-]{1,38}))?")

STALE = "That button is too old or damaged, so I changed nothing. Type `quiz` or `daily` to go on."


@dataclass(frozen=True, slots=True)
class ActionRef:
    """A parsed action: a verb and, mostly, the id of the thing it acts on."""

    verb: str
    argument: str = ""

    def uuid(self) -> UUID:
        """The argument as an id. Raises `StaleButton` when it is none."""
        try:
            return UUID(self.argument)
        except ValueError:
            raise StaleButton(STALE) from None


def action(verb: str, argument: object = "") -> str:
    """The text of an action, for an element."""
    text = f"{verb}:{argument}" if str(argument) else verb
    if len(text) > MAX_LENGTH or not _FORM.fullmatch(text):
        raise ValueError(f"not an action: {text!r}")
    return text


def parse_action(text: str) -> ActionRef:
    """What came back from a platform. Raises `StaleButton` when it is not one of ours."""
    match = _FORM.fullmatch(text) if len(text) <= MAX_LENGTH else None
    if match is None:
        raise StaleButton(STALE)
    return ActionRef(match["verb"], match["argument"] or "")
