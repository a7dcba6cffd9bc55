"""All sessions of the app: who may start one, and which events go to which."""

from __future__ import annotations

import uuid
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from ..changes import Changes
from ..clock import Clock
from ..state import Json
from ..wire import application_flags, guild_create_json, member_json, self_json
from ..world import World
from . import intents as bits
from .connection import Connection
from .session import Session

AUTHENTICATION_FAILED, INVALID_SEQ, INVALID_SHARD = 4004, 4007, 4010
INVALID_INTENTS, DISALLOWED_INTENTS = 4013, 4014
CLEAN = (1000, 1001)


class Hub:
    """The gateway's state. Every attribute up to `max_concurrency` may be set by a test.

    Attributes:
        heartbeat_interval_s: what HELLO asks for, in seconds.
        heartbeat_grace_s: a connection silent for this and two intervals is closed.
        resume_window: how long a lost session can be resumed ("a few minutes").
        identify_window: the time in which each of `max_concurrency` buckets takes one IDENTIFY.
        shards: the number of shards that GET /gateway/bot recommends.
        starts: when each session of the last 24 hours was started; 1,000 are allowed.
    """

    def __init__(self, world: World, clock: Clock, changes: Changes) -> None:
        self.world = world
        self.clock = clock
        self.changes = changes
        self.heartbeat_interval_s = 41.25
        self.heartbeat_grace_s = 1.0
        self.resume_window = timedelta(minutes=3)
        self.identify_window = timedelta(seconds=5)
        self.start_limit = 1000
        self.shards = 1
        self.max_concurrency = 1
        self.sessions: list[Session] = []
        self.connections: list[Connection] = []
        self.identifies: list[Json] = []
        self.refused_identifies = 0
        self.token_reset = False
        self.starts: deque[datetime] = deque()
        self.url = ""
        self.resume_url = ""
        self._bucket_used: dict[int, datetime] = {}

    @property
    def live(self) -> list[Session]:
        """The sessions whose app is connected now."""
        return [session for session in self.sessions if session.connected]

    @property
    def starts_left(self) -> int:
        """How many sessions may still be started in these 24 hours."""
        while self.starts and self.starts[0] <= self.clock.now() - timedelta(hours=24):
            self.starts.popleft()
        return max(0, self.start_limit - len(self.starts))

    def identify(self, connection: Connection, data: Any) -> int | None:
        """Start a session: READY, then GUILD_CREATE for each guild. A close code if it is refused."""
        if not isinstance(data, dict) or not isinstance(data.get("intents"), int):
            return INVALID_INTENTS
        self.identifies.append(data)
        self.changes.notify()
        if data.get("token") != self.world.app.token or self.token_reset:
            return AUTHENTICATION_FAILED
        intents = data["intents"]
        if intents & ~bits.VALID:
            return INVALID_INTENTS
        if bits.disallowed(intents, self.world.app):
            return DISALLOWED_INTENTS
        number, count = data.get("shard") or (0, 1)
        if not 0 <= number < count:
            return INVALID_SHARD
        if not self._may_start(number):
            self.refused_identifies += 1
            connection.put_op(9, False)
            return None
        session = Session(
            id=uuid.uuid4().hex,
            shard=(number, count),
            intents=intents,
            started_at=self.clock.now(),
            properties=data.get("properties") or {},
        )
        self.sessions.append(session)
        self._attach(session, connection)
        self._greet(session)
        return None

    def _may_start(self, shard: int) -> bool:
        """Take one of the day's starts and the shard's place in its bucket."""
        now = self.clock.now()
        if self.starts_left == 0:
            # The documented penalty: every session ends and the token is reset.
            self.token_reset = True
            for session in self.sessions:
                self.invalidate(session)
            return False
        self.starts.append(now)
        key = shard % self.max_concurrency
        used = self._bucket_used.get(key)
        if used is not None and now - used < self.identify_window:
            return False
        self._bucket_used[key] = now
        return True

    def _greet(self, session: Session) -> None:
        guilds = [g for g in self.world.guilds.values() if g.has_bot and session.takes(g.id)]
        ready = {
            "v": 10,
            "user": self_json(self.world.app.bot),
            "guilds": [{"id": guild.id, "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "resume_gateway_url": self.resume_url,
            "shard": list(session.shard),
            "application": {"id": self.world.app.id, "flags": application_flags(self.world.app)},
            "private_channels": [],
            "relationships": [],
        }
        session.send("READY", ready)
        if session.wants(bits.GUILDS):
            whole = session.wants(bits.GUILD_PRESENCES)
            for guild in guilds:
                if guild.available:
                    session.send("GUILD_CREATE", guild_create_json(guild, self.world.app, whole=whole))

    def resume(self, connection: Connection, data: Any) -> int | None:
        """Go on with a session: replay what was missed, then RESUMED. A close code if it is refused."""
        if not isinstance(data, dict) or data.get("token") != self.world.app.token or self.token_reset:
            return AUTHENTICATION_FAILED
        session = next((s for s in self.sessions if s.id == data.get("session_id")), None)
        now = self.clock.now()
        lost = session is not None and session.lost_at is not None and now - session.lost_at > self.resume_window
        if session is None or session.invalid or lost:
            connection.put_op(9, False)
            return None
        seq = data.get("seq") or 0
        if seq > session.seq:
            return INVALID_SEQ
        missed = [text for number, _, text in session.log if number > seq]
        self._attach(session, connection)
        session.resumes += 1
        for text in missed:
            connection.put_event(text)
        session.send("RESUMED", {})
        return None

    def _attach(self, session: Session, connection: Connection) -> None:
        if session.connection is not None:
            session.connection.session = None
        session.connection, connection.session, session.lost_at = connection, session, None
        self.changes.notify()

    def gone(self, connection: Connection, code: int | None) -> None:
        """A connection has ended; a clean close by the app ends its session too."""
        if connection in self.connections:
            self.connections.remove(connection)
        session = connection.session
        if session is not None and session.connection is connection:
            session.connection, session.lost_at = None, self.clock.now()
            session.invalid = session.invalid or code in CLEAN
        self.changes.notify()

    def dispatch(
        self,
        event: str,
        data: Json | Callable[[Session], Json],
        *,
        guild_id: str | None = None,
        intent: int = 0,
    ) -> None:
        """Send an event to the sessions of the right shard that asked for it; `data` may depend on each."""
        for session in self.sessions:
            if not session.invalid and session.takes(guild_id) and session.wants(intent):
                session.send(event, data(session) if callable(data) else data)
        self.changes.notify()

    def send_members(self, session: Session, request: Json) -> None:
        """Answer REQUEST_GUILD_MEMBERS in one chunk."""
        guild = self.world.guilds.get(str(request.get("guild_id")))
        if guild is None:
            return
        wanted = {str(user_id) for user_id in request.get("user_ids") or []}
        query = str(request.get("query") or "").lower()
        members = [
            member_json(member)
            for member in guild.members.values()
            if (member.user.id in wanted if wanted else member.user.username.lower().startswith(query))
        ]
        chunk: Json = {"guild_id": guild.id, "members": members, "chunk_index": 0, "chunk_count": 1}
        if request.get("nonce") is not None:
            chunk["nonce"] = request["nonce"]
        session.send("GUILD_MEMBERS_CHUNK", chunk)

    def _of_shard(self, shard: int | None) -> list[Connection]:
        return [s.connection for s in self.live if s.connection is not None and (shard is None or s.shard[0] == shard)]

    def drop(self, shard: int | None = None) -> None:
        """Break off the connections of a shard (None: of all) without a close frame."""
        for connection in self._of_shard(shard):
            connection.drop()

    def reconnect(self, shard: int | None = None) -> None:
        """Ask the apps of a shard (None: of all) to reconnect and resume (op 7)."""
        for connection in self._of_shard(shard):
            connection.put_op(7)

    def invalidate(self, session: Session, *, resumable: bool = False) -> None:
        """Invalidate a session (op 9); unless `resumable`, a new IDENTIFY is needed."""
        session.invalid = not resumable
        if session.connection is not None:
            session.connection.put_op(9, resumable)

    def make_zombie(self, shard: int | None = None) -> None:
        """Let connections stay open while nothing comes through any more, heartbeat acks included."""
        for connection in self._of_shard(shard):
            connection.zombie = True

    def close(self, code: int, shard: int | None = None) -> None:
        """Close connections with a close code, such as 4000 or 4009."""
        for connection in self._of_shard(shard):
            connection.close(code)
