"""A person at their Slack client: types, clicks, fills in; each step returns once the app has acked."""

from __future__ import annotations

from typing import Any

from tests.loopback.slack import response_urls
from tests.loopback.slack.deliveries import Ack, Transport
from tests.loopback.slack.errors import ClientRefused, SlackError
from tests.loopback.slack.person_views import Viewing
from tests.loopback.slack.state import Channel, Json, Message
from tests.loopback.slack.web_api.users import told as user_object

SUBSCRIPTION = {
    "public": "message.channels",
    "private": "message.groups",
    "im": "message.im",
    "mpim": "message.mpim",
}


class UserDriver(Viewing):
    """Drives the app as one person. Options of every step: `transport` ("socket" or "http")."""

    async def slash(
        self, command: str, text: str = "", *, channel: str | None = None, transport: Transport | None = None
    ) -> Ack:
        """Type a slash command, by default in the direct conversation; a body in the ack is a message."""
        place = self._place(channel)
        if self.account.team_id != self.team:
            raise ClientRefused("people of other workspaces cannot use the app's commands")
        url = response_urls.issue(
            self._world, "commands", user_id=self.account.id, team_id=self.team, channel_id=place.id
        )
        typed = self._slack.payloads.typed(text)
        payload = self._slack.payloads.slash(self.account, self.team, place, command, typed, url)
        ack = await self._slack.deliver("slash_commands", payload, transport=transport)
        if ack.payload:
            try:
                response_urls.answer(self._world, url, ack.payload, where="ack")
            except SlackError:
                return ack  # noted as a violation; the person sees an error
            await self._slack.changes.announce()
        return ack

    async def dm(self, text: str, *, transport: Transport | None = None, **details: Any) -> Ack:
        """Write to the app in the direct conversation; `details` go into the event (`thread_ts`...)."""
        if not self._slack.app.messages_tab:
            raise ClientRefused("the app's Messages tab is off")
        return await self._say(self.im, self._slack.payloads.typed(text), "message", transport, details)

    async def mention(self, channel: str, text: str, *, transport: Transport | None = None, **details: Any) -> Ack:
        """Address the app in a channel; with `message.channels` they come as a message too."""
        place = self._place(channel)
        if self._bot_user not in place.members:
            raise ClientRefused(f"the app is not in {channel}")
        said = f"<@{self._bot_user}> {self._slack.payloads.typed(text)}"
        return await self._say(place, said, "app_mention", transport, details)

    async def _say(self, place: Channel, said: str, kind: str, transport: Transport | None, details: Json) -> Ack:
        message = Message(
            ts=self._world.next_ts(),
            channel=place.id,
            team=self.account.team_id,
            user=self.account.id,
            text=said,
            thread_ts=details.get("thread_ts"),
            client_msg_id=self._world.serial("client-"),
        )
        self._world.messages.append(message)
        ack = await self._tell(message, place, kind, transport, details)
        if kind == "app_mention" and SUBSCRIPTION[place.kind] in self._slack.app.events:
            await self._tell(message, place, "message", transport, details)
        return ack

    async def _tell(
        self, message: Message, place: Channel, kind: str, transport: Transport | None, details: Json
    ) -> Ack:
        event = self._slack.payloads.message_event(message, place, kind) | details
        payload = self._slack.payloads.event(self.team, event, ext_shared=bool(place.shared_team_ids))
        return await self._slack.deliver("events_api", payload, transport=transport)

    async def edit(self, message: Message, text: str, *, transport: Transport | None = None) -> Ack:
        """Change their own message; the app gets `message_changed`."""
        before = message.to_api()
        message.text, message.edited_ts = self._slack.payloads.typed(text), self._world.next_ts()
        event = {
            "type": "message",
            "subtype": "message_changed",
            "hidden": True,
            "channel": message.channel,
            "channel_type": "im" if message.channel == self.im.id else "channel",
            "message": message.to_api(),
            "previous_message": before,
            "ts": message.edited_ts,
            "event_ts": message.edited_ts,
        }
        return await self._slack.deliver_event(event, self.team, transport=transport)

    async def change(self, *, transport: Transport | None = None, **details: Any) -> Ack:
        """Change their profile (`tz`, `real_name`, `deleted`...); the app gets `user_change`."""
        for name, value in details.items():
            if not hasattr(self.account, name):
                raise ClientRefused(f"a profile has no {name!r}")
            setattr(self.account, name, value)
        token = self._world.bot_token(self.team)
        self.account.updated = int(self._world.clock.now())
        profile = user_object(self._world, token, self.account, with_locale=True) if token else {}
        event = {"type": "user_change", "user": profile, "event_ts": self._world.next_ts()}
        return await self._slack.deliver_event(event, self.team, transport=transport)

    # -- shortcuts

    async def global_shortcut(self, callback_id: str, *, transport: Transport | None = None) -> Ack:
        """Pick one of the app's shortcuts from Slack's menu."""
        payload = self._slack.payloads.interaction(
            "shortcut",
            self.account,
            self.team,
            callback_id=callback_id,
            action_ts=self._world.next_ts(),
            trigger_id=self._slack.payloads.trigger(self.account, self.team),
        )
        return await self._slack.deliver("interactive", payload, transport=transport)

    async def message_shortcut(self, callback_id: str, message: Message, *, transport: Transport | None = None) -> Ack:
        """Pick one of the app's shortcuts from the menu of a message."""
        channel = self._place(message.channel)
        payload = self._slack.payloads.interaction(
            "message_action",
            self.account,
            self.team,
            callback_id=callback_id,
            action_ts=self._world.next_ts(),
            trigger_id=self._slack.payloads.trigger(self.account, self.team),
            response_url=self._response_url(message),
            message_ts=message.ts,
            message=message.to_api(),
            channel={"id": channel.id, "name": channel.name},
        )
        return await self._slack.deliver("interactive", payload, transport=transport)

    # -- taking the app away

    async def uninstall_app(self) -> list[Ack]:
        """Remove the app from the workspace; it is told by `tokens_revoked` and `app_uninstalled`."""
        return await self._slack.uninstall(self._installed_in())

    async def revoke_tokens(self) -> list[Ack]:
        """Void the app's tokens; it is told by `tokens_revoked`."""
        return await self._slack.revoke_tokens(self._installed_in())

    def _installed_in(self) -> str:
        token = self._world.bot_token(self.team)
        if token is None:
            raise ClientRefused(f"the app is not installed in {self.team}")
        return str(token.enterprise_id if token.is_enterprise_install else token.team_id)
