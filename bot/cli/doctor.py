"""`coach doctor`: what is on, off, reachable, missing, and how to mend it."""

import asyncio
import sys
from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from bot.application.findings import Finding, Standing
from bot.cli.settings import Settings
from bot.errors import DatabaseProblem
from bot.storage import migrate
from bot.storage.engine import make_engine, read_url, sqlite_file
from content.bank import load_bank
from content.catalogue import load_catalogue

SIGNS = {
    Standing.OK: ("✓", "green"),
    Standing.OFF: ("·", "dim"),
    Standing.WARNING: ("!", "yellow"),
    Standing.BROKEN: ("✗", "red"),
}


def doctor(settings: Settings) -> bool:
    """Check everything and print one line each; whether nothing is broken."""
    console = Console(highlight=False)
    sound = True
    for finding in (*_python(), *_content(), *asyncio.run(_asked(settings)), *_parts(settings)):
        _print(console, finding)
        sound = sound and finding.standing is not Standing.BROKEN
    return sound


def _print(console: Console, finding: Finding) -> None:
    sign, style = SIGNS[finding.standing]
    console.print(Text.assemble((f"{sign} ", style), (f"{finding.part}: ", "bold"), finding.told), soft_wrap=True)
    if finding.mend:
        console.print(Text(f"  → {finding.mend}"), soft_wrap=True)


def _python() -> Iterable[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    yield Finding(part="Python", standing=Standing.OK, told=version)


def _content() -> Iterable[Finding]:
    bank, catalogue = load_bank(), load_catalogue()
    yield Finding(
        part="Question bank",
        standing=Standing.WARNING if bank.problems else Standing.OK,
        told=f"{len(bank)} questions" + (f", {len(bank.problems)} mistakes" if bank.problems else ""),
        mend=f"{bank.problems[0]}" if bank.problems else "",
    )
    yield Finding(part="Practice catalogue", standing=Standing.OK, told=f"{len(catalogue.problems):,} problems")


async def _database(settings: Settings) -> list[Finding]:
    url = read_url(settings.database_url)
    file = sqlite_file(url)
    kind = f"SQLite, {file}" if file else f"PostgreSQL, {url.host or 'local'}/{url.database}"
    if file is not None and not file.exists():
        return [Finding(part="Database", standing=Standing.OK, told=f"{kind} (will be made at the first start)")]
    engine = make_engine(url)
    try:
        revision = await migrate.current_revision(engine)
    except DatabaseProblem as problem:
        told, _, mend = str(problem).partition("; ")
        return [Finding(part="Database", standing=Standing.BROKEN, told=told, mend=mend)]
    finally:
        await engine.dispose()
    if revision == migrate.NEWEST_REVISION:
        return [Finding(part="Database", standing=Standing.OK, told=f"{kind}, revision {revision}")]
    return [
        Finding(
            part="Database",
            standing=Standing.WARNING,
            told=f"{kind}, revision {revision or 'none'}, newest {migrate.NEWEST_REVISION}",
            mend="the next start migrates it, or `coach db upgrade` does now",
        )
    ]


async def _asked(settings: Settings) -> list[Finding]:
    return [*await _database(settings), *await _discord(settings)]


async def _discord(settings: Settings) -> list[Finding]:
    if settings.discord.token is None:
        mend = "set DISCORD_TOKEN (docs/discord.md)"
        return [Finding(part="Discord", standing=Standing.OFF, told="off", mend=mend)]
    from adapters.discord.doctor import findings  # here: a library of its own, which others need not load

    return await findings(settings.discord.token, settings.discord.api_url, shards=settings.discord.shards)


def _parts(settings: Settings) -> Iterable[Finding]:
    for part, on, how in (
        ("Slack", settings.slack.on, "set SLACK_BOT_TOKEN and SLACK_APP_TOKEN (docs/slack.md)"),
        ("Tutor", settings.tutor.on, "set OPENAI_API_KEY and COACH_OPENAI_MODEL; nothing needs it"),
    ):
        if on:
            yield Finding(part=part, standing=Standing.OK, told="configured")
        else:
            yield Finding(part=part, standing=Standing.OFF, told="off", mend=how)
