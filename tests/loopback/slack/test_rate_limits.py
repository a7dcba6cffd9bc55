"""Slack's rate limits, counted by a clock that stands still."""

from __future__ import annotations

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.loopback.slack import LoopbackSlack
from tests.loopback.slack.samples import error_of


@pytest.fixture(autouse=True)
def limited(slack: LoopbackSlack) -> None:
    slack.clock.freeze()
    slack.rate_limits.enabled = True


async def test_a_channel_takes_one_message_a_second_after_a_short_burst(
    slack: LoopbackSlack, client: AsyncWebClient
) -> None:
    for _ in range(3):
        await client.chat_postMessage(channel="C1", text="a")
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel="C1", text="a")
    assert refused.value.response.status_code == 429
    assert refused.value.response.headers["Retry-After"] == "1"
    slack.clock.advance(1)
    await client.chat_postMessage(channel="C1", text="a")
    assert await error_of(client.chat_postMessage(channel="C1", text="a")) == "ratelimited"
    assert slack.rate_limits.provoked == 2
    assert len(slack.messages()) == 4


async def test_channels_do_not_hinder_each_other(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    for _ in range(3):
        await client.chat_postMessage(channel="C1", text="a")
        await client.chat_postMessage(channel="U1", text="a")
    assert slack.rate_limits.provoked == 0


async def test_a_person_and_their_conversation_are_one_channel(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    im = slack.user("U1").im.id
    for _ in range(3):
        await client.chat_postMessage(channel=im, text="a")
    assert await error_of(client.chat_postMessage(channel="U1", text="a")) == "ratelimited"


async def test_a_tier_counts_calls_of_one_method_in_a_minute(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    for _ in range(20):
        await client.conversations_list()
    with pytest.raises(SlackApiError) as refused:
        await client.conversations_list()
    assert refused.value.response.headers["Retry-After"] == "60"
    await client.users_list()
    slack.clock.advance(60)
    await client.conversations_list()
    assert dict(slack.rate_limits.refused) == {"conversations.list": 1}


async def test_workspaces_are_counted_apart(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    slack.world.add_workspace("T2")
    other = slack.world.install("T2")
    for _ in range(20):
        await client.conversations_list()
    await client.conversations_list(token=other.value)
    assert await error_of(client.conversations_list()) == "ratelimited"


async def test_restricted_history_is_read_once_a_minute_15_messages_at_a_time(
    slack: LoopbackSlack, client: AsyncWebClient
) -> None:
    slack.rate_limits.enabled = False
    slack.rate_limits.history_restricted = True
    for number in range(20):
        await client.chat_postMessage(channel="C1", text=str(number))
    told = await client.conversations_history(channel="C1", limit=100)
    assert (len(told["messages"]), told["has_more"]) == (15, True)
    assert await error_of(client.conversations_history(channel="C1")) == "ratelimited"
    slack.clock.advance(60)
    rest = await client.conversations_history(channel="C1", cursor=told["response_metadata"]["next_cursor"])
    assert len(rest["messages"]) == 5


async def test_nothing_is_limited_unless_asked_for(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    slack.rate_limits.enabled = False
    for _ in range(30):
        await client.chat_postMessage(channel="C1", text="a")
    assert len(slack.messages()) == 30
