"""The real client library and the gateway: resuming, shards, and what it cannot survive."""

from __future__ import annotations

import discord as dpy
import pytest

from .pointing import pointed_at, running
from .sample_bot import Coach, ShardedCoach
from .server import LoopbackDiscord


async def test_nothing_said_while_the_socket_was_lost_is_missed(discord: LoopbackDiscord, coach: Coach) -> None:
    ada = discord.user("1001")
    await coach.wait_until_ready()
    discord.gateway.drop()
    await discord.connected(0)
    ada.say("in the gap")
    assert (await ada.wait_for_message("in the gap")).text == "You said: in the gap"
    assert [await coach.events.get() for _ in range(2)] == ["ready", "resumed"]
    assert len(discord.gateway.identifies) == 1


@pytest.mark.parametrize("how", ["reconnect", "zombie", "invalid but resumable", "closed with 4000"])
async def test_a_session_survives_what_the_gateway_does_to_it(discord: LoopbackDiscord, how: str) -> None:
    with pointed_at(discord):
        client = Coach(heartbeat_timeout=0.1)
        discord.gateway.heartbeat_interval_s = 0.05 if how == "zombie" else 41.25
        async with running(discord, client):
            if how == "reconnect":
                discord.gateway.reconnect()
            elif how == "zombie":
                discord.gateway.make_zombie()
            elif how == "closed with 4000":
                discord.gateway.close(4000)
            else:
                discord.gateway.invalidate(discord.gateway.sessions[0], resumable=True)
            await discord.wait_for(lambda: discord.gateway.sessions[0].resumes > 0, "a resume")
            discord.gateway.heartbeat_interval_s = 41.25
            assert (await discord.user("1001").dm("still there?")).text == "You said: still there?"


async def test_an_invalid_session_is_replaced_by_a_new_one(discord: LoopbackDiscord, coach: Coach) -> None:
    await coach.wait_until_ready()
    discord.advance(seconds=5)
    discord.gateway.invalidate(discord.gateway.sessions[0])
    await discord.wait_for(lambda: len(discord.gateway.sessions) == 2, "a new session")
    assert (await discord.user("1001").dm("hello")).text == "You said: hello"


async def test_guilds_joined_and_left_are_noticed(discord: LoopbackDiscord, coach: Coach) -> None:
    await coach.wait_until_ready()
    guild = discord.add_guild("new")
    discord.remove_bot(guild)
    assert [await coach.events.get() for _ in range(3)] == ["ready", "joined new", "left new"]


async def test_shards_share_the_guilds_between_them(discord: LoopbackDiscord) -> None:
    discord.gateway.shards = discord.gateway.max_concurrency = 3
    guilds = [discord.add_guild(f"g{n}", guild_id=(3000 + n) << 22) for n in range(3)]
    with pointed_at(discord):
        client = ShardedCoach()
        async with running(discord, client, sessions=3):
            ada = discord.user("1001")
            for number, guild in enumerate(guilds):
                ada.joins(guild)
                outcome = await ada.slash("coach quiz", at=guild)
                assert outcome.text == "A question on any"
                served = [s.shard[0] for s in discord.gateway.sessions if s.events("INTERACTION_CREATE")]
                assert served == list(range(number + 1))
            assert (await ada.dm("hello")).text == "You said: hello"


async def test_a_second_process_with_the_token_gets_everything_too(discord: LoopbackDiscord, coach: Coach) -> None:
    discord.advance(seconds=5)
    async with running(discord, Coach(), sessions=2):
        outcome = await discord.user("1001").slash("coach quiz")
        assert outcome.kind == "message"
        await discord.wait_for(lambda: any(r.code == 40060 for r in discord.requests), "the slower one's 40060")


@pytest.mark.parametrize(("wrong", "error"), [("token", dpy.LoginFailure), ("intents", dpy.PrivilegedIntentsRequired)])
async def test_a_client_that_may_not_connect_is_told_so(
    discord: LoopbackDiscord, wrong: str, error: type[Exception]
) -> None:
    with pointed_at(discord):
        client = Coach(intents=dpy.Intents.all() if wrong == "intents" else dpy.Intents.default())
        async with client:
            with pytest.raises(error):
                await client.start("wrong" if wrong == "token" else discord.token)


@pytest.mark.parametrize("how", ["refused", "503", "broken off"])
async def test_a_first_connection_that_fails_ends_the_client(
    discord: LoopbackDiscord, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # discord.py knows no way back before it has had a session: the process must be supervised.
    monkeypatch.setattr("discord.client.ExponentialBackoff.delay", lambda _: 0.0)
    if how == "refused":
        await discord.refuse_gateway()
    elif how == "503":
        discord.faults.gateway_status = [503]
    else:
        discord.faults.gateway_abort = 2
    with pointed_at(discord):
        async with Coach() as client:
            with pytest.raises(AttributeError, match="sequence"):
                await client.start(discord.token)
