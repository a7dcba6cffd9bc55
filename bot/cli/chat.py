"""`coach chat`: the conversation in the terminal."""

import asyncio
import io
import logging
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from platformdirs import user_cache_path, user_state_path
from rich.console import Console
from tzlocal import get_localzone_name

from adapters.terminal.chat import Chat, Database, Seat
from adapters.terminal.completion import GrammarCompleter
from adapters.terminal.lines import Lines, PipedLines, TypedLines
from adapters.terminal.place import conversation_id, user_name
from adapters.terminal.streams import make_sturdy
from bot.application.coach import Coach
from bot.application.commands import GRAMMAR
from bot.application.markup import visible
from bot.application.ports.clock import Clock
from bot.cli.compose import opened
from bot.cli.logs import set_up_logging
from bot.cli.settings import Settings
from bot.cli.system_clock import SystemClock
from bot.storage.engine import read_url, sqlite_file
from content.bank import load_bank
from content.catalogue import load_catalogue

PIPED_WIDTH = 100  # characters; a pipe has no width of its own


def chat(settings: Settings) -> bool:
    """Talk until the lines end; whether a script may be content: every piped line was understood.

    A person at a terminal has seen what was not. Raises `OperatorError`.
    """
    make_sturdy()
    shown = sys.stdout is not None and sys.stdout.isatty()
    piped = not (shown and sys.stdin is not None and sys.stdin.isatty())
    console = Console(highlight=False, width=None if shown else PIPED_WIDTH, soft_wrap=False)
    notes = Console(stderr=True, highlight=False)
    set_up_logging(level=logging.ERROR)  # a person is talking here: only what went wrong, and beside the words
    url = read_url(settings.database_url)
    bank, catalogue = load_bank(), load_catalogue()
    for problem in bank.problems:
        notes.print(f"Left out: {problem}", style="yellow", soft_wrap=True, markup=False)

    @asynccontextmanager
    async def open_coach(database_url: str, clock: Clock) -> AsyncIterator[Coach]:
        async with opened(database_url, bank=bank, catalogue=catalogue, clock=clock, say=notes.print) as house:
            yield house.coach

    with conversation_id(user_cache_path("skill-coach")) as conversation:
        chat = Chat(
            console=console,
            lines=_lines(console, piped=piped),
            seat=Seat(user=user_name(), conversation=conversation, zone=_zone()),
            clock=SystemClock(),
            open_coach=open_coach,
        )
        understood = asyncio.run(chat.run(Database(url=settings.database_url, file=sqlite_file(url))))
    return understood or not piped


def _lines(console: Console, *, piped: bool) -> Lines:
    if piped:
        stream = sys.stdin or io.StringIO()  # none at all where it was closed
        return PipedLines(lambda line: console.print(f"\n{visible(line)}", markup=False, highlight=False), stream)
    history = user_state_path("skill-coach") / "history"
    return TypedLines(GrammarCompleter(GRAMMAR, SystemClock()), history, colours="NO_COLOR" not in os.environ)


def _zone() -> str | None:
    """The system's time zone, where it tells a plain one."""
    try:
        return get_localzone_name()
    except (LookupError, ValueError, OSError):
        return None
