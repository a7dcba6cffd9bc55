"""What has to be found out before a card can be drawn: files of pictures, names of people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.application.cards import Card, People, Picture
from bot.application.requests import AccountKey
from bot.pictures.drawings import Drawing


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """File ids by drawing and names by account; what is missing is drawn in words."""

    pictures: Mapping[Drawing, str] = field(default_factory=dict)
    names: Mapping[AccountKey, str] = field(default_factory=dict)


NOTHING_KNOWN = Known()


def pictures_in(cards: Iterable[Card]) -> list[Picture]:
    """The pictures to upload."""
    return [element for card in cards for element in card.elements if isinstance(element, Picture)]


def people_in(cards: Iterable[Card]) -> list[AccountKey]:
    """The accounts whose names are shown, each once."""
    keys = (
        person.key
        for card in cards
        for element in card.elements
        if isinstance(element, People)
        for person in element.items
    )
    return list(dict.fromkeys(key for key in keys if key is not None))
