"""`streak`: current, longest, freezes, and the last weeks as a calendar."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.application import daily
from bot.application.cards import Card, Field, Fields, Footnote, Heading, Picture, Text, card
from bot.application.commands.base import CommandModule, Pressed
from bot.application.grammar.spec import Command, CommandSpec
from bot.application.replies import Reply, reply
from bot.application.views.words import clock_time, plural, short_date
from bot.application.visit import Visit
from bot.domain.people import WORKDAYS
from bot.domain.streak_calendar import calendar
from bot.domain.streaks import streak_at
from bot.domain.weekday_sets import format_weekdays
from bot.pictures.drawings import StreakCalendar, alt_text

WEEKS = 8

SPEC = CommandSpec(
    name="streak",
    help="Your streak: current, longest, freezes, and the last weeks as a calendar",
    examples=("streak",),
    details="The first answer or practice of a day adds one. Days off and pauses excuse absence; a freeze "
    "covers a missed day, and every 7th counted day earns one (you can hold 2). A day runs from 04:00 to 04:00.",
)


async def run(visit: Visit, command: Command) -> Reply:
    """The streak as numbers and as a calendar of the last eight weeks."""
    return reply(await streak_card(visit))


async def streak_card(visit: Visit) -> Card:
    """The streak as numbers and as a calendar of the last eight weeks."""
    zone = ZoneInfo(visit.learner.zone)
    streak = streak_at(visit.learner.streak, now=visit.now, zone=zone, reached=visit.day)
    return card(
        Heading(f"Streak: {plural(streak.current, 'day')}"),
        Text(daily.streak_line(visit)),
        Fields(
            (
                Field("Longest", plural(streak.longest, "day")),
                Field("Freezes held", f"{streak.freezes} of 2"),
                Field("Practice days", format_weekdays(visit.learner.weekdays)),
                Field("Today", _today(visit)),
            )
        ),
        await _picture(visit),
        Footnote(_pause(visit)) if _pause(visit) else None,
    )


async def _picture(visit: Visit) -> Picture:
    log = await visit.uow.log.entries(visit.learner.id)
    began = min((entry.day for entry in log), default=visit.day)
    eight_weeks_ago = visit.day - timedelta(days=7 * (WEEKS - 1))
    first_day = _monday(max(began, eight_weeks_ago))
    streak = streak_at(visit.learner.streak, now=visit.now, zone=ZoneInfo(visit.learner.zone), reached=visit.day)
    days = calendar(
        log,
        weekdays=WORKDAYS,
        now=visit.now,
        zone=ZoneInfo(visit.learner.zone),
        first_day=first_day,
        last_day=visit.day + timedelta(days=6 - visit.day.weekday()),
    )
    drawing = StreakCalendar(
        first_day=first_day,
        marks=tuple(day.mark for day in days),
        current=streak.current,
        longest=streak.longest,
        freezes=streak.freezes,
    )
    return Picture(drawing, alt_text(drawing))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _today(visit: Visit) -> str:
    local = visit.now.astimezone(ZoneInfo(visit.learner.zone))
    late = f", still {visit.day:%A} for you" if local.date() != visit.day else ""
    return f"{short_date(local.date(), visit.day)}, {clock_time(local.time())} in {visit.learner.zone}{late}"


def _pause(visit: Visit) -> str:
    until = visit.learner.streak.paused_until
    return f"Paused until {short_date(until, visit.day)}; `resume` ends it." if until else ""


async def _press(visit: Visit, pressed: Pressed) -> Reply:
    return await run(visit, Command(name="streak", arguments={}))


MODULE = CommandModule(spec=SPEC, run=run, presses={"streak": _press})
