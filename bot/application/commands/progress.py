"""`progress`: rating and coverage per area, as a radar picture and as text; what is due."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.application.actions import action
from bot.application.cards import (
    Button,
    Buttons,
    Card,
    Footnote,
    Heading,
    Picture,
    Progress,
    Style,
    Text,
    card,
)
from bot.application.commands.base import CommandModule, Pressed
from bot.application.grammar.spec import Command, CommandSpec
from bot.application.replies import Reply, reply
from bot.application.views.words import plural
from bot.application.visit import Visit
from bot.domain.forecast import AreaForecast, area_forecast
from bot.domain.learner_days import learner_day
from bot.domain.level_history import monday, weekly_levels
from bot.domain.memory import CardMemory
from bot.pictures.drawings import AreaLevel, AreaRadar, ProgressOverTime, WeeklySeries, alt_text
from content.areas import Area

WEEKS = 12

SPEC = CommandSpec(
    name="progress", help="Your level and coverage in every area, and what is due", examples=("progress",)
)


async def run(visit: Visit, command: Command) -> Reply:
    """The radar, a bar an area, and what is due."""
    return reply(await progress_card(visit))


async def forecasts(visit: Visit) -> list[AreaForecast]:
    """Every area's forecast as of today."""
    bank, learning = visit.services.bank, visit.uow.learning
    ratings = await learning.ratings(visit.learner.id)
    memories = await learning.memories(visit.learner.id)
    by_area: dict[str, list[CardMemory]] = {area.value: [] for area in Area}
    sizes = dict.fromkeys(by_area, 0)
    for question in bank.askable():
        sizes[question.area.value] += 1
        memory = memories.get((question.id, question.revision))
        if memory:
            by_area[question.area.value].append(memory)
    return [
        area_forecast(
            area,
            rating=ratings.get(area),
            memories=by_area[area],
            questions=sizes[area],
            day=visit.day,
            model=visit.services.memory_model,
        )
        for area in by_area
    ]


async def progress_card(visit: Visit) -> Card:
    """Progress over all areas."""
    told = await forecasts(visit)
    radar = _radar(told)
    return card(
        Heading("Your progress"),
        seen_and_due(told),
        Picture(radar, alt_text(radar)) if any(forecast.seen for forecast in told) else None,
        await _over_time(visit),
        *bars(told),
        Buttons((Button("Today's plan", action("daily"), "daily", Style.PRIMARY),)),
        Footnote("The bars show how much of an area you have seen. `journey` shows where to pick up again."),
    )


def seen_and_due(told: list[AreaForecast]) -> Text:
    """How much of the bank was seen, and what is due, in a line."""
    due = sum(forecast.due for forecast in told)
    seen = sum(forecast.seen for forecast in told)
    return Text(
        f"You have seen {plural(seen, 'question')} of {sum(forecast.questions for forecast in told)}. "
        + (f"**{plural(due, 'review')}** due today." if due else "Nothing is due for review today.")
    )


def bars(told: list[AreaForecast]) -> tuple[Progress, ...]:
    """A bar an area."""
    return tuple(_bar(forecast) for forecast in told)


def _bar(forecast: AreaForecast) -> Progress:
    words = [forecast.level.text if forecast.seen else "not asked yet"]
    words.append(f"{forecast.seen} of {forecast.questions} seen")
    if forecast.recall_today is not None:
        ahead = f", {forecast.recall_ahead:.0%} in 30 days" if forecast.recall_ahead is not None else ""
        words.append(f"recall {forecast.recall_today:.0%} today{ahead}")
    if forecast.due:
        words.append(f"{forecast.due} due")
    return Progress(Area(forecast.area).label, forecast.coverage, ", ".join(words))


def _radar(told: list[AreaForecast]) -> AreaRadar:
    return AreaRadar(
        areas=tuple(
            AreaLevel(
                title=Area(forecast.area).label,
                level=forecast.level.level,
                low=forecast.level.low,
                high=forecast.level.high,
            )
            if forecast.seen
            else AreaLevel(title=Area(forecast.area).label)
            for forecast in told
        )
    )


async def _over_time(visit: Visit) -> Picture | None:
    """The level by area, week by week; nothing before there is a week to compare with."""
    came = learner_day(visit.learner.created_at, ZoneInfo(visit.learner.zone))
    first_week = max(monday(came), monday(visit.day) - timedelta(weeks=WEEKS - 1))
    levels = weekly_levels(
        await visit.uow.learning.ratings(visit.learner.id),
        await visit.uow.attempts.rated(visit.learner.id, since=first_week),
        first_week=first_week,
        today=visit.day,
    )
    if not any(sum(value is not None for value in values) > 1 for values in levels.values()):
        return None
    drawing = ProgressOverTime(
        first_week=first_week,
        series=tuple(
            WeeklySeries(title=area.label, values=levels[area.value]) for area in Area if area.value in levels
        ),
        today=visit.day,
    )
    return Picture(drawing, alt_text(drawing))


async def _press(visit: Visit, pressed: Pressed) -> Reply:
    return reply(await progress_card(visit))


MODULE = CommandModule(spec=SPEC, run=run, presses={"progress": _press})
