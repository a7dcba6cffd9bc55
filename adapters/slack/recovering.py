"""Posting once, also when the answer to a call got lost: look for the message before trying again."""

import asyncio
from datetime import timedelta

from slack_sdk.errors import SlackApiError

from adapters.slack.messages import Message
from adapters.slack.refusals import delivery_error
from adapters.slack.sending import NotTaken, find, post
from adapters.slack.workspaces import NOT_REACHED, Workspace
from bot.application.ports.clock import Clock
from bot.errors import OutcomeUnknown

LOOK_AFTER_S = 1.0
CLOCKS_DIFFER = timedelta(minutes=1)


async def post_surely(
    workspace: Workspace, channel: str, message: Message, *, thread: str, reference: str, clock: Clock
) -> str:
    """Post a message that the reference tells from all others; gives its timestamp. Raises Slack's errors."""
    since = clock.now() - CLOCKS_DIFFER
    try:
        return await post(workspace.client, channel, message, thread=thread, reference=reference)
    except (SlackApiError, *NOT_REACHED) as error:
        if not is_unclear(error):
            raise
    await asyncio.sleep(LOOK_AFTER_S)
    found = await find(workspace.client, channel, reference, since=since)
    return found or await post(workspace.client, channel, message, thread=thread, reference=reference)


def is_unclear(error: Exception) -> bool:
    """Whether the message may stand there in spite of the error."""
    if isinstance(error, NotTaken):
        return False
    return isinstance(delivery_error(error, to_person=False), OutcomeUnknown)
