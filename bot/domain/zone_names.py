"""What the zone database calls its zones: canonical names, older names, cities and countries.

The names are those zoneinfo offers; which of them are current and in which country they lie stands in the
tables of the `tzdata` package (`zone.tab`, `iso3166.tab`, the links of `tzdata.zi`; see their headers).
"""

import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from zoneinfo import available_timezones

_NO_PLACE = {"localtime", "Factory", "posixrules"}  # the machine's own zone, and placeholders
_APOSTROPHES = "'\u2019"
_NO_PLACE_PREFIXES = ("posix/", "right/", "SystemV/")


def plain(text: str) -> str:
    """A name as it is compared: lower case, no accents or apostrophes, single blanks between words."""
    letters = unicodedata.normalize("NFKD", text.replace("_", " ").replace("-", " ")).casefold()
    kept = (letter for letter in letters if not unicodedata.combining(letter) and letter not in _APOSTROPHES)
    return " ".join("".join(kept).split())


@cache
def zone_names() -> Mapping[str, str]:
    """Every name that means one place or UTC, by its lower case, with the canonical name for it.

    A name that lies in a country stays as it is ("Europe/Oslo"), an outdated one becomes its successor.
    """
    known = {name for name in available_timezones() - _NO_PLACE if not name.startswith(_NO_PLACE_PREFIXES)}
    links = _links()
    canonical = {}
    for name in known:
        target = name if name in current_zones() else links.get(name, name)
        target = "UTC" if target == "Etc/UTC" else target
        canonical[name.casefold()] = target if target in known else name
    return canonical


@cache
def countries() -> Mapping[str, tuple[str, ...]]:
    """The zones of each country, by its English name as `plain` writes it."""
    names = {code: plain(name) for code, name in _table("iso3166.tab")}
    zones: dict[str, tuple[str, ...]] = {}
    for code, _, zone, *_ in _table("zone.tab"):
        zones[names[code]] = (*zones.get(names[code], ()), zone)
    return zones


@cache
def cities() -> Mapping[str, tuple[str, ...]]:
    """The zones named after a place, now or formerly, by the last part of the name as `plain` writes it."""
    found: dict[str, tuple[str, ...]] = {}
    continents = {zone.partition("/")[0].casefold() for zone in current_zones()}
    for name, zone in sorted(zone_names().items()):
        city = plain(name.rpartition("/")[2])
        # Old names like "US/Pacific" and "Iceland" end in no city.
        if name.partition("/")[0] in continents and zone in current_zones() and zone not in found.get(city, ()):
            found[city] = (*found.get(city, ()), zone)
    return found


@cache
def current_zones() -> frozenset[str]:
    """The zones that lie in a country."""
    return frozenset(zone for zones in countries().values() for zone in zones)


def _links() -> dict[str, str]:
    lines = (line.split() for line in _lines("tzdata.zi"))
    return {words[2]: words[1] for words in lines if words[0] == "L"}


def _table(name: str) -> list[list[str]]:
    return [line.split("\t") for line in _lines(name)]


def _lines(name: str) -> list[str]:
    text = files("tzdata").joinpath("zoneinfo", name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
