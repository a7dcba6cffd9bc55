"""Finding out what has to be known before cards can be drawn."""

from collections.abc import Sequence

from adapters.slack.known import NOTHING_KNOWN, Known, people_in, pictures_in
from adapters.slack.pictures import Pictures
from adapters.slack.profiles import Profiles
from adapters.slack.workspaces import Workspace
from bot.application.cards import Card


class Preparation:
    """Uploads the pictures of cards and asks for the names of the people in them."""

    def __init__(self, pictures: Pictures, profiles: Profiles) -> None:
        self._pictures, self._profiles = pictures, profiles

    async def known(self, workspace: Workspace, cards: Sequence[Card]) -> Known:
        """What is known now; what could not be found out is left out."""
        pictures, people = pictures_in(cards), people_in(cards)
        if not pictures and not people:
            return NOTHING_KNOWN
        return Known(
            pictures=await self._pictures.files(workspace, pictures),
            names=await self._profiles.names(workspace, people),
        )
