"""Custom ids: there and back, within a hundred characters, and nothing else taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.ids import CustomId, read
from bot.application.actions import MAX_LENGTH

ids = st.builds(
    CustomId,
    action=st.from_regex(r"[a-z][a-z-]{0,19}(:[a-z0-9_-]{1,38})?", fullmatch=True),
    key=st.sampled_from(("", "a", "g")),
    page=st.sampled_from(("", "0", "9", "o")),
    nth=st.integers(0, 39).filter(lambda nth: nth != 1),
    reference=st.from_regex(r"([0-9A-Za-z_-]{1,25})?", fullmatch=True),
)


@given(found=ids)
def test_an_id_comes_back_as_it_went_out(found):
    assert read(str(found)) == found
    assert len(str(found)) <= 100


def test_the_longest_action_leaves_room_for_everything():
    longest = CustomId(action="a" * MAX_LENGTH, key="g", page="9", blank=True, nth=39, reference="x" * 25)
    assert len(str(longest)) <= 100
    assert read(str(longest)) == longest


@given(text=st.text(max_size=120))
def test_any_text_is_read_without_harm(text):
    found = read(text)
    assert found is None or found.line or found.action


@pytest.mark.parametrize("text", ["", "Answer:1", "answer:1~", "answer:1~ab", "a b", "a@", "a^", "x" * 101])
def test_what_is_none_of_ours_is_not_read(text):
    assert read(text) is None


def test_a_line_to_say_is_kept_as_it_is():
    assert read(str(CustomId(line="quiz databases"))) == CustomId(line="quiz databases")
