"""Any card at all, for what must hold of every card on every platform."""

from __future__ import annotations

from uuid import UUID

from hypothesis import strategies as st

from bot.application import cards
from bot.application.cards import (
    Button,
    Card,
    Choice,
    Choices,
    Element,
    Field,
    Form,
    FormField,
    Input,
    Mark,
    Person,
    Pick,
    Style,
    Tone,
)
from bot.application.requests import AccountKey, Platform
from bot.ids import AccountId
from bot.pictures.drawings import AreaLevel, AreaRadar

LETTERS = "abcdefg"
# What people and authors write, and what means something to a platform.
NASTY = (
    "@everyone", "<!channel>", "<@U1>", "<@1>", "<@&1>", "<#1>", "@here", "**", "__", "~~", "`", "```", "||", "#",
    "-# ", "> ", "- ", "1. ", "[x](http://example.com)", "<http://example.com|x>", "&amp;",
    "\\", "*bold*", "\n", "\n\n", "\u200b", "é", "漢字", "🙂",
    ":smile:", "{", "%s",
)  # fmt: skip

plain_words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=40)
words = st.lists(st.one_of(st.sampled_from(NASTY), plain_words), max_size=8).map(" ".join)
long_words = st.one_of(words, st.builds(lambda text, times: text * times, words, st.integers(1, 60)))
actions = st.one_of(
    st.sampled_from(("daily", "settings", "quiz:databases", "start-set:zone")),
    st.uuids(version=4).map(lambda found: f"answer:{found}"),
)
links = st.one_of(
    st.sampled_from(("https://www.postgresql.org/docs/current/", "https://leetcode.com/problems/two-sum/")),
    st.integers(1, 900).map(lambda length: "https://example.com/" + "a" * length),
)
buttons = st.builds(Button, label=long_words, action=actions, says=words, style=st.sampled_from(Style))
fields = st.builds(
    FormField,
    key=st.sampled_from([f"field-{number}" for number in range(12)]),
    label=long_words,
    input=st.sampled_from(Input),
    value=words,
    options=st.lists(
        st.tuples(st.integers(0, 99).map(str), long_words), min_size=1, max_size=30, unique_by=lambda option: option[0]
    ).map(tuple),
    hint=long_words,
    required=st.booleans(),
    max_length=st.integers(1, 4000),
)  # fmt: skip
persons = st.builds(
    Person,
    account_id=st.uuids().map(lambda found: AccountId(UUID(int=found.int))),
    mark=st.sampled_from(("", "1.", "🥇")),
    note=words,
    key=st.one_of(
        st.none(),
        st.builds(
            AccountKey,
            platform=st.sampled_from(Platform),
            scope=st.sampled_from(("", "T1")),
            user_id=st.sampled_from(("1001", "U1", "@everyone")),
        ),
    ),
)
RADAR = AreaRadar(areas=tuple(AreaLevel(title=f"Area {n}", level=2.0, low=1.5, high=2.5) for n in range(4)))


@st.composite
def choices(draw: st.DrawFn) -> Choices:
    """Two to seven options, open or answered."""
    count = draw(st.integers(2, len(LETTERS)))
    pick = draw(st.sampled_from(Pick))
    marks = st.sampled_from(Mark) if pick is Pick.NONE else st.just(Mark.NONE)
    items = tuple(Choice(LETTERS[n], draw(long_words), draw(marks)) for n in range(count))
    return Choices(draw(actions), pick, items)


elements: st.SearchStrategy[Element] = st.one_of(
    st.builds(cards.Heading, long_words),
    st.builds(cards.Text, long_words),
    st.builds(cards.Code, long_words, st.sampled_from(("", "python", "sql", "console", "no such"))),
    st.builds(cards.Fields, st.lists(st.builds(Field, words, long_words), max_size=15).map(tuple)),
    choices(),
    st.builds(cards.Buttons, st.lists(buttons, max_size=7).map(tuple), st.lists(buttons, max_size=7).map(tuple)),
    st.builds(
        Form,
        label=long_words,
        title=long_words,
        action=actions,
        fields=st.lists(fields, min_size=1, max_size=12, unique_by=lambda field: field.key).map(tuple),
        says=words,
        style=st.sampled_from(Style),
    ),
    st.builds(cards.Progress, words, st.floats(0, 1), words),
    st.builds(cards.Picture, st.just(RADAR), long_words),
    st.builds(cards.Link, long_words, links),
    st.builds(cards.Footnote, long_words),
    st.builds(cards.Attachment, st.sampled_from(("data.json", "skill-coach-2026-11-23.json")), words),
    st.builds(cards.People, words, st.lists(persons, max_size=12).map(tuple), words, st.booleans()),
)
any_card = st.builds(Card, st.lists(elements, max_size=14).map(tuple), st.sampled_from(Tone))
any_cards = st.lists(any_card, min_size=1, max_size=4).map(tuple)
