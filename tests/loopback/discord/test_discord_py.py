"""The real client library against the loopback: what it does with Discord, it does here."""

from __future__ import annotations

import asyncio
import io
from typing import Literal

import aiohttp
import discord as dpy
import pytest
from discord import app_commands

from .driver.errors import CannotDo
from .sample_bot import Coach
from .server import LoopbackDiscord

MESSAGES = "/channels/*/messages"
SCOPES: tuple[Literal["user", "shared", "global"], ...] = ("user", "shared", "global")


async def test_a_client_logs_in_and_becomes_ready(discord: LoopbackDiscord, coach: Coach) -> None:
    await coach.wait_until_ready()
    assert coach.user is not None
    assert (str(coach.user.id), [guild.name for guild in coach.guilds]) == (discord.world.app.id, ["home"])
    guild = coach.guilds[0]
    may = guild.text_channels[0].permissions_for(guild.me)
    assert may.send_messages
    assert not may.manage_guild


async def test_a_message_is_answered(discord: LoopbackDiscord, coach: Coach) -> None:
    ada = discord.user("1001")
    assert (await ada.dm("hello")).text == "You said: hello"
    mention = f"<@{discord.world.app.id}> hello"
    assert (await ada.ask(mention, at=discord.home)).text == f"You said: {mention}"


async def test_a_command_is_used_in_a_dm_and_in_a_guild(discord: LoopbackDiscord, coach: Coach) -> None:
    for place in (None, discord.home):
        outcome = await discord.user("1001").slash("coach quiz", area="databases", at=place)
        assert (outcome.kind, outcome.text) == ("message", "A question on databases")


async def test_an_option_is_completed(discord: LoopbackDiscord, coach: Coach) -> None:
    outcome = await discord.user("1001").autocomplete("coach quiz", focused="area", area="da")
    assert outcome.choices == ({"name": "Databases", "value": "databases"},)


async def test_buttons_edit_defer_and_menus_answer(discord: LoopbackDiscord, coach: Coach) -> None:
    ada = discord.user("1001")
    asked = await ada.slash("coach quiz")
    assert asked.message is not None
    assert (await ada.select(asked.message, "B")).text == "Chosen: b"
    later = await ada.click(asked.message, "Later")
    assert (later.kind, (await ada.final(later)).text) == ("deferred update", "Later, then")
    hint = await ada.click(asked.message, "Hint")
    assert (hint.kind, hint.text, asked.message.buttons) == ("update", "Here is a hint", [])


async def test_a_modal_is_opened_and_submitted(discord: LoopbackDiscord, coach: Coach) -> None:
    ada = discord.user("1001")
    asked = await ada.slash("coach quiz")
    assert asked.message is not None
    opened = await ada.click(asked.message, "Write")
    assert opened.modal is not None
    outcome = await ada.submit(opened.modal, {"Your answer": "an index"})
    assert (outcome.text, outcome.ephemeral) == ("Taken: an index", True)


async def test_a_deferred_answer_fills_the_loading_message(discord: LoopbackDiscord, coach: Coach) -> None:
    ada = discord.user("1001")
    outcome = await ada.slash("coach slow", at=discord.home)
    assert (outcome.kind, outcome.ephemeral) == ("deferred", True)
    assert (await ada.final(outcome)).text == "Done"


async def test_a_card_with_a_picture_is_taken(discord: LoopbackDiscord, coach: Coach) -> None:
    outcome = await discord.user("1001").slash("coach card")
    assert outcome.message is not None
    assert outcome.text == "## Progress\nYou know it."
    assert [(a.filename, a.data, a.description) for a in outcome.message.attachments] == [
        ("radar.png", b"picture", "A radar")
    ]


async def test_context_menus_are_used(discord: LoopbackDiscord, coach: Coach) -> None:
    ada = discord.user("1001")
    said = ada.say("what is an index?", discord.home.channel)
    assert (await ada.context_menu("Explain", said)).text == "About 'what is an index?'"
    assert (await ada.context_menu("Progress", discord.user("1002"), at=discord.home)).text == "Of user1002"


async def test_a_handler_that_never_answers_fails_for_the_user(discord: LoopbackDiscord, coach: Coach) -> None:
    using = asyncio.create_task(discord.user("1001").slash("coach silent"))
    while await coach.events.get() != "silent":
        pass
    discord.advance(seconds=4)
    assert (await using).kind == "failed"


async def test_an_app_installed_by_the_user_answers_in_a_foreign_guild(discord: LoopbackDiscord, coach: Coach) -> None:
    ada = discord.user("1001", joins_home=False, installed_app=True)
    elsewhere = discord.add_guild("elsewhere", has_bot=False)
    ada.joins(elsewhere)
    with pytest.raises(CannotDo):
        await ada.slash("coach quiz", at=elsewhere)
    coach.tree.allowed_installs = app_commands.AppInstallationType(guild=True, user=True)
    await coach.tree.sync()
    assert (await ada.slash("coach quiz", at=elsewhere)).kind == "message"


async def test_errors_arrive_as_the_librarys_own(discord: LoopbackDiscord, coach: Coach) -> None:
    ada = discord.user("1001")
    user = await coach.fetch_user(1001)
    ada.closes_dms()
    with pytest.raises(dpy.Forbidden) as closed:
        await user.send("hello")
    assert closed.value.code == 50007
    ada.opens_dms()
    discord.faults.status("POST", MESSAGES, 503)
    with pytest.raises(dpy.DiscordServerError):
        await user.send("hello")
    discord.faults.cloudflare("POST", MESSAGES)
    with pytest.raises(dpy.HTTPException) as refused:
        await user.send("hello")
    assert refused.value.status == 429
    with pytest.raises(dpy.NotFound):
        await coach.fetch_channel(5)


async def test_a_429_is_waited_out(discord: LoopbackDiscord, coach: Coach) -> None:
    user = await coach.fetch_user(int(discord.user("1001").id))
    for scope in SCOPES:
        discord.faults.rate_limited("POST", MESSAGES, scope=scope)
    assert (await user.send("hello")).content == "hello"
    statuses = [r.status for r in discord.records.of("POST", "/channels/{channel_id}/messages")]
    assert statuses == [429, 429, 429, 200]


async def test_a_lost_reply_is_sent_again_with_the_same_nonce(discord: LoopbackDiscord, coach: Coach) -> None:
    ada = discord.user("1001")
    user = await coach.fetch_user(1001)
    discord.faults.lose_reply("POST", MESSAGES)
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await user.send("prompt", nonce="prompt:1")
    again = await user.send("prompt", nonce="prompt:1")
    assert [message.id for message in ada.inbox] == [str(again.id)]


async def test_files_history_edits_and_replies(discord: LoopbackDiscord, coach: Coach) -> None:
    channel = coach.get_channel(int(discord.home.channel.id))
    assert isinstance(channel, dpy.TextChannel)
    file = dpy.File(io.BytesIO(b"data"), filename="week 1.txt")
    sent = await channel.send("digest", file=file, embed=dpy.Embed(title="Week 1"))
    assert await sent.attachments[0].read() == b"data"
    assert sent.attachments[0].filename == "week_1.txt"
    reply = await sent.reply("see above")
    assert reply.reference is not None
    await sent.edit(content="new digest", attachments=[])
    assert [message.content async for message in channel.history(limit=5)] == ["see above", "new digest"]
    async with channel.typing():
        pass
    await sent.delete()
    with pytest.raises(dpy.NotFound):
        await channel.fetch_message(sent.id)
