"""Buttons, menus and modals: used as the client lets a person use them."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from .driver.errors import CannotDo
from .raw import BUTTON, ROW, Api
from .server import LoopbackDiscord
from .state import Json

EPHEMERAL = 1 << 6
MENU: Json = {
    "type": 3,
    "custom_id": "menu",
    "max_values": 2,
    "options": [{"label": "A", "value": "a"}, {"label": "B", "value": "b"}],
}
LEVELS = [{"label": "Low", "value": "1"}, {"label": "High", "value": "2"}]
DAYS = [{"label": "Mon", "value": "mon"}]
BOXES = {"type": 22, "custom_id": "days", "min_values": 0, "required": False, "options": DAYS}
FORM: Json = {
    "custom_id": "form",
    "title": "Answer",
    "components": [
        {"type": 18, "label": "Why", "component": {"type": 4, "custom_id": "why", "style": 2, "max_length": 5}},
        {"type": 18, "label": "Sure", "component": {"type": 23, "custom_id": "sure"}},
        {"type": 18, "label": "Level", "component": {"type": 21, "custom_id": "level", "options": LEVELS}},
        {"type": 18, "label": "Days", "component": BOXES},
        {"type": 10, "content": "Take your time."},
    ],
}


async def test_a_click_can_be_answered_by_editing_its_message(discord: LoopbackDiscord, api: Api) -> None:
    ada = discord.user("1001")
    asked = await api.answered(ada, {"content": "question", "components": [ROW]})
    assert asked.message is not None
    doing = asyncio.ensure_future(ada.click(asked.message, "Hint"))
    outcome = await api.clicked(doing, 7, {"content": "hint", "components": []})
    assert (outcome.kind, outcome.message, outcome.text) == ("update", asked.message, "hint")
    with pytest.raises(CannotDo):
        await ada.click(asked.message, "Hint")
    stale = asyncio.ensure_future(ada.click(asked.message, "hint", force=True))
    outcome = await api.clicked(stale, 4, {"content": "too late", "flags": EPHEMERAL})
    assert (outcome.kind, outcome.ephemeral) == ("message", True)
    assert outcome.message is not None
    assert outcome.message.reference is asked.message


async def test_a_deferred_update_shows_nothing_until_the_message_is_edited(discord: LoopbackDiscord, api: Api) -> None:
    ada = discord.user("1001")
    asked = await api.answered(ada, {"content": "question", "components": [ROW]})
    assert asked.message is not None
    outcome = await api.clicked(asyncio.ensure_future(ada.click(asked.message, "hint")), 6)
    assert (outcome.kind, outcome.text) == ("deferred update", "question")
    assert outcome.interaction is not None
    waiting = asyncio.create_task(ada.final(outcome))
    await api.original(outcome.interaction, "PATCH", {"content": "hint"})
    assert (await waiting).text == "hint"


async def test_a_double_click_is_two_interactions(discord: LoopbackDiscord, api: Api) -> None:
    ada = discord.user("1001")
    asked = await api.answered(ada, {"content": "question", "components": [ROW]})
    assert asked.message is not None
    doing = asyncio.create_task(ada.double_click(asked.message, "Hint"))
    await discord.wait_for(lambda: len(discord.world.interactions) == 3, "two clicks")
    first, second = list(discord.world.interactions.values())[1:]
    assert first.id != second.id
    await api.respond(first, 7, {"content": "counted"})
    await api.respond(second, 6)
    assert [outcome.kind for outcome in await doing] == ["update", "deferred update"]


async def test_buttons_that_cannot_be_clicked_are_not(discord: LoopbackDiscord, api: Api) -> None:
    ada = discord.user("1001")
    link = {"type": 2, "style": 5, "label": "Read", "url": "https://example.org"}
    row = {"type": 1, "components": [{**BUTTON, "disabled": True}, link]}
    asked = await api.answered(ada, {"content": "question", "components": [row]})
    assert asked.message is not None
    for which in ("Hint", "Read", "No such button"):
        with pytest.raises(CannotDo):
            await ada.click(asked.message, which)


async def test_a_menu_gives_the_values_of_the_labels_chosen(discord: LoopbackDiscord, api: Api) -> None:
    ada = discord.user("1001")
    asked = await api.answered(ada, {"content": "q", "components": [{"type": 1, "components": [MENU]}]})
    assert asked.message is not None
    doing = asyncio.ensure_future(ada.select(asked.message, ["A", "b"]))
    outcome = await api.clicked(doing, 7, {"content": "chosen"})
    assert outcome.interaction is not None
    assert outcome.interaction.data == {"custom_id": "menu", "component_type": 3, "values": ["a", "b"]}
    for wrong in (["C"], []):
        with pytest.raises(CannotDo):
            await ada.select(asked.message, wrong)


async def test_a_user_menu_resolves_whom_it_names(discord: LoopbackDiscord, api: Api) -> None:
    ada, lin = discord.user("1001"), discord.user("1002")
    row = {"type": 1, "components": [{"type": 5, "custom_id": "who"}]}
    asked = await api.answered(ada, {"content": "q", "components": [row]}, at=discord.home)
    assert asked.message is not None
    doing = asyncio.ensure_future(ada.select(asked.message, lin.id))
    outcome = await api.clicked(doing, 6)
    assert outcome.interaction is not None
    assert set(outcome.interaction.data["resolved"]) == {"users", "members"}


async def test_a_modal_is_filled_in_and_submitted(discord: LoopbackDiscord, api: Api) -> None:
    ada = discord.user("1001")
    asked = await api.answered(ada, {"content": "question", "components": [ROW]})
    assert asked.message is not None
    opened = await api.clicked(asyncio.ensure_future(ada.click(asked.message, "Hint")), 9, FORM)
    assert opened.modal is not None
    assert (opened.kind, opened.modal.title) == ("modal", "Answer")
    values = {"Why": "yes", "sure": True, "Level": "High", "days": ["Mon"]}
    doing = asyncio.ensure_future(ada.submit(opened.modal, values))
    outcome = await api.clicked(doing, 7, {"content": "thanks"})
    assert (outcome.kind, outcome.message) == ("update", asked.message)
    assert outcome.interaction is not None
    fields = [c.get("component") for c in outcome.interaction.data["components"]]
    assert [field and (field.get("value"), field.get("values")) for field in fields] == [
        ("yes", None),
        (True, None),
        ("2", None),
        (None, ["mon"]),
        None,
    ]


@pytest.mark.parametrize(
    "values",
    [
        {"Why": "too long", "Level": "Low"},
        {"Level": "Low"},
        {"Why": "yes"},
        {"Why": "yes", "Level": "Middle"},
        {"Why": "yes", "Level": "Low", "Other": 1},
    ],
)
async def test_the_client_submits_only_what_the_modal_allows(
    discord: LoopbackDiscord, api: Api, values: dict[str, Any]
) -> None:
    ada = discord.user("1001")
    opened = await api.answered(ada, FORM, kind=9)
    assert opened.modal is not None
    with pytest.raises(CannotDo):
        await ada.submit(opened.modal, values)
    with pytest.raises(CannotDo):
        await discord.user("1002").submit(opened.modal, {"Why": "yes", "Level": "Low"})


async def test_a_modal_cannot_answer_a_modal(discord: LoopbackDiscord, api: Api) -> None:
    ada = discord.user("1001")
    opened = await api.answered(ada, FORM, kind=9)
    assert opened.modal is not None
    doing = asyncio.ensure_future(ada.submit(opened.modal, {"Why": "yes", "Level": "Low"}))
    interaction = await api.begun(doing)
    assert (await api.respond(interaction, 9, FORM))[0] == 400
    assert (await api.respond(interaction, 7, {"content": "no message to edit"}))[0] == 400
    assert (await api.respond(interaction, 4, {"content": "thanks"}))[0] == 200
    assert (await doing).text == "thanks"
