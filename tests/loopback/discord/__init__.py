"""A loopback Discord for tests: the HTTP API v10 and the gateway, written from Discord's published contract.

    async with LoopbackDiscord() as discord:
        with pointed_at(discord):  # discord.py; any other client takes discord.api_url
            task = asyncio.create_task(client.start(discord.token))
            await discord.connected()
            ada = discord.user("1001")
            asked = await ada.slash("coach quiz", area="databases")
            assert asked.kind == "message"
            answered = await ada.click(asked.message, "Show hint")
            assert answered.latency_s < 3
            assert discord.violations == []

State is in plain objects (`discord.world`, `discord.requests`, `discord.gateway.sessions`). Time is
`discord.clock`, moved by `discord.advance(minutes=15)`. What is to go wrong is ordered from `discord.faults`;
`discord.rate_limits.enabled = True` switches Discord's limits on. `discord.violations` lists what Discord
would have refused, `limits` holds the same checks as pure functions, `pings(message)` says whom a message
would ping. A user made here joins the guild `discord.home`.

Where the documents are silent, what is known of the real service decides: a follow-up before the first
response is 404 10015, one after 15 minutes 401 50027.
"""

from .clock import Clock, OffsetClock
from .driver.errors import CannotDo
from .driver.outcome import Outcome
from .driver.user import UserDriver
from .mentions import Pings, pings
from .server import LoopbackDiscord
from .state import Attachment, Channel, Guild, Interaction, Message, Modal, User

__all__ = [
    "Attachment",
    "CannotDo",
    "Channel",
    "Clock",
    "Guild",
    "Interaction",
    "LoopbackDiscord",
    "Message",
    "Modal",
    "OffsetClock",
    "Outcome",
    "Pings",
    "User",
    "UserDriver",
    "pings",
]
