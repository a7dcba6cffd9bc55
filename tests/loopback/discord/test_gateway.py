"""The gateway, spoken to without any library."""

from __future__ import annotations

import zlib

import aiohttp
import pytest

from .gateway import codec
from .gateway.intents import GUILD_MEMBERS, GUILDS, MESSAGE_CONTENT
from .raw import Api, begun
from .server import LoopbackDiscord


async def test_a_session_begins_with_ready_then_each_guild(discord: LoopbackDiscord, api: Api) -> None:
    socket = await api.gateway()
    ready = await socket.identify()
    assert (ready["t"], ready["s"]) == ("READY", 1)
    assert ready["d"]["guilds"] == [{"id": discord.home.id, "unavailable": True}]
    guild = await socket.receive()
    assert (guild["t"], guild["s"], guild["d"]["name"]) == ("GUILD_CREATE", 2, "home")
    assert [session.shard for session in discord.gateway.live] == [(0, 1)]


@pytest.mark.parametrize("compress", ["", "zlib-stream"])
async def test_what_is_sent_is_compressed_as_asked(discord: LoopbackDiscord, api: Api, compress: str) -> None:
    socket = await api.gateway(f"v=10&encoding=json&compress={compress}")
    assert (await socket.identify())["t"] == "READY"
    assert (await socket.until("GUILD_CREATE"))["d"]["id"] == discord.home.id


def test_every_codec_this_python_has_keeps_one_stream() -> None:
    for name in codec.available():
        encode = codec.CODECS[name]()
        frames = [encode("first"), encode("second")]
        if name == "zlib-stream":
            inflate = zlib.decompressobj()
            assert [inflate.decompress(frame) for frame in frames if isinstance(frame, bytes)] == [b"first", b"second"]
        assert frames[0] != frames[1]


@pytest.mark.parametrize("query", ["v=10&encoding=etf", "v=10&encoding=json&compress=lzma"])
async def test_an_encoding_that_is_not_served_is_refused(discord: LoopbackDiscord, api: Api, query: str) -> None:
    async with api.session.get(f"{discord.gateway.url.replace('ws', 'http', 1)}?{query}") as response:
        assert response.status == 400


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"token": "wrong"}, 4004),
        ({"intents": GUILDS | MESSAGE_CONTENT}, 4014),
        ({"intents": GUILDS | GUILD_MEMBERS}, 4014),
        ({"intents": 1 << 40}, 4013),
        ({"shard": [2, 2]}, 4010),
    ],
)
async def test_a_wrong_identify_is_closed_with_its_code(
    discord: LoopbackDiscord, api: Api, more: dict[str, object], code: int
) -> None:
    socket = await api.gateway()
    assert (await socket.identify(**more))["closed"] == code  # type: ignore[arg-type]
    assert discord.gateway.sessions == []


async def test_a_privileged_intent_that_is_switched_on_is_allowed(discord: LoopbackDiscord, api: Api) -> None:
    discord.world.app.message_content = True
    await begun(api, intents=GUILDS | MESSAGE_CONTENT)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", 4002),
        ("[]", 4002),
        ('{"op": 1, "d": "' + "x" * 4096 + '"}', 4002),
        ('{"op": 99}', 4001),
        ('{"op": 8, "d": {}}', 4003),
    ],
)
async def test_a_wrong_payload_is_closed_with_its_code(
    discord: LoopbackDiscord, api: Api, text: str, code: int
) -> None:
    socket = await api.gateway()
    await socket.ws.send_str(text)
    assert (await socket.receive())["closed"] == code


async def test_identifying_twice_is_4005(discord: LoopbackDiscord, api: Api) -> None:
    socket = await begun(api)
    await socket.receive()
    assert (await socket.identify())["closed"] == 4005


async def test_heartbeats_are_acknowledged_and_silence_ends_the_connection(discord: LoopbackDiscord, api: Api) -> None:
    discord.gateway.heartbeat_interval_s, discord.gateway.heartbeat_grace_s = 0.05, 0.0
    socket = await api.gateway()
    await socket.send(1, None)
    assert (await socket.receive())["op"] == 11
    assert (await socket.receive())["closed"] == 4009


async def test_the_121st_payload_in_a_minute_is_4008(discord: LoopbackDiscord, api: Api) -> None:
    socket = await api.gateway()
    for _ in range(120):
        await socket.send(1, None)
        assert (await socket.receive())["op"] == 11
    discord.advance(seconds=61)
    await socket.send(1, None)
    assert (await socket.receive())["op"] == 11
    for _ in range(120):
        await socket.send(1, None)
    while (payload := await socket.receive())["op"] == 11:
        pass
    assert payload["closed"] == 4008


