"""What a text is about, told by its words alone: for asking a question that fits somebody's message."""

import re
from collections import Counter
from itertools import pairwise

from bot.application.grammar.words import key
from content.areas import AREA_SUBTITLES, AREA_TITLES, Area
from content.technologies import TECHNOLOGIES

_WORD = re.compile(r"[\w#+./-]+")
_WORDS_MAX = 500  # of a text; what it is about shows early
_PROSE = frozenset({"rest", "express", "spring", "oracle", "rails", "ruby", "java", "emerging"})  # when written small
_BY_NAME: dict[str, str] = {
    **{slug: slug for slug in TECHNOLOGIES},
    **{key(title): slug for slug, title in TECHNOLOGIES.items()},
    "postgres": "postgresql",
    "js": "javascript",
    "node": "nodejs",
    "mongo": "mongodb",
    "k8s": "kubernetes",
    "auth": "authentication",
    "c-sharp": "csharp",
    "pull-request": "pull-requests",
    "pr": "pull-requests",
    "index": "sql",
    "indexes": "sql",
    "query": "sql",
    "queries": "sql",
}
_AREA_BY_NAME: dict[str, Area] = {
    **{area.value: area for area in Area},
    **{key(title): area for area, title in AREA_TITLES.items()},
    "database": Area.DATABASES,
    "api": Area.APIS,
    "ci": Area.CI_CD,
    "ci/cd": Area.CI_CD,
    "test": Area.TESTING,
    "tests": Area.TESTING,
}


def technologies_in(text: str) -> tuple[str, ...]:
    """The technologies a text names, the one named most often first."""
    found = Counter(_BY_NAME[word] for word in _phrases(text) if word in _BY_NAME)
    return tuple(slug for slug, _ in found.most_common())


def areas_in(text: str) -> tuple[Area, ...]:
    """The skill areas a text names, the one named most often first."""
    found = Counter(_AREA_BY_NAME[word] for word in _phrases(text) if word in _AREA_BY_NAME)
    return tuple(area for area, _ in found.most_common())


def home_of(technology: str) -> Area | None:
    """The area that names a technology in its own description."""
    title = TECHNOLOGIES[technology].casefold()
    return next((area for area, subtitle in AREA_SUBTITLES.items() if title in subtitle.casefold()), None)


def _phrases(text: str) -> list[str]:
    """Words, and pairs of them, as they are compared; everyday words only where they are written as names."""
    words = [word.strip("./-") for word in _WORD.findall(text)[:_WORDS_MAX]]
    single = [key(word) for word in words if word and not (word.islower() and word in _PROSE)]
    pairs = [key(f"{one} {two}") for one, two in pairwise(words)]
    return [*single, *pairs]
