"""Faults on demand, and the rate limits."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from .rate_limits import Window
from .raw import Api
from .server import LoopbackDiscord

MESSAGES = "/channels/*/messages"


async def test_a_server_error_comes_as_often_as_ordered(discord: LoopbackDiscord, api: Api) -> None:
    fault = discord.faults.status("POST", MESSAGES, 503, times=2)
    statuses = [(await api.post(discord.home.channel, {"content": "x"}))[0] for _ in range(3)]
    assert (statuses, fault.hits) == ([503, 503, 200], 2)
    assert len(discord.home.channel.visible) == 1


async def test_a_fault_meets_its_method_and_route_only(discord: LoopbackDiscord, api: Api) -> None:
    discord.faults.status("POST", "/channels/*/typing", 500)
    assert (await api.post(discord.home.channel, {"content": "x"}))[0] == 200
    assert (await api.call("POST", f"/channels/{discord.home.channel.id}/typing"))[0] == 500


async def test_any_error_of_discord_can_be_ordered(discord: LoopbackDiscord, api: Api) -> None:
    discord.faults.error("POST", MESSAGES, 403, 50007, "Cannot send messages to this user")
    status, body = await api.post(discord.home.channel, {"content": "x"})
    assert (status, body["code"], discord.requests[-1].code) == (403, 50007, 50007)


@pytest.mark.parametrize("scope", ["user", "shared", "global"])
async def test_a_429_of_discord_names_its_scope_and_the_seconds_to_wait(
    discord: LoopbackDiscord, api: Api, scope: str
) -> None:
    discord.faults.rate_limited("POST", MESSAGES, retry_after_s=1.25, scope=scope)  # type: ignore[arg-type]
    status, body = await api.post(discord.home.channel, {"content": "x"})
    assert (status, body["retry_after"], body["global"]) == (429, 1.25, scope == "global")
    headers = api.last_headers
    assert (headers["Retry-After"], headers["X-RateLimit-Scope"]) == ("2", scope)
    assert "Via" in headers
    assert ("X-RateLimit-Global" in headers) == (scope == "global")
    assert discord.rate_limits.invalid_requests == (0 if scope == "shared" else 1)


async def test_a_429_of_cloudflare_has_no_via_header_and_no_json(discord: LoopbackDiscord, api: Api) -> None:
    discord.faults.cloudflare("POST", MESSAGES)
    status, body = await api.post(discord.home.channel, {"content": "x"})
    assert (status, body) == (429, "error code: 1015")
    assert "Via" not in api.last_headers


async def test_a_hanging_request_goes_on_when_released(discord: LoopbackDiscord, api: Api) -> None:
    fault = discord.faults.hang("POST", MESSAGES)
    posting = asyncio.create_task(api.post(discord.home.channel, {"content": "x"}))
    await fault.met.wait()
    assert discord.home.channel.visible == []
    fault.release()
    assert (await posting)[0] == 200


async def test_a_request_that_hangs_for_ever_does_not_hold_up_the_end(api: Api) -> None:
    async with LoopbackDiscord() as discord:
        fault = discord.faults.hang("GET", "/gateway")
        hanging = asyncio.create_task(api.session.get(f"{discord.api_url}/gateway"))
        await fault.met.wait()
        hanging.cancel()


async def test_a_reset_connection_has_done_nothing(discord: LoopbackDiscord, api: Api) -> None:
    discord.faults.reset("POST", MESSAGES)
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await api.post(discord.home.channel, {"content": "x"})
    assert discord.home.channel.visible == []


async def test_a_lost_reply_has_done_its_work_and_the_nonce_finds_it(discord: LoopbackDiscord, api: Api) -> None:
    discord.faults.lose_reply("POST", MESSAGES)
    body = {"content": "x", "nonce": "n", "enforce_nonce": True}
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await api.post(discord.home.channel, body)
    _, again = await api.post(discord.home.channel, body)
    assert [message.id for message in discord.home.channel.visible] == [again["id"]]


async def test_a_slow_request_takes_its_time(discord: LoopbackDiscord, api: Api) -> None:
    fault = discord.faults.slow("POST", MESSAGES, 0.05)
    posting = asyncio.create_task(api.post(discord.home.channel, {"content": "x"}))
    await fault.met.wait()
    assert discord.home.channel.visible == []
    assert (await posting)[0] == 200


async def test_the_gateway_fails_as_ordered(discord: LoopbackDiscord, api: Api) -> None:
    discord.faults.gateway_status = [503]
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await api.gateway()
    discord.faults.gateway_abort = 2
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await api.gateway()
    assert (await (await api.gateway()).identify())["t"] == "READY"


async def test_without_limits_nothing_is_refused_and_headers_are_sent(discord: LoopbackDiscord, api: Api) -> None:
    statuses = {(await api.post(discord.home.channel, {"content": str(n)}))[0] for n in range(20)}
    assert (statuses, discord.rate_limits.provoked) == ({200}, 0)
    assert api.last_headers["X-RateLimit-Bucket"]


async def test_five_messages_in_five_seconds_for_each_channel(discord: LoopbackDiscord, api: Api) -> None:
    discord.rate_limits.enabled = True
    channel, other = discord.home.channel, discord.add_channel(discord.home, "other")
    statuses = [(await api.post(channel, {"content": str(n)}))[0] for n in range(6)]
    assert statuses == [200] * 5 + [429]
    assert (api.last_headers["X-RateLimit-Scope"], api.last_headers["X-RateLimit-Remaining"]) == ("user", "0")
    assert (await api.post(other, {"content": "x"}))[0] == 200
    assert discord.rate_limits.provoked == 1
    discord.advance(seconds=5)
    assert (await api.post(channel, {"content": "x"}))[0] == 200


async def test_fifty_requests_a_second_without_the_interaction_endpoints(discord: LoopbackDiscord, api: Api) -> None:
    discord.rate_limits.enabled = True
    discord.rate_limits.overall = Window(3, 60.0)
    statuses = [(await api.call("GET", "/users/@me"))[0] for _ in range(4)]
    assert (statuses, api.last_headers["X-RateLimit-Scope"]) == ([200, 200, 200, 429], "global")
    assert (await api.call("POST", "/interactions/1/t/callback", {"type": 5}))[0] == 404
    discord.advance(seconds=60)
    assert (await api.call("GET", "/users/@me"))[0] == 200


async def test_too_many_invalid_requests_lead_to_cloudflare(discord: LoopbackDiscord, api: Api) -> None:
    discord.rate_limits.enabled = True
    discord.rate_limits.invalid_limit = 2
    ada = discord.user("1001")
    ada.closes_dms()
    channel = discord.world.bot_dm(ada.user)
    statuses = [(await api.post(channel, {"content": "x"}))[0] for _ in range(3)]
    assert statuses == [403, 403, 429]
    assert "Via" not in api.last_headers
    discord.advance(minutes=10)
    assert (await api.post(channel, {"content": "x"}))[0] == 403
