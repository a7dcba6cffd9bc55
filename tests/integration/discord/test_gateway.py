"""Sessions: begun, resumed, begun anew; shards; several processes; servers that come and go."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.discord import shards as shards_module
from adapters.discord.shards import Wish
from bot.application.requests import Platform, TeamKey
from bot.errors import SettingsError
from tests.loopback.discord import admin

COMMANDS = "/applications/{application_id}/commands"


@pytest.fixture(autouse=True)
def quickly(monkeypatch, discord):
    """Pauses that are there for Discord's sake, shortened; and one IDENTIFY after the other."""
    monkeypatch.setattr(shards_module, "BACKOFF_FIRST_S", 0.05)
    monkeypatch.setattr(shards_module, "ASKED_EVERY_S", 0.05)
    monkeypatch.setattr("adapters.discord.turns.IDENTIFY_EVERY", timedelta(seconds=0.2))
    discord.gateway.identify_window = timedelta(seconds=0.1)


async def test_the_coach_asks_for_no_privileged_intent(discord, coach):
    (session,) = discord.gateway.sessions
    assert session.intents == (1 << 0) | (1 << 9) | (1 << 12)


async def test_a_broken_connection_is_resumed_and_what_was_missed_is_answered(discord, coach):
    ada = discord.user("1001")
    await ada.dm("help")
    (session,) = discord.gateway.sessions
    discord.gateway.drop()
    await discord.wait_for(lambda: not session.connected, "the break")
    ada.say("quiz security")
    await ada.wait_for_message("Prompt of q-security", at=None)
    assert session.resumes == 1
    assert len(discord.gateway.sessions) == 1


async def test_discord_may_ask_to_reconnect(discord, coach):
    ada = discord.user("1001")
    discord.gateway.reconnect()
    await discord.wait_for(lambda: discord.gateway.sessions[0].resumes == 1, "the resume")
    assert "Prompt" in (await ada.dm("quiz")).text


async def test_an_invalid_session_is_begun_anew(discord, coach):
    ada = discord.user("1001")
    discord.gateway.invalidate(discord.gateway.sessions[0])
    await discord.wait_for(lambda: len(discord.gateway.sessions) == 2, "a new session", timeout_s=20)
    assert "Prompt" in (await ada.dm("quiz")).text
    assert discord.gateway.refused_identifies == 0


async def test_a_session_that_discord_closes_for_good_is_begun_anew(discord, coach):
    discord.gateway.close(4000)
    await discord.wait_for(
        lambda: len(discord.gateway.live) == 1 and discord.gateway.sessions[-1].connected, "a session"
    )
    assert "Prompt" in (await discord.user("1001").dm("quiz")).text


@pytest.mark.parametrize("failure", ["refused", "aborted", "503"])
async def test_a_first_connection_that_fails_is_tried_again(discord, houses, failure):
    if failure == "refused":
        await discord.refuse_gateway()
    elif failure == "aborted":
        discord.faults.gateway_abort = 4
    else:
        discord.faults.gateway_status = [503, 503]
    async with houses(sessions=0) as house:
        await discord.wait_for(lambda: len(discord.records.of("GET", "/users/@me")) >= 2, "a second try", timeout_s=20)
        if failure == "refused":
            await discord.accept_gateway()
        await discord.connected(timeout_s=20)
        assert "Prompt" in (await discord.user("1001").dm("quiz")).text
        assert not house.task.done()


async def test_an_api_that_does_not_answer_at_start_is_waited_for(discord, houses):
    discord.faults.status("GET", "/gateway/bot", 503, times=5)
    discord.faults.status("GET", "/applications/*/commands", 500, times=1)
    async with houses():
        assert "Prompt" in (await discord.user("1001").dm("quiz")).text


async def test_a_wrong_token_ends_the_process_with_a_line_for_the_operator(discord, houses):
    async with houses() as house:
        discord.gateway.token_reset = True
        discord.gateway.close(4004)
        await asyncio.wait({house.task}, timeout=10)
        with pytest.raises(SettingsError, match="DISCORD_TOKEN"):
            house.task.result()


async def test_no_session_is_begun_when_none_is_left_today(discord, houses):
    discord.gateway.start_limit = 0
    async with houses(sessions=0):
        await discord.wait_for(lambda: len(discord.records.of("GET", "/gateway/bot")) >= 2, "the question")
        assert discord.gateway.identifies == []


async def test_commands_are_registered_only_when_they_changed(discord, houses):
    for _ in range(2):
        async with houses():
            pass
    assert len(discord.records.of("PUT", COMMANDS)) == 1
    discord.world.app.commands[None].popitem()
    async with houses(sessions=0):
        await discord.wait_for(lambda: len(discord.records.of("PUT", COMMANDS)) == 2, "the registration", timeout_s=20)


