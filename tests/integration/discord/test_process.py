"""`coach discord` as a process of its own: pointed at the loopback by one variable, ended by a signal."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.loopback.discord import LoopbackDiscord

STARTS_WITHIN_S = 90.0


@pytest.fixture
async def discord() -> AsyncIterator[LoopbackDiscord]:
    async with LoopbackDiscord() as loopback:
        yield loopback
    assert loopback.violations == []
    assert loopback.records.unserved == []


@asynccontextmanager
async def process(discord: LoopbackDiscord, tmp_path, **more: str) -> AsyncIterator[asyncio.subprocess.Process]:
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "HOME": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'coach.db'}",
        "DISCORD_TOKEN": discord.token,
        "COACH_DISCORD_API_URL": discord.api_url,
        **more,
    }
    running = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.cli.main", "discord",
        env=environment, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    try:
        yield running
    finally:
        if running.returncode is None:
            running.kill()
        await running.communicate()


async def test_one_variable_points_it_anywhere_and_sigterm_ends_it_cleanly(discord, tmp_path):
    async with process(discord, tmp_path) as running:
        await discord.connected(timeout_s=STARTS_WITHIN_S)
        ada = discord.user("1001")
        ada.patience_s = 30
        assert "What I can do" in (await ada.dm("help")).text
        running.send_signal(signal.SIGTERM)
        output, _ = await asyncio.wait_for(running.communicate(), 30)
        assert (running.returncode, b"Traceback" in output) == (0, False), output.decode()
        assert discord.token.encode() not in output


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        ({"DISCORD_TOKEN": ""}, "DISCORD_TOKEN: missing"),
        ({"DISCORD_TOKEN": "Bot abc"}, "DISCORD_TOKEN: has blanks or a word before it"),
        ({"DISCORD_TOKEN": "wrong"}, "DISCORD_TOKEN: Discord refuses it"),
        ({"COACH_DISCORD_SHARDS": "many"}, "COACH_DISCORD_SHARDS: 'many' is not understood"),
        ({"COACH_DISCORD_SHARDS": "4/4"}, "COACH_DISCORD_SHARDS: '4/4' is not understood"),
    ],
)
async def test_a_wrong_setting_ends_it_with_one_line_that_names_the_mend(discord, tmp_path, settings, line):
    async with process(discord, tmp_path, **settings) as running:
        output, _ = await asyncio.wait_for(running.communicate(), STARTS_WITHIN_S)
        assert running.returncode == 1
        assert f"coach: {line}" in output.decode()
        assert "Traceback" not in output.decode()
