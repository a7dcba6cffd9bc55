"""A bot made with discord.py that has one of everything, for the loopback's own tests."""

from __future__ import annotations

import asyncio
import io
from typing import Any

import discord as dpy
from discord import app_commands, ui

Button = ui.Button[ui.View]


class Coach(dpy.Client):
    """A bot with one of everything."""

    def __init__(self, **options: Any) -> None:
        intents = options.pop("intents", dpy.Intents.default())
        super().__init__(intents=intents, guild_ready_timeout=0.01, **options)
        self.tree = app_commands.CommandTree(self)
        self.events: asyncio.Queue[str] = asyncio.Queue()
        build(self)

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Do without the library's five seconds."""

    async def on_message(self, message: dpy.Message) -> None:
        if message.author != self.user:
            await message.channel.send(f"You said: {message.content}", nonce=f"re:{message.id}")

    async def on_resumed(self) -> None:
        self.events.put_nowait("resumed")

    async def on_ready(self) -> None:
        self.events.put_nowait("ready")

    async def on_guild_join(self, guild: dpy.Guild) -> None:
        self.events.put_nowait(f"joined {guild.name}")

    async def on_guild_remove(self, guild: dpy.Guild) -> None:
        self.events.put_nowait(f"left {guild.name}")


class ShardedCoach(Coach, dpy.AutoShardedClient):
    """The same in shards."""


class Form(ui.Modal, title="Answer"):
    """A modal with labelled fields."""

    def __init__(self) -> None:
        super().__init__(custom_id="form")
        self.words: ui.TextInput[Form] = ui.TextInput(custom_id="words", max_length=100)
        self.add_item(ui.Label(text="Your answer", component=self.words))

    async def on_submit(self, interaction: dpy.Interaction) -> None:
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
        item.callback = callback  # type: ignore[method-assign]
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
        client.events.put_nowait("silent")

    client.tree.add_command(coach)

    @client.tree.context_menu(name="Explain")
    async def explain(interaction: dpy.Interaction, message: dpy.Message) -> None:
        await interaction.response.send_message(f"About {message.content!r}", ephemeral=True)

    client.tree.add_command(app_commands.ContextMenu(name="Progress", callback=progress))


async def progress(interaction: dpy.Interaction, user: dpy.User) -> None:
    """The user menu's command."""
    await interaction.response.send_message(f"Of {user.name}")
