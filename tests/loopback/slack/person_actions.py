"""A person uses the buttons and menus of messages and views."""

from __future__ import annotations

import asyncio
from typing import Any

from tests.loopback.slack import forms, response_urls, submissions
from tests.loopback.slack.deliveries import Ack, Transport
from tests.loopback.slack.errors import ClientRefused
from tests.loopback.slack.person import Person
from tests.loopback.slack.reading import Found, pick
from tests.loopback.slack.state import Json, Message, View

CLICKABLE = ("button", "workflow_button", "icon_button")


class Acting(Person):
    """Presses, chooses, looks up."""

    async def click(self, source: Message | View, wanted: str, *, transport: Transport | None = None) -> Ack:
        """Press the button with this action id or label."""
        found = self._element(source, wanted, *CLICKABLE)
        action: Json = {
            name: found.element[name] for name in ("text", "value", "style", "url") if name in found.element
        }
        return await self._act(source, found, action, transport)

    async def double_click(
        self, source: Message | View, wanted: str, *, transport: Transport | None = None
    ) -> list[Ack]:
        """Press a button twice in a row, without waiting for the first ack."""
        twice = [self.click(source, wanted, transport=transport) for _ in range(2)]
        return list(await asyncio.gather(*twice))

    async def select(
        self, source: Message | View, wanted: str, entered: Any, *, transport: Transport | None = None
    ) -> Ack:
        """Choose in a menu, radio group, checkbox group or picker: option values or labels, ids, dates."""
        found = self._element(source, wanted, *forms.VALUE_KEYS)
        if found.block["type"] == "input" and not found.block.get("dispatch_action"):
            raise ClientRefused("this input tells the app nothing by itself; pass its value to submit()")
        entry = forms.entry(found.element, entered)
        self._entered(source)[forms.key_of(found)] = entry
        return await self._act(source, found, entry, transport)

    async def overflow(
        self, source: Message | View, wanted: str, option: str, *, transport: Transport | None = None
    ) -> Ack:
        """Choose from an overflow menu, by the option's value or label."""
        found = self._element(source, wanted, "overflow")
        return await self._act(source, found, {"selected_option": pick(found.element, option)}, transport)

    async def suggestions(
        self, source: Message | View, wanted: str, typed: str, *, transport: Transport | None = None
    ) -> list[Json]:
        """Type into a menu with an external source; returns the options the app offers."""
        found = self._element(source, wanted, "external_select", "multi_external_select")
        block_id, action_id = forms.key_of(found)
        payload = self._interaction("block_suggestion", source, action_id=action_id, block_id=block_id, value=typed)
        ack = await self._slack.deliver("interactive", payload, transport=transport)
        return submissions.accept_options(self._world, ack.payload or {}) if ack.ok else []

    async def _act(self, source: Message | View, found: Found, action: Json, transport: Transport | None) -> Ack:
        block_id, action_id = forms.key_of(found)
        told = action | {
            "type": found.element["type"],
            "action_id": action_id,
            "block_id": block_id,
            "action_ts": self._world.next_ts(),
        }
        payload = self._interaction("block_actions", source, actions=[told])
        return await self._slack.deliver("interactive", payload, transport=transport)

    def _interaction(self, kind: str, source: Message | View, **more: Any) -> Json:
        payloads = self._slack.payloads
        more["state"] = {"values": forms.values(source, self._entered(source))}
        if isinstance(source, View):
            place = payloads.in_view(source)
            place["view"]["state"] = more.pop("state")
            trigger = payloads.trigger(self.account, self.team, source)
        else:
            place = payloads.in_message(source, self._world.channels[source.channel])
            trigger = payloads.trigger(self.account, self.team)
            if kind == "block_actions":
                more["response_url"] = self._response_url(source)
        if kind == "block_actions":
            more["trigger_id"] = trigger
        return payloads.interaction(kind, self.account, self.team, **place, **more)

    def _response_url(self, message: Message) -> str:
        url = response_urls.issue(
            self._world,
            "actions",
            user_id=self.account.id,
            team_id=self.team,
            channel_id=message.channel,
            original=message,
        )
        return self._slack.payloads.response_url(url)
