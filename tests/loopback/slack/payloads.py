"""The bodies of commands, events and interactions, complete as Slack sends them."""

from __future__ import annotations

from typing import Any

from tests.loopback.slack.content import escape
from tests.loopback.slack.state import Channel, Json, Message, ResponseUrl, User, View, Workspace
from tests.loopback.slack.web_api.views import told as view_object
from tests.loopback.slack.world import World

TRIGGER_LIFE = 3.0  # seconds
CHANNEL_TYPE = {"public": "channel", "private": "group", "im": "im", "mpim": "mpim"}


class Payloads:
    """Writes payloads about one world."""

    def __init__(self, world: World, base_url: str) -> None:
        """`base_url` is where response URLs point to."""
        self._world = world
        self._base_url = base_url

    def trigger(self, user: User, installed: str, view: View | None = None) -> str:
        """A fresh trigger id, for one modal within three seconds."""
        return self._world.add_trigger(user.id, installed, life=TRIGGER_LIFE, view_id=view.id if view else None).id

    def response_url(self, url: ResponseUrl) -> str:
        """The address of a response URL."""
        return f"{self._base_url}{url.kind}/{url.team_id}/{url.key}"

    def _enterprise(self, workspace: Workspace) -> Json | None:
        enterprise = self._world.enterprises.get(workspace.enterprise_id or "")
        return {"id": enterprise.id, "name": enterprise.name} if enterprise else None

    def _is_org(self, installed: str) -> bool:
        token = self._world.bot_token(installed)
        return bool(token and token.is_enterprise_install)

    def _team(self, team_id: str) -> Json:
        workspace = self._world.workspaces[team_id]
        told: Json = {"id": workspace.id, "domain": workspace.domain}
        enterprise = self._enterprise(workspace)
        if enterprise:
            told |= {"enterprise_id": enterprise["id"], "enterprise_name": enterprise["name"]}
        return told

    def _user(self, user: User) -> Json:
        return {"id": user.id, "username": user.name, "name": user.name, "team_id": user.team_id}

    def slash(self, user: User, installed: str, channel: Channel, command: str, text: str, url: ResponseUrl) -> Json:
        """A slash command."""
        workspace = self._world.workspaces[installed]
        name = {"im": "directmessage", "private": "privategroup", "mpim": "mpdm"}.get(channel.kind, channel.name)
        told: Json = {
            "token": self._world.app.verification_token,
            "team_id": workspace.id,
            "team_domain": workspace.domain,
            "channel_id": channel.id,
            "channel_name": name,
            "user_id": user.id,
            "user_name": user.name,
            "command": command,
            "text": text,
            "api_app_id": self._world.app.id,
            "is_enterprise_install": str(self._is_org(installed)).lower(),
            "response_url": self.response_url(url),
            "trigger_id": self.trigger(user, installed),
        }
        enterprise = self._enterprise(workspace)
        if enterprise:
            told |= {"enterprise_id": enterprise["id"], "enterprise_name": enterprise["name"]}
        return told

    def event(self, installed: str, event: Json, *, ext_shared: bool = False) -> Json:
        """The envelope of an event."""
        world = self._world
        workspace = world.workspaces[installed]
        token = world.bot_token(installed)
        number = world.serial("Ev")
        is_org = self._is_org(installed)
        authorization = {
            "enterprise_id": workspace.enterprise_id,
            "team_id": None if is_org else installed,
            "user_id": token.user_id if token else f"UBOT{installed}",
            "is_bot": True,
            "is_enterprise_install": is_org,
        }
        told: Json = {
            "token": world.app.verification_token,
            "team_id": installed,
            "context_team_id": installed,
            "context_enterprise_id": workspace.enterprise_id,
            "api_app_id": world.app.id,
            "event": event,
            "type": "event_callback",
            "event_id": number,
            "event_time": int(world.clock.now()),
            "authorizations": [authorization],
            "is_ext_shared_channel": ext_shared,
            "event_context": f"4-{number}",
        }
        if workspace.enterprise_id:
            told["enterprise_id"] = workspace.enterprise_id
        return told

    def message_event(self, message: Message, channel: Channel, kind: str = "message") -> Json:
        """A `message` or `app_mention` event about a message as it stands."""
        told = message.to_api() | {"type": kind, "channel": channel.id, "event_ts": message.ts}
        if kind == "message":
            told["channel_type"] = CHANNEL_TYPE[channel.kind]
        author = self._world.users[message.user]
        if author.team_id not in {channel.team_id, message.team} or channel.shared_team_ids:
            told |= {"team": author.team_id, "user_team": author.team_id, "source_team": author.team_id}
        return told

    def interaction(self, kind: str, user: User, installed: str, **more: Any) -> Json:
        """What every interaction has in common."""
        workspace = self._world.workspaces[installed]
        return {
            "type": kind,
            "user": self._user(user),
            "team": self._team(installed),
            "enterprise": self._enterprise(workspace),
            "is_enterprise_install": self._is_org(installed),
            "api_app_id": self._world.app.id,
            "token": self._world.app.verification_token,
            **more,
        }

    def in_message(self, message: Message, channel: Channel) -> Json:
        """Where an interaction with a message took place."""
        ephemeral = message.ephemeral_to is not None
        place: Json = {
            "container": {
                "type": "message",
                "message_ts": message.ts,
                "channel_id": channel.id,
                "is_ephemeral": ephemeral,
            },
            "channel": {"id": channel.id, "name": channel.name},
        }
        if message.thread_ts:
            place["container"]["thread_ts"] = message.thread_ts
        if not ephemeral:  # Slack keeps no copy of those
            place["message"] = message.to_api()
        return place

    def in_view(self, view: View) -> Json:
        """Where an interaction with a view took place."""
        return {"container": {"type": "view", "view_id": view.id}, "view": view_object(view)}

    def typed(self, text: str) -> str:
        """What Slack makes of text that a person types."""
        return escape(text)
