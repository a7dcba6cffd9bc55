"""Team settings of time: zone, digest day and time, question of the day, how long challenges stay open."""

import re
from collections.abc import Awaitable, Callable
from datetime import timedelta

from msgspec.structs import replace

from bot.application.grammar.parse import quote
from bot.application.learner_settings.when import read_time
from bot.application.team_settings.base import TeamSetting
from bot.application.views.words import clock_time, plural
from bot.application.visit import Visit
from bot.domain.people import Team, TeamSettings
from bot.domain.weekday_sets import NAMES, format_weekdays, parse_weekdays, weekday_of
from bot.domain.zones import Zone, read_zone
from bot.errors import BadSetting

SHORTEST, LONGEST = timedelta(minutes=10), timedelta(days=7)
_DURATION = re.compile(r"(?P<count>\d{1,5})\s*(?P<unit>m|min|minutes?|h|hours?|d|days?)")
_MINUTES = {"m": 1, "h": 60, "d": 24 * 60}

Read = Callable[[Visit, Team, str], Awaitable[TeamSettings]]


async def _zone(visit: Visit, team: Team, text: str) -> TeamSettings:
    match read_zone(text, at=visit.now):
        case Zone(name=name):
            return replace(team.settings, zone=name)
        case suggestions:
            raise BadSetting(
                f"{quote(text)} is not a time zone that I can be sure of.",
                suggestions.names[:4] or ("Europe/Berlin",),
            )


async def _digest_day(visit: Visit, team: Team, text: str) -> TeamSettings:
    weekday = weekday_of(text)
    if weekday is None:
        raise BadSetting(f"I do not know the weekday {quote(text)}.", ("monday", "friday"))
    return replace(team.settings, digest_weekday=weekday)


async def _question_days(visit: Visit, team: Team, text: str) -> TeamSettings:
    return replace(team.settings, question_of_the_day_weekdays=parse_weekdays(text))


def _time(field: str) -> Read:
    async def read(visit: Visit, team: Team, text: str) -> TeamSettings:
        return replace(team.settings, **{field: read_time(text)})

    return read


async def _challenge_time(visit: Visit, team: Team, text: str) -> TeamSettings:
    word = text.strip().casefold()
    match = _DURATION.fullmatch({"a day": "1 day", "an hour": "1 hour"}.get(word, word))
    minutes = int(match["count"]) * _MINUTES[match["unit"][0]] if match else 0
    if not SHORTEST <= timedelta(minutes=minutes) <= LONGEST:
        raise BadSetting(
            "A challenge stays open for 10 minutes to 7 days. Write it like `2 hours` or `1 day`.", ("2 hours", "1 day")
        )
    return replace(team.settings, challenge_minutes=minutes)


def duration(minutes: int) -> str:
    """Minutes in the largest unit that fits: `1 day`, `90 minutes`."""
    for unit, size in (("day", 24 * 60), ("hour", 60)):
        if minutes % size == 0:
            return plural(minutes // size, unit)
    return plural(minutes, "minute")


TIMEZONE = TeamSetting(
    key="timezone",
    label="Time zone",
    help="the team's time zone, for the digest and the question of the day",
    example="Europe/Berlin",
    show=lambda _visit, settings: settings.zone,
    read=_zone,
)
DIGEST_DAY = TeamSetting(
    key="digest-day",
    label="Digest day",
    help="the weekday of the weekly digest",
    example="friday",
    show=lambda _visit, settings: NAMES[settings.digest_weekday],
    read=_digest_day,
    offers=lambda _visit, _settings: tuple((name, name) for name in NAMES),
)
DIGEST_TIME = TeamSetting(
    key="digest-time",
    label="Digest time",
    help="when the digest comes, in the team's time zone",
    example="10:00",
    show=lambda _visit, settings: clock_time(settings.digest_time),
    read=_time("digest_time"),
)
QUESTION_TIME = TeamSetting(
    key="question-time",
    label="Question time",
    help="when the question of the day comes, in the team's time zone",
    example="10:00",
    show=lambda _visit, settings: clock_time(settings.question_of_the_day_time),
    read=_time("question_of_the_day_time"),
)
QUESTION_DAYS = TeamSetting(
    key="question-days",
    label="Question days",
    help="the weekdays with a question of the day",
    example="mon-fri",
    show=lambda _visit, settings: format_weekdays(settings.question_of_the_day_weekdays),
    read=_question_days,
)
CHALLENGE_TIME = TeamSetting(
    key="challenge-time",
    label="Challenges stay open",
    help="how long a challenge takes answers before its result comes",
    example="1 day",
    show=lambda _visit, settings: duration(settings.challenge_minutes),
    read=_challenge_time,
)
