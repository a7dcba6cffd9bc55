"""UUIDv7 made by us, of a given instant and in order, so that moving and merging never collide."""

import secrets
import threading
from datetime import UTC, datetime, timedelta
from uuid import UUID

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class NewIds:
    """Makes ids that sort by instant, and within one instant by the order of making (in one process).

    RFC 9562, section 5.7, with method 3 of section 6.2: the 12 bits after the milliseconds hold the
    fraction of the millisecond, raised by one where that would not be greater than the last id's.
    """

    def __init__(self) -> None:
        self._last = 0
        self._lock = threading.Lock()

    def __call__(self, at: datetime) -> UUID:
        """A new id of the instant `at` (aware)."""
        micros = (at - _EPOCH) // _MICROSECOND
        stamp = (micros // 1000 << 12) | (micros % 1000 * 4096 // 1000)
        with self._lock:
            # Only a neighbour in time is outrun: an instant set back (a test, a time machine) starts afresh.
            if self._last - (1 << 24) < stamp <= self._last:
                stamp = self._last + 1
            self._last = stamp
        high = (stamp >> 12) << 16 | 0x7000 | (stamp & 0xFFF)
        low = 0b10 << 62 | secrets.randbits(62)
        return UUID(int=high << 64 | low)
