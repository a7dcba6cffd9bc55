"""`coach db upgrade` and `coach db current`."""

import asyncio

from bot.cli.settings import Settings
from bot.cli.system_clock import SystemClock
from bot.storage import migrate
from bot.storage.engine import make_engine, read_url


def upgrade(settings: Settings) -> None:
    """Run the missing migrations and say so. Raises `OperatorError`."""

    async def work() -> None:
        engine = make_engine(read_url(settings.database_url))
        try:
            if not await migrate.upgrade(engine, now=SystemClock().now(), say=print):
                print(f"The database is up to date ({migrate.NEWEST_REVISION}).")
        finally:
            await engine.dispose()

    asyncio.run(work())


def current(settings: Settings) -> None:
    """Print the database's revision and the newest one. Raises `OperatorError`."""

    async def work() -> None:
        engine = make_engine(read_url(settings.database_url))
        try:
            revision = await migrate.current_revision(engine)
            print(f"{revision or 'empty'} (newest: {migrate.NEWEST_REVISION})")
        finally:
            await engine.dispose()

    asyncio.run(work())
