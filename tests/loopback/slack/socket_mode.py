"""Socket Mode: envelopes over WebSockets, acknowledgements, polite and rude endings."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass, field
from itertools import count

from aiohttp import WSMsgType, web

from tests.loopback.slack.deliveries import ACK_TIMEOUT, Ack, Delivery
from tests.loopback.slack.state import Json
from tests.loopback.slack.waiting import Changes
from tests.loopback.slack.world import World

CONNECTIONS_MAX = 10  # of one app


@dataclass(kw_only=True, eq=False)
class Connection:
    """One WebSocket of the app."""

    id: int
    socket: web.WebSocketResponse
    request: web.Request
    received: list[Json] = field(default_factory=list)  # every message of the client
    leaving: bool = False  # told to disconnect: gets no further envelopes


@dataclass(kw_only=True, eq=False)
class Envelope:
    """One delivery on its way, and its acknowledgement."""

    id: str
    delivery: Delivery
    connection_id: int
    acked: asyncio.Future[Json]


class SocketMode:
    """All WebSockets of the app. Each envelope goes to exactly one of them, in turn."""

    def __init__(self, world: World, changes: Changes) -> None:
        """Nobody is connected."""
        self._world = world
        self._changes = changes
        self._numbers = count(1)
        self._turn = 0
        self._tickets: set[str] = set()
        self.base_url = ""  # ws://host:port/, set when the server listens
        self.connections: list[Connection] = []
        self.envelopes: list[Envelope] = []

    def new_url(self) -> str:
        """A URL good for one connection."""
        ticket = self._world.serial("ticket")
        self._tickets.add(ticket)
        return f"{self.base_url}link/?ticket={ticket}&app_id={self._world.app.id}"

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Serve one WebSocket of the app."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=403, text="invalid ticket")
        self._tickets.remove(ticket)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        connection = Connection(id=next(self._numbers), socket=socket, request=request)
        if len(self.connections) >= CONNECTIONS_MAX:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return socket
        self.connections.append(connection)
        await socket.send_json(self._hello())
        await self._changes.announce()
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    await self._heard(connection, message.data)
        finally:
            if connection in self.connections:
                self.connections.remove(connection)
            await self._changes.announce()
        return socket

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self.connections),
            "debug_info": {"host": "loopback", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": self._world.app.id},
        }

    async def _heard(self, connection: Connection, text: str) -> None:
        try:
            said = json.loads(text)
        except ValueError:
            return
        connection.received.append(said)
        for envelope in self.envelopes:
            if envelope.id == said.get("envelope_id") and not envelope.acked.done():
                envelope.acked.set_result(said)
        await self._changes.announce()

    @property
    def ready(self) -> list[Connection]:
        """The connections that still get envelopes."""
        return [
            connection for connection in self.connections if not connection.leaving and not connection.socket.closed
        ]

    async def deliver(
        self,
        delivery: Delivery,
        *,
        retry_num: int = 0,
        retry_reason: str = "",
        within: float = ACK_TIMEOUT,
        connection: Connection | None = None,
    ) -> Ack:
        """Send an envelope to one connection and wait up to `within` seconds for its ack."""
        began = time.monotonic()
        envelope = await self._send(delivery, retry_num, retry_reason, connection)
        if envelope is None:
            return Ack(delivery=delivery, transport="socket", status=None, latency=0.0)
        try:
            said = await asyncio.wait_for(asyncio.shield(envelope.acked), within)
        except TimeoutError:
            said = None
        return Ack(
            delivery=delivery,
            transport="socket",
            status=None if said is None else 200,
            latency=time.monotonic() - began,
            payload=None if said is None else said.get("payload") or None,
            envelope_id=envelope.id,
            connection_id=envelope.connection_id,
        )

    async def _send(
        self, delivery: Delivery, retry_num: int, retry_reason: str, connection: Connection | None
    ) -> Envelope | None:
        if connection is None:
            if not self.ready:
                return None
            connection = self.ready[self._turn % len(self.ready)]
            self._turn += 1
        envelope = Envelope(
            id=self._world.serial("envelope-"),
            delivery=delivery,
            connection_id=connection.id,
            acked=asyncio.get_running_loop().create_future(),
        )
        self.envelopes.append(envelope)
        told: Json = {
            "envelope_id": envelope.id,
            "type": delivery.kind,
            "accepts_response_payload": delivery.kind != "events_api",
            "payload": delivery.payload,
        }
        if delivery.kind == "events_api":
            told |= {"retry_attempt": retry_num, "retry_reason": retry_reason}
        await connection.socket.send_json(told)
        return envelope

    async def disconnect(self, reason: str = "refresh_requested", *, connection: Connection | None = None) -> None:
        """Ask a connection (by default all of them) to go: `warning`, `refresh_requested` or `link_disabled`.

        As at Slack, after a warning envelopes still come; after the others they go elsewhere.
        """
        for leaving in [connection] if connection else list(self.connections):
            leaving.leaving = reason != "warning"
            await leaving.socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "loopback"}})

    def drop(self, connection: Connection | None = None) -> None:
        """Break a connection (by default all of them) without a word."""
        for broken in [connection] if connection else list(self.connections):
            broken.leaving = True
            if broken.request.transport is not None:
                broken.request.transport.abort()

    def mute(self, connection: Connection | None = None) -> None:
        """Stop hearing a connection (by default all) without closing it, as when a network path dies.

        Slack does not know: envelopes still go there, until the app notices that its pings stay unanswered.
        """
        for muted in [connection] if connection else list(self.connections):
            if muted.request.transport is not None:
                muted.request.transport.pause_reading()

    async def close(self) -> None:
        """End every connection, because the server goes."""
        for connection in list(self.connections):
            await connection.socket.close()
