"""The HTTP API: who may do what, and in which form Discord refuses."""

from __future__ import annotations

import asyncio

import pytest

from . import permissions
from .rate_limits import Window
from .raw import QUIZ, Api
from .server import LoopbackDiscord


async def test_a_wrong_token_is_answered_401(discord: LoopbackDiscord, api: Api) -> None:
    api.headers = {"Authorization": "Bot wrong"}
    assert await api.call("GET", "/users/@me") == (401, {"message": "401: Unauthorized", "code": 0})


async def test_an_unknown_route_is_404_and_listed(discord: LoopbackDiscord, api: Api) -> None:
    status, body = await api.call("GET", "/no/such/route")
    assert (status, body["code"]) == (404, 0)
    assert [str(request) for request in discord.records.unserved] == ["GET /no/such/route -> 404"]


@pytest.mark.parametrize(
    "path",
    [
        "/users/@me",
        "/applications/@me",
        "/oauth2/applications/@me",
        "/gateway",
        "/gateway/bot",
        "/users/@me/guilds",
    ],
)
async def test_what_a_bot_reads_at_start_is_there(discord: LoopbackDiscord, api: Api, path: str) -> None:
    status, body = await api.call("GET", path)
    assert status == 200
    assert body


async def test_a_guild_and_its_channels_roles_and_members_can_be_read(discord: LoopbackDiscord, api: Api) -> None:
    discord.user("1001")
    for path in ("?with_counts=true", "/channels", "/roles", "/members/1001"):
        status, _ = await api.call("GET", f"/guilds/{discord.home.id}{path}")
        assert status == 200
    assert (await api.call("GET", f"/guilds/{discord.home.id}/members/7"))[1]["code"] == 10007
    assert (await api.call("GET", "/guilds/5"))[1]["code"] == 10004
    assert (await api.call("GET", f"/channels/{discord.home.channel.id}"))[1]["name"] == "general"
    assert (await api.call("GET", "/users/1001"))[1]["username"] == "user1001"
    assert (await api.call("GET", "/users/9"))[1]["code"] == 10013


async def test_leaving_a_guild_makes_it_unknown(discord: LoopbackDiscord, api: Api) -> None:
    assert await api.call("DELETE", f"/users/@me/guilds/{discord.home.id}") == (204, None)
    assert (await api.call("GET", f"/guilds/{discord.home.id}"))[1]["code"] == 10004
    assert (await api.post(discord.home.channel, {"content": "hello"}))[1]["code"] == 50001


async def test_a_direct_message_reaches_the_inbox(discord: LoopbackDiscord, api: Api) -> None:
    ada = discord.user("1001")
    status, channel = await api.call("POST", "/users/@me/channels", {"recipient_id": "1001"})
    assert (status, channel["recipients"][0]["id"]) == (200, "1001")
    assert (await api.call("POST", "/users/@me/channels", {"recipient_id": "1001"}))[1]["id"] == channel["id"]
    status, message = await api.call("POST", f"/channels/{channel['id']}/messages", {"content": "hello"})
    assert (status, [m.id for m in ada.inbox], ada.inbox[0].text) == (200, [message["id"]], "hello")


async def test_dms_cannot_be_opened_with_nobody(discord: LoopbackDiscord, api: Api) -> None:
    assert (await api.call("POST", "/users/@me/channels", {"recipient_id": "5"}))[1]["code"] == 50033


async def test_opening_dms_too_fast_is_40003(discord: LoopbackDiscord, api: Api) -> None:
    discord.rate_limits.dm_opens = Window(1, 600)
    users = [discord.user(n).id for n in (1001, 1001, 1002)]
    answers = [await api.call("POST", "/users/@me/channels", {"recipient_id": user}) for user in users]
    assert [body.get("code") for _, body in answers] == [None, None, 40003]


async def test_closed_dms_are_50007_and_no_common_guild_is_50278(discord: LoopbackDiscord, api: Api) -> None:
    ada = discord.user("1001")
    channel = discord.world.bot_dm(ada.user)
    ada.closes_dms()
    status, body = await api.post(channel, {"content": "hello"})
    assert (status, body["code"]) == (403, 50007)
    ada.opens_dms()
    ada.leaves(discord.home)
    assert (await api.post(channel, {"content": "hello"}))[1]["code"] == 50278
    ada.user.installed_app = True
    assert (await api.post(channel, {"content": "hello"}))[0] == 200


@pytest.mark.parametrize(
    ("lost", "body", "code"),
    [
        (permissions.VIEW_CHANNEL, {"content": "hello"}, 50001),
        (permissions.SEND_MESSAGES, {"content": "hello"}, 50013),
        (permissions.EMBED_LINKS, {"embeds": [{"title": "hello"}]}, 50013),
    ],
)
async def test_missing_permissions_are_named(
    discord: LoopbackDiscord, api: Api, lost: int, body: dict[str, object], code: int
) -> None:
    channel = discord.add_channel(discord.home, "quiet", bot_permissions=permissions.BOT & ~lost)
    status, answer = await api.post(channel, body)
    assert (status, answer["code"]) == (403, code)


async def test_a_deleted_channel_is_unknown(discord: LoopbackDiscord, api: Api) -> None:
    channel = discord.home.channel
    discord.delete_channel(channel)
    assert (await api.post(channel, {"content": "hello"}))[1]["code"] == 10003


async def test_overwriting_commands_counts_only_new_names_as_creates(discord: LoopbackDiscord, api: Api) -> None:
    path = f"/applications/{discord.world.app.id}/commands"
    _, first = await api.call("PUT", path, [QUIZ])
    _, second = await api.call("PUT", path, [{**QUIZ, "description": "Changed"}])
    assert (second[0]["id"], second[0]["description"]) == (first[0]["id"], "Changed")
    assert discord.world.app.command_creates == 1
    status, added = await api.call("POST", path, {"name": "Explain", "type": 3})
    assert status == 201
    assert (await api.call("POST", path, {"name": "Explain", "type": 3}))[0] == 200
    assert len((await api.call("GET", path))[1]) == 2
    assert await api.call("DELETE", f"{path}/{added['id']}") == (204, None)
    assert (await api.call("DELETE", f"{path}/{added['id']}"))[1]["code"] == 10063


async def test_two_hundred_creates_a_day_and_no_more(discord: LoopbackDiscord, api: Api) -> None:
    path = f"/applications/{discord.world.app.id}/commands"
    for batch in range(2):
        commands = [{"name": f"c{batch}-{n}", "description": "d"} for n in range(100)]
        assert (await api.call("PUT", path, commands))[0] == 200
    status, body = await api.call("PUT", path, [{"name": "one-more", "description": "d"}])
    assert (status, body["code"]) == (429, 30034)
    discord.advance(hours=25)
    assert (await api.call("PUT", path, [{"name": "one-more", "description": "d"}]))[0] == 200


async def test_guild_commands_are_a_scope_of_their_own(discord: LoopbackDiscord, api: Api) -> None:
    app = discord.world.app.id
    path = f"/applications/{app}/guilds/{discord.home.id}/commands"
    _, made = await api.call("PUT", path, [QUIZ])
    assert made[0]["guild_id"] == discord.home.id
    assert (await api.call("GET", f"/applications/{app}/commands"))[1] == []


async def test_waiting_wakes_up_with_the_request_that_fulfils_it(discord: LoopbackDiscord, api: Api) -> None:
    waiting = asyncio.create_task(discord.wait_for(lambda: len(discord.home.channel.visible) == 1, "a message"))
    await api.post(discord.home.channel, {"content": "hello"})
    await waiting
