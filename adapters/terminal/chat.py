"""The conversation: lines in, cards out, until the end of the lines."""

import asyncio
import contextlib
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

from rich.console import Console

from adapters.terminal import render, time_machine
from adapters.terminal.lines import Lines
from adapters.terminal.time_machine import MovableClock
from bot.application.cards import Attachment, Card, Text, Tone, card
from bot.application.coach import Coach
from bot.application.ports.clock import Clock
from bot.application.replies import Reply
from bot.application.requests import AccountKey, Action, Conversation, Platform, Press, Request, Say, Visitor
from bot.errors import LearnerError

QUIT = frozenset({"quit", "exit", "bye", ":q", ":quit"})

OpenCoach = Callable[[str, Clock], AbstractAsyncContextManager[Coach]]  # on a database URL, with a clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Who sits at this terminal. `zone` is the system's time zone, where it tells one."""

    user: str
    conversation: str
    zone: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """Where the conversation is stored; `file` is None where it is no SQLite file."""

    url: str
    file: Path | None


class Chat:
    """One conversation in a terminal."""

    def __init__(self, *, console: Console, lines: Lines, seat: Seat, clock: Clock, open_coach: OpenCoach) -> None:
        self._console = console
        self._lines = lines
        self._seat = seat
        self._clock = clock
        self._open_coach = open_coach
        self._all_understood = True

    async def run(self, database: Database) -> bool:
        """Talk until the lines end; whether every line was understood. Raises `OperatorError`."""
        async with self._open_coach(database.url, self._clock) as coach:
            self._tell(await self._send(coach, Press(action="hello")))
            departure = await self._talk(coach)
        if departure is not None and database.file is None:
            self._problem("The time machine needs a SQLite database, to work on a copy of it.")
        elif departure is not None and database.file is not None:
            await self._travel(database.file, departure)
        return self._all_understood

    async def _talk(self, coach: Coach, machine: MovableClock | None = None) -> str | None:
        """Serve lines until they end (None), or until a line asks for another time (that line)."""
        while (line := await self._lines.next()) is not None:
            word = line.strip()
            if word.casefold() in QUIT:
                break
            if word.startswith(":") and not word.startswith("::"):
                if time_machine.asks_for_help(word):
                    self._show(card(Text(time_machine.HELP)))
                elif machine is not None:
                    await self._move(coach, machine, word)
                elif await self._leaves_the_present(coach, word):
                    return word
                continue
            self._tell(await self._send(coach, Say(text=line), machine))
        self._console.print("\nSee you.", style="dim")
        return None

    async def _travel(self, file: Path, line: str) -> None:
        """Go on with pretended time on a copy of the database."""
        machine = MovableClock(self._clock)
        self._show(
            card(
                Text(
                    "From here on time is pretended, on a throw-away copy of your data. "
                    "Nothing of it reaches your real data; leave with `quit`."
                ),
                tone=Tone.NOTICE,
            )
        )
        with time_machine.throw_away_copy(file) as copy:
            async with self._open_coach(f"sqlite:///{copy}", machine) as coach:
                await self._move(coach, machine, line)
                await self._talk(coach, machine)

    async def _leaves_the_present(self, coach: Coach, line: str) -> bool:
        """Whether a `:...` line goes somewhere; questions and mistakes are answered here."""
        zone = await self._zone(coach)
        try:
            at = time_machine.destination(line, now=self._clock.now(), zone=zone)
        except LearnerError as error:
            self._problem(str(error))
            return False
        if at is None:
            self._tell_time(self._clock, zone)
        return at is not None

    async def _move(self, coach: Coach, machine: MovableClock, line: str) -> None:
        """Set the pretended time and show what it changes."""
        zone = await self._zone(coach)
        try:
            at = time_machine.destination(line, now=machine.now(), zone=zone)
        except LearnerError as error:
            self._problem(str(error))
            return
        if at is not None:
            machine.set(at)
        self._tell_time(machine, zone)
        self._tell(await self._send(coach, Press(action="hello"), machine))

    def _tell_time(self, clock: Clock, zone: ZoneInfo) -> None:
        local = clock.now().astimezone(zone)
        self._show(card(Text(f"It is now **{local:%a} {local.day} {local:%b %Y, %H:%M}** ({zone.key}).")))

    async def _send(self, coach: Coach, action: Action, clock: Clock | None = None) -> Reply:
        now = (clock or self._clock).now()
        request = Request(
            event_id=str(uuid4()),
            at=now,
            visitor=Visitor(
                account=self._account(),
                zone=self._seat.zone,
                name=self._seat.user,
            ),
            conversation=Conversation(id=self._seat.conversation, is_dm=True),
            action=action,
        )
        # Ctrl-C while the coach works must not tear an answer in two: it is served, then the lines go on.
        task = asyncio.ensure_future(coach.handle(request))
        while not task.done():
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.shield(task)
        return task.result()

    def _tell(self, told: Reply) -> None:
        """Print a reply and keep its files."""
        for shown in told.cards:
            self._show(shown)
            for element in shown.elements:
                if isinstance(element, Attachment):
                    self._save(element)
        if told.refused:
            self._all_understood = False
        if told.forgotten:
            self._lines.forget()

    def _show(self, shown: Card) -> None:
        render.draw(self._console, shown)

    def _problem(self, text: str) -> None:
        self._all_understood = False
        self._show(card(Text(text), tone=Tone.NOTICE))

    def _save(self, attachment: Attachment) -> None:
        """Write a file into the current folder, beside an older one of the same name; print it where that fails."""
        name = Path(attachment.filename)
        for number in range(1, 1000):
            path = name if number == 1 else name.with_stem(f"{name.stem}-{number}")
            try:
                with path.open("x", encoding="utf-8") as file:
                    file.write(attachment.content)
            except FileExistsError:
                continue
            except OSError:
                break
            self._console.print(f"Saved as {path.absolute()}", style="green", soft_wrap=True)
            return
        self._console.print(attachment.content, soft_wrap=True, markup=False, highlight=False)

    def _account(self) -> AccountKey:
        return AccountKey(platform=Platform.TERMINAL, scope="", user_id=self._seat.user)

    async def _zone(self, coach: Coach) -> ZoneInfo:
        """The learner's zone: theirs is the clock that `:at` and learner days go by."""
        return ZoneInfo(await coach.zone(self._account()) or self._seat.zone or "UTC")
