"""`python -m tests.loopback.slack --port 0`: a pretend Slack to run a bot process against."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import signal
import sys

from tests.loopback.slack.deliveries import Transport
from tests.loopback.slack.server import LoopbackSlack


def options() -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.loopback.slack", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="port of 127.0.0.1 to listen on; 0 picks a free one")
    parser.add_argument("--request-url", help="deliver by signed HTTP to this URL instead of by Socket Mode")
    return parser.parse_args()


async def main() -> None:
    """Serve until interrupted; the first line of output says where, as JSON."""
    wanted = options()
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(name, stop.set)
    transport: Transport = "http" if wanted.request_url else "socket"
    async with LoopbackSlack(port=wanted.port, transport=transport, request_url=wanted.request_url) as slack:
        told = {
            "api_url": slack.api_url,
            "control_url": f"{slack.base_url}control/",
            "bot_token": slack.bot_token,
            "app_token": slack.app_token,
            "signing_secret": slack.signing_secret,
            "client_id": slack.app.client_id,
            "client_secret": slack.app.client_secret,
            "transport": transport,
        }
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
        await stop.wait()


if __name__ == "__main__":
    asyncio.run(main())
