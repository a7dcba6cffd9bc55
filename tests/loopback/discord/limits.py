"""Discord's documented limits as pure functions: what it would refuse in a message, a modal or a command.

Each function takes the JSON body that would be sent and returns the reasons for refusal (none: Discord takes
it). Characters are counted as code points. Sources are named in the modules of `checks`.
"""

from __future__ import annotations

from .checks.commands import MAX_COMMAND_SIZE, command_size, command_violations
from .checks.embeds import MAX_ALL_EMBEDS, embed_size
from .checks.findings import Violation
from .checks.messages import MAX_CONTENT, Existing, message_violations
from .checks.modals import modal_violations
from .checks.parts import COMPONENTS_V2, EPHEMERAL, MAX_COMPONENTS, MAX_SHOWN_TEXT, walk

__all__ = [
    "COMPONENTS_V2",
    "EPHEMERAL",
    "MAX_ALL_EMBEDS",
    "MAX_COMMAND_SIZE",
    "MAX_COMPONENTS",
    "MAX_CONTENT",
    "MAX_SHOWN_TEXT",
    "Existing",
    "Violation",
    "command_size",
    "command_violations",
    "embed_size",
    "message_violations",
    "modal_violations",
    "walk",
]
