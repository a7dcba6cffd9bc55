"""From storage to facts: which time a digest covers, and what the team did in it."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.application.digest.facts import DigestFacts, Period, Work, digest_facts
from bot.application.ports.storage import UnitOfWork
from bot.application.services import Services
from bot.domain.digest_windows import digest_window
from bot.domain.learner_days import day_end, day_start
from bot.domain.people import Team
from bot.domain.team_times import CLOCKS_APART

_DAY = timedelta(days=1)
_MOMENT = timedelta(microseconds=1)


async def period_of(uow: UnitOfWork, team: Team, at: datetime, *, now: datetime) -> Period | None:
    """The time that a digest planned for `at` covers, as things stand `now`; None if no whole day is over.

    It begins at the very instant the last digest ended, also when the team has changed its zone since.
    """
    zone = ZoneInfo(team.settings.zone)
    by = now + CLOCKS_APART
    last = await uow.digests.last(team.id, by=by)
    window = digest_window(at, zone, last_end=last.last_day if last else await _lost_since(uow, team, by))
    if window is None:
        return None
    follows = last is not None and window.days.first == last.last_day + _DAY
    return Period(
        window=window,
        since=last.ended_at if last and follows else day_start(window.days.first, zone),
        until=day_end(window.days.last, zone),
        zone=zone,
    )


async def gather(
    uow: UnitOfWork, services: Services, team: Team, period: Period, *, key: str, now: datetime
) -> DigestFacts:
    """The facts of a period. The running challenges' questions are left out: their answers are not told yet."""
    running = {challenge.question_id for challenge in await uow.challenges.unfinished(team.id)}
    bank = services.bank

    def may_show(question_id: str) -> bool:
        if question_id in running or not bank.has(question_id):
            return False
        question = bank.get(question_id)
        return question.retired is None and team.settings.may_see(question.pack)

    work = Work(
        members=await uow.teamwork.members(team.id),
        answers=await uow.teamwork.answers(team.id, since=period.before, until=now + _MOMENT),
        practice=await uow.teamwork.practised(team.id, since=period.before, until=now + _MOMENT),
        ratings=await uow.teamwork.ratings(team.id),
        now=now,
    )
    return digest_facts(period, key, work, may_show=may_show)


async def _lost_since(uow: UnitOfWork, team: Team, by: datetime) -> date | None:
    """The day before the first digest, where none has arrived so far: its days are still to be told."""
    first = await uow.digests.first_day(team.id, by=by)
    return first - _DAY if first else None
