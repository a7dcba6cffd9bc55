"""Cards as Discord messages: as few as they fit into, the first of them taking a replaced message's place."""

import asyncio
from collections.abc import Sequence
from hashlib import sha256

import structlog

from adapters.discord.elements import Draft
from adapters.discord.layout import Composed, compose, fit_together
from adapters.discord.limits import ELLIPSIS
from adapters.discord.page import Drawn, Json, Page
from adapters.discord.parts import MEDIA_GALLERY, text_display
from adapters.discord.rest.client import Upload
from bot.application.cards import Card
from bot.pictures.draw import draw

log = structlog.get_logger(__name__)


def pages(cards: Sequence[Card], *, reference: str = "") -> tuple[Page, ...]:
    """The messages of these cards; `reference` names the delivery of a message that nobody asked for."""
    found: list[Page] = []
    current: list[Composed] = []
    draft = Draft(reference)
    for card in cards:
        composed = compose(card, draft)
        if current and not fit_together([*current, composed]):
            found.append(_page(current, reference))
            current, draft = [], Draft(reference)
            composed = compose(card, draft)
        current.append(composed)
    return (*found, _page(current, reference)) if current else tuple(found)


async def drawn(page: Page) -> Drawn:
    """The page with its pictures, drawn in a thread of their own: each takes some hundred milliseconds.

    A picture that cannot be drawn is left out; what the card says in words stays.
    """
    components, uploads = page.components, []
    for file in page.files:
        if isinstance(file, Upload):
            uploads.append(file)
            continue
        try:
            content = await asyncio.to_thread(draw, file.drawing)
        except Exception:
            log.exception("picture not drawn", kind=type(file.drawing).__name__)
            components = tuple(_without(component, file.filename) for component in components)
        else:
            uploads.append(Upload(filename=file.filename, content=content, description=file.description))
    return Drawn(components=components, uploads=tuple(uploads))


def _without(component: Json, filename: str) -> Json:
    """A container without the gallery of this file."""
    url = f"attachment://{filename}"
    left = [
        child
        for child in component["components"]
        if child["type"] != MEDIA_GALLERY or child["items"][0]["media"]["url"] != url
    ]
    return {**component, "components": left or [text_display(ELLIPSIS)]}


def mark_of(reference: str) -> int:
    """The numeric id that marks a message of this delivery where no button could carry the reference."""
    return int.from_bytes(sha256(reference.encode()).digest()[:4]) % (2**31 - 1) + 1


def _page(composed: Sequence[Composed], reference: str) -> Page:
    components = [one.component for one in composed]
    if reference:
        components[0] = {**components[0], "id": mark_of(reference)}
    return Page(components=tuple(components), files=tuple(file for one in composed for file in one.files))
