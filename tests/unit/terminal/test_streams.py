"""What an encoding lacks is spelled in plain letters."""

import pytest

from adapters.terminal.streams import SPELLED


@pytest.mark.parametrize(
    ("text", "spelled"), [("✓ Right → next", b"+ Right -> next"), ("✗ café …", b"x caf? ..."), ("█░ “so”", b'#. "so"')]
)
def test_marks_and_arrows_stay_readable_without_unicode(text, spelled):
    assert text.encode("ascii", SPELLED) == spelled


def test_an_encoding_that_has_them_keeps_them():
    assert "✓ →".encode("utf-8", SPELLED).decode() == "✓ →"
