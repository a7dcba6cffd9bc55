"""Time zones as people type them: a name of the zone database is taken, anything else gets suggestions.

"Berlin", "PST" and "GMT+2" leave open where in the world and which daylight saving: the learner picks.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from rapidfuzz import fuzz, process

from bot.domain.wall_clock import require_aware
from bot.domain.zone_names import cities, countries, current_zones, plain, zone_names
from bot.domain.zone_places import ABBREVIATIONS, COUNTRY_ALIASES, PLACES, POPULAR

SUGGESTIONS_MAX = 8
_LONGEST = 64  # characters; no place needs more
_SIMILAR_FROM = 78  # of 100; below it the likeness is chance

_OFFSET = re.compile(
    r"(?:utc|gmt)?\s*(?P<sign>[+-])\s*(?P<hours>\d{1,2})(?:[:.]?(?P<minutes>[0-5]\d)|(?P<half>\.5))?"
    r"|(?:utc|gmt)\s*(?P<unsigned>\d{1,2})"
)
_NOW_FIRST, _SEASONAL_NEXT = 5, 3  # suggestions for an offset: those of today, then those of another season
_MINUS = str.maketrans("\u2212\u2010\u2011\u2012\u2013\u2014", "------")
_RANK = {zone: rank for rank, zone in enumerate(POPULAR)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A zone that was named beyond doubt; `name` is a canonical name of the zone database."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestions:
    """No zone was named beyond doubt; `names` are those that may have been meant, likeliest first."""

    names: tuple[str, ...]


def read_zone(text: str, *, at: datetime) -> Zone | Suggestions:
    """The zone that a text names, or suggestions. `at` tells summer from winter for offsets like "GMT+2".

    Raises ValueError if `at` is naive.
    """
    name = "_".join(text[:_LONGEST].casefold().split())
    # Names without a slash are old country names and abbreviations, such as EST; UTC alone is beyond doubt.
    found = zone_names().get(name) if "/" in name or name == "utc" else None
    return Zone(name=found) if found else Suggestions(names=suggest_zones(text, at=at))


def suggest_zones(text: str, *, at: datetime, limit: int = SUGGESTIONS_MAX) -> tuple[str, ...]:
    """At most `limit` zones that a text may mean, likeliest first, also while it is still being typed.

    Raises ValueError if `at` is naive.
    """
    require_aware(at)
    text = text[:_LONGEST].translate(_MINUS).casefold().strip()
    wanted = plain(text).removesuffix(" time")
    if not text:
        return POPULAR[:limit]
    if match := _OFFSET.fullmatch(text):
        return _with_offset(match, at)[:limit]
    for word in dict.fromkeys((wanted, plain(text.partition(",")[0]))):
        if exact := _named(word):
            return exact[:limit]
    return tuple(dict.fromkeys([*_starting(wanted), *_similar(wanted)]))[:limit]


def _named(word: str) -> tuple[str, ...]:
    """Zones of exactly this abbreviation, city or country."""
    if word in ABBREVIATIONS:
        return ABBREVIATIONS[word]
    places = (*cities().get(word, ()), *PLACES.get(word, ()))
    country = countries().get(COUNTRY_ALIASES.get(word, word), ())
    if found := (*_ranked(places), *_ranked(country)):
        return tuple(dict.fromkeys(found))
    # Short names of old: "GB", "NZ", "PRC". As a rule of clocks "Iceland" is Abidjan; hence the country first.
    old_name = zone_names().get(word.replace(" ", "_"))
    return (old_name,) if old_name else ()


def _starting(start: str) -> list[str]:
    if len(start) < 2:
        return []
    places = (zone for place, zones in _gazetteer().items() if place.startswith(start) for zone in zones)
    return _ranked(places)


def _similar(word: str) -> list[str]:
    gazetteer = _gazetteer()
    near = process.extract(word, list(gazetteer), scorer=fuzz.ratio, score_cutoff=_SIMILAR_FROM)
    return [zone for place, _, _ in near for zone in _ranked(gazetteer[place])]


def _gazetteer() -> dict[str, tuple[str, ...]]:
    full = {plain(zone): (zone,) for zone in current_zones()}
    aliases = {alias: countries().get(country, ()) for alias, country in COUNTRY_ALIASES.items()}
    return full | aliases | dict(countries()) | dict(PLACES) | dict(cities())


def _with_offset(match: re.Match[str], at: datetime) -> tuple[str, ...]:
    minutes = 30 if match["half"] else int(match["minutes"] or 0)
    wanted = timedelta(hours=int(match["hours"] or match["unsigned"]), minutes=minutes)
    wanted *= -1 if match["sign"] == "-" else 1
    zones = _ranked(["UTC", *current_zones()])
    today = [zone for zone in zones if _offset(zone, at) == wanted]
    halves = [datetime(at.year, month, 1, tzinfo=UTC) for month in (1, 7)]
    seasonal = [zone for zone in zones if wanted in {_offset(zone, half) for half in halves} - {_offset(zone, at)}]
    # Most mean the offset of today, but some go by their winter or summer time all year round.
    first = [*today[:_NOW_FIRST], *seasonal[:_SEASONAL_NEXT]]
    return tuple(dict.fromkeys([*first, *today, *seasonal]))


def _offset(zone: str, at: datetime) -> timedelta | None:
    return at.astimezone(ZoneInfo(zone)).utcoffset()


def _ranked(zones: Iterable[str]) -> list[str]:
    return sorted(set(zones), key=lambda zone: (_RANK.get(zone, len(_RANK)), zone))
