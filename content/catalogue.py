"""The practice catalogue: every problem the coach may suggest, from the files of `content/catalogue/`.

The files are compact (one short row a problem, repeated words kept once in tables) and built by
`content/catalogue_build.py`. They are read at the first use only.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

import msgspec

from content.practice import SITES, PracticeProblem


class Profile(msgspec.Struct, frozen=True, array_like=True):
    """What a problem trains; many problems share one profile."""

    areas: tuple[str, ...]
    technologies: tuple[str, ...]


class Row(msgspec.Struct, frozen=True, array_like=True):
    """One problem as stored; trailing defaults are left out. Numbers point into the file's tables.

    `slug` is empty where it follows from the title by `slug_of`, and where the link needs none.
    """

    id: str
    title: str
    level: int
    profile: int
    topics: tuple[int, ...] = ()
    slug: str = ""
    languages: tuple[int, ...] = ()
    lists: tuple[int, ...] = ()


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Where facts come from: a public repository at a commit."""

    repo: str
    commit: str
    date: str | None = None


class CatalogueFile(msgspec.Struct, frozen=True, kw_only=True):
    """One site's file. `link` has the placeholder {slug} or {id}; `as_of` says how old the facts are."""

    source: tuple[Source, ...]
    as_of: str
    link: str
    profiles: tuple[Profile, ...]
    topics: tuple[str, ...]
    languages: tuple[str, ...]
    lists: tuple[str, ...]
    problems: tuple[Row, ...]


class Catalogue:
    """All practice problems, with an index by area and by key."""

    def __init__(self, problems: Iterable[PracticeProblem], as_of: Mapping[str, str]) -> None:
        """Index the problems; `as_of` says by site how old its facts are."""
        self.problems = tuple(problems)
        self.as_of = dict(as_of)
        self._by_key = {problem.key: problem for problem in self.problems}
        by_area: dict[str, list[PracticeProblem]] = defaultdict(list)
        for problem in self.problems:
            for area in problem.areas:
                by_area[area].append(problem)
        self._by_area = {area: tuple(members) for area, members in by_area.items()}

    def in_area(self, area: str) -> tuple[PracticeProblem, ...]:
        """The problems that train an area, in a fixed order; empty where no site has any."""
        return self._by_area.get(area, ())

    def get(self, key: str) -> PracticeProblem | None:
        """The problem `<site>:<id>`; None if it is unknown."""
        return self._by_key.get(key)


@cache
def load_catalogue() -> Catalogue:
    """The committed catalogue, read once per process.

    Raises ValueError naming the file when one does not hold what it should.
    """
    stored = {site: _read(site) for site in SITES}
    problems = (problem for site, file in stored.items() for problem in _problems(site, file))
    return Catalogue(problems, {site: file.as_of for site, file in stored.items()})


def slug_of(title: str) -> str:
    """The slug that LeetCode makes of nearly every title."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


def _read(site: str) -> CatalogueFile:
    path = files("content") / "catalogue" / f"{site}.json"
    try:
        return msgspec.json.decode(path.read_bytes(), type=CatalogueFile)
    except msgspec.MsgspecError as error:
        raise ValueError(f"{path} is not a practice catalogue: {error}") from error


def _problems(site: str, file: CatalogueFile) -> Iterable[PracticeProblem]:
    by_slug = "{slug}" in file.link
    before, after = re.split(r"\{slug\}|\{id\}", file.link)
    for row in file.problems:
        profile = file.profiles[row.profile]
        place = (row.slug or slug_of(row.title)) if by_slug else row.id
        yield PracticeProblem(
            site=site,
            id=row.id,
            title=row.title,
            url=before + place + after,
            level=row.level,
            areas=profile.areas,
            technologies=profile.technologies,
            topics=tuple([file.topics[number] for number in row.topics]),
            languages=tuple([file.languages[number] for number in row.languages]),
            lists=tuple([file.lists[number] for number in row.lists]),
        )
