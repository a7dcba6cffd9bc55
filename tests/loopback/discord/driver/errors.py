"""What Discord's client does not let a user do."""

from __future__ import annotations


class CannotDo(Exception):  # noqa: N818 - what the client does, not a failure of the loopback
    """Discord's client offers no such thing to this user here."""
