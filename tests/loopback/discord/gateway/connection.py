"""One WebSocket of the gateway: what it may receive and what it sends (developers/events/gateway.mdx)."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from aiohttp import WSMsgType, web

from ..state import Json
from .codec import Encode

if TYPE_CHECKING:
    from .hub import Hub
    from .session import Session

MAX_PAYLOAD = 4096
MAX_EVENTS = 120
PER = timedelta(seconds=60)

UNKNOWN_OPCODE, DECODE_ERROR, NOT_AUTHENTICATED, ALREADY_AUTHENTICATED = 4001, 4002, 4003, 4005
RATE_LIMITED, TIMED_OUT = 4008, 4009


class Connection:
    """Reads what the app sends, and writes what `put` was given, in order."""

    def __init__(self, hub: Hub, ws: web.WebSocketResponse, transport: asyncio.Transport, encode: Encode) -> None:
        self.hub = hub
        self.session: Session | None = None
        self.zombie = False
        """True: heartbeats are not acknowledged and nothing more arrives, yet the socket stays open."""
        self.drop_after: int | None = None
        """The number of events after which the connection breaks off, None for never."""
        self.heartbeats = 0
        self._ws = ws
        self._transport = transport
        self._encode = encode
        self._outbox: asyncio.Queue[str | int | None] = asyncio.Queue()
        self._broken = False
        self._app_code: int | None = None
        self._received: deque[datetime] = deque()

    def put(self, text: str) -> None:
        """Send a payload after all earlier ones."""
        if not self.zombie and not self._broken:
            self._outbox.put_nowait(text)

    def put_event(self, text: str) -> None:
        """Send a dispatched event, unless the connection is about to break off in the middle."""
        if self.drop_after is not None:
            if self.drop_after == 0:
                self.drop()
                return
            self.drop_after -= 1
        self.put(text)

    def put_op(self, op: int, data: object = None) -> None:
        """Send a payload that is no event."""
        self.put(json.dumps({"op": op, "d": data, "s": None, "t": None}))

    def drop(self) -> None:
        """Break the connection off without a close frame, after what was sent; the session can be resumed."""
        self._broken = True
        self._outbox.put_nowait(None)

    def abort(self) -> None:
        """Break the connection off at once."""
        self._transport.abort()

    def close(self, code: int) -> None:
        """Close properly, with a close code, after what was sent."""
        self._outbox.put_nowait(code)

    async def run(self) -> None:
        """Serve the connection until it ends."""
        writer = asyncio.create_task(self._write())
        self.put_op(10, {"heartbeat_interval": round(self.hub.heartbeat_interval_s * 1000)})
        try:
            await self._read()
        finally:
            self._outbox.put_nowait(None)
            with suppress(ConnectionError):
                await writer
            self.hub.gone(self, self._app_code)

    async def _write(self) -> None:
        while (item := await self._outbox.get()) is not None:
            if isinstance(item, int):
                await self._ws.close(code=item)
                return
            frame = self._encode(item)
            try:
                await (self._ws.send_str(frame) if isinstance(frame, str) else self._ws.send_bytes(frame))
            except (ConnectionError, RuntimeError):
                return
        if self._broken:
            self.abort()

    async def _read(self) -> None:
        while not self._ws.closed:
            try:
                # Twice the interval without any word: the app has stopped sending heartbeats.
                message = await self._ws.receive(timeout=2 * self.hub.heartbeat_interval_s + self.hub.heartbeat_grace_s)
            except TimeoutError:
                await self._ws.close(code=TIMED_OUT)
                return
            if message.type is WSMsgType.CLOSE:
                # Only a close that the app began has its code here; its reply to ours has not.
                self._app_code = message.data
            if message.type is not WSMsgType.TEXT:
                return
            if self._too_many():
                await self._ws.close(code=RATE_LIMITED)
                return
            payload = decode(message.data)
            code = DECODE_ERROR if payload is None else self._handle(payload)
            if code is not None:
                await self._ws.close(code=code)
                return

    def _too_many(self) -> bool:
        now = self.hub.clock.now()
        self._received.append(now)
        while self._received[0] <= now - PER:
            self._received.popleft()
        return len(self._received) > MAX_EVENTS

    def _handle(self, payload: Json) -> int | None:
        """Handle one payload; a close code if it is not acceptable."""
        op, data = payload.get("op"), payload.get("d")
        if op == 1:
            self.heartbeats += 1
            self.hub.changes.notify()
            self.put_op(11)
            return None
        if op == 2:
            return ALREADY_AUTHENTICATED if self.session else self.hub.identify(self, data)
        if op == 6:
            return ALREADY_AUTHENTICATED if self.session else self.hub.resume(self, data)
        if op not in (3, 4, 8, 31, 43):
            return UNKNOWN_OPCODE
        if self.session is None:
            return NOT_AUTHENTICATED
        if op == 3:
            self.session.presence = data if isinstance(data, dict) else None
            self.hub.changes.notify()
        elif op == 8 and isinstance(data, dict):
            self.hub.send_members(self.session, data)
        return None


def decode(text: str) -> Json | None:
    """A payload of at most 4,096 bytes of JSON; None if it is not that."""
    if len(text.encode()) > MAX_PAYLOAD:
        return None
    try:
        payload = json.loads(text)
    except ValueError:
        return None
    return payload if isinstance(payload, dict) else None
