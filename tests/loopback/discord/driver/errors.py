"""What Discord's client does not let a user do."""

from __future__ import annotations


class CannotDo(Exception):
    """Discord's client offers no such thing to this user here."""
