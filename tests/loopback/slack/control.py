"""The pretend Slack by hand: act as a person, and look at what the app said, over plain HTTP.

curl -d '{"user": "U1", "command": "/coach", "text": "quiz"}' $BASE/control/slash
curl -d '{"user": "U1", "label": "B"}' $BASE/control/click
curl $BASE/control/messages
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.loopback.slack.deliveries import Ack
from tests.loopback.slack.errors import ClientRefused
from tests.loopback.slack.reading import buttons, visible_text
from tests.loopback.slack.state import Json

if TYPE_CHECKING:
    from tests.loopback.slack.server import LoopbackSlack


class Control:
    """Serves `/control/...` for people and shell scripts; tests use the Python objects instead."""

    def __init__(self, slack: LoopbackSlack) -> None:
        """Control one pretend Slack."""
        self._slack = slack

    def routes(self) -> list[web.RouteDef]:
        """What is served."""
        return [
            web.get("/control/messages", self.messages),
            web.get("/control/violations", self.violations),
            web.get("/control/calls", self.calls),
            web.post("/control/{action}", self.act),
        ]

    async def messages(self, request: web.Request) -> web.Response:
        """Everything the app has said."""
        told = [
            {
                "channel": message.channel,
                "ts": message.ts,
                "only_for": message.ephemeral_to,
                "text": visible_text(message),
                "buttons": buttons(message),
                "pings": self._slack.pings(message),
            }
            for message in self._slack.messages()
        ]
        return web.json_response(told)

    async def violations(self, request: web.Request) -> web.Response:
        """Everything the app should not have sent."""
        return web.json_response([asdict(violation) for violation in self._slack.violations])

    async def calls(self, request: web.Request) -> web.Response:
        """Every Web API call and its outcome, without tokens."""
        told = [
            {"method": call.method, "ok": call.response.get("ok"), "error": call.response.get("error")}
            for call in self._slack.calls
        ]
        return web.json_response(told)

    async def act(self, request: web.Request) -> web.Response:
        """Do something as a person."""
        body = await request.json() if request.can_read_body else {}
        try:
            ack = await self._do(request.match_info["action"], body)
        except (ClientRefused, KeyError, ValueError, IndexError) as problem:
            return web.json_response({"ok": False, "problem": str(problem)}, status=400)
        return web.json_response(
            {
                "ok": ack.ok,
                "status": ack.status,
                "latency_ms": round(ack.latency * 1000),
                "payload": ack.payload,
            }
        )

    async def _do(self, action: str, body: Json) -> Ack:
        person = self._slack.user(str(body.get("user", "U1")))
        options: dict[str, Any] = {"transport": body.get("transport")}
        if action == "slash":
            return await person.slash(body["command"], body.get("text", ""), channel=body.get("channel"), **options)
        if action == "dm":
            return await person.dm(body["text"], **options)
        if action == "mention":
            return await person.mention(body["channel"], body["text"], **options)
        if action == "home":
            return await person.open_home(**options)
        if action == "click":
            source = person.view or person.sees(body.get("channel"))[-1]
            return await person.click(source, body["label"], **options)
        if action == "submit":
            if person.view is None:
                raise ClientRefused("no modal is open")
            return await person.submit(person.view, body.get("values"), **options)
        raise ValueError(f"no such action: {action}")
