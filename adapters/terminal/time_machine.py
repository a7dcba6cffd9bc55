"""Pretended time, for trying things out: only on a throw-away copy of the database."""

import re
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.application.grammar.parse import quote
from bot.application.ports.clock import Clock
from bot.domain.wall_clock import first_instant
from bot.errors import DatabaseProblem, LearnerError

HELP = (
    "`:tomorrow` goes to the same time tomorrow, `:at 2027-03-28T02:30` to that time by your clock "
    "(add `Z` or an offset for another), `:in 3 days` or `:in 5 hours` forward, `:now` tells the time. "
    "Time only goes forward."
)
_STEP = re.compile(r"(\d{1,4})\s*(minute|hour|day|week)s?")
LATEST = datetime(2200, 1, 1, tzinfo=UTC)


class NotATime(LearnerError):
    """A time that the machine cannot go to."""


class MovableClock:
    """The real clock, shifted: time goes on from where it was set."""

    def __init__(self, real: Clock) -> None:
        self._real = real
        self._shift = timedelta(0)

    def now(self) -> datetime:
        """The pretended present."""
        return self._real.now() + self._shift

    def set(self, at: datetime) -> None:
        """Pretend that it is `at` now."""
        self._shift = at - self._real.now()


def asks_for_help(command: str) -> bool:
    """Whether a `:...` line asks what these lines are."""
    return command.removeprefix(":").strip().casefold() in {"", "help", "?"}


def destination(command: str, *, now: datetime, zone: ZoneInfo) -> datetime | None:
    """Where a `:...` line goes to; None if it only asks for the time. Raises `NotATime`."""
    word, _, rest = command.removeprefix(":").strip().partition(" ")
    rest = rest.strip()
    local = now.astimezone(zone)
    match word.casefold():
        case "tomorrow":
            day = local.date() + timedelta(days=1)
            return _possible(first_instant(day, local.time().replace(tzinfo=None, fold=0), zone), now)
        case "in":
            step = _STEP.fullmatch(rest.casefold())
            if step is None:
                raise NotATime(f"I cannot go {quote(rest)} forward. {HELP}")
            return _possible(now + timedelta(**{f"{step[2]}s": int(step[1])}), now)
        case "at":
            return _possible(_instant(rest, zone), now)
        case "now":
            return None
        case _:
            raise NotATime(f"I do not know {quote(':' + word)}. {HELP}")


@contextmanager
def throw_away_copy(file: Path) -> Iterator[Path]:
    """A copy of a SQLite database in a temporary folder, removed afterwards. Raises `DatabaseProblem`."""
    with ExitStack() as stack:
        try:
            copy = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="skill-coach-"))) / "time-machine.db"
            with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copy)) as target:
                source.backup(target)
        except (OSError, sqlite3.Error) as error:
            raise DatabaseProblem(
                f"TMPDIR: no room for a throw-away copy of the database ({error}); name a folder that has some"
            ) from error
        yield copy


def _instant(text: str, zone: ZoneInfo) -> datetime:
    try:
        at = datetime.fromisoformat(text.replace(" ", "T", 1))
        return first_instant(at.date(), at.time(), zone) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        raise NotATime(f"I cannot read {quote(text)} as a time. {HELP}") from None


def _possible(at: datetime, now: datetime) -> datetime:
    """The time, if it can be gone to: the log of a learner only grows, so never into the past."""
    if at < now:
        raise NotATime(f"That is over already. {HELP}")
    if at >= LATEST:
        raise NotATime(f"That is too far away. {HELP}")
    return at