async def test_as_many_shards_as_discord_recommends(discord, houses):
    discord.gateway.shards = 2
    async with houses(sessions=2):
        assert sorted(s.shard for s in discord.gateway.live) == [(0, 2), (1, 2)]
        other = next(
            guild for guild in iter(lambda: discord.add_guild("other"), None) if (int(guild.id) >> 22) % 2 == 1
        )
        ada = discord.user("1001")
        ada.joins(other)
        assert "Prompt" in (await ada.slash("coach quiz", at=other)).text
        assert "Prompt" in (await ada.dm("quiz")).text
        assert discord.gateway.refused_identifies == 0


async def test_processes_share_shards_out_and_never_hold_one_twice(discord, houses):
    async with houses(wish=Wish(shards=3, mine=(0, 1)), sessions=2):
        async with houses(wish=Wish(shards=3), sessions=3):
            assert sorted(s.shard[0] for s in discord.gateway.live) == [0, 1, 2]
            assert "Prompt" in (await discord.user("1001").dm("quiz")).text
        await discord.connected(2)


async def test_a_process_that_stands_by_takes_over_when_the_other_ends(discord, houses):
    async with houses(wish=Wish(shards=1)) as first, houses(wish=Wish(shards=1), sessions=1) as second:
        ada = discord.user("1001")
        await ada.dm("help")
        assert (len(first.gate.requests), len(second.gate.requests)) == (1, 0)
        await first.stop()
        await discord.wait_for(lambda: len(discord.gateway.sessions) == 2, "the second session", timeout_s=20)
        await ada.dm("areas")
        assert len(second.gate.requests) == 1


async def test_a_process_that_lost_its_lease_lets_go_of_the_shard(discord, houses, monkeypatch):
    monkeypatch.setattr(shards_module, "RENEWED_EVERY_S", 0.1)
    async with houses() as house:
        (session,) = discord.gateway.sessions
        async with house.services.uow() as uow:
            lease = await uow.leases.get(f"discord-shard:{discord.world.app.id}:0")
            await uow.leases.save(replace(lease, holder="somebody else", until=lease.until + timedelta(hours=1)))
            await uow.commit()
        await discord.wait_for(lambda: not session.connected, "the end of the session")
        assert discord.gateway.live == []


async def test_another_number_of_shards_than_the_running_one_is_refused(discord, houses):
    async with houses(wish=Wish(shards=2), sessions=2), houses(wish=Wish(shards=3), sessions=0) as second:
        await asyncio.wait({second.task}, timeout=10)
        with pytest.raises(SettingsError, match="COACH_DISCORD_SHARDS: says 3 shards, but a running process uses 2"):
            second.task.result()


async def test_without_a_number_the_running_one_is_taken_over(discord, houses):
    async with houses(wish=Wish(shards=2, mine=(0,))), houses(sessions=2):
        assert sorted(s.shard for s in discord.gateway.live) == [(0, 2), (1, 2)]


async def test_sessions_begin_as_many_at_a_time_as_discord_allows(discord, houses):
    discord.gateway.shards, discord.gateway.max_concurrency = 4, 2
    async with houses(sessions=4):
        assert discord.gateway.refused_identifies == 0


async def test_a_server_that_takes_the_coach_out_is_a_team_no_more_until_it_comes_back(discord, coach):
    guild, ada = discord.add_guild("other"), discord.user("1001")
    ada.joins(guild)
    await ada.slash("coach streak", at=guild)
    await team_until(coach, guild, lambda team: team.uninstalled_at is None)
    discord.remove_bot(guild)
    await team_until(coach, guild, lambda team: team.uninstalled_at is not None)
    discord.world.add_bot(guild)
    admin.bot_joins(discord, guild)
    await team_until(coach, guild, lambda team: team.uninstalled_at is None)


async def test_an_outage_of_a_server_is_no_departure(discord, coach):
    guild, ada = discord.add_guild("other"), discord.user("1001")
    ada.joins(guild)
    await ada.slash("coach streak", at=guild)
    discord.outage(guild)
    discord.outage_ends(guild)
    await ada.dm("help")
    await team_until(coach, guild, lambda team: team.uninstalled_at is None)


async def test_a_server_that_left_while_nobody_was_listening_is_noticed_at_the_next_start(discord, houses):
    guild = discord.add_guild("other")
    ada = discord.user("1001")
    ada.joins(guild)
    async with houses() as house:
        await ada.slash("coach streak", at=guild)
        await team_until(house, guild, lambda team: team is not None)
    discord.remove_bot(guild)
    async with houses() as house:
        await team_until(house, guild, lambda team: team.uninstalled_at is not None)


async def team_until(house, guild, condition):
    """Wait until the team of a guild is as wanted."""
    for _ in range(200):
        async with house.services.uow() as uow:
            team = await uow.teams.find(TeamKey(platform=Platform.DISCORD, external_id=guild.id))
        if condition(team):
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"the team stayed {team}")
