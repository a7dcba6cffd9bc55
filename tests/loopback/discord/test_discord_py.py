"""The real client library against the loopback: what it does with Discord, it does here."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import discord as dpy
import pytest
from discord import app_commands, ui

from .driver.errors import CannotDo
from .pointing import pointed_at, running
from .server import LoopbackDiscord

Button = ui.Button[ui.View]


class Coach(dpy.Client):
    """A bot with one of everything."""

    def __init__(self, **options: Any) -> None:
        intents = options.pop("intents", dpy.Intents.default())
        super().__init__(intents=intents, guild_ready_timeout=0.01, **options)
        self.tree = app_commands.CommandTree(self)
        self.seen: list[str] = []
        build(self)

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Do without the library's five seconds."""

    async def on_message(self, message: dpy.Message) -> None:
        if message.author != self.user:
            self.seen.append(message.content)
            await message.channel.send(f"You said: {message.content}", nonce=f"re:{message.id}")

    async def on_resumed(self) -> None:
        self.seen.append("resumed")

    async def on_ready(self) -> None:
        self.seen.append("ready")

    async def on_guild_join(self, guild: dpy.Guild) -> None:
        self.seen.append(f"joined {guild.name}")

    async def on_guild_remove(self, guild: dpy.Guild) -> None:
        self.seen.append(f"left {guild.name}")


class ShardedCoach(Coach, dpy.AutoShardedClient):
    """The same in shards."""


class Form(ui.Modal, title="Answer"):
    """A modal with labelled fields."""

    def __init__(self) -> None:
        super().__init__(custom_id="form")
        self.words: ui.TextInput[Form] = ui.TextInput(custom_id="words", max_length=100)
        self.add_item(ui.Label(text="Your answer", component=self.words))

    async def on_submit(self, interaction: dpy.Interaction) -> None:  # type: ignore[override]
        await interaction.response.send_message(f"Taken: {self.words.value}", ephemeral=True)


class Card(ui.LayoutView):
    """A new-style card with a picture."""

    def __init__(self) -> None:
        super().__init__(timeout=None)
        box: ui.Container[Card] = ui.Container(accent_color=dpy.Color.blue())
        box.add_item(ui.TextDisplay("## Progress"))
        thumbnail: ui.Thumbnail[Card] = ui.Thumbnail("attachment://radar.png", description="A radar")
        box.add_item(ui.Section(ui.TextDisplay("You know it."), accessory=thumbnail))
        box.add_item(ui.Separator())
        self.add_item(box)


def question_view() -> ui.View:
    """Buttons and a menu."""
    view = ui.View(timeout=None)
    hint: Button = Button(label="Hint", custom_id="hint")
    later: Button = Button(label="Later", custom_id="later")
    form: Button = Button(label="Write", custom_id="write")
    menu: ui.Select[ui.View] = ui.Select(
        custom_id="menu", options=[dpy.SelectOption(label="A", value="a"), dpy.SelectOption(label="B", value="b")]
    )

    async def on_hint(interaction: dpy.Interaction) -> None:
        await interaction.response.edit_message(content="Here is a hint", view=None)

    async def on_later(interaction: dpy.Interaction) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content="Later, then")

    async def on_write(interaction: dpy.Interaction) -> None:
        await interaction.response.send_modal(Form())

    async def on_menu(interaction: dpy.Interaction) -> None:
        await interaction.response.send_message(f"Chosen: {menu.values[0]}", ephemeral=True)

    for item, callback in ((hint, on_hint), (later, on_later), (form, on_write), (menu, on_menu)):
        item.callback = callback  # type: ignore[method-assign, attr-defined]
        view.add_item(item)
    return view


