"""People by name: how a list of them reads, and whom a card may name at the moment it leaves.

What is stored (a reply kept for repeats, a delivery in the outbox) names nobody: it knows accounts by our own
ids. The platform's ids come in last, and only for those who then still want to be named.
"""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from bot.application.cards import Card, Element, People, Person
from bot.application.ports.storage import UnitOfWork
from bot.application.requests import AccountKey
from bot.ids import AccountId

Line = tuple[str | Person, ...]


async def with_keys(uow: UnitOfWork, shown: tuple[Card, ...]) -> tuple[Card, ...]:
    """The cards with the platform's ids of everyone who still wants to be named."""
    wanted = {person.account_id for person in _persons(shown)}
    if not wanted:
        return shown
    keys = await uow.learners.named(wanted)
    return tuple(replace(card, elements=tuple(_filled(e, keys) for e in card.elements)) for card in shown)


def lines(people: People) -> tuple[Line, ...]:
    """The lines of the element, each in pieces: markup, and persons to be drawn by name."""
    if not people.in_a_line:
        rows = [_row(person) for person in people.items]
        return tuple(row for row in ((people.lead,), *rows, (people.tail,)) if any(row))
    pieces: list[str | Person] = [f"{people.lead} " if people.lead else ""]
    for index, person in enumerate(people.items):
        last = index == len(people.items) - 1 and index > 0 and not people.tail
        pieces += [" and " if last else ", " if index else "", person, _after(person)]
    if people.tail:
        pieces.append(f" {people.tail}" if people.items else people.tail)
    return (tuple(piece for piece in pieces if piece),)


def _row(person: Person) -> Line:
    pieces: Line = (f"{person.mark} " if person.mark else "", person, _after(person))
    return tuple(piece for piece in pieces if piece)


def _after(person: Person) -> str:
    return f" {person.note}" if person.note else ""


def _persons(shown: Iterable[Card]) -> Iterable[Person]:
    for card in shown:
        for element in card.elements:
            if isinstance(element, People):
                yield from element.items


def _filled(element: Element, keys: Mapping[AccountId, AccountKey]) -> Element:
    if not isinstance(element, People):
        return element
    return replace(element, items=tuple(replace(p, key=keys.get(p.account_id)) for p in element.items))
