"""Excusing single learner days, by an operator or after an outage: the log gets an entry, and the streak follows."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.application.ports.storage import UnitOfWork
from bot.domain import learner_days
from bot.domain.agenda import replanned
from bot.domain.people import WORKDAYS, Learner
from bot.domain.streak_log import DayExcused, ExcusedBy
from bot.domain.streaks import LateEntry, advance, replay


async def excuse(uow: UnitOfWork, learner: Learner, day: date, source: ExcusedBy, now: datetime) -> bool:
    """Excuse one day of a locked learner; False when it has been excused for this reason before.

    An ended day may be excused too: the streak is then computed anew from the whole log.
    """
    reference = f"excused:{source.value}:{day}"
    if await uow.log.has(learner.id, reference):
        return False
    zone = ZoneInfo(learner.zone)
    today = learner_days.advance(learner.reached_day, now, zone)
    entry = DayExcused(at=now, day=today, excused_day=day, source=source)
    await uow.log.append(learner.id, entry, reference=reference)
    try:
        streak = advance(learner.streak, entry)
    except LateEntry:
        streak = replay(await uow.log.entries(learner.id), weekdays=WORKDAYS)
    excused = replace(learner, streak=streak)
    await uow.learners.save(replanned(excused, before=learner, now=now))
    return True