def build(client: Coach) -> None:
    """Register the commands."""
    coach = app_commands.Group(name="coach", description="The coach")

    @coach.command(name="quiz", description="One question")
    async def quiz(interaction: dpy.Interaction, area: str = "any") -> None:
        await interaction.response.send_message(f"A question on {area}", view=question_view())

    @quiz.autocomplete("area")
    async def areas(interaction: dpy.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        names = [name for name in ("databases", "apis") if name.startswith(typed)]
        return [app_commands.Choice(name=name.title(), value=name) for name in names]

    @coach.command(name="slow", description="A slow answer")
    async def slow(interaction: dpy.Interaction) -> None:
        await interaction.response.defer(thinking=True, ephemeral=True)
        await interaction.followup.send("Done")

    @coach.command(name="card", description="A card")
    async def card(interaction: dpy.Interaction) -> None:
        file = dpy.File(io.BytesIO(b"picture"), filename="radar.png", description="A radar")
        await interaction.response.send_message(view=Card(), file=file)

    @coach.command(name="silent", description="No answer")
    async def silent(interaction: dpy.Interaction) -> None:
        client.seen.append("silent")

    client.tree.add_command(coach)

    @client.tree.context_menu(name="Explain")
    async def explain(interaction: dpy.Interaction, message: dpy.Message) -> None:
        await interaction.response.send_message(f"About {message.content!r}", ephemeral=True)

    client.tree.add_command(app_commands.ContextMenu(name="Progress", callback=progress))


async def progress(interaction: dpy.Interaction, user: dpy.User) -> None:
    """The user menu's command."""
    await interaction.response.send_message(f"Of {user.name}")


@pytest.fixture
async def coach(discord: LoopbackDiscord) -> AsyncIterator[Coach]:
    with pointed_at(discord):
        client = Coach()
        async with running(discord, client):
            yield client
    assert discord.violations == []
    assert discord.records.unserved == []


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
    await discord.wait_for(lambda: bool(discord.world.interactions), "the interaction")
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


async def test_nothing_said_while_the_socket_was_lost_is_missed(discord: LoopbackDiscord, coach: Coach) -> None:
    ada = discord.user("1001")
    await coach.wait_until_ready()
    discord.gateway.drop()
    await discord.connected(0)
    ada.say("in the gap")
    assert (await ada.wait_for_message("in the gap")).text == "You said: in the gap"
    await discord.wait_for(lambda: "resumed" in coach.seen, "the resume")
    assert len(discord.gateway.identifies) == 1


@pytest.mark.parametrize("how", ["reconnect", "zombie", "invalid but resumable", "closed with 4000"])
async def test_a_session_survives_what_the_gateway_does_to_it(discord: LoopbackDiscord, how: str) -> None:
    with pointed_at(discord):
        client = Coach(heartbeat_timeout=0.1)
        discord.gateway.heartbeat_interval_s = 0.05 if how == "zombie" else 41.25
        async with running(discord, client):
            if how == "reconnect":
                discord.gateway.reconnect()
            elif how == "zombie":
                discord.gateway.make_zombie()
            elif how == "closed with 4000":
                discord.gateway.close(4000)
            else:
                discord.gateway.invalidate(discord.gateway.sessions[0], resumable=True)
            await discord.wait_for(lambda: discord.gateway.sessions[0].resumes > 0, "a resume")
            discord.gateway.heartbeat_interval_s = 41.25
            assert (await discord.user("1001").dm("still there?")).text == "You said: still there?"


async def test_an_invalid_session_is_replaced_by_a_new_one(discord: LoopbackDiscord, coach: Coach) -> None:
    await coach.wait_until_ready()
    discord.advance(seconds=5)
    discord.gateway.invalidate(discord.gateway.sessions[0])
    await discord.wait_for(lambda: len(discord.gateway.sessions) == 2, "a new session")
    assert (await discord.user("1001").dm("hello")).text == "You said: hello"


async def test_guilds_joined_and_left_are_noticed(discord: LoopbackDiscord, coach: Coach) -> None:
    await coach.wait_until_ready()
    guild = discord.add_guild("new")
    discord.remove_bot(guild)
    await coach.wait_for("guild_remove", timeout=5)
    await asyncio.sleep(0)
    assert coach.seen[-2:] == ["joined new", "left new"]


async def test_shards_share_the_guilds_between_them(discord: LoopbackDiscord) -> None:
    discord.gateway.shards = discord.gateway.max_concurrency = 3
    guilds = [discord.add_guild(f"g{n}", guild_id=(3000 + n) << 22) for n in range(3)]
    with pointed_at(discord):
        client = ShardedCoach()
        async with running(discord, client, sessions=3):
            ada = discord.user("1001")
            for number, guild in enumerate(guilds):
                ada.joins(guild)
                outcome = await ada.slash("coach quiz", at=guild)
                assert outcome.text == "A question on any"
                served = [s.shard[0] for s in discord.gateway.sessions if s.events("INTERACTION_CREATE")]
                assert served == list(range(number + 1))
            assert (await ada.dm("hello")).text == "You said: hello"


async def test_a_second_process_with_the_token_gets_everything_too(discord: LoopbackDiscord, coach: Coach) -> None:
    discord.advance(seconds=5)
    async with running(discord, Coach(), sessions=2):
        outcome = await discord.user("1001").slash("coach quiz")
        assert outcome.kind == "message"
        await discord.wait_for(lambda: any(r.code == 40060 for r in discord.requests), "the slower one's 40060")


async def expect(error: type[Exception], doing: Callable[[], Awaitable[object]]) -> Exception:
    """The error that something raises."""
    with pytest.raises(error) as caught:
        await doing()
    return caught.value


async def test_errors_arrive_as_the_librarys_own(discord: LoopbackDiscord, coach: Coach) -> None:
    ada = discord.user("1001")
    user = await coach.fetch_user(1001)
    ada.closes_dms()
    closed = await expect(dpy.Forbidden, lambda: user.send("hello"))
    assert isinstance(closed, dpy.Forbidden)
    assert closed.code == 50007
    ada.opens_dms()
    discord.faults.status("POST", "/channels/*/messages", 503)
    await expect(dpy.DiscordServerError, lambda: user.send("hello"))
    discord.faults.cloudflare("POST", "/channels/*/messages")
    refused = await expect(dpy.HTTPException, lambda: user.send("hello"))
    assert isinstance(refused, dpy.HTTPException)
    assert refused.status == 429
    await expect(dpy.NotFound, lambda: coach.fetch_channel(5))


async def test_a_429_is_waited_out(discord: LoopbackDiscord, coach: Coach) -> None:
    user = await coach.fetch_user(discord.user("1001").user.id)  # type: ignore[arg-type]
    for scope in ("user", "shared", "global"):
        discord.faults.rate_limited("POST", "/channels/*/messages", scope=scope)  # type: ignore[arg-type]
    assert (await user.send("hello")).content == "hello"
    statuses = [r.status for r in discord.records.of("POST", "/channels/{channel_id}/messages")]
    assert statuses == [429, 429, 429, 200]


async def test_a_lost_reply_is_sent_again_with_the_same_nonce(discord: LoopbackDiscord, coach: Coach) -> None:
    ada = discord.user("1001")
    user = await coach.fetch_user(1001)
    discord.faults.lose_reply("POST", "/channels/*/messages")
    await expect(aiohttp.ServerDisconnectedError, lambda: user.send("prompt", nonce="prompt:1"))
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
    await expect(dpy.NotFound, lambda: channel.fetch_message(sent.id))


@pytest.mark.parametrize(("wrong", "error"), [("token", dpy.LoginFailure), ("intents", dpy.PrivilegedIntentsRequired)])
async def test_a_client_that_may_not_connect_is_told_so(
    discord: LoopbackDiscord, wrong: str, error: type[Exception]
) -> None:
    with pointed_at(discord):
        client = Coach(intents=dpy.Intents.all() if wrong == "intents" else dpy.Intents.default())
        async with client:
            await expect(error, lambda: client.start("wrong" if wrong == "token" else discord.token))


async def test_a_first_connection_that_is_refused_ends_the_client(discord: LoopbackDiscord) -> None:
    # discord.py does not back off before it has had a session: the process must be supervised.
    await discord.refuse_gateway()
    with pointed_at(discord):
        client = Coach()
        async with client:
            discord.faults.clear()
            client.http.max_ratelimit_timeout = 30.0
            await expect(AttributeError, lambda: start_without_backoff(client, discord.token))


async def start_without_backoff(client: dpy.Client, token: str) -> None:
    """Start a client whose first wait before a new attempt takes no time."""
    sleep = asyncio.sleep

    async def no_wait(seconds: float, result: Any = None) -> Any:
        return await sleep(0, result)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("discord.client.asyncio.sleep", no_wait)
        await client.start(token)
