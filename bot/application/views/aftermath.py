"""The lines below a verdict: what the answer did to the streak and when the question comes back."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.application.answering import Answered
from bot.application.views.verdict import Aftermath
from bot.application.views.words import on_day, plural
from bot.application.visit import Visit
from bot.domain.streaks import FREEZES_MAX, streak_at

OFFER_START = "Type `start` to set your time zone, a daily prompt and your level (two minutes, all of it optional)."


def aftermath(visit: Visit, answered: Answered) -> Aftermath:
    """The aftermath of an answer, as of this visit."""
    return Aftermath(
        streak="" if answered.earlier else _streak(visit, answered),
        memory=_memory(visit, answered),
        offer=OFFER_START if visit.learner.started_at is None and not answered.earlier else "",
    )


def _streak(visit: Visit, answered: Answered) -> str:
    streak = streak_at(visit.learner.streak, now=visit.now, zone=ZoneInfo(visit.learner.zone), reached=visit.day)
    if not answered.first_today:
        return f"Streak: {plural(streak.current, 'day')}."
    if streak.current == 1:
        return "Day 1 of a new streak."
    earned = " You earned a freeze." if streak.current % 7 == 0 and streak.freezes <= FREEZES_MAX else ""
    return f"Streak: **{plural(streak.current, 'day')}**.{earned}"


def _memory(visit: Visit, answered: Answered) -> str:
    memory = answered.memory
    if memory is None:
        return ""
    if memory.suspended:
        return "This one keeps slipping away, so I put it aside for you."
    due = max(memory.due_day, visit.day + timedelta(days=1))
    anew = (
        " It has slipped away a few times: try to explain it in your own words."
        if (memory.needs_another_explanation and not answered.marking.correct)
        else ""
    )
    return f"It comes back {on_day(due, visit.day)}.{anew}"
