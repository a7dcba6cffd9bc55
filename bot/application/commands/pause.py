"""`pause [days | until DATE]` and `resume`: no prompts, and the streak is excused meanwhile."""

from bot.application import activity
from bot.application.cards import Text, Tone, card
from bot.application.commands.base import CommandModule
from bot.application.grammar.parse import quote
from bot.application.grammar.spec import Argument, Command, CommandSpec, Takes
from bot.application.replies import Reply, reply
from bot.application.views.words import plural, short_date
from bot.application.visit import Visit
from bot.domain.dates import Refusal, Refused, parse_pause
from bot.domain.streak_log import Paused, Resumed
from bot.errors import BadSetting

DEFAULT = "7 days"

PAUSE = CommandSpec(
    name="pause",
    help="No prompts for some days, your streak is excused meanwhile",
    arguments=(Argument(name="until", takes=Takes.TEXT, help="how long: days, or until a date"),),
    examples=("pause", "pause 5", "pause until 2027-01-05"),
    details="Without a length it lasts a week. You may still practise; it counts.",
)
RESUME = CommandSpec(name="resume", help="End a pause", examples=("resume",))

REFUSALS = {
    Refusal.NOT_UNDERSTOOD: "I cannot read {text} as a length or a date.",
    Refusal.AMBIGUOUS: "{text} could be two dates; write it like `2027-01-05`.",
    Refusal.NO_SUCH_DATE: "{text} is not in the calendar.",
    Refusal.PAST: "{text} is over already.",
    Refusal.TOO_FAR: "{text} is more than a year away.",
}


async def pause(visit: Visit, command: Command) -> Reply:
    """Pause, and name the last day."""
    text = command.get("until") or DEFAULT
    until = parse_pause(text, visit.day)
    if isinstance(until, Refused):
        told = REFUSALS[until.reason].format(text=quote(text))
        raise BadSetting(f"{told} Nothing was changed.", ("pause 5", "pause until next monday"))
    await activity.record(visit, Paused(at=visit.now, day=visit.day, until=until.last_day))
    days = (until.last_day - visit.day).days
    return reply(
        card(
            Text(
                f"Paused until **{short_date(until.last_day, visit.day)}**, that day included "
                f"({plural(days, 'day')} after today). No prompts, and your streak is excused. `resume` ends it sooner."
            ),
            tone=Tone.NOTICE,
        )
    )


async def resume(visit: Visit, command: Command) -> Reply:
    """End the pause."""
    if visit.learner.streak.paused_until is None or visit.learner.streak.paused_until < visit.day:
        return reply(card(Text("You are not paused. `daily` shows what is on today.")))
    await activity.record(visit, Resumed(at=visit.now, day=visit.day))
    return reply(
        card(
            Text("Welcome back. Today is still excused; from tomorrow on your days count again."),
            tone=Tone.RIGHT,
        )
    )


PAUSE_MODULE = CommandModule(spec=PAUSE, run=pause)
RESUME_MODULE = CommandModule(spec=RESUME, run=resume)
