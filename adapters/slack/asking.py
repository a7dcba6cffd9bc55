"""From what came in to a request of the core: who it was, in which conversation, with which rights."""

from dataclasses import dataclass

import structlog
from slack_sdk.errors import SlackApiError

from adapters.slack.direct import DirectMessages
from adapters.slack.parse import Incoming
from adapters.slack.places import FromLine, channel_of
from adapters.slack.profiles import Profile, Profiles, belonging
from adapters.slack.workspaces import NOT_REACHED, Workspace
from bot.application.ports.clock import Clock
from bot.application.requests import AccountKey, Action, Conversation, Platform, Request, TeamKey, Visitor

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request, and whether it came from the person's direct messages with the app."""

    request: Request
    own: bool


class Asking:
    """Completes what came in with what Slack has to be asked for."""

    def __init__(self, profiles: Profiles, direct: DirectMessages, clock: Clock) -> None:
        self._profiles, self._direct, self._clock = profiles, direct, clock

    async def request(
        self, workspace: Workspace, incoming: Incoming, *, action: Action | None = None, event_id: str = ""
    ) -> Asked | None:
        """The request, or another one (`action`, `event_id`) by the same person at the same place.

        None for bots, and for people of whom Slack does not say in time where they belong.
        """
        profile = await self._profiles.of(workspace, incoming.user_id)
        if profile.is_bot:
            return None
        visitor = self._visitor(workspace, incoming, profile)
        if visitor is None:
            log.warning("slack does not say where somebody belongs", team=workspace.team_id)
            return None
        conversation = await self._conversation(workspace, incoming)
        stranger = visitor.account.scope not in {workspace.team_id, workspace.enterprise_id}
        request = Request(
            event_id=event_id or incoming.event_id,
            at=incoming.at or self._clock.now(),
            visitor=visitor,
            conversation=conversation,
            action=action or incoming.action,
            # A content pack is for its team alone, which people from elsewhere are not part of.
            team=None if stranger else TeamKey(platform=Platform.SLACK, external_id=workspace.team_id),
            channels={
                name: Conversation(id=conversation_id(workspace, channel), is_dm=False)
                for name, channel in incoming.channels.items()
            },
        )
        return Asked(request=request, own=conversation.is_dm)

    def _visitor(self, workspace: Workspace, incoming: Incoming, profile: Profile) -> Visitor | None:
        found = belonging(
            profile,
            own_team=incoming.own_team,
            team_id=workspace.team_id,
            enterprise_id=workspace.enterprise_id,
        )
        if found is None:
            return None
        return Visitor(
            account=AccountKey(platform=Platform.SLACK, scope=found.scope, user_id=incoming.user_id),
            zone=profile.zone,
            locale=profile.locale,
            is_admin=profile.is_admin and not found.stranger,
            name=profile.name,
        )

    async def _conversation(self, workspace: Workspace, incoming: Incoming) -> Conversation:
        """Where it happened. What happens in a modal or on the Home tab belongs to the direct messages."""
        channel = channel_of(incoming.place)
        if channel and not channel.startswith("D"):
            return Conversation(id=conversation_id(workspace, channel), is_dm=False)
        if isinstance(incoming.place, FromLine):
            # Slack tells the app nothing of other people's direct messages: these are its own.
            self._direct.met(workspace, incoming.user_id, channel)
            return Conversation(id=conversation_id(workspace, channel), is_dm=True)
        try:
            mine = await self._direct.channel(workspace, incoming.user_id)
        except (SlackApiError, *NOT_REACHED):
            log.warning("slack direct messages not opened", team=workspace.team_id)
            return Conversation(id=conversation_id(workspace, channel or f"@{incoming.user_id}"), is_dm=False)
        # A command may also come from a conversation between two people.
        return Conversation(id=conversation_id(workspace, channel or mine), is_dm=channel in {"", mine})


def conversation_id(workspace: Workspace, channel: str) -> str:
    """A channel's id with its team's: Slack promises its channels to be unique only there."""
    return f"{workspace.team_id}:{channel}"
