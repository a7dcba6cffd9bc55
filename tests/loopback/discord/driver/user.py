"""The driver: one person using Discord."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Mapping
from typing import Any

from .. import admin, posting
from ..checks import parts
from ..platform import Platform
from ..state import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL_SUBMIT, Channel, Guild, Json, Message, Modal, User
from ..wire import user_json
from ..wire_messages import message_json
from .errors import CannotDo
from .forms import submit_data
from .offers import offered
from .options import full_name, leaves, option_data
from .outcome import Outcome
from .payload import OPTION_OF_SELECT, owners_of, resolved
from .sending import first_response, new_interaction, wait

Place = Channel | Guild | None


class UserDriver:
    """What one user can do. Methods with a response wait for the first one; `say` does not.

    `at` is a channel, a guild (its first channel), or None for the direct messages with the bot. `force`
    sends what the client would not let through, such as a button that an edit has just taken away.
    `patience_s` bounds every wait in real seconds.
    """

    def __init__(self, platform: Platform, user: User) -> None:
        self.platform = platform
        self.user = user
        self.id = user.id
        self.patience_s = 5.0

    def _channel(self, at: Place) -> Channel:
        if at is None:
            return self.platform.world.bot_dm(self.user)
        channel = at.channel if isinstance(at, Guild) else at
        if channel.guild is not None and self.id not in channel.guild.members:
            raise CannotDo(f"{self.user.username} is not in {channel.guild.name}")
        return channel

    def private_channel(self, other: UserDriver) -> Channel:
        """The direct messages with another person, where the bot takes no part."""
        return self.platform.world.dm(self.user, other.user)

    def say(self, text: str, at: Place = None) -> Message:
        """Write a message and do not wait."""
        return posting.create(self.platform, self._channel(at), self.user, {"content": text})

    async def dm(self, text: str) -> Outcome:
        """Write to the bot and wait for its next message there."""
        return await self.ask(text)

    async def ask(self, text: str, at: Place = None) -> Outcome:
        """Write a message and wait for the bot's next message in that channel."""
        began = time.perf_counter()
        mine = self.say(text, at)
        answer = await self.wait_for_message(at=mine.channel, after=mine, what=f"an answer to {text!r}")
        return Outcome(kind="message", latency_s=time.perf_counter() - began, message=answer)

    async def slash(
        self, command: str, /, *, at: Place = None, options: Mapping[str, Any] | None = None, **more: Any
    ) -> Outcome:
        """Use a slash command, such as `slash("coach quiz", area="databases")`."""
        return await self._command(command, at, {**(options or {}), **more}, focused=None)

    async def autocomplete(
        self,
        command: str,
        /,
        *,
        focused: str,
        at: Place = None,
        options: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> Outcome:
        """Type into one option of a slash command and get its choices; `focused` names the option."""
        return await self._command(command, at, {**(options or {}), **more}, focused=focused)

    async def _command(self, line: str, at: Place, given: dict[str, Any], focused: str | None) -> Outcome:
        if focused is not None:
            given.setdefault(focused, "")
        channel = self._channel(at)
        name, *words = line.split()
        command, owners = offered(self.platform, self.user, channel, name, 1)
        options = option_data(command, words, given, focused)
        data: Json = {"id": command["id"], "name": name, "type": 1}
        if options:
            data["options"] = options
        if "guild_id" in command:
            data["guild_id"] = command["guild_id"]
        found = resolved(self.platform, channel.guild, [(leaf["type"], leaf["value"]) for leaf in leaves(options)])
        if found and focused is None:
            data["resolved"] = found
        kind = COMMAND if focused is None else AUTOCOMPLETE
        interaction = new_interaction(
            self.platform, self.user, channel, kind, data, owners, command_name=full_name(data)
        )
        return await first_response(self.platform, interaction, self.patience_s)

    async def context_menu(self, name: str, target: Message | UserDriver, at: Place = None) -> Outcome:
        """Use a command of a message's or a user's context menu."""
        on_message = isinstance(target, Message)
        channel = self._channel(target.channel if isinstance(target, Message) else at)
        command, owners = offered(self.platform, self.user, channel, name, 3 if on_message else 2)
        if isinstance(target, Message):
            shown = {"messages": {target.id: message_json(target, self.platform.world.app, self.platform.files_url)}}
        else:
            shown = resolved(self.platform, channel.guild, [(6, target.id)])
            shown.setdefault("users", {})[target.id] = user_json(target.user)
        data = {
            "id": command["id"],
            "name": name,
            "type": command["type"],
            "target_id": target.id,
            "resolved": shown,
        }
        interaction = new_interaction(self.platform, self.user, channel, COMMAND, data, owners, command_name=name)
        return await first_response(self.platform, interaction, self.patience_s)

    async def click(self, message: Message, which: str, *, force: bool = False) -> Outcome:
        """Click a button, named by its custom id or label."""
        self._check_sees(message)
        buttons = [b for b in message.buttons if which in (b.get("custom_id"), b.get("label"))]
        if force:
            custom_id = buttons[0]["custom_id"] if buttons else which
        else:
            if not buttons:
                raise CannotDo(f"no button {which!r} among {[b.get('label') for b in message.buttons]}")
            if buttons[0].get("disabled") or "custom_id" not in buttons[0]:
                raise CannotDo(f"button {which!r} cannot be clicked")
            custom_id = buttons[0]["custom_id"]
        return await self._component(message, {"custom_id": custom_id, "component_type": parts.BUTTON})

    async def double_click(self, message: Message, which: str) -> tuple[Outcome, Outcome]:
        """Click a button twice at once."""
        first, second = await asyncio.gather(self.click(message, which), self.click(message, which))
        return first, second

    async def select(self, message: Message, values: str | Iterable[str], *, which: str | None = None) -> Outcome:
        """Choose from a select menu by value or label; `which` is its custom id if there are several."""
        self._check_sees(message)
        menus = [menu for menu in message.selects if which in (None, menu["custom_id"])]
        if len(menus) != 1 or menus[0].get("disabled"):
            raise CannotDo(f"no one select menu {which!r} that can be used")
        menu, wanted = menus[0], [values] if isinstance(values, str) else list(values)
        options = menu.get("options")
        if options is not None:
            chosen = [o["value"] for one in wanted for o in options if one in (o["value"], o["label"])]
            if len(chosen) != len(wanted):
                raise CannotDo(f"{wanted} are not all among {[o['label'] for o in options]}")
            wanted = chosen
        low, high = menu.get("min_values", 1), menu.get("max_values", 1)
        if not low <= len(wanted) <= high:
            raise CannotDo(f"between {low} and {high} can be chosen")
        data = {"custom_id": menu["custom_id"], "component_type": menu["type"], "values": wanted}
        if options is None:
            entries = [(OPTION_OF_SELECT[menu["type"]], value) for value in wanted]
            data["resolved"] = resolved(self.platform, message.channel.guild, entries)
        return await self._component(message, data)

    async def _component(self, message: Message, data: Json) -> Outcome:
        # What an installation by a user has brought here stays authorised by that user, whoever clicks.
        origin = message.interaction
        owners = origin.owners if origin else owners_of(self.platform, self.id, message.channel, [0, 1])
        interaction = new_interaction(
            self.platform, self.user, message.channel, COMPONENT, data, owners, message=message
        )
        return await first_response(self.platform, interaction, self.patience_s)

    async def submit(self, modal: Modal, values: Mapping[str, Any]) -> Outcome:
        """Fill a modal in, fields by custom id or label, and submit it."""
        source = modal.opened_by
        if source.user is not self.user:
            raise CannotDo("the modal was opened for somebody else")
        data = submit_data(modal, values)
        interaction = new_interaction(
            self.platform,
            self.user,
            source.channel,
            MODAL_SUBMIT,
            data,
            source.owners,
            message=source.message,
            source=source,
        )
        return await first_response(self.platform, interaction, self.patience_s)

    def _check_sees(self, message: Message) -> None:
        seen = message.channel.guild is None or self.id in message.channel.guild.members
        seen = seen and (message.shown_to is None or message.shown_to is self.user)
        if message.channel.guild is None:
            seen = seen and self.user in message.channel.recipients
        if message.deleted or not seen:
            raise CannotDo(f"{self.user.username} does not see this message")

    def sees(self, at: Place = None) -> list[Message]:
        """The messages this user sees in a channel, oldest first, with those for them alone."""
        found = self._channel(at).messages.values()
        return [m for m in found if not m.deleted and (m.shown_to is None or m.shown_to is self.user)]

    @property
    def inbox(self) -> list[Message]:
        """What the bot has written to this user, oldest first."""
        return [message for message in self.sees() if message.author.bot]

    async def wait_for_message(
        self, text: str = "", *, at: Place = None, after: Message | None = None, what: str = ""
    ) -> Message:
        """Wait for a message of the bot that contains `text`, comes after `after`, and is not loading."""
        channel, past = self._channel(at), int(after.id) if after else 0

        def found() -> Message | None:
            for message in channel.messages.values():
                visible = not message.deleted and not message.loading and message.author.bot
                if visible and int(message.id) > past and text in message.text:
                    return message
            return None

        what = what or f"a message with {text!r}"
        await wait(self.platform, lambda: found() is not None, what, self.patience_s)
        message = found()
        assert message is not None
        return message

    async def final(self, outcome: Outcome) -> Message:
        """Wait until what an outcome began is there: a deferred message filled, a deferred update made."""
        interaction = outcome.interaction
        if interaction is None or outcome.kind not in ("deferred", "deferred update"):
            if outcome.message is None:
                raise CannotDo(f"an outcome of kind {outcome.kind!r} has no message")
            return outcome.message
        original = interaction.original

        def there() -> bool:
            if original is None or outcome.kind == "deferred":
                return original is not None and not original.loading
            return len(original.history) > outcome.edits or bool(interaction.followups)

        await wait(self.platform, there, "the end of a deferral", self.patience_s)
        if outcome.kind == "deferred update" and interaction.followups:
            return interaction.followups[0]
        assert original is not None
        return original

    def closes_dms(self) -> None:
        """Take no direct messages from servers' members any more."""
        self.user.dms_open = False

    def opens_dms(self) -> None:
        """Take direct messages again."""
        self.user.dms_open = True

    def joins(self, guild: Guild, *, admin_role: bool = False) -> None:
        """Become a member of a guild."""
        admin.member_joins(self.platform, guild, self.user, admin=admin_role)

    def leaves(self, guild: Guild) -> None:
        """Leave a guild."""
        admin.member_leaves(self.platform, guild, self.user)
