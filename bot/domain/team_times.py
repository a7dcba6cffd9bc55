"""When a team is due: its weekly digest, its question of the day, the results of its challenges.

All instants are aware UTC; dates and times of day are those of the team's zone.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.digest_windows import PlannedDigest, next_digest
from bot.domain.people import TeamSettings
from bot.domain.wall_clock import first_instant, require_aware

QUESTION_CATCH_UP = timedelta(hours=4)  # a question of the day missed by more is left out, as a prompt is

# What seems decided later than this from now was decided while a clock was wrong, and does not count.
CLOCKS_APART = timedelta(hours=1)

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedQuestion:
    """The question of the day planned for a date in the team's zone."""

    day: date
    due_at: datetime

    def in_time(self, now: datetime) -> bool:
        """Whether a question that is due may still be put at `now`."""
        return now - self.due_at <= QUESTION_CATCH_UP


def next_question(after: datetime, settings: TeamSettings, *, last_day: date | None = None) -> PlannedQuestion:
    """The first question of the day strictly after `after`, on a later date than `last_day`.

    Raises ValueError if `after` is naive or no weekday is chosen.
    """
    require_aware(after)
    if not settings.question_of_the_day_weekdays:
        raise ValueError("no weekday is chosen")
    zone = ZoneInfo(settings.zone)
    # A day back: in a gap the question of one date is carried into the next.
    day = after.astimezone(zone).date() - _DAY
    while True:
        if day.weekday() in settings.question_of_the_day_weekdays and (last_day is None or day > last_day):
            due_at = first_instant(day, settings.question_of_the_day_time, zone)
            if due_at > after:
                return PlannedQuestion(day=day, due_at=due_at)
        day += _DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamAgenda:
    """What a team is due next; None for what it has not asked for."""

    digest: PlannedDigest | None = None
    question: PlannedQuestion | None = None
    result_at: datetime | None = None

    @property
    def next_at(self) -> datetime | None:
        """The earliest of them."""
        instants = [planned.due_at for planned in (self.digest, self.question) if planned]
        return min([*instants, *([self.result_at] if self.result_at else [])], default=None)


def agenda(
    settings: TeamSettings,
    after: datetime,
    *,
    last_key: str | None = None,
    last_day: date | None = None,
    closing: Collection[datetime] = (),
) -> TeamAgenda:
    """What is planned strictly after `after`; results by the closing instants of all open challenges.

    `last_key` is that of the last digest, `last_day` that of the last question of the day.
    Raises ValueError if `after` is naive.
    """
    digest = None
    if settings.digest_channel is not None:
        digest = next_digest(
            after,
            weekday=settings.digest_weekday,
            at=settings.digest_time,
            zone=ZoneInfo(settings.zone),
            last_key=last_key,
        )
    question = None
    if settings.question_of_the_day_channel is not None:
        question = next_question(after, settings, last_day=last_day)
    return TeamAgenda(digest=digest, question=question, result_at=min(closing, default=None))
