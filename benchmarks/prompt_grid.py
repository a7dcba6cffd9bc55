"""Prompts in every zone, on every day from 2024 to 2030, at every minute of the day, against an oracle.

    python -m benchmarks.prompt_grid [--step MINUTES] [--processes N]

The oracle scans each zone's offsets and knows nothing of gaps and folds (`tests/unit/domain/offset_scan.py`).
Zones with the same offsets all the time share one run. Beside our figures stand two baselines: converting the
wall clock time with the standard library alone, over the same grid, and the daily cron trigger of APScheduler,
asked for its next fire just after each fire, over one year at the times that clock changes make awkward.
"""

import argparse
import sys
import time as stopwatch
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from bot.domain.learner_days import DAY_STARTS_AT
from bot.domain.prompt_times import planned_instant
from tests.unit.domain.offset_scan import FIRST, LAST, Stretch, occurrences, stretches, zone_groups

AWKWARD = [time(0), time(0, 30), time(1, 30), time(2), time(2, 30), time(3), time(9), time(23, 30), time(23, 59)]
CRON_YEAR = 2027
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Prompts checked, and how many were not at the right instant."""

    checked: int = 0
    wrong: int = 0
    naive_wrong: int = 0
    example: str | None = None

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            checked=self.checked + other.checked,
            wrong=self.wrong + other.wrong,
            naive_wrong=self.naive_wrong + other.naive_wrong,
            example=self.example or other.example,
        )


@cache
def scan(name: str) -> tuple[Stretch, ...]:
    return stretches(name)


def check(name: str, times: Iterable[time]) -> Tally:
    """Every day from 2024 to 2030 in one zone at these times."""
    return sum((check_time(name, at) for at in times), Tally())


def check_time(name: str, at: time) -> Tally:
    zone = ZoneInfo(name)
    next_date = DAY if at < DAY_STARTS_AT else timedelta(0)
    checked = wrong = naive_wrong = 0
    example = None
    for day, due_at in occurrences(scan(name), at, FIRST + next_date, LAST + next_date):
        checked += 1
        naive_wrong += datetime.combine(day, at, tzinfo=zone).astimezone(UTC) != due_at
        if planned_instant(day - next_date, at, zone) != due_at:
            wrong += 1
            example = f"{name} {day - next_date} {at}"
    return Tally(checked=checked, wrong=wrong, naive_wrong=naive_wrong, example=example)


def cron_days_wrong(name: str, at: time) -> tuple[int, int]:
    """(days of `CRON_YEAR`, days among them without exactly one fire) of a daily cron trigger."""
    zone = ZoneInfo(name)
    trigger = CronTrigger(hour=at.hour, minute=at.minute, timezone=zone)
    fires: dict[date, int] = {}
    now = datetime(CRON_YEAR - 1, 12, 30, tzinfo=UTC)
    while now.year <= CRON_YEAR:
        fired = trigger.get_next_fire_time(None, now)
        assert fired is not None
        fires[fired.date()] = fires.get(fired.date(), 0) + 1
        now = fired.astimezone(UTC) + timedelta(seconds=0.3)
    days = [date(CRON_YEAR, 1, 1) + n * DAY for n in range(365)]
    return len(days), sum(fires.get(day, 0) != 1 for day in days)


def main() -> int:
    """Print the figures; 1 if a prompt was at the wrong instant."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--step", type=int, default=1, help="check every so many minutes of the day (default 1)")
    parser.add_argument("--processes", type=int, default=None, help="default: one for each processor")
    options = parser.parse_args()

    console = Console()
    begun = stopwatch.monotonic()
    with console.status("scanning the offsets of every zone"):
        groups = zone_groups()
    names = [group[0] for group in groups.values()]
    minutes = [time(*divmod(minute, 60)) for minute in range(0, 24 * 60, options.step)]
    hours = [[at for at in minutes if at.hour == hour] for hour in range(24)]
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    total, cron_days, cron_wrong = Tally(), 0, 0
    with Progress(*columns, console=console) as progress, ProcessPoolExecutor(options.processes) as pool:
        tasks = [pool.submit(check, name, times) for name in names for times in hours if times]
        crons = [pool.submit(cron_days_wrong, name, at) for name in names for at in AWKWARD]
        for done in progress.track(as_completed(tasks), total=len(tasks), description="zones x hours"):
            total += done.result()
        for cron in progress.track(as_completed(crons), total=len(crons), description="cron baseline"):
            days, wrong = cron.result()
            cron_days, cron_wrong = cron_days + days, cron_wrong + wrong

    table = Table(title=f"Daily prompts, {FIRST} to {LAST}, {len(minutes):,} times a day")
    for heading in ("", "prompts checked", "not once, at the right instant"):
        table.add_column(heading, justify="left" if not heading else "right")
    table.add_row("Skill Coach", f"{total.checked:,}", f"{total.wrong:,}")
    table.add_row("baseline: standard library", f"{total.checked:,}", f"{total.naive_wrong:,}")
    table.add_row(f"baseline: cron, {CRON_YEAR}, {len(AWKWARD)} times", f"{cron_days:,}", f"{cron_wrong:,}")
    console.print(table)
    zones = sum(len(group) for group in groups.values())
    elapsed = timedelta(seconds=round(stopwatch.monotonic() - begun))
    console.print(f"{zones} zone names with {len(groups)} different clocks; {elapsed} in all")
    if total.example:
        console.print(f"for example: {total.example}", style="red")
    return 1 if total.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
