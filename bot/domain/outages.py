"""Which learner days an outage spoils: those of which the coach was away for more than six hours."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.learner_days import day_end, day_start, learner_day
from bot.domain.people import Learner
from bot.domain.streaks import is_due, streak_at

EXCUSED_BEYOND = timedelta(hours=6)
DAYS_MAX = 400  # of one outage; a coach that was away for longer begins anew

Span = tuple[datetime, datetime]

_DAY = timedelta(days=1)


def spoiled_days(outage: Span, earlier: Sequence[Span], zone: ZoneInfo) -> tuple[date, ...]:
    """Learner days in `zone` that this outage brings above six hours without the coach.

    `earlier` are outages before it that may share days with it; days that were spoiled without it are left out.
    """
    start, end = outage
    first = learner_day(start, zone)
    days = (first + n * _DAY for n in range(min(DAYS_MAX, (learner_day(end, zone) - first).days + 1)))
    spoiled = []
    for day in days:
        bounds = (day_start(day, zone), day_end(day, zone))
        before = sum((_overlap(span, bounds) for span in earlier), timedelta(0))
        if before <= EXCUSED_BEYOND < before + _overlap(outage, bounds):
            spoiled.append(day)
    return tuple(spoiled)


def needs_excuse(learner: Learner, day: date, outage: Span) -> bool:
    """Whether a spoiled day might cost this learner a freeze or the streak."""
    state = learner.streak
    if state.last_at is None or state.last_day == day:
        return False
    if state.reached is not None and day >= state.reached and not is_due(state, day):
        return False
    if state.last_at >= outage[0]:
        return True  # came back since: what was missed has been counted already
    return streak_at(state, now=outage[0], zone=ZoneInfo(learner.zone)).alive


def _overlap(one: Span, other: Span) -> timedelta:
    return max(timedelta(0), min(one[1], other[1]) - max(one[0], other[0]))
