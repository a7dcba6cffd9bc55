"""Sending what nobody asked for at this moment: the `Messenger` port on Slack's Web API."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from slack_sdk.errors import SlackApiError

from adapters.slack.direct import DirectMessages
from adapters.slack.messages import one_message
from adapters.slack.preparing import Preparation
from adapters.slack.refusals import code_of, delivery_error
from adapters.slack.sending import find, post
from adapters.slack.workspaces import DEAD_TOKEN, NOT_REACHED, Workspace, Workspaces
from bot.application.ports.messenger import Address, CannotLook, Outgoing, Sent, ToAccount, ToChannel
from bot.application.requests import Conversation, Platform
from bot.errors import DeliveryError, PlatformUnavailable, RateLimited, StorageUnavailable

PREPARE_S = 15.0  # finding the channel, uploading pictures: nothing is sent yet
POST_S = 10.0
CANNOT = frozenset({"missing_scope", "not_in_channel", "channel_not_found", "no_permission", *DEAD_TOKEN})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Target:
    """Where a message goes. `fresh`: a direct message that was opened just now."""

    workspace: Workspace
    channel: str
    is_dm: bool
    fresh: bool = False

    def sent(self, ts: str) -> Sent:
        conversation = Conversation(id=f"{self.workspace.team_id}:{self.channel}", is_dm=self.is_dm)
        return Sent(message_id=ts, conversation=conversation)


class SlackMessenger:
    """Posts by REST alone; the dispatcher keeps the ledger and the pace around it."""

    platform = Platform.SLACK
    repeats_safely_for_s = 0.0  # Slack has no idempotent posting

    def __init__(self, workspaces: Workspaces, preparation: Preparation, direct: DirectMessages) -> None:
        self._workspaces, self._preparation, self._direct = workspaces, preparation, direct

    async def send(self, outgoing: Outgoing) -> Sent:
        """Post once. Raises `DeliveryError` of the kind that tells who must act."""
        try:
            async with asyncio.timeout(PREPARE_S):
                target = await self._target(outgoing.address)
                known = await self._preparation.known(target.workspace, outgoing.cards)
        except TimeoutError:
            raise PlatformUnavailable("Slack is slow; nothing was sent") from None
        message = one_message(outgoing.cards, known, summary=outgoing.summary)
        try:
            async with asyncio.timeout(POST_S):
                ts = await post(target.workspace.once, target.channel, message, reference=outgoing.reference)
        except (SlackApiError, *NOT_REACHED) as error:
            self._note(target.workspace, error)
            raise delivery_error(error, to_person=target.fresh) from error
        return target.sent(ts)

    async def find(self, outgoing: Outgoing, *, since: datetime) -> Sent | None:
        """The message of this reference. Raises `CannotLook`, and `RateLimited` where it may be looked for later."""
        try:
            target = await self._target(outgoing.address)
            ts = await find(target.workspace.once, target.channel, outgoing.reference, since=since)
        except SlackApiError as error:
            refused = delivery_error(error, to_person=False)
            if isinstance(refused, RateLimited) or code_of(error) not in CANNOT:
                raise refused from error
            raise CannotLook(f"Slack: {code_of(error)}") from error
        except NOT_REACHED as error:
            raise PlatformUnavailable(f"Slack is not reached: {type(error).__name__}") from error
        return target.sent(ts) if ts else None

    async def _target(self, address: Address) -> _Target:
        """Where the message goes. Raises `DeliveryError`."""
        try:
            workspace = await self._workspace(address)
        except StorageUnavailable as error:
            raise PlatformUnavailable("the database does not answer; nothing was sent") from error
        if workspace is None:
            raise DeliveryError("the app is not installed there (any more)")
        match address:
            case ToChannel(channel=channel):
                return _Target(workspace=workspace, channel=channel.rpartition(":")[2], is_dm=False)
            case ToAccount(conversation=str(conversation)) if conversation.partition(":")[2]:
                return _Target(workspace=workspace, channel=conversation.partition(":")[2], is_dm=True)
            case ToAccount(account=account):
                try:
                    channel = await self._direct.channel(workspace, account.user_id)
                except SlackApiError as error:
                    self._note(workspace, error)
                    raise delivery_error(error, to_person=True) from error
                except NOT_REACHED as error:
                    raise PlatformUnavailable(f"Slack is not reached: {type(error).__name__}") from error
                return _Target(workspace=workspace, channel=channel, is_dm=True, fresh=True)

    async def _workspace(self, address: Address) -> Workspace | None:
        match address:
            case ToChannel(team=team):
                return await self._workspaces.of_team(team.external_id)
            case ToAccount(account=account, conversation=conversation):
                team_id = (conversation or "").partition(":")[0]
                found = await self._workspaces.of_team(team_id) if team_id else None
                return found or await self._workspaces.of_scope(account.scope)

    def _note(self, workspace: Workspace, error: Exception) -> None:
        if isinstance(error, SlackApiError) and code_of(error) in DEAD_TOKEN:
            self._workspaces.dead(workspace)
