"""`coach digest preview`: a team's digest as it would be posted now, as text and pictures in a folder."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from bot.application import naming
from bot.application.cards import Card, Picture
from bot.application.digest.gather import period_of
from bot.application.digest.post import compose, key_at
from bot.application.plain import plain_text
from bot.application.ports.storage import UnitOfWork
from bot.application.requests import Platform, TeamKey
from bot.cli.compose import House, opened
from bot.cli.settings import Settings
from bot.cli.system_clock import SystemClock
from bot.domain.people import Team
from bot.errors import OperatorError
from bot.ids import TeamId
from bot.pictures.draw import draw
from bot.pictures.drawings import plain_text as drawn_in_words
from content.bank import load_bank
from content.catalogue import load_catalogue

TEAMS_SHOWN = 20


def preview(settings: Settings, *, team: str, out: Path) -> None:
    """Write `digest.txt` and the pictures; nothing is posted or stored. Raises `OperatorError`."""
    cards = asyncio.run(_cards(settings, team))
    if cards is None:
        print("The last digest went up to yesterday: there is nothing new to tell yet.")
        return
    try:
        out.mkdir(parents=True, exist_ok=True)
        for path, content in _files(cards).items():
            print(f"{out / path}  {(out / path).write_bytes(content):,} bytes")
    except OSError as error:
        raise OperatorError(
            f"--out: cannot write to {out} ({error.strerror}); name a folder that is writable"
        ) from None


async def _cards(settings: Settings, name: str) -> tuple[Card, ...] | None:
    clock = SystemClock()
    async with opened(settings.database_url, bank=load_bank(), catalogue=load_catalogue(), clock=clock) as house:
        return await _compose(house, name)


async def _compose(house: House, name: str) -> tuple[Card, ...] | None:
    now = house.services.clock.now()
    async with house.services.uow() as uow:
        team = await _team(uow, name)
        period = await period_of(uow, team, now, now=now)
        if period is None:
            return None
        cards = await compose(uow, house.services, team, period, key=key_at(team, now), now=now)
        return await naming.with_keys(uow, cards)


async def _team(uow: UnitOfWork, name: str) -> Team:
    """The team by our id or by its platform's, with or without the platform's name before it."""
    try:
        return await uow.teams.get(TeamId(UUID(name)))
    except (ValueError, KeyError):
        pass
    platform, colon, external_id = name.partition(":")
    for key in (TeamKey(platform=p, external_id=external_id if colon else name) for p in Platform):
        found = await uow.teams.find(key) if not colon or key.platform.value == platform else None
        if found is not None:
            return found
    known = await uow.teamwork.after(None, limit=TEAMS_SHOWN)
    names = ", ".join(f"{team.platform}:{team.external_id}" for team in known) or "none yet"
    raise OperatorError(f"--team: there is no team {name!r}; known are: {names}")


def _files(cards: Sequence[Card]) -> dict[str, bytes]:
    """File names and contents: the text, with pictures in words, and a PNG for each picture."""
    text: list[str] = []
    files: dict[str, bytes] = {}
    for card in cards:
        for element in card.elements:
            if isinstance(element, Picture):
                slug = "-".join(element.drawing.title.casefold().split())
                files[f"{slug}.png"] = draw(element.drawing)
                text.append(drawn_in_words(element.drawing))
            else:
                text.append(plain_text(Card((element,))))
    return {"digest.txt": ("\n\n".join(text) + "\n").encode(), **files}
