"""Whom a message would ping (developers/resources/message.mdx, Allowed Mentions Object)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .checks import parts
from .state import Message

CODE = re.compile(r"```.*?```|(?<!`)(`{1,2})(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
USER = re.compile(r"<@!?(\d+)>")
ROLE = re.compile(r"<@&(\d+)>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pings:
    """Who would be notified; false if nobody."""

    everyone: bool = False
    here: bool = False
    users: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.everyone or self.here or self.users or self.roles)


def pings(message: Message) -> Pings:
    """Whom a message would ping, at worst: in a guild where the bot may mention everyone and every role.

    Mentions in code do not count, nor those in embeds, buttons and menus; `allowed_mentions` of the request
    that last wrote the text decides. Without it a plain message pings all it mentions, and the answer to an
    interaction only users.
    """
    text = mention_text(message)
    users, roles = frozenset(USER.findall(text)), frozenset(ROLE.findall(text))
    allowed = message.allowed_mentions
    if allowed is None:
        allowed = {"parse": ["users"] if message.interaction else ["users", "roles", "everyone"]}
    parse = set(allowed.get("parse") or [])
    if "users" not in parse:
        users &= frozenset(map(str, allowed.get("users") or []))
    if "roles" not in parse:
        roles &= frozenset(map(str, allowed.get("roles") or []))
    if allowed.get("replied_user") and message.reference is not None:
        users |= {message.reference.author.id}
    return Pings(
        everyone="everyone" in parse and "@everyone" in text,
        here="everyone" in parse and "@here" in text,
        users=users,
        roles=roles,
    )


def mention_text(message: Message) -> str:
    """The text in which Discord looks for mentions: content and text displays, without code."""
    texts = [message.content]
    texts += [
        str(component.get("content") or "")
        for component in parts.walk(message.components)
        if component.get("type") == parts.TEXT_DISPLAY
    ]
    return "\n".join(CODE.sub(" ", text) for text in texts)
