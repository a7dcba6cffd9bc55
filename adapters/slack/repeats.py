"""What this process has seen already: Slack's retries, and the second half of a double click.

What other processes have seen is known to the core, by the event's id in the database.
"""

import asyncio
from weakref import WeakValueDictionary

from adapters.slack.keeping import Kept

EVENTS = 20_000
EVENT_S = 3600.0  # Slack's last retry comes after about five minutes
CLICKS = 5_000
CLICK_S = 1.5  # how long after an answer the same click is taken for a part of the one before


class Repeats:
    """Tells what is new from what is in hand or done."""

    def __init__(self) -> None:
        self._events: Kept[str, bool] = Kept(EVENTS, EVENT_S)
        self._clicks: Kept[str, bool] = Kept(CLICKS, CLICK_S)
        self._in_hand: set[str] = set()

    def begin(self, event_id: str, same: str = "") -> bool:
        """Whether to work on an event; then `end` must follow. `same` names what was clicked."""
        if self._events.get(event_id) or event_id in self._in_hand:
            return False
        if same and (self._clicks.get(same) or same in self._in_hand):
            self._events.put(event_id, True)
            return False
        self._in_hand |= {event_id, same}
        return True

    def end(self, event_id: str, same: str = "", *, done: bool = True, again: bool = True) -> None:
        """The event was served. Not `done`: should it come again, it is to be served again.

        `again`: what was clicked may be clicked again at once.
        """
        self._in_hand -= {event_id, same}
        if done:
            self._events.put(event_id, True)
        if same and not again:
            self._clicks.put(same, True)


class Turns:
    """One thing after another for each person: answers come in the order of what they answer."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def of(self, name: str) -> asyncio.Lock:
        """This person's turn; those who wait get it in the order in which they came."""
        lock = self._locks.get(name)
        if lock is None:
            lock = asyncio.Lock()
            self._locks[name] = lock
        return lock
