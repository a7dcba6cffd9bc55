"""Gateway intents (developers/events/gateway.mdx, List of Intents)."""

from __future__ import annotations

from typing import Final

from ..state import Application

GUILDS: Final = 1 << 0
GUILD_MEMBERS: Final = 1 << 1
GUILD_PRESENCES: Final = 1 << 8
GUILD_MESSAGES: Final = 1 << 9
DIRECT_MESSAGES: Final = 1 << 12
MESSAGE_CONTENT: Final = 1 << 15

VALID: Final = sum(1 << bit for bit in (*range(17), 20, 21, 24, 25))


def disallowed(intents: int, application: Application) -> bool:
    """Whether a privileged intent is asked for that is not switched on in the application's settings."""
    return bool(
        (intents & GUILD_MEMBERS and not application.server_members)
        or (intents & GUILD_PRESENCES and not application.presences)
        or (intents & MESSAGE_CONTENT and not application.message_content)
    )
