"""The loopback Discord on its own, for a bot started from a shell.

    python -m tests.loopback.discord --port 0

prints its addresses and token as one line of JSON. Lines typed then are done as a user, and each prints what
came of it: `1001 hello` writes a direct message, `1001 /coach quiz area=databases` uses a command,
`1001 [Show hint]` clicks a button of the newest message that has it. SIGINT or SIGTERM ends it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shlex
import signal
import stat
import sys
from typing import Any

from .driver.errors import CannotDo
from .driver.outcome import Outcome
from .server import LoopbackDiscord


def show(**found: Any) -> None:
    """Print one line of JSON."""
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()


async def act(discord: LoopbackDiscord, line: str) -> Outcome:
    """Do what a typed line says. Raises CannotDo, ValueError or TimeoutError."""
    who, _, what = line.strip().partition(" ")
    user = discord.user(who)
    if what.startswith("/"):
        words = shlex.split(what.removeprefix("/"))
        options = dict(word.split("=", 1) for word in words if "=" in word)
        return await user.slash(" ".join(word for word in words if "=" not in word), options=options)
    if what.startswith("[") and what.endswith("]"):
        label = what[1:-1]
        for message in reversed(user.sees()):
            if any(label in (button.get("label"), button.get("custom_id")) for button in message.buttons):
                return await user.click(message, label)
        raise CannotDo(f"no button {label!r} in sight")
    return await user.dm(what)


async def show_outcome(discord: LoopbackDiscord, outcome: Outcome) -> None:
    """Print what a user sees, once a deferral has ended."""
    deferred, interaction = outcome.kind.startswith("deferred"), outcome.interaction
    message = outcome.message
    if deferred and interaction is not None:
        message = await discord.user(interaction.user.id).final(outcome)
    show(
        kind=outcome.kind,
        text=message.text if message else "",
        buttons=[button.get("label") for button in message.buttons] if message else [],
        modal=outcome.modal.title if outcome.modal else None,
        latency_s=round(outcome.latency_s, 4),
        violations=[str(refusal) for refusal in discord.violations],
    )


async def read_lines(discord: LoopbackDiscord) -> None:
    """Do what the lines of standard input say, until it ends."""
    mode = os.fstat(sys.stdin.fileno()).st_mode
    if not (stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode) or sys.stdin.isatty()):
        return  # a file or /dev/null: nobody types there
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := (await reader.readline()).decode():
        if not line.strip():
            continue
        try:
            await show_outcome(discord, await act(discord, line))
        except (CannotDo, ValueError, TimeoutError) as error:
            show(error=str(error))


async def serve(port: int, token: str | None) -> None:
    """Serve until a signal comes."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    options = {} if token is None else {"token": token}
    async with LoopbackDiscord(port=port, **options) as discord:
        show(
            api_url=discord.api_url,
            gateway_url=discord.gateway.url,
            token=discord.token,
            application_id=discord.world.app.id,
        )
        reading = asyncio.create_task(read_lines(discord))
        await stop.wait()
        reading.cancel()


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.loopback.discord")
    parser.add_argument("--port", type=int, default=0, help="port of the HTTP API; 0 for any free one")
    parser.add_argument("--token", help="the bot token to accept")
    arguments = parser.parse_args()
    asyncio.run(serve(arguments.port, arguments.token))


if __name__ == "__main__":
    main()
