"""What has to be found out before a card can be drawn: files of pictures, names of people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from msgspec.structs import replace

from bot.application import markup, naming
from bot.application.cards import SOMEBODY, Card, Element, People, Person, Picture, Text
from bot.application.requests import AccountKey
from bot.pictures.drawings import Drawing


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """File ids by drawing and names by account; what is missing is drawn in words."""

    pictures: Mapping[Drawing, str] = field(default_factory=dict)
    names: Mapping[AccountKey, str] = field(default_factory=dict)


NOTHING_KNOWN = Known()


def name_of(person: Person, known: Known) -> str:
    """What to call somebody."""
    return (known.names.get(person.key) if person.key else None) or SOMEBODY


def with_names(card: Card, known: Known) -> Card:
    """The card with names in its words, for where it is only read."""
    return replace(card, elements=tuple(_in_words(element, known) for element in card.elements))


def _in_words(element: Element, known: Known) -> Element:
    if not isinstance(element, People):
        return element
    rows = [
        "".join(piece if isinstance(piece, str) else markup.escape(name_of(piece, known)) for piece in line)
        for line in naming.lines(element)
    ]
    return Text("\n".join(rows))


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
