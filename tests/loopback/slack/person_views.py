"""A person fills in modals and looks at the Home tab."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.loopback.slack import forms, submissions
from tests.loopback.slack.deliveries import Ack, Transport
from tests.loopback.slack.errors import ClientRefused
from tests.loopback.slack.person_actions import Acting
from tests.loopback.slack.state import Json, View
from tests.loopback.slack.web_api.views import told as view_object


class Viewing(Acting):
    """Submits, closes, looks at home."""

    async def open_home(self, *, transport: Transport | None = None) -> Ack:
        """Look at the app's Home tab."""
        event: Json = {
            "type": "app_home_opened",
            "user": self.account.id,
            "channel": self.im.id,
            "tab": "home",
            "event_ts": self._world.next_ts(),
        }
        if self.home is not None:
            event["view"] = view_object(self.home)
        return await self._slack.deliver_event(event, self.team, transport=transport)

    async def submit(
        self,
        view: View,
        values: Mapping[str, Any] | None = None,
        *,
        transport: Transport | None = None,
    ) -> Ack:
        """Fill in inputs (by action id, block id or label) and press the submit button."""
        if not view.body.get("submit"):
            raise ClientRefused("this view has no submit button")
        for wanted, entered in (values or {}).items():
            found = self._element(view, wanted, *forms.VALUE_KEYS)
            view.values[forms.key_of(found)] = forms.entry(found.element, entered)
        forms.check_complete(view)
        told = view_object(view) | {"state": {"values": forms.values(view, view.values)}}
        payload = self._slack.payloads.interaction(
            "view_submission",
            self.account,
            self.team,
            view=told,
            trigger_id=self._slack.payloads.trigger(self.account, self.team, view),
            response_urls=[],
        )
        ack = await self._slack.deliver("interactive", payload, transport=transport)
        if ack.ok:
            submissions.apply(self._world, view, ack.payload)
            await self._slack.changes.announce()
        return ack

    async def close(self, view: View, *, all_views: bool = False, transport: Transport | None = None) -> Ack | None:
        """Close a modal, or all of them; the app is told only if it asked for that (`notify_on_close`)."""
        self._check_sees(view)
        cleared = all_views or bool(view.body.get("clear_on_close"))
        told = view_object(view) | {"state": {"values": forms.values(view, view.values)}}
        if cleared:
            submissions.clear(self._world, self.account.id)
        else:
            submissions.close(self._world, view)
        await self._slack.changes.announce()
        if not view.body.get("notify_on_close"):
            return None
        payload = self._slack.payloads.interaction(
            "view_closed", self.account, self.team, view=told, is_cleared=cleared
        )
        return await self._slack.deliver("interactive", payload, transport=transport)
