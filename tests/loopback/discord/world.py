"""All the state of the loopback Discord, with the questions that are asked of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from . import permissions
from .clock import Clock, Snowflakes
from .state import (
    DM_CHANNEL,
    TEXT_CHANNEL,
    Application,
    Channel,
    Guild,
    Interaction,
    Member,
    Message,
    Role,
    User,
)

OWNER_ID = "900000000000000002"


class World:
    """The app, users, guilds, channels and interactions. Changing it here tells the app nothing."""

    def __init__(self, clock: Clock, *, token: str, application_id: str, bot_name: str) -> None:
        self.clock = clock
        self.ids = Snowflakes(clock)
        bot = User(id=application_id, username=bot_name, bot=True)
        self.app = Application(id=application_id, name=bot_name, token=token, bot=bot)
        self.users: dict[str, User] = {bot.id: bot}
        self.guilds: dict[str, Guild] = {}
        self.channels: dict[str, Channel] = {}
        self._dms: dict[frozenset[str], Channel] = {}
        self.interactions: dict[str, Interaction] = {}
        self.by_token: dict[str, Interaction] = {}
        self.nonces: dict[tuple[str, str, str], tuple[Message, datetime]] = {}
        """The last message by channel, author and nonce, and when it was made."""
        self.nonce_window = timedelta(minutes=2)
        """How long a nonce is remembered; Discord says "the past few minutes"."""

    def user(self, user_id: str) -> User:
        """The user with an id, made on first use."""
        if user_id not in self.users:
            self.users[user_id] = User(id=user_id, username=f"user{user_id}")
        return self.users[user_id]

    def new_guild(
        self, name: str, *, guild_id: str | None, channels: Iterable[str], has_bot: bool, bot_permissions: int
    ) -> Guild:
        """A guild with text channels, the roles @everyone and admins, and the bot with a role of its own."""
        guild = Guild(
            id=guild_id or self.ids.next(),
            name=name,
            owner=self.user(OWNER_ID),
            has_bot=has_bot,
            bot_permissions=bot_permissions,
            admin_role_id=self.ids.next(),
        )
        guild.roles[guild.id] = Role(id=guild.id, name="@everyone", permissions=permissions.MEMBER)
        admin = Role(id=guild.admin_role_id, name="admins", permissions=permissions.ADMINISTRATOR)
        guild.roles[admin.id] = admin
        self.guilds[guild.id] = guild
        if has_bot:
            self.add_bot(guild)
        for channel_name in channels:
            self.new_channel(guild, channel_name)
        return guild

    def add_bot(self, guild: Guild) -> None:
        """Make the bot a member."""
        guild.has_bot = True
        guild.bot_role_id = self.ids.next()
        role = Role(id=guild.bot_role_id, name=self.app.name, permissions=guild.bot_permissions, managed=True)
        guild.roles[role.id] = role
        self.join(guild, self.app.bot, roles=[role.id])

    def remove_bot(self, guild: Guild) -> None:
        """Take the bot out of a guild."""
        guild.has_bot = False
        guild.members.pop(self.app.bot.id, None)
        guild.roles.pop(guild.bot_role_id, None)

    def join(self, guild: Guild, user: User, *, roles: Iterable[str] = ()) -> Member:
        """Make a user a member of a guild."""
        member = Member(user=user, joined_at=self.clock.now(), roles=list(roles))
        guild.members[user.id] = member
        return member

    def new_channel(self, guild: Guild, name: str, *, bot_permissions: int | None = None) -> Channel:
        """A text channel in a guild."""
        channel = Channel(
            id=self.ids.next(), type=TEXT_CHANNEL, name=name, guild=guild, bot_permissions=bot_permissions
        )
        guild.channels[channel.id] = self.channels[channel.id] = channel
        return channel

    def dm(self, *people: User) -> Channel:
        """The direct-message channel of exactly these people, made on first use."""
        key = frozenset(person.id for person in people)
        if key not in self._dms:
            channel = Channel(id=self.ids.next(), type=DM_CHANNEL, recipients=list(people))
            self._dms[key] = self.channels[channel.id] = channel
        return self._dms[key]

    def knows_dm(self, user: User) -> bool:
        """Whether the bot and a user have a direct-message channel already."""
        return frozenset((self.app.bot.id, user.id)) in self._dms

    def bot_dm(self, user: User) -> Channel:
        """The direct-message channel of the bot and a user."""
        return self.dm(self.app.bot, user)

    def is_bot_dm(self, channel: Channel) -> bool:
        """Whether the bot itself takes part in a direct-message channel."""
        return channel.type == DM_CHANNEL and self.app.bot in channel.recipients

    def other_party(self, channel: Channel) -> User:
        """Whom the bot talks to in a direct-message channel."""
        return next(user for user in channel.recipients if user is not self.app.bot)

    def shares_guild(self, user: User) -> bool:
        """Whether the bot and a user have a guild in common."""
        return any(guild.has_bot and user.id in guild.members for guild in self.guilds.values())

    def bot_permissions(self, channel: Channel) -> int:
        """What the bot may do in a channel."""
        if channel.guild is None:
            here = permissions.USE_EXTERNAL_EMOJIS if self.is_bot_dm(channel) else 0
            return permissions.IN_DM | here
        if not channel.guild.has_bot:
            return 0
        if channel.bot_permissions is not None:
            return channel.bot_permissions
        held = channel.guild.bot_permissions | channel.guild.roles[channel.guild.id].permissions
        return permissions.ALL if held & permissions.ADMINISTRATOR else held
