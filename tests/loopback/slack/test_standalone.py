"""The pretend Slack as a process of its own, driven over HTTP."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.loopback.slack.samples import Json, actions, button

ROOT = Path(__file__).parents[3]


@pytest.fixture
async def addresses() -> AsyncIterator[Json]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.loopback.slack", "--port", "0", stdout=asyncio.subprocess.PIPE, cwd=ROOT
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(30):
            yield json.loads(await process.stdout.readline())
    finally:
        process.terminate()
        assert await process.wait() == 0


async def test_a_process_prints_its_urls_and_can_be_driven_by_hand(addresses: Json) -> None:
    client = AsyncWebClient(token=addresses["bot_token"], base_url=addresses["api_url"])
    assert (await client.auth_test())["team_id"] == "T1"
    await client.chat_postMessage(channel="U1", text="Question", blocks=[actions(button("A"))])
    control = addresses["control_url"]
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{control}messages") as response:
            (message,) = await response.json()
        assert (message["text"], message["buttons"], message["pings"]) == ("A", ["A"], [])
        for doing in (
            ("click", {"label": "A"}),
            ("slash", {"command": "/coach", "text": "quiz"}),
            ("dm", {"text": "b"}),
            ("mention", {"channel": "C1", "text": "quiz"}),
            ("home", {"user": "U2"}),
        ):
            async with session.post(f"{control}{doing[0]}", json=doing[1]) as response:
                assert (await response.json())["ok"] is False  # no bot is connected
        for wrong in ("submit", "dance"):
            async with session.post(f"{control}{wrong}", json={}) as response:
                assert response.status == 400
        async with session.post(f"{control}click", json={"user": "U1", "label": "Z"}) as response:
            assert response.status == 400
        async with session.get(f"{control}calls") as response:
            assert [call["method"] for call in await response.json()] == ["auth.test", "chat.postMessage"]
        async with session.get(f"{control}violations") as response:
            assert await response.json() == []
