"""Builds `content/catalogue/*.json` from the collected facts: `python -m content.catalogue_build --from DIR`.

DIR holds `leetcode.json` and `codewars.json`. Only LeetCode problems that need no subscription are taken, and
all katas. How difficulties, categories, topics, tags and names become levels, areas and technologies is one
set of tables: `content/catalogue_mapping.py`. The output is the same for the same input, one problem a line.
"""

import argparse
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from content import catalogue_mapping as mapping
from content.catalogue import CatalogueFile, Profile, Row, Source, slug_of
from content.catalogue_mapping import Trains

TARGET = Path(__file__).parent / "catalogue"
ID_PATTERNS = {"leetcode": re.compile(r"[a-z0-9]+(-[a-z0-9]+)*"), "codewars": re.compile(r"[0-9a-f]{24}")}


class LeetcodeFact(msgspec.Struct, frozen=True, kw_only=True):
    """A LeetCode problem as collected; `ac_rate` in percent."""

    id: int
    title: str
    slug: str
    difficulty: str
    paid_only: bool
    category: str
    topics: tuple[str, ...]
    ac_rate: float
    lists: tuple[str, ...]


class CodewarsFact(msgspec.Struct, frozen=True, kw_only=True):
    """A kata as collected; `rank` in kyu."""

    id: str
    name: str
    rank: int
    category: str | None
    tags: tuple[str, ...]
    languages: tuple[str, ...]


class LeetcodeFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The collected file of LeetCode."""

    source: tuple[Source, ...]
    as_of: str
    link: str
    problems: tuple[LeetcodeFact, ...]


class CodewarsFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The collected file of Codewars."""

    source: tuple[Source, ...]
    as_of: str
    link: str
    problems: tuple[CodewarsFact, ...]


