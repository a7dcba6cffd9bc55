"""Which channel somebody's direct messages with the app are."""

from adapters.slack.keeping import Kept
from adapters.slack.payloads import text
from adapters.slack.workspaces import Workspace

MOST = 10_000  # channels remembered


class DirectMessages:
    """Direct message channels by workspace and user; they never change."""

    def __init__(self) -> None:
        self._channels: Kept[tuple[str, str], str] = Kept(MOST)

    async def channel(self, workspace: Workspace, user_id: str) -> str:
        """The channel, opened if it was not. Raises Slack's and aiohttp's errors."""
        kept = self._channels.get((workspace.team_id, user_id))
        if kept:
            return kept
        opened: object = (await workspace.client.conversations_open(users=user_id)).get("channel")
        channel = text(opened, "id") if isinstance(opened, dict) else ""
        self.met(workspace, user_id, channel)
        return channel

    def met(self, workspace: Workspace, user_id: str, channel: str) -> None:
        """Remember the channel somebody was met in."""
        self._channels.put((workspace.team_id, user_id), channel)
