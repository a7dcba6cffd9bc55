"""The permission bits that matter here (developers/topics/permissions.mdx)."""

from __future__ import annotations

from typing import Final

ADMINISTRATOR: Final = 1 << 3
MANAGE_GUILD: Final = 1 << 5
VIEW_CHANNEL: Final = 1 << 10
SEND_MESSAGES: Final = 1 << 11
MANAGE_MESSAGES: Final = 1 << 13
EMBED_LINKS: Final = 1 << 14
ATTACH_FILES: Final = 1 << 15
READ_MESSAGE_HISTORY: Final = 1 << 16
MENTION_EVERYONE: Final = 1 << 17
USE_EXTERNAL_EMOJIS: Final = 1 << 18
USE_APPLICATION_COMMANDS: Final = 1 << 31

ALL: Final = (1 << 51) - 1
MEMBER: Final = (
    VIEW_CHANNEL
    | SEND_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | USE_EXTERNAL_EMOJIS
    | USE_APPLICATION_COMMANDS
)
"""What everyone may do in a guild made here."""
BOT: Final = MEMBER | MENTION_EVERYONE
"""What the bot may do by default; it may mention everyone, so that a careless ping shows."""
IN_DM: Final = ATTACH_FILES | EMBED_LINKS | MENTION_EVERYONE
"""`app_permissions` in direct messages (interaction structure)."""
