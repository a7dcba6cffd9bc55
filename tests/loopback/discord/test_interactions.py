"""Interactions: who is offered what, which responses fit, and when it is too late."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from .driver.errors import CannotDo
from .raw import QUIZ, ROW, Api
from .server import LoopbackDiscord

EPHEMERAL = 1 << 6


def codes(*answers: tuple[int, Any]) -> list[int]:
    return [body.get("code", 0) for _, body in answers]


async def test_a_command_in_a_dm_carries_the_user_and_the_options(discord: LoopbackDiscord, api: Api) -> None:
    doing, interaction = await api.ask(discord.user("1001"), area="databases", level=3)
    assert interaction.data["options"] == [
        {
            "type": 1,
            "name": "quiz",
            "options": [
                {"type": 3, "name": "area", "value": "databases"},
                {"type": 4, "name": "level", "value": 3},
            ],
        }
    ]
    assert (interaction.context, interaction.owners, interaction.command_name) == (1, {"0": "0"}, "coach quiz")
    await api.respond(interaction, 4, {"content": "A question"})
    outcome = await doing
    assert (outcome.kind, outcome.text, outcome.ephemeral) == ("message", "A question", False)
    assert 0 < outcome.latency_s < 3


async def test_the_event_tells_place_locale_and_permissions(discord: LoopbackDiscord, api: Api) -> None:
    socket = await api.gateway()
    await socket.identify()
    ada, lin = discord.user("1001"), discord.user("1002")
    ada.user.locale = "de"
    doing, interaction = await api.ask(ada, at=discord.home, options={"for": lin})
    event = (await socket.until("INTERACTION_CREATE"))["d"]
    assert (event["context"], event["locale"], event["guild_locale"]) == (0, "de", "en-US")
    assert event["authorizing_integration_owners"] == {"0": discord.home.id}
    assert event["data"]["resolved"]["users"]["1002"]["username"] == "user1002"
    assert "user" not in event
    assert int(event["member"]["permissions"]) == discord.home.permissions_of("1001")
    assert int(event["app_permissions"]) == discord.world.bot_permissions(discord.home.channel)
    await api.respond(interaction, 4, {"content": "ok"})
    await doing


async def test_an_app_installed_by_the_user_works_where_the_bot_is_not(discord: LoopbackDiscord, api: Api) -> None:
    await api.register({**QUIZ, "integration_types": [0, 1], "contexts": [0, 1, 2]})
    ada, lin = discord.user("1001", joins_home=False, installed_app=True), discord.user("1002")
    elsewhere = discord.add_guild("elsewhere", has_bot=False)
    ada.joins(elsewhere)
    for place, context in ((elsewhere, 0), (ada.private_channel(lin), 2), (None, 1)):
        doing, interaction = await api.ask(ada, at=place)
        assert (interaction.context, interaction.owners) == (context, {"1": "1001"})
        await api.respond(interaction, 4, {"content": "ok"})
        assert (await doing).text == "ok"
    last = list(discord.world.interactions.values())[-1]
    answers = [await api.followup(last, {"content": str(n)}) for n in range(6)]
    assert codes(*answers) == [0, 0, 0, 0, 0, 40094]


@pytest.mark.parametrize(
    ("line", "options"),
    [
        ("coach", {}),
        ("coach dance", {}),
        ("train", {}),
        ("coach quiz", {"speed": 1}),
        ("coach quiz", {"level": 9}),
        ("coach quiz", {"level": "three"}),
    ],
)
async def test_the_client_sends_only_what_the_command_allows(
    discord: LoopbackDiscord, api: Api, line: str, options: dict[str, Any]
) -> None:
    await api.register(QUIZ)
    with pytest.raises(CannotDo):
        await discord.user("1001").slash(line, options=options)
    assert discord.world.interactions == {}


async def test_a_command_for_admins_in_guilds_is_offered_only_there_and_to_them(
    discord: LoopbackDiscord, api: Api
) -> None:
    await api.register({**QUIZ, "contexts": [0], "default_member_permissions": "32"})
    ada = discord.user("1001")
    for place in (None, discord.home):
        with pytest.raises(CannotDo):
            await ada.slash("coach quiz", at=place)
    ada.joins(discord.home, admin_role=True)
    doing, interaction = await api.ask(ada, at=discord.home)
    await api.respond(interaction, 4, {"content": "ok"})
    assert (await doing).text == "ok"


async def test_without_a_response_in_three_seconds_it_has_failed(discord: LoopbackDiscord, api: Api) -> None:
    doing, interaction = await api.ask(discord.user("1001"))
    discord.advance(seconds=3.1)
    assert (await doing).kind == "failed"
    assert codes(await api.respond(interaction, 4, {"content": "late"})) == [10062]


async def test_an_unknown_token_is_an_unknown_interaction(discord: LoopbackDiscord, api: Api) -> None:
    doing, interaction = await api.ask(discord.user("1001"))
    token, interaction.token = interaction.token, "other"
    discord.world.by_token[token] = interaction
    path = f"/interactions/{interaction.id}/{token}/callback"
    assert codes(await api.call("POST", path, {"type": 5})) == [10062]
    await api.respond(interaction, 5)
    await doing


async def test_a_second_response_is_already_acknowledged(discord: LoopbackDiscord, api: Api) -> None:
    _, interaction = await api.ask(discord.user("1001"))
    first = await api.respond(interaction, 4, {"content": "one"})
    assert codes(first, await api.respond(interaction, 4, {"content": "two"})) == [0, 40060]


async def test_a_refused_response_acknowledges_nothing(discord: LoopbackDiscord, api: Api) -> None:
    doing, interaction = await api.ask(discord.user("1001"))
    status, body = await api.respond(interaction, 4, {"content": "x" * 2001})
    assert (status, list(body["errors"]["data"])) == (400, ["content"])
    assert (await api.respond(interaction, 4, {"content": "short"}))[0] == 200
    assert (await doing).text == "short"


@pytest.mark.parametrize("kind", [1, 6, 7, 8, 12, None])
async def test_a_response_of_a_type_that_does_not_fit_is_refused(discord: LoopbackDiscord, api: Api, kind: int) -> None:
    doing, interaction = await api.ask(discord.user("1001"))
    status, body = await api.respond(interaction, kind, {"content": "x"})
    assert (status, list(body["errors"])) == (400, ["type"])
    await api.respond(interaction, 5)
    await doing


async def test_a_deferred_response_loads_until_it_is_edited(discord: LoopbackDiscord, api: Api) -> None:
    ada = discord.user("1001")
    doing, interaction = await api.ask(ada)
    await api.respond(interaction, 5, {"flags": EPHEMERAL})
    outcome = await doing
    assert outcome.message is not None
    assert (outcome.kind, outcome.message.loading, outcome.ephemeral) == ("deferred", True, True)
    waiting = asyncio.create_task(ada.final(outcome))
    status, body = await api.original(interaction, "PATCH", {"content": "done"})
    assert (status, body["content"]) == (200, "done")
    assert ((await waiting).text, outcome.message.loading) == ("done", False)


async def test_the_first_followup_of_a_deferral_fills_the_loading_message_and_keeps_it_private(
    discord: LoopbackDiscord, api: Api
) -> None:
    doing, interaction = await api.ask(discord.user("1001"))
    await api.respond(interaction, 5, {"flags": EPHEMERAL})
    outcome = await doing
    _, first = await api.followup(interaction, {"content": "done", "flags": 0})
    _, second = await api.followup(interaction, {"content": "more"})
    assert outcome.message is not None
    assert (first["id"], first["flags"]) == (outcome.message.id, EPHEMERAL)
    assert second["id"] != first["id"]
    assert second["flags"] == 0


async def test_a_deferral_takes_no_other_flag(discord: LoopbackDiscord, api: Api) -> None:
    _, interaction = await api.ask(discord.user("1001"))
    status, body = await api.respond(interaction, 5, {"flags": 1 << 15})
    assert (status, list(body["errors"]["data"])) == (400, ["flags"])


async def test_followups_need_a_first_response_and_end_after_15_minutes(discord: LoopbackDiscord, api: Api) -> None:
    _, interaction = await api.ask(discord.user("1001"))
    early = await api.followup(interaction, {"content": "early"})
    await api.respond(interaction, 4, {"content": "one"})
    discord.advance(minutes=14, seconds=50)
    in_time = await api.followup(interaction, {"content": "in time"})
    discord.advance(seconds=11)
    late = await api.followup(interaction, {"content": "late"})
    edit = await api.original(interaction, "PATCH", {"content": "late"})
    assert codes(early, in_time, late, edit) == [10015, 0, 50027, 50027]


async def test_responses_can_be_read_changed_and_deleted_by_token(discord: LoopbackDiscord, api: Api) -> None:
    ada = discord.user("1001")
    outcome = await api.answered(ada, {"content": "one", "flags": EPHEMERAL})
    interaction = outcome.interaction
    assert interaction is not None
    _, body = await api.original(interaction, "GET")
    assert (body["content"], body["interaction_metadata"]["id"]) == ("one", interaction.id)
    _, more = await api.followup(interaction, {"content": "two"})
    path = f"/webhooks/{discord.world.app.id}/{interaction.token}/messages/{more['id']}"
    assert (await api.call("PATCH", path, {"content": "three"}))[1]["content"] == "three"
    assert (await api.call("DELETE", path))[0] == 204
    assert codes(await api.call("GET", path)) == [10008]
    assert (await api.original(interaction, "DELETE"))[0] == 204
    assert codes(await api.original(interaction, "GET")) == [10008]
    assert ada.sees() == []


async def test_only_the_one_who_asked_sees_an_ephemeral_answer(discord: LoopbackDiscord, api: Api) -> None:
    ada, lin = discord.user("1001"), discord.user("1002")
    outcome = await api.answered(ada, {"content": "c", "flags": EPHEMERAL, "components": [ROW]}, at=discord.home)
    assert outcome.message is not None
    assert ([m.text for m in ada.sees(discord.home)], lin.sees(discord.home)) == (["c"], [])
    with pytest.raises(CannotDo):
        await lin.click(outcome.message, "Hint")
    assert await api.call("GET", f"/channels/{discord.home.channel.id}/messages") == (200, [])


async def test_choices_are_suggested_while_an_option_is_typed(discord: LoopbackDiscord, api: Api) -> None:
    await api.register(QUIZ)
    doing = asyncio.ensure_future(discord.user("1001").autocomplete("coach quiz", focused="area", area="dat"))
    interaction = await api.begun(doing)
    assert interaction.data["options"][0]["options"] == [{"type": 3, "name": "area", "value": "dat", "focused": True}]
    assert (await api.respond(interaction, 4, {"content": "x"}))[0] == 400
    wrong = {"choices": [{"name": "Databases", "value": 5}]}
    assert (await api.respond(interaction, 8, wrong))[0] == 400
    await api.respond(interaction, 8, {"choices": [{"name": "Databases", "value": "databases"}]})
    outcome = await doing
    assert (outcome.kind, outcome.choices) == ("choices", ({"name": "Databases", "value": "databases"},))
    assert codes(await api.followup(interaction, {"content": "no"})) == [10015]


async def test_an_option_not_yet_typed_is_empty(discord: LoopbackDiscord, api: Api) -> None:
    await api.register(QUIZ)
    doing = asyncio.ensure_future(discord.user("1001").autocomplete("coach quiz", focused="area", level=2))
    interaction = await api.begun(doing)
    assert [option.get("value") for option in interaction.data["options"][0]["options"]] == ["", 2]
    await api.respond(interaction, 8, {"choices": []})
    assert (await doing).choices == ()


async def test_context_menus_name_their_target(discord: LoopbackDiscord, api: Api) -> None:
    await api.register({"name": "Explain", "type": 3}, {"name": "Progress", "type": 2})
    ada, lin = discord.user("1001"), discord.user("1002")
    said = lin.say("what is an index?", discord.home.channel)
    doing = asyncio.ensure_future(ada.context_menu("Explain", said))
    interaction = await api.begun(doing)
    assert interaction.data["target_id"] == said.id
    assert interaction.data["resolved"]["messages"][said.id]["content"] == "what is an index?"
    await api.respond(interaction, 4, {"content": "a sorted copy"})
    assert (await doing).text == "a sorted copy"
    doing = asyncio.ensure_future(ada.context_menu("Progress", lin, at=discord.home))
    interaction = await api.begun(doing)
    assert interaction.data["target_id"] == lin.id
    assert set(interaction.data["resolved"]) == {"users", "members"}
    await api.respond(interaction, 4, {"content": "ok"})
    await doing


async def test_a_question_in_plain_words_waits_for_the_next_answer(discord: LoopbackDiscord, api: Api) -> None:
    ada = discord.user("1001")
    asking = asyncio.create_task(ada.dm("quiz"))
    channel = discord.world.bot_dm(ada.user)
    await discord.wait_for(lambda: len(channel.messages) == 1, "her words")
    await api.post(channel, {"content": "A question"})
    outcome = await asking
    assert (outcome.kind, outcome.text) == ("message", "A question")


async def test_a_wait_in_vain_says_what_happened_instead(discord: LoopbackDiscord, api: Api) -> None:
    ada = discord.user("1001")
    ada.patience_s = 0.05
    await api.post(discord.home.channel, {"content": ""})
    with pytest.raises(TimeoutError, match=r"in vain for an answer to 'quiz'.*400 code 50006.*EMPTY_MESSAGE"):
        await ada.dm("quiz")
