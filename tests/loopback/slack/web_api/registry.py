"""What a method is, what a call of it can ask for, and the list of all methods."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.loopback.slack.errors import SlackError
from tests.loopback.slack.state import Channel, Json, Token, TokenKind, Workspace
from tests.loopback.slack.world import World

if TYPE_CHECKING:
    from tests.loopback.slack.server import LoopbackSlack

PAGE_DEFAULT = 100
PAGE_MAX = 999


@dataclass(frozen=True, kw_only=True)
class Call:
    """One call of a Web API method by the app."""

    slack: LoopbackSlack
    method: str
    args: Json
    headers: dict[str, str]
    bearer: Token | None

    @property
    def world(self) -> World:
        """Slack's memory."""
        return self.slack.world

    @property
    def token(self) -> Token:
        """The caller's token; only for methods that need one."""
        if self.bearer is None:
            raise SlackError("not_authed")
        return self.bearer

    def text(self, name: str, default: str | None = None) -> str:
        """A string argument; without `default` it must be given."""
        value = self.args.get(name)
        if value is None or value == "":
            if default is None:
                raise SlackError(
                    "invalid_arguments",
                    response_metadata={"messages": [f"[ERROR] missing required field: {name}"]},
                )
            return default
        return str(value)

    def flag(self, name: str, default: bool = False) -> bool:
        """A boolean argument, in any of the spellings clients use."""
        value = self.args.get(name, default)
        return value if isinstance(value, bool) else str(value).lower() in {"1", "true"}

    def page_size(self) -> int:
        """The `limit` argument."""
        try:
            limit = int(self.args.get("limit") or PAGE_DEFAULT)
        except ValueError:
            raise SlackError("invalid_limit") from None
        if not 1 <= limit <= PAGE_MAX:
            raise SlackError("invalid_limit")
        return limit

    def page(self, items: list[Any]) -> tuple[list[Any], str]:
        """One page of `items` as `cursor` and `limit` ask, and the next cursor (empty at the end)."""
        cursor = self.text("cursor", "")
        if cursor and not (cursor.startswith("after:") and cursor[6:].isdigit()):
            raise SlackError("invalid_cursor")
        start = int(cursor[6:]) if cursor else 0
        end = start + self.page_size()
        return items[start:end], f"after:{end}" if end < len(items) else ""

    def need_scope(self, *any_of: str) -> None:
        """Refuse the call unless the token has one of these scopes."""
        provided = self.token.scopes
        if any_of and not provided & set(any_of):
            raise SlackError("missing_scope", needed=",".join(any_of), provided=",".join(sorted(provided)))

    def workspace(self) -> Workspace:
        """The workspace the call is about; an org-wide token must name it by `team_id`."""
        token = self.token
        if not token.is_enterprise_install:
            return self.world.workspaces[str(token.team_id)]
        team_id = self.text("team_id", "")
        if not team_id:
            raise SlackError("missing_argument", argument="team_id")
        if team_id not in self.world.teams_of(token):
            raise SlackError("team_access_not_granted")
        return self.world.workspaces[team_id]

    def channel(self, name: str = "channel") -> Channel:
        """The conversation an argument names by id or (channels) by name, if the token can see it."""
        wanted = self.text(name)
        teams = self.world.teams_of(self.token)
        for channel in self.world.channels.values():
            named = channel.kind in {"public", "private"} and wanted.removeprefix("#") == channel.name
            if (channel.id == wanted or named) and self._sees(channel, teams):
                return channel
        raise SlackError("channel_not_found")

    def _sees(self, channel: Channel, teams: set[str]) -> bool:
        if channel.kind == "public":
            return bool(teams & channel.team_ids)
        return self.token.user_id in channel.members


Handler = Callable[[Call], Awaitable[Json]]


@dataclass(frozen=True, kw_only=True)
class Method:
    """A Web API method."""

    name: str
    handler: Handler
    scopes: tuple[str, ...] = ()  # any one of them is enough
    kinds: tuple[TokenKind, ...] = ("bot", "user")  # empty: no token needed


METHODS: dict[str, Method] = {}


def method(
    name: str, *, scopes: tuple[str, ...] = (), kinds: tuple[TokenKind, ...] = ("bot", "user")
) -> Callable[[Handler], Handler]:
    """Register a handler for the Web API method `name`."""

    def register(handler: Handler) -> Handler:
        METHODS[name] = Method(name=name, handler=handler, scopes=scopes, kinds=kinds)
        return handler

    return register


SCOPE_OF_KIND = {"public": "channels", "private": "groups", "im": "im", "mpim": "mpim"}
