"""Posting a reply once although the answer to a call got lost: look for it before trying again."""

import asyncio
from datetime import UTC, datetime, timedelta

import structlog

from adapters.slack.messages import Message
from adapters.slack.refusals import delivery_error
from adapters.slack.sending import find, post
from adapters.slack.workspaces import NOT_REACHED, Workspace
from bot.errors import OutcomeUnknown

LOOK_AFTER_S = 1.0
CLOCK_SKEW = timedelta(minutes=1)

log = structlog.get_logger(__name__)
