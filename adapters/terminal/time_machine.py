"""Pretended time, for trying things out: only on a throw-away copy of the database."""

import re
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.application.grammar.parse import quote
from bot.application.ports.clock import Clock
from bot.domain.wall_clock import first_instant
from bot.errors import LearnerError

HELP = (
    "`:tomorrow` goes to the same time tomorrow, `:at 2027-03-28T02:30` to that time by your clock "
    "(add `Z` or an offset for another), `:in 3 days` or `:in 5 hours` forward, `:now` tells the time."
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


def destination(command: str, *, now: datetime, zone: ZoneInfo) -> datetime | None:
    """Where a `:...` line goes to; None if it only asks. Raises `NotATime`."""
    word, _, rest = command.removeprefix(":").strip().partition(" ")
    rest = rest.strip()
    local = now.astimezone(zone)
    match word.casefold():
        case "tomorrow":
            return first_instant(local.date() + timedelta(days=1), local.time().replace(tzinfo=None, fold=0), zone)
        case "in":
            step = _STEP.fullmatch(rest.casefold())
            if step is None:
                raise NotATime(f"I cannot go {quote(rest)} forward. {HELP}")
            return _possible(now + timedelta(**{f"{step[2]}s": int(step[1])}))
        case "at":
            return _possible(_instant(rest, zone))
        case "now" | "help" | "":
            return None
        case _:
            raise NotATime(f"I do not know {quote(':' + word)}. {HELP}")


@contextmanager
def throw_away_copy(file: Path) -> Iterator[Path]:
    """A copy of a SQLite database in a temporary folder, removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="skill-coach-") as folder:
        copy = Path(folder) / "time-machine.db"
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        yield copy


def _instant(text: str, zone: ZoneInfo) -> datetime:
    try:
        at = datetime.fromisoformat(text.replace(" ", "T", 1))
    except ValueError:
        raise NotATime(f"I cannot read {quote(text)} as a time. {HELP}") from None
    if at.tzinfo is None:
        return first_instant(at.date(), at.time(), zone)
    return at.astimezone(UTC)


def _possible(at: datetime) -> datetime:
    if at >= LATEST:
        raise NotATime(f"That is too far away. {HELP}")
    return at
