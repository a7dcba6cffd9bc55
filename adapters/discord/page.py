"""A page: one Discord message, ready but for the pictures that are still to be drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from adapters.discord.rest.client import Upload
from bot.pictures.drawings import Drawing

Json = dict[str, Any]

COMPONENTS_V2 = 1 << 15
EPHEMERAL = 1 << 6
NOBODY: Json = {"parse": []}  # whom a message may ping


@dataclass(frozen=True, slots=True, kw_only=True)
class Undrawn:
    """A picture that goes with a page."""

    filename: str
    drawing: Drawing
    description: str


File = Undrawn | Upload


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The components of one message, and its files."""

    components: tuple[Json, ...]
    files: tuple[File, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A page with its files as they are sent."""

    components: tuple[Json, ...]
    uploads: tuple[Upload, ...] = ()

    def body(self, *, ephemeral: bool = False, **more: object) -> Json:
        """The body of the message: made of components alone, and pinging nobody."""
        return {
            "components": list(self.components),
            "flags": COMPONENTS_V2 | (EPHEMERAL if ephemeral else 0),
            "allowed_mentions": NOBODY,
            "attachments": attachments(self.uploads),
            **more,
        }


def attachments(uploads: Sequence[Upload]) -> list[Json]:
    """What tells Discord of the uploaded files; in an edit, an empty list takes the old ones away."""
    return [
        {"id": number, "filename": upload.filename, "description": upload.description}
        if upload.description
        else {"id": number, "filename": upload.filename}
        for number, upload in enumerate(uploads)
    ]
