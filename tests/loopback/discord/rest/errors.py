"""Discord's errors (developers/topics/opcodes-and-status-codes.mdx, JSON Error Codes)."""

from __future__ import annotations

from collections.abc import Sequence

from ..checks.findings import Violation, answer_of
from ..state import Json


class ApiError(Exception):
    """An answer that is not a success."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.body: Json = {"message": message, "code": code}


class InvalidBody(Exception):
    """A body that Discord refuses, with every reason found."""

    def __init__(self, violations: Sequence[Violation]) -> None:
        super().__init__("; ".join(map(str, violations)))
        self.violations = tuple(violations)
        self.status, self.body = answer_of(violations)


def unauthorized() -> ApiError:
    """No token, or a wrong one."""
    return ApiError(401, 0, "401: Unauthorized")


def not_found() -> ApiError:
    """No such route."""
    return ApiError(404, 0, "404: Not Found")


def unknown_channel() -> ApiError:
    """The channel does not exist, or not any more."""
    return ApiError(404, 10003, "Unknown Channel")


def unknown_guild() -> ApiError:
    """The guild does not exist, or the bot is not in it."""
    return ApiError(404, 10004, "Unknown Guild")


def unknown_member() -> ApiError:
    """The user is not in the guild."""
    return ApiError(404, 10007, "Unknown Member")


def unknown_message() -> ApiError:
    """The message does not exist, or not any more."""
    return ApiError(404, 10008, "Unknown Message")


def unknown_user() -> ApiError:
    """There is no such user."""
    return ApiError(404, 10013, "Unknown User")


def unknown_webhook() -> ApiError:
    """A follow-up to an interaction that has had no first response."""
    return ApiError(404, 10015, "Unknown Webhook")


def unknown_interaction() -> ApiError:
    """No such interaction, or its 3 seconds are over."""
    return ApiError(404, 10062, "Unknown interaction")


def unknown_command() -> ApiError:
    """There is no such command."""
    return ApiError(404, 10063, "Unknown application command")


def dms_too_fast() -> ApiError:
    """Direct messages are opened too fast."""
    return ApiError(400, 40003, "You are opening direct messages too fast.")


def too_large() -> ApiError:
    """The request, or one of its files, is too large."""
    return ApiError(413, 40005, "Request entity too large")


def already_acknowledged() -> ApiError:
    """The interaction has had its first response."""
    return ApiError(400, 40060, "Interaction has already been acknowledged.")


def too_many_followups() -> ApiError:
    """More than 5 follow-ups where the app is installed to the user only."""
    return ApiError(400, 40094, "This interaction has hit the maximum number of follow up messages.")


def missing_access() -> ApiError:
    """The bot cannot see the channel."""
    return ApiError(403, 50001, "Missing Access")


def not_yours() -> ApiError:
    """The message was written by somebody else."""
    return ApiError(403, 50005, "Cannot edit a message authored by another user")


def dms_closed() -> ApiError:
    """The user takes no direct messages from the bot."""
    return ApiError(403, 50007, "Cannot send messages to this user")


def missing_permissions() -> ApiError:
    """The bot may not do this here."""
    return ApiError(403, 50013, "Missing Permissions")


def invalid_token() -> ApiError:
    """The interaction's 15 minutes are over."""
    return ApiError(401, 50027, "Invalid Webhook Token")


def invalid_recipient() -> ApiError:
    """No direct message can be opened with this user."""
    return ApiError(400, 50033, "Invalid Recipient(s)")


def no_mutual_guild() -> ApiError:
    """The bot and the user have no guild in common."""
    return ApiError(403, 50278, "Cannot send messages to this user due to having no mutual guilds")


def no_history() -> ApiError:
    """A reply needs the permission to read history."""
    return ApiError(400, 160002, "Cannot reply without permission to read message history")


def too_many_creates() -> ApiError:
    """200 commands were created in 24 hours."""
    return ApiError(429, 30034, "Maximum number of daily application command creates has been reached (200)")
