"""`leaderboard [week|all]`: the team's board, of those only who opted in."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from bot.application.actions import action
from bot.application.cards import (
    Button,
    Buttons,
    Card,
    Footnote,
    Heading,
    People,
    Person,
    Text,
    Tone,
    card,
)
from bot.application.commands.base import CommandModule, Pressed
from bot.application.grammar.spec import Argument, Command, CommandSpec, Takes
from bot.application.replies import Reply, reply
from bot.application.teams import team_of
from bot.application.views.words import plural
from bot.application.visit import Visit
from bot.domain.boards import (
    BOARD_MIN,
    DAY_POINTS_MAX,
    PRACTICE_POINTS,
    Effort,
    Gains,
    Place,
    Value,
    effort,
    progress,
    ranked,
)
from bot.domain.learner_days import learner_day
from bot.domain.level_history import monday
from bot.domain.people import Team
from bot.ids import AccountId, LearnerId
from bot.pictures import words

SHOWN = 10  # places; whoever shares the last of them is shown as well, up to
MOST_SHOWN = 25  # people

SPEC = CommandSpec(
    name="leaderboard",
    help="The team's board: by effort and by progress, only of those who opted in",
    arguments=(Argument(name="period", takes=Takes.WORD, help="this week, or all time", choices=("week", "all")),),
    examples=("leaderboard", "leaderboard all"),
    details="Effort: days practised first, then points. A question is a point, a practice problem "
    f"{PRACTICE_POINTS}, a day at most {DAY_POINTS_MAX}. Progress: levels gained, less what only found a level out. "
    "`settings named on` puts you on it.",
)


async def run(visit: Visit, command: Command) -> Reply:
    """The board of this week, or of all time."""
    return reply(await _board(visit, all_time=command.get("period") == "all"))


async def _board(visit: Visit, *, all_time: bool) -> Card:
    team = await team_of(visit)
    since = None if all_time else monday(learner_day(visit.now, ZoneInfo(team.settings.zone)))
    accounts = {
        member.learner_id: member.account_id
        for member in await visit.uow.teamwork.members(team.id)
        if member.named and member.account_id
    }
    efforts = await _efforts(visit, team, since, accounts)
    heading = Heading("Leaderboard, all time" if all_time else "Leaderboard of the week")
    if len(efforts) < BOARD_MIN:
        return card(
            heading, Text(_too_few(all_time=all_time)), _buttons(all_time=all_time), _note(visit), tone=Tone.NOTICE
        )
    seed = f"{team.id}:{since}"
    gains = await visit.uow.teamwork.gains(team.id, since=since)
    levels = {who: progress(gains.get(who, Gains())) for who in efforts}
    gained = {who: level for who, level in levels.items() if level > 0}
    return card(
        heading,
        _people("**By effort**", ranked(efforts, seed), accounts, _effort_note, visit),
        _people("**By progress**", ranked(gained, seed), accounts, _progress_note, visit)
        if len(gained) >= BOARD_MIN
        else Text(f"**By progress**: told once {BOARD_MIN} people have gained a tenth of a level."),
        _buttons(all_time=all_time),
        _note(visit),
    )


async def _efforts(
    visit: Visit, team: Team, since: date | None, accounts: Mapping[LearnerId, AccountId]
) -> dict[LearnerId, Effort]:
    days = await visit.uow.teamwork.days(team.id, since=since)
    efforts = {learner_id: effort(days[learner_id]) for learner_id in accounts if learner_id in days}
    return {learner_id: done for learner_id, done in efforts.items() if done.days}


def _people(
    lead: str,
    places: Sequence[Place[LearnerId, Value]],
    accounts: Mapping[LearnerId, AccountId],
    note: Callable[[Value], str],
    visit: Visit,
) -> People:
    """The first places, and the visitor's own."""
    shown = [place for place in places if place.rank <= SHOWN][:MOST_SHOWN]
    shown += [place for place in places if place.who == visit.learner.id and place not in shown]
    left_out = len(places) - len(shown)
    return People(
        lead,
        tuple(
            Person(
                account_id=accounts[place.who],
                mark=f"{place.rank}.",
                note=note(place.value) + (" (you)" if place.who == visit.learner.id else ""),
            )
            for place in shown
        ),
        f"and {plural(left_out, 'other')}" if left_out else "",
    )


def _effort_note(done: Effort) -> str:
    return f"{plural(done.days, 'day')}, {plural(done.points, 'point')}"


def _progress_note(level: float) -> str:
    return f"{words.change(level)} levels"


def _too_few(*, all_time: bool) -> str:
    when = "so far" if all_time else "this week"
    return (
        f"Fewer than {BOARD_MIN} people who want to be named have practised {when}, and a board of one or two would "
        "only point at them. It fills as people join in."
    )


def _note(visit: Visit) -> Footnote:
    if visit.membership is not None and not visit.membership.visible:
        return Footnote("You count for no team numbers, so you are not on it; `settings visible on` changes that.")
    if visit.learner.preferences.named:
        return Footnote("Only who opted in is named. `settings named off` takes you off it.")
    return Footnote("Only who opted in is named. `settings named on` puts you on it.")


def _buttons(*, all_time: bool) -> Buttons:
    other = ("This week", "week") if all_time else ("All time", "all")
    return Buttons((Button(other[0], action("leaderboard", other[1]), f"leaderboard {other[1]}"),))


async def _press(visit: Visit, pressed: Pressed) -> Reply:
    return reply(await _board(visit, all_time=pressed.ref.argument == "all"), replaces=True)


MODULE = CommandModule(spec=SPEC, run=run, presses={"leaderboard": _press})
