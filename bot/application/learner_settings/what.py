"""Settings of content and privacy: areas and weights, level, languages, sites, being named."""

import re
from dataclasses import replace

import msgspec

from bot.application.grammar.parse import quote
from bot.application.grammar.words import SITES as SITE_NAMES
from bot.application.grammar.words import area_words, closest, key, read_area, read_level, read_site
from bot.application.learner_settings.base import OFF, Setting, read_switch
from bot.application.visit import Visit
from bot.domain.people import Preferences
from bot.errors import BadSetting, TeamOnly
from content.areas import LEVEL_NAMES, Area

WEIGHT_WORDS = {0: "off", 1: "normal", 2: "more", 3: "much"}
PROGRAMMING_LANGUAGES = (
    "python", "java", "csharp", "ruby", "javascript", "typescript", "go", "rust", "kotlin", "scala",
    "php", "cpp", "c", "swift", "elixir", "clojure", "haskell", "sql", "shell",
)  # fmt: skip
_LANGUAGE_ALIASES = {
    "c#": "csharp", "cs": "csharp", "js": "javascript", "node": "javascript", "nodejs": "javascript",
    "ts": "typescript", "golang": "go", "c++": "cpp", "bash": "shell", "py": "python", "rb": "ruby",
}  # fmt: skip
ANY = frozenset({"any", "all", "none", "every", "everything", "default"})


async def _prefer(visit: Visit, **changes: object) -> None:
    preferences: Preferences = msgspec.structs.replace(visit.learner.preferences, **changes)
    await visit.change_learner(preferences=preferences)


def read_weights(text: str) -> dict[str, int]:
    """Weights by area: `databases 3, apis off, security`. A bare area counts 2. Raises `BadSetting`."""
    weights: dict[str, int] = {}
    for part in re.split(r"[,;\n]+", text.strip()):
        words = part.replace("=", " ").replace(":", " ").split()
        while words:
            for count in (2, 1):
                area = read_area(" ".join(words[:count])) if len(words) >= count else None
                if area:
                    words = words[count:]
                    break
            if area is None:
                near = closest(words[0], area_words())
                raise BadSetting(
                    f"I do not know the area {quote(words[0])}.",
                    near,
                )
            weight = _weight(words[0]) if words else None
            if weight is not None:
                words = words[1:]
            weights[area.value] = 2 if weight is None else weight
    if not weights:
        raise BadSetting("Name at least one area.", ("databases more", "all"))
    return weights


def _weight(word: str) -> int | None:
    if word in {"0", "1", "2", "3"}:
        return int(word)
    return {**{name: weight for weight, name in WEIGHT_WORDS.items()}, "on": 1, "no": 0}.get(word.casefold())


async def _set_areas(visit: Visit, text: str) -> None:
    if key(text) in ANY:
        await _prefer(visit, weights={})
        return
    weights = {**visit.learner.preferences.weights, **read_weights(text)}
    if all(weights.get(area.value, 1) == 0 for area in Area):
        raise BadSetting("At least one area has to stay on.", ("all",))
    await _prefer(visit, weights={area: weight for area, weight in weights.items() if weight != 1})


def _show_areas(visit: Visit) -> str:
    weights = visit.learner.preferences.weights
    changed = [f"{area} {WEIGHT_WORDS[weight]}" for area, weight in sorted(weights.items())]
    return ", ".join(changed) if changed else "all alike"


async def _set_level(visit: Visit, text: str) -> None:
    if key(text) in ANY | OFF | {"auto", "automatic"}:
        await _prefer(visit, level=None)
        return
    level = read_level(text)
    if level is None:
        raise BadSetting(f"I do not know the level {quote(text)}; they go from 1 to 5, or `auto`.", ())
    await _prefer(visit, level=level)


def _show_level(visit: Visit) -> str:
    level = visit.learner.preferences.level
    return f"{level} ({LEVEL_NAMES[level]})" if level else "auto"


async def _set_languages(visit: Visit, text: str) -> None:
    if key(text) in ANY:
        await _prefer(visit, languages=())
        return
    languages = []
    for word in re.split(r"[\s,;]+", text.strip().casefold()):
        language = _LANGUAGE_ALIASES.get(word, word)
        if language not in PROGRAMMING_LANGUAGES:
            near = closest(word, PROGRAMMING_LANGUAGES)
            raise BadSetting(
                f"I do not know the language {quote(word)}.",
                near,
            )
        languages.append(language)
    await _prefer(visit, languages=tuple(dict.fromkeys(languages)))


async def _set_sites(visit: Visit, text: str) -> None:
    if key(text) in {"all", "any", "both"}:
        await _prefer(visit, sites=SITE_NAMES)
        return
    sites = []
    for word in re.split(r"[\s,;]+|\band\b", text.strip().casefold()):
        site = read_site(word)
        if word and site is None:
            raise BadSetting(f"I do not know the site {quote(word)}.", SITE_NAMES)
        sites += [site] if site else []
    if not sites:
        raise BadSetting("At least one site has to stay on.", SITE_NAMES)
    await _prefer(visit, sites=tuple(dict.fromkeys(sites)))


async def _set_named(visit: Visit, text: str) -> None:
    await _prefer(visit, named=read_switch(text, "Being named on boards and in digests"))


async def _set_visible(visit: Visit, text: str) -> None:
    visible = read_switch(text, "Counting for your team")
    memberships = await visit.uow.teams.memberships(visit.learner.id)
    if not memberships:
        raise TeamOnly("You are in no team yet, so there is nothing to count for.")
    for membership in memberships:
        if membership.left_at is None:
            await visit.uow.teams.save_membership(replace(membership, visible=visible))
    if visit.membership:
        visit.membership = replace(visit.membership, visible=visible)


def _show_visible(visit: Visit) -> str:
    if visit.membership is None:
        return "no team here"
    return "on" if visit.membership.visible else "off"


SWITCH = (("on", "On"), ("off", "Off"))

AREAS = Setting(
    key="areas",
    label="Areas",
    help="what you want more or less of: off, normal, more, much",
    example="databases more, frameworks off",
    show=_show_areas,
    apply=_set_areas,
)
LEVEL = Setting(
    key="level",
    label="Level",
    help="the level you want, or `auto`",
    example="3",
    show=_show_level,
    apply=_set_level,
    offers=(("auto", "Automatic"), *((str(n), f"{n} ({name})") for n, name in LEVEL_NAMES.items())),
)
LANGUAGES = Setting(
    key="languages",
    label="Programming languages",
    help="the languages you work in, or `any`",
    example="python java",
    show=lambda visit: ", ".join(visit.learner.preferences.languages) or "any",
    apply=_set_languages,
    offers=tuple((name, name) for name in PROGRAMMING_LANGUAGES),
    many=True,
)
SITES = Setting(
    key="sites",
    label="Practice sites",
    help="where practice problems come from",
    example="leetcode codewars",
    show=lambda visit: ", ".join(visit.learner.preferences.sites),
    apply=_set_sites,
    offers=tuple((name, name) for name in SITE_NAMES),
    many=True,
)
NAMED = Setting(
    key="named",
    label="Named on boards",
    help="whether your name stands on the leaderboard and in the team digest",
    example="on",
    show=lambda visit: "on" if visit.learner.preferences.named else "off",
    apply=_set_named,
    offers=SWITCH,
)
VISIBLE = Setting(
    key="visible",
    label="Count for my team",
    help="whether your activity counts, without your name, in team numbers",
    example="on",
    show=_show_visible,
    apply=_set_visible,
    offers=SWITCH,
)
