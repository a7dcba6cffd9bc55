"""Reading single words: areas, levels, sites, with the short forms people type and suggestions for typos."""

import re
from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process

from content.areas import AREA_TITLES, LEVEL_NAMES, Area
from content.technologies import TECHNOLOGIES

SITES = ("leetcode", "codewars")

_AREA_ALIASES: Mapping[str, Area] = {
    "language": Area.LANGUAGES,
    "lang": Area.LANGUAGES,
    "framework": Area.FRAMEWORKS,
    "database": Area.DATABASES,
    "db": Area.DATABASES,
    "dbs": Area.DATABASES,
    "api": Area.APIS,
    "server": Area.SERVERS,
    "cloud": Area.SERVERS,
    "devops": Area.SERVERS,
    "sec": Area.SECURITY,
    "test": Area.TESTING,
    "tests": Area.TESTING,
    "vcs": Area.VERSION_CONTROL,
    "versioncontrol": Area.VERSION_CONTROL,
    "cicd": Area.CI_CD,
    "ci": Area.CI_CD,
    "cd": Area.CI_CD,
    "ci/cd": Area.CI_CD,
    "problems": Area.PROBLEM_SOLVING,
    "problemsolving": Area.PROBLEM_SOLVING,
}

_LEVEL_ALIASES: Mapping[str, int] = {
    "newbie": 1,
    "basic": 1,
    "simple": 2,
    "intermediate": 3,
    "normal": 3,
    "middle": 3,
    "difficult": 4,
    "advanced": 4,
    "senior": 4,
}


def key(word: str) -> str:
    """A word as it is compared: case, blanks and underscores do not matter."""
    return re.sub(r"[\s_]+", "-", word.strip().casefold())


def read_area(word: str) -> Area | None:
    """The area named by its slug, title or a common short form."""
    wanted = key(word)
    for area, title in AREA_TITLES.items():
        if wanted in {area.value, key(title)}:
            return area
    return _AREA_ALIASES.get(wanted)


def read_level(word: str) -> int | None:
    """The level 1..5 given as a number or a name."""
    wanted = key(word)
    if wanted.isdecimal() and wanted.isascii():
        return int(wanted) if wanted in {"1", "2", "3", "4", "5"} else None
    for level, name in LEVEL_NAMES.items():
        if wanted == name:
            return level
    return _LEVEL_ALIASES.get(wanted)


def read_site(word: str) -> str | None:
    """The practice site, also by a common short form."""
    wanted = key(word)
    return {"lc": "leetcode", "cw": "codewars", "kata": "codewars"}.get(wanted, wanted if wanted in SITES else None)


def area_words() -> list[str]:
    """Every slug that names an area."""
    return [area.value for area in Area]


def technology_area_hint(word: str) -> str | None:
    """The name of the technology if the word is one (people type `quiz postgres`)."""
    wanted = key(word)
    for slug, title in TECHNOLOGIES.items():
        if wanted in {slug, key(title)}:
            return slug
    near = process.extractOne(wanted, list(TECHNOLOGIES), scorer=fuzz.ratio, score_cutoff=82)
    return near[0] if near else None


def closest(word: str, known: Iterable[str], *, limit: int = 3, cutoff: float = 60) -> tuple[str, ...]:
    """The known words that a typo may have meant, nearest first."""
    wanted = key(word)
    if not wanted:
        return ()
    matches = process.extract(wanted, list(known), scorer=fuzz.WRatio, limit=limit, score_cutoff=cutoff)
    return tuple(match[0] for match in matches if abs(len(match[0]) - len(wanted)) <= max(3, len(wanted) // 2))
