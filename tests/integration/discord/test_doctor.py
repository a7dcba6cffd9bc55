"""What `coach doctor` finds out about Discord."""

from __future__ import annotations

from adapters.discord.doctor import findings, permissions
from bot.application.findings import Standing


async def told(discord, **options) -> dict[str, tuple[Standing, str]]:
    found = await findings(options.pop("token", discord.token), discord.api_url, shards=options.get("shards"))
    return {finding.told.split(":")[0]: (finding.standing, finding.told + finding.mend) for finding in found}


async def test_a_sound_installation_gets_its_install_links(discord, coach):
    found = await told(discord)
    assert {standing for standing, _ in found.values()} == {Standing.OK}
    link = found["add it to a server"][1]
    assert f"client_id={discord.world.app.id}" in link
    assert "scope=bot+applications.commands" in link
    assert f"permissions={permissions().value}" in link
    assert "integration_type=1" in found["add it to your own account"][1]


def test_nothing_is_asked_for_that_is_not_needed():
    assert not permissions().administrator
    granted = {name for name, on in permissions() if on}
    assert granted - {"read_messages", "view_channel"} == {
        "send_messages", "send_messages_in_threads", "attach_files", "read_message_history",
    }  # fmt: skip


async def test_a_wrong_token_is_named(discord):
    found = await told(discord, token="wrong")
    assert found["the token is refused"][0] is Standing.BROKEN


async def test_unregistered_commands_and_too_few_shards_are_warned_of(discord):
    discord.gateway.shards = 4
    found = await told(discord, shards=2)
    assert found["the commands are not registered yet"][0] is Standing.WARNING
    assert found["gateway"][0] is Standing.WARNING


async def test_few_session_starts_are_warned_of(discord):
    discord.gateway.start_limit = 3
    found = await told(discord)
    assert found["only 3 session starts left today"][0] is Standing.WARNING


async def test_a_discord_that_is_down_is_said_to_be(discord):
    discord.faults.status("GET", "/users/@me", 503, times=9)
    found = await told(discord)
    assert found["not reachable"][0] is Standing.BROKEN
