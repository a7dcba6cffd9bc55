"""The routes of Discord's API that the coach uses, and what their rate limits are counted by."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

MAJOR = ("channel_id", "guild_id", "webhook_id", "token")  # developers/topics/rate-limits.mdx


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One operation. `of_interaction`: goes by the interaction's token, not by the bot's, and outside the 50/s."""

    method: str
    template: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    of_interaction: bool = False

    @property
    def path(self) -> str:
        """The path with its parameters filled in."""
        return self.template.format_map({name: quote(value, safe="@") for name, value in self.parameters.items()})

    @property
    def key(self) -> str:
        """What Discord takes for one and the same route."""
        return f"{self.method} {self.template}"

    @property
    def major(self) -> str:
        """The parameters that have rate limits of their own."""
        return "+".join(self.parameters[name] for name in MAJOR if name in self.parameters)


def gateway() -> Route:
    """The gateway's address, recommended shards and session starts left."""
    return Route(method="GET", template="/gateway/bot")


def me() -> Route:
    """The bot's own user."""
    return Route(method="GET", template="/users/@me")


def application() -> Route:
    """The bot's own application."""
    return Route(method="GET", template="/applications/@me")


def commands(application_id: str, *, method: str) -> Route:
    """All global commands: GET them, or PUT exactly these."""
    template = "/applications/{application_id}/commands"
    return Route(method=method, template=template, parameters={"application_id": application_id})


def open_dm() -> Route:
    """The channel of direct messages with a user."""
    return Route(method="POST", template="/users/@me/channels")


def channel(channel_id: str) -> Route:
    """A channel."""
    return Route(method="GET", template="/channels/{channel_id}", parameters={"channel_id": channel_id})


def messages(channel_id: str, *, method: str = "POST") -> Route:
    """A new message in a channel, or its last ones."""
    template = "/channels/{channel_id}/messages"
    return Route(method=method, template=template, parameters={"channel_id": channel_id})


def typing(channel_id: str) -> Route:
    """The sign that somebody is typing; it lasts 10 seconds."""
    return Route(method="POST", template="/channels/{channel_id}/typing", parameters={"channel_id": channel_id})


def callback(interaction_id: str, token: str) -> Route:
    """The first response to an interaction."""
    return Route(
        method="POST",
        template="/interactions/{interaction_id}/{token}/callback",
        parameters={"interaction_id": interaction_id, "token": token},
        of_interaction=True,
    )


def original(application_id: str, token: str, *, method: str = "PATCH") -> Route:
    """The message that the first response made, or that its component stood on."""
    return Route(
        method=method,
        template="/webhooks/{webhook_id}/{token}/messages/@original",
        parameters={"webhook_id": application_id, "token": token},
        of_interaction=True,
    )


def follow_up(application_id: str, token: str) -> Route:
    """A further message for an interaction."""
    return Route(
        method="POST",
        template="/webhooks/{webhook_id}/{token}",
        parameters={"webhook_id": application_id, "token": token},
        of_interaction=True,
    )
