"""What a slash command's option offers while it is being typed. No database: the answer must come at once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from adapters.discord.limits import CHOICE_NAME, CHOICES_OFFERED, shorten
from bot.application.grammar.spec import Argument, CommandSpec, Takes
from bot.application.grammar.words import area_words
from bot.application.learner_settings import SETTINGS
from bot.application.learner_settings.what import PROGRAMMING_LANGUAGES
from bot.application.team_settings import TEAM_SETTINGS
from bot.domain.zone_places import POPULAR
from bot.domain.zones import suggest_zones
from content.areas import LEVEL_NAMES, Area

TIMES = tuple(f"{hour:02}:{minute:02}" for hour in (7, 8, 9, 12, 16, 17, 18) for minute in (0, 30))
EVENINGS = ("off", "18:00", "19:00", "20:00", "21:00")
WEEKDAYS = ("mon-fri", "daily", "mon wed fri", "tue thu", "mon-sat", "weekends")
DURATIONS = ("1 hour", "4 hours", "1 day", "2 days", "3 days")
CHANNELS = ("here", "off")
HOMES = ("here", "none")

Offer = tuple[str, str]  # what is sent, what is shown


def offers(
    specs: Mapping[str, CommandSpec],
    command: str,
    option: str,
    given: Mapping[str, str],
    *,
    at: datetime,
    channels: Iterable[Offer] = (),
) -> list[Offer]:
    """At most 25 completions of the option being typed; `given` are all options so far, this one included.

    `channels` are those of the server, for settings that take one.
    """
    spec = specs.get(command)
    argument = next((one for one in spec.arguments if one.name == option), None) if spec else None
    if argument is None:
        return []
    typed = given.get(option, "")
    found = _known(argument, specs, given, typed, at, tuple(channels))
    return [(value[:CHOICE_NAME], shorten(name, CHOICE_NAME)) for value, name in found if value][:CHOICES_OFFERED]


def _known(
    argument: Argument,
    specs: Mapping[str, CommandSpec],
    given: Mapping[str, str],
    typed: str,
    at: datetime,
    channels: Sequence[Offer],
) -> list[Offer]:
    match argument.takes:
        case Takes.AREA:
            return _beginning(typed, [(area.value, area.label) for area in Area])
        case Takes.COMMAND:
            return _beginning(typed, [(name, f"{name}: {spec.help}") for name, spec in specs.items()])
        case Takes.WORD:
            return _beginning(typed, [(word, word) for word in argument.choices])
        case _ if argument.completes == "setting":
            return _setting(given.get("what", ""), typed, at)
        case _ if argument.completes == "team-setting":
            return _team_setting(given.get("what", ""), typed, at, channels)
        case _ if argument.completes == "zone":
            return _zones(typed, at)
        case _ if argument.completes == "language":
            return _last_word(typed, PROGRAMMING_LANGUAGES)
        case _:
            return []


def _setting(what: str, typed: str, at: datetime) -> list[Offer]:
    setting = SETTINGS.get(what)
    if setting is None:
        return []
    if what == "timezone":
        return _zones(typed, at)
    if setting.offers and setting.many:
        return _last_word(typed, [value for value, _ in setting.offers])
    if setting.offers:
        return _beginning(typed, [(value, label) for value, label in setting.offers])
    known: dict[str, Callable[[], list[Offer]]] = {
        "areas": lambda: _last_word(typed, area_words()),
        "time": lambda: _plain(typed, TIMES),
        "nudge": lambda: _plain(typed, EVENINGS),
        "weekdays": lambda: _plain(typed, WEEKDAYS),
        "home": lambda: _plain(typed, HOMES),
        "level": lambda: _beginning(typed, [(str(n), f"{n} {name}") for n, name in LEVEL_NAMES.items()]),
    }
    return known[what]() if what in known else _plain(typed, [setting.example])


def _team_setting(what: str, typed: str, at: datetime, channels: Sequence[Offer]) -> list[Offer]:
    setting = TEAM_SETTINGS.get(what)
    if setting is None:
        return []
    if what == "timezone":
        return _zones(typed, at)
    if what.endswith("-channel"):
        return _beginning(typed, [*((word, word) for word in CHANNELS), *channels])
    words: dict[str, Sequence[str]] = {
        "digest-time": TIMES,
        "question-time": TIMES,
        "question-days": WEEKDAYS,
        "challenge-time": DURATIONS,
    }
    return _plain(typed, words.get(what, [setting.example]))


def _zones(typed: str, at: datetime) -> list[Offer]:
    names = suggest_zones(typed, at=at, limit=CHOICES_OFFERED) if typed.strip() else tuple(POPULAR)
    return [(name, name.replace("_", " ")) for name in names]


def _plain(typed: str, words: Iterable[str]) -> list[Offer]:
    return _beginning(typed, [(word, word) for word in words])


def _beginning(typed: str, known: Sequence[Offer]) -> list[Offer]:
    """Those that begin with what was typed, then those that contain it."""
    word = typed.strip().casefold()
    names = [(value.casefold(), name.casefold()) for value, name in known]
    first = [index for index, pair in enumerate(names) if any(part.startswith(word) for part in pair)]
    rest = [index for index, pair in enumerate(names) if index not in first and any(word in part for part in pair)]
    return [known[index] for index in (*first, *rest)]


def _last_word(typed: str, words: Iterable[str]) -> list[Offer]:
    """Completions of the last of several words; those before it stay."""
    before, _, last = typed.replace(",", " ").rpartition(" ")
    chosen = before.split()
    found = [word for word in words if word.startswith(last.casefold()) and word not in chosen]
    return [(line, line) for line in (" ".join([*chosen, word]) for word in found)]