class _Table:
    """Words kept once, each with its number in order of first use."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def numbers(self, words: Iterable[str]) -> tuple[int, ...]:
        return tuple([self._numbers.setdefault(word, len(self._numbers)) for word in words])

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(self._numbers)


class _Profiles:
    """Profiles kept once, each with its number in order of first use."""

    def __init__(self) -> None:
        self._numbers: dict[Profile, int] = {}

    def number(self, trained: Iterable[Trains]) -> int:
        """The number of the union of everything trained, areas and technologies in order of first mention."""
        trained = tuple(trained)
        profile = Profile(
            areas=tuple(dict.fromkeys(area for one in trained for area in one.areas)),
            technologies=tuple(dict.fromkeys(name for one in trained for name in one.technologies)),
        )
        return self._numbers.setdefault(profile, len(self._numbers))

    @property
    def profiles(self) -> tuple[Profile, ...]:
        return tuple(self._numbers)


def leetcode_catalogue(facts: LeetcodeFacts) -> CatalogueFile:
    """The free problems. Raises ValueError for a slug that is none, KeyError for an unknown difficulty."""
    profiles, topics, languages, lists = _Profiles(), _Table(), _Table(), _Table()
    rows = []
    for fact in facts.problems:
        if fact.paid_only:
            continue
        rows.append(
            Row(
                id=str(fact.id),
                title=fact.title,
                level=leetcode_level(fact),
                profile=profiles.number(_leetcode_trains(fact)),
                topics=topics.numbers(fact.topics),
                slug="" if _checked("leetcode", fact.slug) == slug_of(fact.title) else fact.slug,
                languages=languages.numbers(mapping.LEETCODE_LANGUAGES.get(fact.category, ())),
                lists=lists.numbers(fact.lists),
            )
        )
    return CatalogueFile(
        source=facts.source,
        as_of=facts.as_of,
        link=facts.link,
        profiles=profiles.profiles,
        topics=topics.words,
        languages=languages.words,
        lists=lists.words,
        problems=tuple(rows),
    )


def codewars_catalogue(facts: CodewarsFacts) -> CatalogueFile:
    """All katas. Raises ValueError for an id that is none, KeyError for an unknown rank."""
    profiles, topics, languages = _Profiles(), _Table(), _Table()
    rows = [
        Row(
            id=_checked("codewars", fact.id),
            title=fact.name,
            level=mapping.CODEWARS_LEVELS[fact.rank],
            profile=profiles.number(_codewars_trains(fact)),
            topics=topics.numbers(fact.tags),
            languages=languages.numbers(fact.languages),
        )
        for fact in facts.problems
    ]
    return CatalogueFile(
        source=facts.source,
        as_of=facts.as_of,
        link=facts.link,
        profiles=profiles.profiles,
        topics=topics.words,
        languages=languages.words,
        lists=(),
        problems=tuple(rows),
    )


def leetcode_level(fact: LeetcodeFact) -> int:
    """Level 1..5 by difficulty and share of accepted submissions. KeyError for an unknown difficulty."""
    steps = mapping.LEETCODE_LEVELS[fact.difficulty]
    return next(level for accepted_from, level in steps if fact.ac_rate >= accepted_from)


def encode(file: CatalogueFile) -> bytes:
    """The file as JSON with one problem a line, so that a diff shows one problem a changed line."""
    head = msgspec.to_builtins(file)
    rows = [_trimmed(row) for row in head.pop("problems")]
    parts = [
        f"{msgspec.json.encode(key).decode()}:{msgspec.json.encode(value).decode()}" for key, value in head.items()
    ]
    lines = ",\n".join(msgspec.json.encode(row).decode() for row in rows)
    return ("{\n" + ",\n".join(parts) + ',\n"problems":[\n' + lines + "\n]}\n").encode()


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the facts, write the catalogue, and say what was written."""
    parser = argparse.ArgumentParser(prog="python -m content.catalogue_build", description=__doc__)
    parser.add_argument("--from", dest="source", type=Path, required=True, metavar="DIR")
    parser.add_argument("--to", dest="target", type=Path, default=TARGET, metavar="DIR")
    options = parser.parse_args(arguments)
    leetcode = msgspec.json.decode((options.source / "leetcode.json").read_bytes(), type=LeetcodeFacts)
    codewars = msgspec.json.decode((options.source / "codewars.json").read_bytes(), type=CodewarsFacts)
    options.target.mkdir(parents=True, exist_ok=True)
    built = {"leetcode": leetcode_catalogue(leetcode), "codewars": codewars_catalogue(codewars)}
    for site, file in built.items():
        written = (options.target / f"{site}.json").write_bytes(encode(file))
        print(f"{site}: {len(file.problems)} problems, {len(file.profiles)} profiles, {written} bytes")


def _leetcode_trains(fact: LeetcodeFact) -> Iterable[Trains]:
    yield mapping.LEETCODE_CATEGORIES[fact.category]
    if fact.category == "algorithms":
        yield from (mapping.LEETCODE_TOPICS[topic] for topic in fact.topics if topic in mapping.LEETCODE_TOPICS)
    if fact.slug in mapping.LEETCODE_SLUGS:
        yield mapping.LEETCODE_SLUGS[fact.slug]


def _codewars_trains(fact: CodewarsFact) -> Iterable[Trains]:
    if fact.category is not None:
        yield mapping.CODEWARS_CATEGORIES[fact.category]
    yield from (mapping.CODEWARS_TAGS[tag] for tag in fact.tags if tag in mapping.CODEWARS_TAGS)
    yield from (trains for pattern, trains in mapping.CODEWARS_TITLES if pattern.search(fact.name))
    if fact.category is None and not fact.tags:
        yield mapping.CODEWARS_UNTAGGED
        if fact.rank >= mapping.CODEWARS_EASY_FROM_KYU:
            yield mapping.CODEWARS_UNTAGGED_EASY
    known = [language for language in mapping.CODEWARS_LANGUAGE_TECHNOLOGIES if language in fact.languages]
    yield Trains((), tuple(known))


def _checked(site: str, place: str) -> str:
    """The part of the link that varies; ValueError unless it looks as the site makes them."""
    if not ID_PATTERNS[site].fullmatch(place):
        raise ValueError(f"{place!r} cannot be part of a {site} link")
    return place


def _trimmed(row: list[object]) -> list[object]:
    while row and row[-1] in ((), [], ""):
        row = row[:-1]
    return row


if __name__ == "__main__":
    main()
