"""Which events go to which session, and what they show."""

from __future__ import annotations

from . import permissions
from .gateway.intents import GUILD_MEMBERS, GUILD_MESSAGES, GUILDS, MESSAGE_CONTENT
from .raw import Api, begun
from .server import LoopbackDiscord


async def test_events_go_to_the_shard_of_their_guild_and_dms_to_shard_0(discord: LoopbackDiscord, api: Api) -> None:
    discord.gateway.max_concurrency = 2
    guilds = [discord.add_guild(f"g{n}", guild_id=(1000 + n) << 22) for n in range(2)]
    await begun(api, shard=[0, 2])
    await begun(api, shard=[1, 2])
    ada = discord.user("1001")
    for guild in guilds:
        ada.joins(guild)
        ada.say(f"in {guild.name}", guild.channel)
    ada.say("in private")
    seen = [[event.get("guild_id") for event in s.events("MESSAGE_CREATE")] for s in discord.gateway.sessions]
    assert seen == [[guilds[0].id, None], [guilds[1].id]]
    created = [{event["name"] for event in s.events("GUILD_CREATE")} - {"home"} for s in discord.gateway.sessions]
    assert created == [{"g0"}, {"g1"}]


async def test_two_sessions_of_one_shard_both_get_every_event(discord: LoopbackDiscord, api: Api) -> None:
    await begun(api)
    discord.advance(seconds=5)
    await begun(api)
    discord.user("1001").say("hello")
    assert [len(session.events("MESSAGE_CREATE")) for session in discord.gateway.sessions] == [1, 1]


async def test_content_is_blank_in_guilds_without_the_intent_unless_the_bot_is_mentioned(
    discord: LoopbackDiscord, api: Api
) -> None:
    await begun(api)
    ada, channel = discord.user("1001"), discord.home.channel
    mention = f"<@{discord.world.app.id}> quiz"
    for text in ("secret", mention):
        ada.say(text, channel)
    ada.say("private")
    await api.post(channel, {"content": "my own"})
    session = discord.gateway.sessions[0]
    assert [event["content"] for event in session.events("MESSAGE_CREATE")] == ["", mention, "private", "my own"]
    discord.world.app.message_content = True
    discord.advance(seconds=5)
    await begun(api, intents=GUILDS | GUILD_MESSAGES | MESSAGE_CONTENT)
    ada.say("open", channel)
    assert discord.gateway.sessions[1].events("MESSAGE_CREATE")[-1]["content"] == "open"


async def test_members_leaving_are_told_only_with_the_members_intent(discord: LoopbackDiscord, api: Api) -> None:
    discord.world.app.server_members = True
    await begun(api)
    discord.advance(seconds=5)
    await begun(api, intents=GUILDS | GUILD_MEMBERS)
    ada = discord.user("1001")
    ada.leaves(discord.home)
    ada.joins(discord.home, admin_role=True)
    assert discord.home.permissions_of("1001") == permissions.ALL
    for event in ("GUILD_MEMBER_REMOVE", "GUILD_MEMBER_ADD"):
        assert [len(session.events(event)) for session in discord.gateway.sessions] == [0, 1]


async def test_guilds_and_channels_come_and_go(discord: LoopbackDiscord, api: Api) -> None:
    socket = await begun(api)
    await socket.receive()
    guild = discord.add_guild("new")
    assert (await socket.receive())["d"]["name"] == "new"
    channel = discord.add_channel(guild, "extra")
    assert (await socket.receive())["t"] == "CHANNEL_CREATE"
    discord.delete_channel(channel)
    assert (await socket.receive())["t"] == "CHANNEL_DELETE"
    discord.outage(guild)
    assert (await socket.receive())["d"] == {"id": guild.id, "unavailable": True}
    discord.outage_ends(guild)
    assert (await socket.receive())["t"] == "GUILD_CREATE"
    discord.remove_bot(guild)
    gone = await socket.receive()
    assert (gone["t"], gone["d"]) == ("GUILD_DELETE", {"id": guild.id})


async def test_members_are_sent_on_request(discord: LoopbackDiscord, api: Api) -> None:
    discord.user("1001")
    socket = await begun(api)
    await socket.receive()
    await socket.send(8, {"guild_id": discord.home.id, "query": "", "limit": 0, "nonce": "n"})
    chunk = (await socket.receive())["d"]
    assert (len(chunk["members"]), chunk["nonce"], chunk["chunk_count"]) == (2, "n", 1)
    await socket.send(8, {"guild_id": discord.home.id, "user_ids": ["1001"], "limit": 0})
    assert [member["user"]["id"] for member in (await socket.receive())["d"]["members"]] == ["1001"]
