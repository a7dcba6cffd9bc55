"""What holds for all limits, whatever is sent."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from .limits import Violation, command_violations, message_violations, modal_violations
from .test_command_limits import GOOD_COMMANDS
from .test_message_limits import GOOD_MESSAGES
from .test_modal_limits import GOOD_MODALS

Path = tuple[str | int, ...]
Check = Callable[[Any], list[Violation]]

GOOD: list[tuple[Check, Any]] = [
    *((message_violations, payload) for payload, _ in GOOD_MESSAGES.values()),
    *((modal_violations, payload) for payload in GOOD_MODALS.values()),
    *((command_violations, payload) for payload in GOOD_COMMANDS.values()),
    (command_violations, list(GOOD_COMMANDS.values())[:2]),
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["type", "id", "a"]), inner, max_size=2)
    ),
    max_leaves=4,
)


def places(value: Any, path: Path = ()) -> Iterator[Path]:
    """The paths of everything in a body, itself left out."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield (*path, key)
        yield from places(item, (*path, key))


@given(data=st.data())
def test_whatever_stands_in_a_bodys_place_the_limits_answer(data: st.DataObject) -> None:
    check, good = data.draw(st.sampled_from(GOOD))
    *way, last = data.draw(st.sampled_from(list(places(good))))
    body = node = copy.deepcopy(good)
    for step in way:
        node = node[step]
    node[last] = data.draw(JSON)
    assert all(isinstance(violation, Violation) for violation in check(body))


@given(content=st.text(max_size=2100))
def test_content_is_taken_exactly_up_to_its_limit(content: str) -> None:
    taken = message_violations({"content": content}) == []
    assert taken == (0 < len(content) <= 2000 and bool(content.strip()))
