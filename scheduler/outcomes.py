"""What became of a request to a platform, as values."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.application.ports.messenger import CannotLook, Messenger, Outgoing, Sent
from bot.errors import ChannelGone, DeliveryError, MessagesClosed, OutcomeUnknown, PlatformUnavailable, RateLimited

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """Nothing was sent; try again, after `after_s` seconds where the platform named them."""

    reason: str
    after_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """It may have been sent."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """The account takes no direct messages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """The channel is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Nothing was sent, and the same request will never do."""

    reason: str


Outcome = Sent | Later | Unknown | Closed | Gone | Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class NotThere:
    """The platform was asked, and surely has no such message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CannotTell:
    """The platform will never tell."""

    reason: str


Look = Sent | NotThere | CannotTell | Later


async def request(messenger: Messenger, outgoing: Outgoing, *, seconds: float) -> Outcome:
    """Send within so many seconds, and tell what became of it. Whatever nobody has foreseen may have been sent."""
    try:
        async with asyncio.timeout(seconds):
            return await messenger.send(outgoing)
    except TimeoutError:
        return Unknown(reason="timed out")
    except RateLimited as error:
        return Later(reason="rate limited", after_s=error.retry_after_s)
    except PlatformUnavailable as error:
        return Later(reason=_brief(error))
    except OutcomeUnknown as error:
        return Unknown(reason=_brief(error))
    except MessagesClosed:
        return Closed()
    except ChannelGone:
        return Gone()
    except DeliveryError as error:
        return Refused(reason=_brief(error))
    except Exception as error:
        log.exception("sending failed in a way that nobody has foreseen", reference=outgoing.reference)
        return Unknown(reason=_brief(error))


async def look(messenger: Messenger, outgoing: Outgoing, *, since: datetime, seconds: float) -> Look:
    """Ask, within so many seconds, whether it was sent."""
    try:
        async with asyncio.timeout(seconds):
            return await messenger.find(outgoing, since=since) or NotThere()
    except TimeoutError:
        return Later(reason="timed out")
    except CannotLook as error:
        return CannotTell(reason=_brief(error))
    except RateLimited as error:
        return Later(reason="rate limited", after_s=error.retry_after_s)
    except DeliveryError as error:
        return Later(reason=_brief(error))
    except Exception as error:
        log.exception("looking failed in a way that nobody has foreseen", reference=outgoing.reference)
        return Later(reason=_brief(error))


def _brief(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:200]
