"""Remembering a limited number of things for a limited time, in this process alone."""

import asyncio
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Kept(Generic[Key, Value]):
    """At most `most` values, each for `seconds` (or for good). To be used within a running loop."""

    def __init__(self, most: int, seconds: float | None = None) -> None:
        self._most, self._seconds = most, seconds
        self._values: OrderedDict[Key, tuple[float, Value]] = OrderedDict()

    def get(self, key: Key) -> Value | None:
        """The value, unless it is too old or had to make room."""
        found = self._values.get(key)
        if found is None:
            return None
        if self._seconds is not None and found[0] + self._seconds <= _now():
            del self._values[key]
            return None
        self._values.move_to_end(key)
        return found[1]

    def put(self, key: Key, value: Value) -> None:
        """Remember it from now on."""
        self._values[key] = _now(), value
        self._values.move_to_end(key)
        while len(self._values) > self._most:
            self._values.popitem(last=False)

    def drop(self, key: Key) -> None:
        """Forget it."""
        self._values.pop(key, None)


def _now() -> float:
    return asyncio.get_running_loop().time()
