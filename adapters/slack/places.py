"""Where an answer goes. A place travels in a modal's private metadata, so that its answer finds the way back."""

import msgspec

from adapters.slack.limits import PRIVATE_METADATA_MAX


class FromCommand(msgspec.Struct, frozen=True, kw_only=True, tag="c", omit_defaults=True):
    """A slash command: answered by its response URL, for the person alone."""

    url: str
    channel: str


class FromLine(msgspec.Struct, frozen=True, kw_only=True, tag="l", omit_defaults=True):
    """A line of text in a direct message, or one that mentions the app in a channel."""

    channel: str
    thread: str = ""


class FromMessage(msgspec.Struct, frozen=True, kw_only=True, tag="m", omit_defaults=True):
    """A button in a message, or a shortcut on one (then without `ts`: nothing of it can be changed)."""

    channel: str
    url: str = ""
    ts: str = ""
    thread: str = ""
    ephemeral: bool = False


class FromModal(msgspec.Struct, frozen=True, kw_only=True, tag="v", omit_defaults=True):
    """A modal that goes on showing answers; `home`: the Home tab stands behind it."""

    view: str
    home: bool = False


class FromHome(msgspec.Struct, frozen=True, kw_only=True, tag="h", omit_defaults=True):
    """The Home tab."""


class Nowhere(msgspec.Struct, frozen=True, kw_only=True, tag="n", omit_defaults=True):
    """A shortcut that belongs to no conversation: answered by direct message."""


Place = FromCommand | FromLine | FromMessage | FromModal | FromHome | Nowhere


def remembered(place: Place) -> str:
    """A place as private metadata."""
    text = msgspec.json.encode(place).decode()
    return text if len(text) <= PRIVATE_METADATA_MAX else ""


def recalled(metadata: str) -> Place:
    """The place in private metadata; nowhere, if there is none in it."""
    try:
        place: Place = msgspec.json.decode(metadata, type=Place)
    except msgspec.DecodeError:
        return Nowhere()
    return place


def channel_of(place: Place) -> str:
    """The channel an answer goes to; empty where it is known only later."""
    match place:
        case FromCommand(channel=channel) | FromLine(channel=channel) | FromMessage(channel=channel):
            return channel
        case _:
            return ""


def before_home(place: Place) -> bool:
    """Whether the Home tab is what the person sees behind it."""
    return isinstance(place, FromHome) or (isinstance(place, FromModal) and place.home)
