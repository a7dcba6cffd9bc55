"""Slack's refusals as our errors: the type says who must act."""

import aiohttp
from slack_sdk.errors import SlackApiError

from adapters.slack.clients import retry_after_s
from bot.errors import (
    ChannelGone,
    DeliveryError,
    MessagesClosed,
    OutcomeUnknown,
    PlatformUnavailable,
    RateLimited,
)

# https://docs.slack.dev/reference/methods/chat.postMessage, conversations.open
NO_MESSAGES = frozenset(
    {
        "cannot_dm_bot",
        "messages_tab_disabled",
        "user_disabled",
        "user_not_found",
        "user_not_visible",
        "users_not_found",
    }
)
NO_CHANNEL = frozenset(
    {
        "as_user_not_supported",
        "channel_is_archived",
        "channel_not_found",
        "is_archived",
        "is_inactive",
        "not_in_channel",
        "restricted_action",
        "restricted_action_read_only_channel",
    }
)
NOT_NOW = frozenset({"ratelimited", "rate_limited", "service_unavailable", "request_timeout", "team_added_to_org"})
BAD_PICTURE = frozenset({"invalid_blocks", "invalid_arguments"})
BAD_BLOCKS = BAD_PICTURE | {"invalid_blocks_format", "msg_blocks_too_long", "msg_too_long"}


def code_of(error: SlackApiError) -> str:
    """Slack's word for what is wrong; the HTTP status where there is none."""
    told = error.response
    status = getattr(told, "status_code", None) or getattr(told, "status", None) or 0
    data = getattr(told, "data", None)
    code = data.get("error") if isinstance(data, dict) else None
    return str(code) if code else f"http_{status}"


def delivery_error(error: Exception, *, to_person: bool) -> DeliveryError:
    """What sending has come to. `to_person`: a direct message just opened; if even that is not found, nobody reads it.

    A plain `DeliveryError` is for good: a void token, a missing scope.
    """
    if isinstance(error, SlackApiError):
        return _refused(error, to_person=to_person)
    if isinstance(error, aiohttp.ClientConnectorError | ConnectionRefusedError):
        return PlatformUnavailable(f"Slack is not reached: {type(error).__name__}")
    return OutcomeUnknown(f"Slack did not answer: {type(error).__name__}")


def _refused(error: SlackApiError, *, to_person: bool) -> DeliveryError:
    code = code_of(error)
    told = f"Slack: {code}"
    status = getattr(error.response, "status_code", None) or getattr(error.response, "status", None)
    if status == 429 or code in {"ratelimited", "rate_limited"}:
        headers = getattr(error.response, "headers", None) or {}
        return RateLimited(told, retry_after_s(headers))
    if code in NOT_NOW or code == "http_503":
        return PlatformUnavailable(told)
    if code in NO_MESSAGES or (to_person and code == "channel_not_found"):
        return MessagesClosed(told)
    if code in NO_CHANNEL:
        return ChannelGone(told)
    if code.startswith("http_") or code in {"internal_error", "fatal_error"}:
        return OutcomeUnknown(told)
    # Whatever else Slack refuses, it refuses again: a void token, a missing scope, a message of ours that is wrong.
    return DeliveryError(told)
