"""Writing the activity log: every entry moves the streak in the same transaction."""

from bot.application.visit import Visit
from bot.domain.people import WORKDAYS
from bot.domain.streak_log import LogEntry
from bot.domain.streaks import LateEntry, advance, replay


async def record(visit: Visit, entry: LogEntry, *, reference: str | None = None) -> None:
    """Append an entry of this visit and bring the learner's streak up to date.

    An entry that comes late (a clock that ran ahead, a verified solve) recomputes the streak from the whole log.
    """
    await visit.uow.log.append(
        visit.learner.id,
        entry,
        account_id=visit.account.id,
        team_id=visit.team.id if visit.team else None,
        conversation=visit.conversation,
        reference=reference,
    )
    try:
        streak = advance(visit.learner.streak, entry)
    except LateEntry:
        streak = replay(await visit.uow.log.entries(visit.learner.id), weekdays=WORKDAYS)
    reached = max(entry.day, visit.learner.reached_day or entry.day)
    await visit.change_learner(streak=streak, reached_day=reached)
