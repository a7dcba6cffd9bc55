"""Cards as components: every limit kept, everything escaped, nothing that could be pressed left out."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.discord import ids
from adapters.discord.page import COMPONENTS_V2, NOBODY, Page
from adapters.discord.render import mark_of, pages
from bot.application import cards
from bot.application.cards import Button, Card, Choice, Choices, Mark, Person, Pick, Tone, card
from bot.application.markup import escape
from bot.application.requests import AccountKey, Platform
from bot.new_ids import NewIds
from tests.contract.cards import RADAR, any_cards, long_words
from tests.loopback.discord.limits import message_violations, walk
from tests.talk import MONDAY

REFERENCE = "AZq3hJk2cd1Ffz0v9y8xWw"
ANSWER = "answer:018f0000-0000-7000-8000-000000000000"


def body(page: Page) -> dict[str, Any]:
    return {"components": list(page.components), "flags": COMPONENTS_V2, "allowed_mentions": NOBODY}


def texts(page: Page) -> list[str]:
    return [c["content"] for c in walk(list(page.components)) if c.get("type") == 10]


def drawn(*elements: cards.Element, tone: Tone = Tone.NEUTRAL) -> Page:
    (page,) = pages((card(*elements, tone=tone),))
    return page


def text(*elements: cards.Element) -> str:
    return "\n".join(texts(drawn(*elements)))


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(shown=any_cards, reference=st.sampled_from(("", REFERENCE)))
def test_any_card_fits_discords_limits(shown, reference):
    for page in pages(shown, reference=reference):
        assert message_violations(body(page), uploads=[file.filename for file in page.files]) == []


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(shown=any_cards)
def test_every_id_comes_back_as_what_was_sent(shown):
    actions = {e.action for c in shown for e in c.elements if isinstance(e, Choices | cards.Form)}
    actions |= {
        b.action for c in shown for e in c.elements if isinstance(e, cards.Buttons) for b in (*e.items, *e.rare)
    }
    for page in pages(shown, reference=REFERENCE):
        for component in walk(list(page.components)):
            if "custom_id" in component:
                found = ids.read(component["custom_id"])
                assert found is not None
                assert (found.action in actions, found.reference) == (True, REFERENCE)


@given(words=long_words)
def test_words_from_people_are_shown_as_they_are_and_mention_nobody(words):
    shown = text(cards.Text(escape(words)), cards.Heading(words))
    assert not re.search(r"@(everyone|here)", shown)
    assert not re.search(r"(?<!\\)<[@#:t/]", shown)


def test_a_heading_stays_on_its_line():
    assert text(cards.Heading("Two\nlines # here")) == "## Two lines # here"


def test_markup_becomes_discords_markdown():
    assert text(cards.Text("**Bold** and *slanted* `code`, [link](https://example.com/a_b).\n\n- one\n- two")) == (
        "**Bold** and *slanted* `code`, [link](<https://example.com/a_b>).\n- one\n- two"
    )


def test_what_looks_like_markup_and_is_none_is_escaped():
    assert text(cards.Text(escape("# no heading\n> no quote\n- no list\n1. nor this *or* _that_"))) == (
        "\\# no heading\n\\> no quote\n\\- no list\n1\\. nor this \\*or\\* \\_that\\_"
    )


def test_code_keeps_its_language_and_cannot_end_its_own_block():
    assert text(cards.Code("SELECT 1;", "postgresql")) == "```sql\nSELECT 1;\n```"
    assert text(cards.Code("a ``` b")).count("```") == 2


def test_options_are_lines_with_letters_to_press():
    page = drawn(Choices(ANSWER, Pick.ONE, (Choice("a", "`x`"), Choice("b", "a long option, longer than a button"))))
    assert texts(page) == ["**A.** `x`\n**B.** a long option, longer than a button"]
    assert [b["label"] for b in buttons(page)] == ["A", "B"]
    assert [b["custom_id"] for b in buttons(page)] == [f"{ANSWER}~a", f"{ANSWER}~b"]


def test_short_options_stand_on_their_buttons():
    page = drawn(Choices(ANSWER, Pick.ONE, (Choice("a", "True"), Choice("b", "False"))))
    assert [b["label"] for b in buttons(page)] == ["A: True", "B: False"]


def test_how_an_option_turned_out_is_said_in_words():
    items = (Choice("a", "one", Mark.WRONG), Choice("b", "two", Mark.MISSED), Choice("c", "three", Mark.RIGHT))
    shown = text(Choices(ANSWER, Pick.NONE, items))
    assert "one (your answer)" in shown
    assert "two (right)" in shown
    assert "three (your answer, right)" in shown


def test_the_same_action_twice_in_one_message_has_two_ids():
    again = (Button("Today", "daily", "daily"), Button("Again", "daily", "daily"))
    found = [b["custom_id"] for b in buttons(drawn(cards.Buttons(again)))]
    assert found == ["daily", "daily#2"]
    assert [str(ids.read(one)) for one in found] == found


def test_more_than_five_buttons_make_a_second_row():
    page = drawn(cards.Buttons(tuple(Button(str(n), f"quiz:{n}", "quiz") for n in range(7))))
    rows = [c for c in walk(list(page.components)) if c.get("type") == 1]
    assert [len(row["components"]) for row in rows] == [5, 2]


def test_links_are_buttons_unless_discord_would_refuse_them():
    page = drawn(cards.Link("Manual", "https://example.com/"), cards.Link("Long", "https://example.com/" + "a" * 600))
    assert [b.get("url") for b in buttons(page)] == ["https://example.com/"]
    assert "a" * 600 in texts(page)[0]


def test_a_tone_is_an_accent():
    assert "accent_color" not in drawn(cards.Text("x")).components[0]
    assert drawn(cards.Text("x"), tone=Tone.RIGHT).components[0]["accent_color"] == 0x2E9E5B


def test_people_are_shown_by_name_only_on_discord():
    new_id = NewIds()

    def person(platform: Platform, user: str) -> Person:
        key = AccountKey(platform=platform, scope="", user_id=user)
        return Person(account_id=new_id(MONDAY), key=key)  # type: ignore[arg-type]

    shown = text(cards.People("Done:", (person(Platform.DISCORD, "1001"), person(Platform.SLACK, "U1")), "", True))
    assert shown == "Done: <@1001> and **a teammate**"


def test_a_picture_and_a_file_are_referred_to_by_their_names():
    page = drawn(cards.Picture(RADAR, "A radar of four areas"), cards.Attachment("my data.json", "{}"))
    assert [file.filename for file in page.files] == ["picture-1.png", "my-data-2.json"]
    assert message_violations(body(page), uploads=[file.filename for file in page.files]) == []


def test_what_is_too_long_is_cut_visibly_and_evenly():
    page = drawn(cards.Text("short"), cards.Text("long " * 900), cards.Code("x = 1\n" * 900), cards.Footnote("end"))
    shown = texts(page)
    assert sum(map(len, shown)) <= 4000
    assert (shown[0], shown[3]) == ("short", "-# end")
    assert shown[1].endswith("…")
    assert shown[2].endswith("…\n```")


def test_cards_that_do_not_fit_together_are_several_messages():
    long = Card((cards.Text("word " * 700),))
    assert [len(page.components) for page in pages((long, Card((cards.Text("x"),)), long))] == [2, 1]


def test_an_unasked_message_without_buttons_carries_its_reference_as_a_number():
    (page,) = pages((card(cards.Text("Last week")),), reference=REFERENCE)
    assert page.components[0]["id"] == mark_of(REFERENCE)


def buttons(page: Page) -> list[dict[str, Any]]:
    return [c for c in walk(list(page.components)) if c.get("type") == 2]
