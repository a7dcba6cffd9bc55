"""How a request to Discord can end other than well.

* DiscordProblem
  + Refused      Discord says no, for good: `.status` and Discord's own `.code`; nothing was done
  + Limited      too many requests: `.retry_after_s`; nothing was done
  + Unreachable  no connection, or a 503: nothing was done
  + Unclear      the request went out and its result did not come back: it may have been done
"""

UNKNOWN_CHANNEL = 10003
UNKNOWN_MESSAGE = 10008
UNKNOWN_USER = 10013
UNKNOWN_WEBHOOK = 10015
UNKNOWN_INTERACTION = 10062
CHANNEL_WRITE_LIMIT = 20028
DMS_OPENED_TOO_FAST = 40003
ALREADY_ACKNOWLEDGED = 40060
MISSING_ACCESS = 50001
CANNOT_DM = 50007
MISSING_PERMISSIONS = 50013
INVALID_WEBHOOK_TOKEN = 50027
NO_SHARED_GUILD = 50278


class DiscordProblem(Exception):
    """Base of all of them."""


class Refused(DiscordProblem):
    """A definite no. `code` is Discord's JSON error code, 0 where it gave none."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(f"{status} ({code}): {message}")
        self.status = status
        self.code = code


class Limited(DiscordProblem):
    """A rate limit that would take too long to wait for."""

    def __init__(self, retry_after_s: float) -> None:
        super().__init__(f"rate limited for {retry_after_s:.1f} s")
        self.retry_after_s = retry_after_s


class Unreachable(DiscordProblem):
    """Nothing was done: no connection, or a server that said so."""


class Unclear(DiscordProblem):
    """It may have been done: the answer did not come."""
