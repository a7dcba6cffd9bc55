"""The loopback on its own: `python -m tests.loopback.discord`."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

REPOSITORY = Path(__file__).resolve().parents[3]


class Shell:
    """A running loopback with its standard input and output."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process

    async def line(self) -> dict[str, Any]:
        """The next line it prints."""
        assert self.process.stdout is not None
        found: dict[str, Any] = json.loads(await asyncio.wait_for(self.process.stdout.readline(), 20))
        return found

    def type(self, line: str) -> None:
        """Type a line."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n".encode())


@pytest.fixture
async def shell() -> AsyncIterator[Shell]:
    """A loopback in a process of its own, ended by SIGTERM."""
    arguments = [sys.executable, "-m", "tests.loopback.discord", "--port", "0", "--token", "shell.token"]
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*arguments, cwd=REPOSITORY, stdin=pipe, stdout=pipe)
    yield Shell(process)
    process.terminate()
    await process.communicate()
    assert process.returncode == 0


async def test_it_prints_where_it_is_and_does_what_is_typed(shell: Shell) -> None:
    where = await shell.line()
    assert where["token"] == "shell.token"
    headers = {"Authorization": "Bot shell.token"}
    async with aiohttp.ClientSession(headers=headers) as session:
        async with session.get(f"{where['api_url']}/users/@me") as response:
            assert (response.status, (await response.json())["id"]) == (200, where["application_id"])
        async with session.ws_connect(f"{where['gateway_url']}?v=10&encoding=json") as ws:
            assert (await ws.receive_json())["op"] == 10
            await ws.send_json({"op": 2, "d": {"token": where["token"], "intents": 1 << 12, "properties": {}}})
            assert (await ws.receive_json())["t"] == "READY"
            shell.type("1001 hello")
            said = (await ws.receive_json())["d"]
            path = f"{where['api_url']}/channels/{said['channel_id']}/messages"
            button = {"type": 2, "style": 1, "label": "Show hint", "custom_id": "hint"}
            body = {"content": "Hello!", "components": [{"type": 1, "components": [button]}]}
            async with session.post(path, json=body) as response:
                assert response.status == 200
            answered = await shell.line()
            assert (answered["kind"], answered["text"], answered["buttons"]) == ("message", "Hello!", ["Show hint"])
            shell.type("1001 [Show hint]")
            while (event := await ws.receive_json())["t"] != "INTERACTION_CREATE":
                pass
            clicked = event["d"]
            assert clicked["data"]["custom_id"] == "hint"
            path = f"{where['api_url']}/interactions/{clicked['id']}/{clicked['token']}/callback"
            async with session.post(path, json={"type": 7, "data": {"content": "A hint"}}) as response:
                assert response.status == 204
            assert (await shell.line())["text"] == "A hint"
            shell.type("1001 /coach quiz area=databases")
            assert "no command 'coach'" in (await shell.line())["error"]
