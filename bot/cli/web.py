"""`coach web`: Slack by Socket Mode and over HTTP, and the pages that tell whether this process is well."""

import asyncio
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager

from aiohttp import web
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.slack.adapter import SlackAdapter, SlackConfig, slack_adapter
from bot.cli.compose import House, opened
from bot.cli.logs import set_up_logging
from bot.cli.settings import Settings
from bot.cli.system_clock import SystemClock
from bot.errors import OperatorError, SettingsError, StorageUnavailable
from bot.storage.engine import storage_errors
from bot.vault import Vault
from content.bank import load_bank
from content.catalogue import load_catalogue

BODY_MAX = 1024**2  # bytes; what Slack sends is far smaller
CLOSING_S = 5.0  # for requests that are being answered
DATABASE_S = 2.0

Troubles = Callable[[], Awaitable[list[str]]]  # why a part is not ready; nothing if it is

NO_SLACK = (
    "SLACK_BOT_TOKEN: missing; `coach web` serves Slack, and needs it with SLACK_APP_TOKEN (Socket Mode) or "
    "SLACK_SIGNING_SECRET and PORT (HTTP); see docs/slack.md"
)


def serve(settings: Settings) -> None:
    """Serve until a signal ends it. Raises `OperatorError`."""
    if not settings.slack.on:
        raise SettingsError(NO_SLACK)
    set_up_logging()

    async def work() -> None:
        stop = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        bank, catalogue = load_bank(), load_catalogue()
        async with (
            opened(settings.database_url, bank=bank, catalogue=catalogue, clock=SystemClock(), say=print) as house,
            slack_serving(settings, house) as slack,
            listening(settings.port, slack.routes, [lambda: database_troubles(house.engine), slack.troubles]),
        ):
            await stop.wait()

    asyncio.run(work())


def slack_config(settings: Settings) -> SlackConfig:
    """The settings as the adapter takes them."""
    slack = settings.slack
    return SlackConfig(
        bot_token=slack.bot_token,
        app_token=slack.app_token,
        signing_secret=slack.signing_secret,
        client_id=slack.client_id,
        client_secret=slack.client_secret,
        api_url=slack.api_url,
    )


@asynccontextmanager
async def slack_serving(settings: Settings, house: House) -> AsyncIterator[SlackAdapter]:
    """Slack, checked, listening by Socket Mode if that is on; serve its routes beside. Raises `OperatorError`."""
    async with slack_adapter(
        slack_config(settings),
        coach=house.coach,
        services=house.services,
        engine=house.engine,
        vault=Vault(settings.secret_keys),
    ) as slack:
        await slack.check()
        slack.open()
        yield slack


@asynccontextmanager
async def listening(
    port: int | None, routes: Iterable[web.RouteDef], parts: Iterable[Troubles], *, host: str = "0.0.0.0"
) -> AsyncIterator[int | None]:
    """Listen on `port` (None: not at all; 0: any) for these routes, `/healthz` and `/readyz`; gives the port.

    At the end requests that are being answered are finished. Raises `OperatorError` when the port is taken.
    """
    if port is None:
        yield None
        return
    application = web.Application(client_max_size=BODY_MAX)
    application.add_routes([*routes, *_health(list(parts))])
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=CLOSING_S)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise OperatorError(f"PORT: cannot listen on {port} ({error.strerror}); choose another one") from error
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


async def database_troubles(engine: AsyncEngine) -> list[str]:
    """Whether the database answers at once."""
    try:
        async with asyncio.timeout(DATABASE_S):
            with storage_errors():
                async with engine.connect() as connection:
                    await connection.execute(text("SELECT 1"))
    except (StorageUnavailable, TimeoutError):
        return ["database: no answer"]
    return []


def _health(parts: list[Troubles]) -> list[web.RouteDef]:
    async def healthz(request: web.Request) -> web.Response:
        """The process runs and its loop turns."""
        return web.json_response({"ok": True})

    async def readyz(request: web.Request) -> web.Response:
        """Everything is there that serving people takes."""
        troubles = [trouble for part in parts for trouble in await part()]
        return web.json_response({"ok": not troubles, "troubles": troubles}, status=503 if troubles else 200)

    return [web.get("/healthz", healthz), web.get("/readyz", readyz)]