async def test_a_lost_connection_resumes_with_what_it_missed(discord: LoopbackDiscord, api: Api) -> None:
    socket = await begun(api)
    guild = await socket.receive()
    discord.gateway.drop()
    assert (await socket.receive()).get("closed") is not None
    await discord.connected(0)
    ada = discord.user("1001")
    ada.say("one")
    ada.say("two")
    session = discord.gateway.sessions[0]
    again = await api.gateway(url=discord.gateway.resume_url)
    await again.send(6, {"token": discord.token, "session_id": session.id, "seq": guild["s"]})
    payloads = [await again.receive() for _ in range(3)]
    assert [payload["t"] for payload in payloads] == ["MESSAGE_CREATE", "MESSAGE_CREATE", "RESUMED"]
    assert [payload["d"].get("content") for payload in payloads[:2]] == ["one", "two"]
    assert session.resumes == 1


@pytest.mark.parametrize("case", ["unknown", "too late", "closed cleanly", "invalidated"])
async def test_a_session_that_is_over_cannot_be_resumed(discord: LoopbackDiscord, api: Api, case: str) -> None:
    socket = await begun(api)
    session = discord.gateway.sessions[0]
    if case == "closed cleanly":
        await socket.ws.close(code=1000)
    elif case == "invalidated":
        discord.gateway.invalidate(session)
        discord.gateway.drop()
    else:
        discord.gateway.drop()
    await discord.connected(0)
    if case == "too late":
        discord.advance(minutes=4)
    again = await api.gateway()
    session_id = "no such session" if case == "unknown" else session.id
    await again.send(6, {"token": discord.token, "session_id": session_id, "seq": 1})
    payload = await again.receive()
    assert (payload["op"], payload["d"]) == (9, False)


async def test_a_sequence_from_the_future_is_4007(discord: LoopbackDiscord, api: Api) -> None:
    await begun(api)
    discord.gateway.drop()
    await discord.connected(0)
    again = await api.gateway()
    session = discord.gateway.sessions[0]
    await again.send(6, {"token": discord.token, "session_id": session.id, "seq": 99})
    assert (await again.receive())["closed"] == 4007


async def test_one_identify_per_bucket_in_five_seconds(discord: LoopbackDiscord, api: Api) -> None:
    discord.gateway.max_concurrency = 2
    await begun(api, shard=[0, 3])
    await begun(api, shard=[1, 3])
    third = await api.gateway()
    refused = await third.identify(shard=[2, 3])
    assert (refused["op"], refused["d"]) == (9, False)
    discord.advance(seconds=5)
    assert (await third.identify(shard=[2, 3]))["t"] == "READY"
    assert discord.gateway.refused_identifies == 1


async def test_session_starts_are_counted_and_the_last_one_resets_the_token(discord: LoopbackDiscord, api: Api) -> None:
    discord.gateway.start_limit = 2
    await begun(api)
    discord.advance(seconds=5)
    await begun(api)
    _, body = await api.call("GET", "/gateway/bot")
    assert body["session_start_limit"]["remaining"] == 0
    third = await api.gateway()
    assert (await third.identify())["op"] == 9
    assert discord.gateway.token_reset
    fourth = await api.gateway()
    assert (await fourth.identify())["closed"] == 4004


async def test_a_presence_is_remembered(discord: LoopbackDiscord, api: Api) -> None:
    socket = await begun(api)
    await socket.send(3, {"status": "idle"})
    await discord.wait_for(lambda: discord.gateway.sessions[0].presence == {"status": "idle"}, "a presence")


async def test_the_app_can_be_asked_to_reconnect_or_be_closed(discord: LoopbackDiscord, api: Api) -> None:
    socket = await begun(api)
    await socket.receive()
    discord.gateway.reconnect()
    assert (await socket.receive())["op"] == 7
    discord.gateway.close(4000)
    assert (await socket.receive())["closed"] == 4000


async def test_the_gateway_can_refuse_connections_altogether(discord: LoopbackDiscord, api: Api) -> None:
    await discord.refuse_gateway()
    with pytest.raises(aiohttp.ClientConnectorError):
        await api.gateway()
    await discord.accept_gateway()
    await begun(api)


async def test_a_connection_can_break_off_in_the_middle_of_events(discord: LoopbackDiscord, api: Api) -> None:
    discord.faults.gateway_drop_after = [1]
    socket = await api.gateway()
    assert (await socket.identify())["t"] == "READY"
    assert "closed" in await socket.receive()
    assert len(discord.gateway.sessions[0].events("GUILD_CREATE")) == 1
