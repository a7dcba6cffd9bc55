"""Socket Mode with the real Bolt app and its real WebSocket client."""

from __future__ import annotations

import asyncio

import pytest
from aiohttp import ClientSession, WSServerHandshakeError
from slack_sdk.web.async_client import AsyncWebClient

from tests.loopback.slack import LoopbackSlack
from tests.loopback.slack.socket_mode import CONNECTIONS_MAX
from tests.loopback.slack.tiny_bot import TinyBot


async def test_an_envelope_is_acked_with_its_payload(slack: LoopbackSlack, bot: TinyBot) -> None:
    @bot.app.command("/coach")
    async def coach(ack):
        await ack("At once")

    await bot.connect()
    ack = await slack.user("U1").slash("/coach", "help", channel="C1")
    assert (ack.transport, ack.status, ack.payload) == ("socket", 200, {"text": "At once"})
    assert 0 < ack.latency < slack.ack_timeout
    (message,) = slack.user("U1").sees("C1")
    assert (message.text, message.ephemeral_to) == ("At once", "U1")


async def test_who_does_not_listen_acks_nothing(slack: LoopbackSlack, bot: TinyBot) -> None:
    await bot.connect()
    slack.ack_timeout = 0.2
    ack = await slack.user("U1").slash("/other")
    assert (ack.ok, ack.status, ack.payload) == (False, None, None)


async def test_without_a_connection_nothing_arrives(slack: LoopbackSlack) -> None:
    ack = await slack.user("U1").dm("hello")
    assert (ack.ok, ack.envelope_id) == (False, None)


async def test_each_event_goes_to_one_of_several_connections(slack: LoopbackSlack, bot: TinyBot) -> None:
    heard: list[str] = []

    @bot.app.event("message")
    async def message(event):
        heard.append(event["text"])

    await bot.connect()
    await bot.connect()
    acks = [await slack.user("U1").dm(str(number)) for number in range(4)]
    assert [ack.connection_id for ack in acks] == [1, 2, 1, 2]
    await slack.wait_for(lambda: len(heard) == 4)
    assert sorted(heard) == ["0", "1", "2", "3"]


async def test_a_polite_refresh_loses_nothing(slack: LoopbackSlack, bot: TinyBot) -> None:
    @bot.app.event("message")
    async def message(ack):
        await ack()

    await bot.connect()
    (old,) = slack.sockets.ready
    await slack.sockets.disconnect("refresh_requested")
    await slack.wait_for(lambda: [one for one in slack.sockets.ready if one is not old])
    assert (await slack.user("U1").dm("still there?")).ok
    assert len(slack.calls_of("apps.connections.open")) == 2


async def test_a_dropped_connection_is_replaced(slack: LoopbackSlack, bot: TinyBot) -> None:
    @bot.app.event("message")
    async def message(ack):
        await ack()

    await bot.connect(ping_interval=0.2)
    (old,) = slack.sockets.ready
    slack.sockets.drop()
    assert not (await slack.user("U1").dm("lost")).ok
    await slack.wait_for(lambda: [one for one in slack.sockets.ready if one is not old], timeout=10)
    assert (await slack.user("U1").dm("there again")).ok


async def test_a_connection_that_went_mute_is_replaced(slack: LoopbackSlack, bot: TinyBot) -> None:
    @bot.app.event("message")
    async def message(ack):
        await ack()

    await bot.connect(ping_interval=0.2)
    (old,) = slack.sockets.ready
    slack.sockets.mute()
    slack.ack_timeout = 0.05
    lost = await slack.user("U1").dm("lost")
    assert (lost.ok, lost.connection_id) == (False, old.id)
    await slack.wait_for(lambda: [one for one in slack.sockets.ready if one is not old], timeout=10)
    slack.sockets.drop(old)
    slack.ack_timeout = 3.0
    assert (await slack.user("U1").dm("there again")).ok


async def test_a_retry_says_so(slack: LoopbackSlack, bot: TinyBot) -> None:
    seen: list[tuple[str, list[str]]] = []

    @bot.app.event("message")
    async def message(body, request):
        seen.append((body["event_id"], request.headers["x-slack-retry-num"]))

    await bot.connect()
    first = await slack.user("U1").dm("hello")
    await slack.redeliver(first, retry_num=1, retry_reason="timeout")
    await slack.wait_for(lambda: len(seen) == 2)
    assert [number for _, number in seen] == [["0"], ["1"]]
    assert seen[0][0] == seen[1][0]


async def test_a_url_opens_one_connection_and_no_more_than_ten_at_once(
    slack: LoopbackSlack, client: AsyncWebClient
) -> None:
    async with ClientSession() as session:
        urls = [(await client.apps_connections_open(app_token=slack.app_token))["url"] for _ in range(11)]
        sockets = [await session.ws_connect(url) for url in urls]
        greetings = [(await socket.receive_json())["type"] for socket in sockets]
        assert greetings == ["hello"] * CONNECTIONS_MAX + ["disconnect"]
        with pytest.raises(WSServerHandshakeError, match="403"):
            await session.ws_connect(urls[0])


async def test_an_ack_too_late_counts_for_nothing(slack: LoopbackSlack, bot: TinyBot) -> None:
    go_on = asyncio.Event()

    @bot.app.command("/coach")
    async def coach(ack):
        await go_on.wait()
        await ack("Too late")

    await bot.connect()
    slack.ack_timeout = 0.1
    ack = await slack.user("U1").slash("/coach")
    go_on.set()
    await slack.wait_for(lambda: slack.sockets.envelopes[0].acked.done())
    assert not ack.ok
    assert slack.user("U1").sees() == []
