"""Action ids: the core's action, with the chosen key or what the element is for behind it; never an answer.

`answer:<id>` is pressed as it is, `answer:<id>|b` chooses b. Several elements of one block need different ids,
so a number may follow (`#2`). Whatever comes back is untrusted and parsed by the core.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

OPEN = "open"  # opens a form
SEND = "send"  # sends what was picked in the elements beside it
PICK = "pick"  # where several are picked
PLACE = "place"  # place<n>: where the n-th of an order is picked
RARE = "rare"  # a menu; the action is the value of the chosen option
LINK = "link"  # leads out of Slack; nothing to do


@dataclass(frozen=True, slots=True)
class ActionId:
    """The core's action and what stands behind it."""

    action: str
    key: str = ""

    def __str__(self) -> str:
        return f"{self.action}|{self.key}" if self.key else self.action


def read(text: str) -> ActionId:
    """What came back from Slack."""
    action, _, key = text.partition("#")[0].partition("|")
    return ActionId(action, key)


def numbered(elements: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The elements of one block, none with the id of another."""
    seen: dict[str, int] = {}
    told = []
    for element in elements:
        wanted = element["action_id"]
        seen[wanted] = seen.get(wanted, 0) + 1
        told.append(element if seen[wanted] == 1 else element | {"action_id": f"{wanted}#{seen[wanted]}"})
    return told
