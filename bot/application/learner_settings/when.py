"""Settings of time: zone, prompts, weekdays, nudge."""

import re
from datetime import time

from bot.application import activity, reception
from bot.application.grammar.parse import quote
from bot.application.learner_settings.base import OFF, ON, Setting, read_switch
from bot.application.views.words import clock_time
from bot.application.visit import Visit
from bot.domain.people import ZoneSource
from bot.domain.streak_log import WeekdaysChanged
from bot.domain.weekday_sets import format_weekdays, parse_weekdays
from bot.domain.zones import Zone, read_zone
from bot.errors import BadSetting

NUDGES_FROM, NUDGES_UNTIL = time(8), time(22)
FOLLOW = frozenset({"follow", "follow slack", "follow profile", "follow my profile", "auto", "profile"})
_TIME = re.compile(r"(\d{1,2})(?:[:.h]?(\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?", re.IGNORECASE)


def read_time(text: str) -> time:
    """A time of day: `08:30`, `8.30`, `8`, `8 pm`, `noon`. Raises `BadSetting`."""
    word = text.strip().casefold().removeprefix("at ").replace("o'clock", "").strip()
    word = {"noon": "12:00", "midday": "12:00", "midnight": "00:00"}.get(word, word)
    match = _TIME.fullmatch(word)
    if match:
        hour, minute = int(match[1]), int(match[2] or 0)
        half = (match[3] or "").replace(".", "").casefold()
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half == "pm" else 0)
        elif half:
            hour = 24
        if hour < 24 and minute < 60:
            return time(hour, minute)
    raise BadSetting(f"I do not know the time {quote(text)}. Write it like `08:30` or `8 pm`.", ())


async def set_zone(visit: Visit, text: str) -> None:
    """Set the zone, or follow the platform's profile again."""
    if text.strip().casefold() in FOLLOW:
        profile = reception.known_zone(visit.request.visitor.zone, visit.now)
        if not profile:
            raise BadSetting("Your profile here tells no time zone. Name one, like `Europe/Berlin`.", ())
        await reception.change_zone(visit, profile, ZoneSource.PROFILE)
        return
    match read_zone(text, at=visit.now):
        case Zone(name=name):
            await reception.change_zone(visit, name, ZoneSource.LEARNER)
        case suggestions:
            raise BadSetting(
                f"{quote(text)} is not a time zone that I can be sure of.",
                suggestions.names[:4] or ("Europe/Berlin",),
            )


async def _set_time(visit: Visit, text: str) -> None:
    await visit.change_learner(prompt_time=read_time(text), prompts=True)


async def _set_weekdays(visit: Visit, text: str) -> None:
    weekdays = parse_weekdays(text)
    if weekdays != visit.learner.weekdays:
        await activity.record(visit, WeekdaysChanged(at=visit.now, day=visit.day, weekdays=weekdays))


async def _set_nudge(visit: Visit, text: str) -> None:
    word = text.strip().casefold()
    if word in OFF:
        await visit.change_learner(nudge_time=None)
        return
    at = time(20) if word in ON else read_time(text)
    if not NUDGES_FROM <= at < NUDGES_UNTIL:
        raise BadSetting("A nudge comes between 08:00 and 22:00.", ("20:00", "off"))
    await visit.change_learner(nudge_time=at)


async def _set_prompts(visit: Visit, text: str) -> None:
    await visit.change_learner(prompts=read_switch(text, "The daily prompt"))


def _zone(visit: Visit) -> str:
    learner = visit.learner
    source = {
        ZoneSource.PROFILE: " (from your profile)",
        ZoneSource.TEAM: " (your team's)",
        ZoneSource.DEFAULT: " (not set)",
    }
    return f"{learner.zone}{source.get(learner.zone_source, '')}"


TIMEZONE = Setting(
    key="timezone",
    label="Time zone",
    help="your time zone; `follow` takes it from your profile",
    example="Europe/Berlin",
    show=_zone,
    apply=set_zone,
)
PROMPTS = Setting(
    key="prompts",
    label="Daily prompt",
    help="whether I write to you once a day",
    example="on",
    show=lambda visit: "on" if visit.learner.prompts else "off",
    apply=_set_prompts,
    offers=(("on", "On"), ("off", "Off")),
)
TIME = Setting(
    key="time",
    label="Prompt time",
    help="when the daily prompt comes, by your clock",
    example="08:30",
    show=lambda visit: clock_time(visit.learner.prompt_time),
    apply=_set_time,
)
WEEKDAYS = Setting(
    key="weekdays",
    label="Weekdays",
    help="the days on which you want to practise",
    example="mon-fri",
    show=lambda visit: format_weekdays(visit.learner.weekdays),
    apply=_set_weekdays,
)
NUDGE = Setting(
    key="nudge",
    label="Evening nudge",
    help="a reminder on days when your streak is at risk, or `off`",
    example="20:00",
    show=lambda visit: clock_time(visit.learner.nudge_time) if visit.learner.nudge_time else "off",
    apply=_set_nudge,
)
