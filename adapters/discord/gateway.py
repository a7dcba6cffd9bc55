"""One gateway session: discord.py's client with as few intents and as little cache as the coach can do with."""

from collections.abc import Awaitable, Callable

import discord
import structlog

from adapters.discord.desk import Desk
from adapters.discord.parse import team_of
from bot.application import notices
from bot.application.requests import Platform
from bot.application.services import Services
from bot.application.teams_seen import teams_seen
from bot.errors import StorageUnavailable

log = structlog.get_logger(__name__)

Identify = Callable[[int], Awaitable[None]]  # waits until this shard may identify


def intents() -> discord.Intents:
    """Servers, and messages in them and in DMs. Their text comes without a privileged intent where it is for us."""
    return discord.Intents(guilds=True, guild_messages=True, dm_messages=True)


class Gateway(discord.Client):
    """The session of one shard. Nothing waits for `on_ready`: after some breaks it never comes."""

    def __init__(self, *, desk: Desk, services: Services, shard: int, shards: int, identify: Identify) -> None:
        super().__init__(
            intents=intents(),
            shard_id=shard,
            shard_count=shards,
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            allowed_mentions=discord.AllowedMentions.none(),
        )
        self._desk = desk
        self._services = services
        self._shard = shard
        self._shards = shards
        self._identify = identify
        self._there: set[int] = set()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """A session is begun when it is this shard's turn; the first one has waited for it before connecting."""
        if not initial:
            await self._identify(self._shard)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """A command, a button, a menu or a form."""
        await self._desk.interaction(interaction)

    async def on_message(self, message: discord.Message) -> None:
        """A direct message, or one in a server."""
        if self.user is not None:
            await self._desk.message(message, self.user)

    async def on_connect(self) -> None:
        """A new session tells which servers have the coach: teams that are missing left meanwhile."""
        self._there = {guild.id for guild in self.guilds}
        log.info("discord connected", shard=self._shard, servers=len(self._there))
        with _noted():
            await teams_seen(self._services, Platform.DISCORD, self._is_there)

    async def on_resumed(self) -> None:
        """The session goes on after a break; what was missed came with it."""
        log.info("discord resumed", shard=self._shard)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """The coach was brought into a server."""
        self._there.add(guild.id)
        with _noted():
            await notices.team_joined(self._services, team_of(guild.id))

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """A server is there after an outage; one that is new can also be told of in this way."""
        if guild.id not in self._there:
            await self.on_guild_join(guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """The coach was taken out of a server."""
        self._there.discard(guild.id)
        with _noted():
            await notices.team_left(self._services, team_of(guild.id))

    async def on_error(self, event_method: str, /, *args: object, **kwargs: object) -> None:
        """Our own mistake in one event; the session goes on."""
        log.exception("event failed", handler=event_method)

    async def close(self) -> None:
        """End the session. discord.py's own timer for `on_ready` would stumble over a closed client."""
        timer = getattr(self._connection, "_ready_task", None)
        if timer is not None:
            timer.cancel()
        await super().close()

    def _is_there(self, guild_id: str) -> bool:
        """Whether a server has the coach, as far as this shard knows: others are not its business."""
        number = int(guild_id) if guild_id.isdecimal() else 0
        return (number >> 22) % self._shards != self._shard or number in self._there


class _noted:  # noqa: N801  # reads as a verb
    """A database that does not answer must not end a session; the next one tells the same again."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> bool:
        if isinstance(error, StorageUnavailable):
            log.warning("teams not noted: storage unavailable")
            return True
        return False
