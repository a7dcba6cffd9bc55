"""Signed HTTP requests to the real Bolt app."""

from __future__ import annotations

import pytest

from tests.loopback.slack import Delivery, LoopbackSlack
from tests.loopback.slack.tiny_bot import TinyBot


def command(slack: LoopbackSlack) -> Delivery:
    payload = {"command": "/coach", "text": "", "team_id": "T1", "user_id": "U1", "token": "a"}
    return Delivery(kind="slash_commands", payload=payload)


@pytest.fixture
async def url(bot: TinyBot) -> str:
    @bot.app.command("/coach")
    async def coach(ack):
        await ack("At once")

    return await bot.serve()


async def test_a_signed_command_is_taken(slack: LoopbackSlack, url: str) -> None:
    ack = await slack.deliver_http(url, command(slack))
    assert (ack.status, ack.payload, ack.transport) == (200, {"text": "At once"}, "http")


@pytest.mark.parametrize("wrong", [{"bad_signature": True}, {"age": 301.0}, {"secret": "other"}])
async def test_a_forged_or_old_request_is_refused(slack: LoopbackSlack, url: str, wrong: dict[str, object]) -> None:
    ack = await slack.deliver_http(url, command(slack), **wrong)
    assert (ack.ok, ack.status) == (False, 401)


async def test_a_request_of_four_minutes_ago_is_taken(slack: LoopbackSlack, url: str) -> None:
    assert (await slack.deliver_http(url, command(slack), age=240.0)).ok


async def test_a_request_url_is_verified(slack: LoopbackSlack, url: str) -> None:
    assert await slack.verify_url(url)
    assert not await slack.verify_url(url.replace("/slack/events", "/elsewhere"))


async def test_a_retry_says_so(slack: LoopbackSlack, bot: TinyBot) -> None:
    seen: list[tuple[str, list[str] | None, list[str] | None]] = []

    @bot.app.event("message")
    async def message(body, request):
        headers = request.headers
        seen.append((body["event_id"], headers.get("x-slack-retry-num"), headers.get("x-slack-retry-reason")))

    await bot.serve()
    first = await slack.user("U1").dm("hello")
    await slack.redeliver(first, retry_num=2, retry_reason="http_error")
    await slack.wait_for(lambda: len(seen) == 2)
    event_id = first.delivery.payload["event_id"]
    assert seen == [(event_id, None, None), (event_id, ["2"], ["http_error"])]


async def test_nobody_at_the_url_means_no_ack(slack: LoopbackSlack) -> None:
    ack = await slack.deliver_http("http://127.0.0.1:9/slack/events", command(slack))
    assert (ack.ok, ack.status) == (False, None)


async def test_http_needs_a_request_url(slack: LoopbackSlack) -> None:
    with pytest.raises(ValueError, match="request_url"):
        await slack.user("U1").dm("hello", transport="http")
