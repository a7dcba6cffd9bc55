"""About one message a second in a channel, after a short burst: what Slack asks of everybody who posts."""

import asyncio

from adapters.slack.keeping import Kept

BURST = 3  # messages
EVERY_S = 1.0
CHANNELS = 5_000


class Pace:
    """Lets messages of one channel go one after another, not too fast."""

    def __init__(self, *, burst: int = BURST, every_s: float = EVERY_S) -> None:
        self._burst, self._every = burst, every_s
        self._free_at: Kept[str, float] = Kept(CHANNELS)

    async def wait(self, channel: str) -> None:
        """Wait for this channel's turn."""
        now = asyncio.get_running_loop().time()
        free_at = max(self._free_at.get(channel) or 0.0, now - self._burst * self._every) + self._every
        self._free_at.put(channel, free_at)
        if free_at > now:
            await asyncio.sleep(free_at - now)
