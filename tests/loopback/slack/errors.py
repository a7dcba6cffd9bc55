"""How the loopback says no.

* SlackError      the answer `{"ok": false, "error": ...}` to the app under test
* ClientRefused   a test asked a person to do what Slack's own client does not allow
"""

from __future__ import annotations

from typing import Any


class SlackError(Exception):
    """A Web API error with its code and further fields of the answer."""

    def __init__(self, code: str, **fields: Any) -> None:
        """Answer with error `code`."""
        super().__init__(code)
        self.code = code
        self.fields = fields


class ClientRefused(Exception):
    """Slack's client would not let the person do this (no such button, an empty required field)."""
