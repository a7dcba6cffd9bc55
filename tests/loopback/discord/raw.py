"""An app that talks to the loopback with nothing but HTTP and a WebSocket, for the loopback's own tests."""

from __future__ import annotations

import asyncio
import json
import zlib
from typing import Any

import aiohttp

from .driver.outcome import Outcome
from .driver.user import UserDriver
from .server import LoopbackDiscord
from .state import Channel, Interaction, Json

QUIZ: Json = {
    "name": "coach",
    "type": 1,
    "description": "The coach",
    "options": [
        {
            "type": 1,
            "name": "quiz",
            "description": "One question",
            "options": [
                {"type": 3, "name": "area", "description": "An area", "autocomplete": True},
                {"type": 4, "name": "level", "description": "A level", "min_value": 1, "max_value": 5},
                {"type": 6, "name": "for", "description": "A learner"},
            ],
        }
    ],
}
BUTTON: Json = {"type": 2, "style": 1, "label": "Hint", "custom_id": "hint"}
ROW: Json = {"type": 1, "components": [BUTTON]}


class Api:
    """Requests with the bot's token; the answer is (status, body)."""

    def __init__(self, session: aiohttp.ClientSession, discord: LoopbackDiscord) -> None:
        self.session = session
        self.discord = discord
        self.headers: dict[str, str] = {"Authorization": f"Bot {discord.token}"}
        self.last_headers: dict[str, str] = {}
        self.sockets: list[aiohttp.ClientWebSocketResponse] = []

    async def call(self, method: str, path: str, body: Any = None, **options: Any) -> tuple[int, Any]:
        """One request with a JSON body; options go to aiohttp."""
        if body is not None:
            options["json"] = body
        url = self.discord.api_url + path
        async with self.session.request(method, url, headers=self.headers, **options) as response:
            self.last_headers = dict(response.headers)
            text = await response.text()
            is_json = response.headers.get("Content-Type", "").startswith("application/json")
            return response.status, json.loads(text) if is_json else text or None

    async def post(self, channel: Channel, body: Json) -> tuple[int, Any]:
        """Post a message."""
        return await self.call("POST", f"/channels/{channel.id}/messages", body)

    async def upload(self, path: str, body: Json, **files: tuple[str, bytes]) -> tuple[int, Any]:
        """A multipart request with files[n] called n0, n1, ..."""
        form = aiohttp.FormData(quote_fields=False)
        form.add_field("payload_json", json.dumps(body), content_type="application/json")
        for name, (filename, data) in files.items():
            form.add_field(f"files[{name[1:]}]", data, filename=filename, content_type="image/png")
        return await self.call("POST", path, data=form)

    async def register(self, *commands: Json) -> None:
        """Make these the global commands."""
        status, body = await self.call("PUT", f"/applications/{self.discord.world.app.id}/commands", list(commands))
        assert status == 200, body

    async def respond(self, interaction: Interaction, kind: int, data: Json | None = None) -> tuple[int, Any]:
        """A first response; it needs no token."""
        path = f"/interactions/{interaction.id}/{interaction.token}/callback?with_response=true"
        return await self.call("POST", path, {"type": kind} if data is None else {"type": kind, "data": data})

    async def followup(self, interaction: Interaction, body: Json) -> tuple[int, Any]:
        """A message after the first response."""
        return await self.call("POST", f"/webhooks/{self.discord.world.app.id}/{interaction.token}", body)

    async def original(self, interaction: Interaction, method: str, body: Json | None = None) -> tuple[int, Any]:
        """GET, PATCH or DELETE the original response."""
        path = f"/webhooks/{self.discord.world.app.id}/{interaction.token}/messages/@original"
        return await self.call(method, path, body)

    async def begun(self, doing: asyncio.Task[Outcome]) -> Interaction:
        """The interaction that a task of a user has just begun."""
        known = len(self.discord.world.interactions)
        await self.discord.wait_for(lambda: len(self.discord.world.interactions) > known, "an interaction")
        assert not doing.done()
        return list(self.discord.world.interactions.values())[-1]

    async def ask(self, user: UserDriver, **options: Any) -> tuple[asyncio.Task[Outcome], Interaction]:
        """Let a user use `/coach quiz`: the task of it, and its interaction still without a response."""
        if not self.discord.world.app.commands[None]:
            await self.register(QUIZ)
        doing = asyncio.ensure_future(user.slash("coach quiz", **options))
        return doing, await self.begun(doing)

    async def answered(self, user: UserDriver, data: Json, kind: int = 4, **options: Any) -> Outcome:
        """Let a user use `/coach quiz` and answer it at once."""
        doing, interaction = await self.ask(user, **options)
        status, body = await self.respond(interaction, kind, data)
        assert status == 200, body
        return await doing

    async def clicked(self, doing: asyncio.Task[Outcome], kind: int, data: Json | None = None) -> Outcome:
        """Answer what a user has just done."""
        status, body = await self.respond(await self.begun(doing), kind, data)
        assert status == 200, body
        return await doing

    async def gateway(self, query: str = "v=10&encoding=json", url: str = "") -> Socket:
        """A new connection to the gateway, HELLO received."""
        timeout = aiohttp.ClientWSTimeout(ws_close=1.0)
        ws = await self.session.ws_connect(f"{url or self.discord.gateway.url}?{query}", timeout=timeout)
        self.sockets.append(ws)
        socket = Socket(ws, self.discord, compressed="zlib-stream" in query)
        hello = await socket.receive()
        assert hello["op"] == 10
        return socket


class Socket:
    """A gateway connection of a bare app."""

    def __init__(
        self, ws: aiohttp.ClientWebSocketResponse, discord: LoopbackDiscord, *, compressed: bool = False
    ) -> None:
        self.ws = ws
        self.discord = discord
        self.inflate = zlib.decompressobj() if compressed else None

    async def send(self, op: int, data: Any) -> None:
        """Send a payload."""
        await self.ws.send_str(json.dumps({"op": op, "d": data}))

    async def receive(self) -> Json:
        """The next payload; {"closed": code} at the end."""
        message = await self.ws.receive(timeout=5)
        if message.type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.CLOSING):
            return {"closed": self.ws.close_code, "op": None, "t": None}
        data = message.data
        if self.inflate is not None:
            assert data.endswith(b"\x00\x00\xff\xff")
            data = self.inflate.decompress(data).decode()
        payload: Json = json.loads(data)
        return payload

    async def until(self, event: str) -> Json:
        """The next event of a name."""
        while True:
            payload = await self.receive()
            assert "closed" not in payload, payload
            if payload["t"] == event:
                return payload

    async def identify(self, *, intents: int = 1 | 1 << 9 | 1 << 12, **more: Any) -> Json:
        """Identify and return the first payload that follows."""
        await self.send(2, {"token": self.discord.token, "intents": intents, "properties": {}, **more})
        return await self.receive()


async def begun(api: Api, **options: Any) -> Socket:
    """A socket with a session, READY received."""
    socket = await api.gateway()
    assert (await socket.identify(**options))["t"] == "READY"
    return socket
