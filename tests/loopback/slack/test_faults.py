"""Trouble on demand, as the real client meets it."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from tests.loopback.slack import LoopbackSlack
from tests.loopback.slack.faults import FaultKind


async def status_of(client: AsyncWebClient) -> int:
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel="C1", text="a")
    return int(refused.value.response.status_code)


@pytest.mark.parametrize(("kind", "status"), [("429", 429), ("500", 500), ("503", 503), ("html", 200)])
async def test_a_failing_status_processes_nothing(
    slack: LoopbackSlack, client: AsyncWebClient, kind: FaultKind, status: int
) -> None:
    slack.faults.add("chat.postMessage", kind)
    assert await status_of(client) == status
    assert slack.messages() == []
    await client.chat_postMessage(channel="C1", text="b")
    assert [message.text for message in slack.messages()] == ["b"]


async def test_a_429_names_the_seconds_to_wait(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    slack.faults.add("chat.postMessage", "429", retry_after=7)
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel="C1", text="a")
    assert refused.value.response.headers["Retry-After"] == "7"
    assert refused.value.response["error"] == "ratelimited"


async def test_the_real_retry_handler_obeys_a_429(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    slack.faults.add("chat.postMessage", "429", retry_after=0)
    client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=1))
    await client.chat_postMessage(channel="C1", text="a")
    assert [call.fault for call in slack.calls] == ["429", None]


async def test_a_reset_processes_nothing(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    slack.faults.add("chat.postMessage", "reset")
    with pytest.raises(aiohttp.ClientConnectionError):
        await client.chat_postMessage(channel="C1", text="a")
    assert slack.messages() == []


async def test_a_lost_reply_hides_that_the_message_was_posted(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    slack.faults.add("chat.postMessage", "lost")
    with pytest.raises(aiohttp.ClientConnectionError):
        await client.chat_postMessage(channel="C1", text="a")
    assert [message.text for message in slack.messages()] == ["a"]


async def test_the_clients_own_retry_doubles_a_message_whose_reply_was_lost(slack: LoopbackSlack) -> None:
    slack.faults.add("chat.postMessage", "lost")
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)  # with the SDK's default handler
    await client.chat_postMessage(channel="C1", text="a")
    assert [message.text for message in slack.messages()] == ["a", "a"]


async def test_a_hanging_call_times_out_and_processes_nothing(slack: LoopbackSlack) -> None:
    fault = slack.faults.add("chat.postMessage", "hang")
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url, timeout=0, retry_handlers=[])
    client.timeout = 0.1  # type: ignore[assignment]
    with pytest.raises(TimeoutError):
        await client.chat_postMessage(channel="C1", text="a")
    fault.release()
    await slack.wait_for(lambda: slack.calls)
    assert slack.messages() == []


async def test_a_slow_call_is_answered_once_released(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    fault = slack.faults.add("chat.postMessage", "slow")
    call = asyncio.create_task(client.chat_postMessage(channel="C1", text="a"))
    await slack.wait_for(lambda: fault.hits)
    assert not call.done()
    fault.release()
    assert (await call)["ok"]


async def test_any_error_can_be_answered(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    slack.faults.add("*", "error", times=None, error="fatal_error")
    for call in (client.auth_test(), client.chat_postMessage(channel="C1", text="a")):
        with pytest.raises(SlackApiError, match="fatal_error"):
            await call
    slack.faults.clear()
    assert (await client.auth_test())["ok"]


async def test_trouble_strikes_as_often_and_where_it_is_told(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    fault = slack.faults.add("chat.postMessage", "500", times=2, when=lambda args: args["channel"] == "C1")
    await client.chat_postMessage(channel="U1", text="a")
    assert [await status_of(client), await status_of(client)] == [500, 500]
    await client.chat_postMessage(channel="C1", text="a")
    assert fault.hits == 2
    with pytest.raises(ValueError, match="no such kind"):
        slack.faults.add("chat.postMessage", "418")  # type: ignore[arg-type]


async def test_uploads_can_fail_too(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    slack.faults.add("upload", "500")
    with pytest.raises(Exception, match="Failed to upload a file"):
        await client.files_upload_v2(filename="a.png", content=b"png")
