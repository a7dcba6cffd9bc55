"""People by name: as they want it at the moment a card leaves."""

from uuid import uuid4

from bot.application import naming
from bot.application.cards import People, Person, card
from bot.application.plain import plain_text
from bot.ids import AccountId
from tests.talk import MONDAY, Talk, elements, talk, words
from tests.team_talk import member


def person(mark: str = "", note: str = "") -> Person:
    return Person(account_id=AccountId(uuid4()), mark=mark, note=note)


def read(people: People) -> list[str]:
    lines = naming.lines(people)
    return ["".join(piece if isinstance(piece, str) else "N" for piece in line) for line in lines]


def test_people_in_a_line_read_as_a_sentence():
    one, two, three = person(), person(), person()
    assert read(People("Took part:", (one,), in_a_line=True)) == ["Took part: N"]
    assert read(People("Took part:", (one, two, three), in_a_line=True)) == ["Took part: N, N and N"]
    assert read(People("Took part:", (one, two), "and 3 others", in_a_line=True)) == ["Took part: N, N and 3 others"]
    assert read(People("", (one,), in_a_line=True)) == ["N"]


def test_people_one_a_line_have_marks_and_notes():
    people = People("**Board**", (person("1.", "5 days"), person("2.")), "and 3 others")
    assert read(people) == ["**Board**", "1. N 5 days", "2. N", "and 3 others"]


def test_without_a_key_somebody_is_a_teammate():
    assert plain_text(card(People("", (person("1."),)))) == "1. a teammate"


async def test_only_those_who_still_want_it_are_named_when_a_card_leaves(sqlite_url):
    async with talk(sqlite_url) as base:
        ann = member(base, "ann")
        await ann.say("settings named on")
        async with base.services.uow() as uow:
            found = await uow.learners.find(ann.account)
            assert found is not None
            shown = (card(People("", (Person(account_id=found[1].id), person()))),)
            ((filled,),) = [c.elements for c in await naming.with_keys(uow, shown)]
        assert isinstance(filled, People)
        assert [p.key for p in filled.items] == [ann.account, None]
        await ann.say("settings named off")
        async with base.services.uow() as uow:
            ((filled,),) = [c.elements for c in await naming.with_keys(uow, shown)]
        assert isinstance(filled, People)
        assert [p.key for p in filled.items] == [None, None]


async def board(base: Talk) -> list[Talk]:
    people = [member(base, name) for name in ("ann", "ben", "cem")]
    for one in people:
        await one.say("settings named on")
        await one.say("practice")
        await one.say("done")
    return people


async def test_what_is_stored_of_a_reply_names_nobody(sqlite_url):
    async with talk(sqlite_url) as base:
        ann, ben, _ = await board(base)
        told = await ann.say("leaderboard", event="asked")
        assert "ben" in words(told)
        async with base.services.uow() as uow:
            stored = await uow.events.begin("slack", "asked", MONDAY)
        assert stored is not None
        assert {p.key for people in elements(stored, People) for p in people.items} == {None}
        await ben.say("settings named off")
        again = await ann.say("leaderboard", event="asked")
        assert again.repeated
        assert "ben" not in words(again)
        assert "a teammate" in words(again)
