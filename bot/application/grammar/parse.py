"""From a line of text, or a platform's command options, to a command; mistakes come with suggestions."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.application.grammar.spec import Argument, Command, CommandSpec, Takes
from bot.application.grammar.words import (
    SITES,
    area_words,
    closest,
    key,
    read_area,
    read_level,
    read_site,
    technology_area_hint,
)
from bot.application.markup import escape
from bot.errors import NotUnderstood
from content.areas import AREA_SUBTITLES, LEVEL_NAMES
from content.technologies import TECHNOLOGIES

# Bare words that stand for a command (design: "in text the bare words work too").
ALIASES: Mapping[str, str] = {
    "hint": "question hint",
    "tip": "question hint",
    "explain": "question explain",
    "explanation": "question explain",
    "why": "question explain",
    "skip": "question skip",
    "report": "question report",
    "next": "question next",
    "more": "question next",
    "go on": "question next",
    "again": "question again",
    "repeat": "question again",
    "guessed": "question guessed",
    "i guessed": "question guessed",
    "why this question": "question reason",
    "why this": "question reason",
    "question": "question again",
    "hi": "help",
    "hello": "help",
    "hey": "help",
    "?": "help",
    "commands": "help",
    "today": "daily",
    "plan": "daily",
    "stop": "help pause",
    "unpause": "resume",
    "me": "progress",
    "stats": "progress",
    "history": "journey",
    "board": "leaderboard",
    "delete my data": "forget",
    "done": "practice done",
    "too hard": "practice too-hard",
    "too easy": "practice too-easy",
    "another": "practice another",
}
_PREFIX = re.compile(r"^/?coach\b[ ,:]*|^/(?=\w)", re.IGNORECASE)
MAX_SHOWN = 40  # characters of a learner's line that are quoted back


@dataclass(frozen=True, slots=True)
class Malformed:
    """A line that begins like a command but does not fit it."""

    spec: CommandSpec
    error: NotUnderstood


@dataclass(frozen=True, slots=True)
class Foreign:
    """A line that begins with no command word; `suggestions` may be empty."""

    suggestions: tuple[str, ...]


Parsed = Command | Malformed | Foreign


class Grammar:
    """Parses lines against a set of command specifications."""

    def __init__(self, specs: Sequence[CommandSpec]) -> None:
        self.specs: Mapping[str, CommandSpec] = {spec.name: spec for spec in specs}

    def parse(self, line: str) -> Parsed:
        """What a line says. Case and repeated blanks do not matter."""
        words = _PREFIX.sub("", " ".join(line.split())).strip()
        if not words:
            return self.parse("help") if line.strip() else Foreign(())
        bare = words.casefold().rstrip("?!. ") or words
        if bare in ALIASES:
            words = ALIASES[bare]
        first, _, rest = words.partition(" ")
        spec = self.specs.get(first.casefold().rstrip("?!.") if not rest else first.casefold())
        if spec is None:
            spec = self.specs.get(words.casefold().replace(" ", "-"))
            rest = "" if spec else rest
        if spec is None:
            return Foreign(self._suggest(first, rest))
        try:
            return Command(name=spec.name, arguments=_by_place(spec, rest))
        except NotUnderstood as error:
            return Malformed(spec, error)

    def bind(self, name: str, options: Mapping[str, str]) -> Command:
        """A command from named options. Raises `NotUnderstood`, as a line with the same mistake would."""
        spec = self.specs.get(name)
        if spec is None:
            raise NotUnderstood(f"I do not know the command {quote(name)}.", self._suggest(name, ""))
        arguments: dict[str, str] = {}
        for argument in spec.arguments:
            given = options.get(argument.name, "").strip()
            if not given:
                continue
            value = _read(argument, given)
            if value is None:
                raise _wrong(spec, argument, given)
            arguments[argument.name] = value
        _require(spec, arguments)
        return Command(name=spec.name, arguments=arguments)

    def is_command_word(self, text: str) -> bool:
        """Whether a whole line is taken for a command even while a question is open."""
        return isinstance(self.parse(text), Command)

    def _suggest(self, first: str, rest: str) -> tuple[str, ...]:
        if len(first) < 3:
            return ()
        area = read_area(f"{first} {rest}".strip()) or read_area(first)
        if area:
            return (f"quiz {area.value}",)
        near = closest(
            first, [*self.specs, *(word for word in ALIASES if " " not in word and len(word) > 2)], cutoff=70
        )
        suggestions = []
        for word in near:
            line = f"{word} {rest}".strip() if word in self.specs else word
            suggestions.append(line if isinstance(self.parse(line), Command) else word)
        return tuple(dict.fromkeys(suggestions))


def quote(text: str) -> str:
    """A learner's words, shortened and harmless, for an answer that names them."""
    flat = " ".join(text.split())
    return "“" + escape(flat if len(flat) <= MAX_SHOWN else flat[: MAX_SHOWN - 1] + "…") + "”"


def _by_place(spec: CommandSpec, rest: str) -> dict[str, str]:
    given = rest.split()
    arguments, left = _placed(spec, given)
    if left:
        open_arguments = [argument for argument in spec.arguments if argument.name not in arguments]
        if not open_arguments:
            raise NotUnderstood(
                f"`{spec.name}` is clear, but I do not know what to do with {quote(' '.join(left))}.",
                (" ".join([spec.name, *arguments.values()]),),
            )
        before = given[: len(given) - len(left)]
        raise _wrong(spec, open_arguments[0], left[0], before=before, after=left[1:])
    _require(spec, arguments)
    return arguments


def _placed(spec: CommandSpec, words: Sequence[str]) -> tuple[dict[str, str], Sequence[str]]:
    """The arguments that the words give, and the words from the first that gives none."""
    arguments: dict[str, str] = {}
    while words:
        for argument in spec.arguments:
            if argument.name in arguments:
                continue
            if argument.takes is Takes.TEXT:
                arguments[argument.name] = " ".join(words)
                return arguments, ()
            taken = _take(argument, words)
            if taken:
                arguments[argument.name], count = taken
                words = words[count:]
                break
        else:
            return arguments, words
    return arguments, ()


def _take(argument: Argument, words: Sequence[str]) -> tuple[str, int] | None:
    for count in (2, 1):
        if len(words) >= count:
            value = _read(argument, " ".join(words[:count]))
            if value is not None:
                return value, count
    return None


def _read(argument: Argument, text: str) -> str | None:
    match argument.takes:
        case Takes.AREA:
            area = read_area(text)
            return area.value if area else None
        case Takes.LEVEL:
            level = read_level(text)
            return str(level) if level else None
        case Takes.SITE:
            return read_site(text)
        case Takes.WORD:
            return key(text) if key(text) in (*argument.choices, *argument.also) else None
        case Takes.COMMAND | Takes.NAME:
            return text if " " not in text else None
        case Takes.TEXT:
            return text


def _require(spec: CommandSpec, arguments: Mapping[str, str]) -> None:
    for argument in spec.arguments:
        if argument.required and argument.name not in arguments:
            raise NotUnderstood(
                f"`{spec.name}` needs to know {argument.help}. The form is `{spec.usage}`.", spec.examples[:2]
            )


def _wrong(
    spec: CommandSpec, argument: Argument, given: str, *, before: Sequence[str] = (), after: Sequence[str] = ()
) -> NotUnderstood:
    """The refusal of one word; `before` and `after` are the line's other words, which suggestions keep."""
    hint = _technology(given) if any(a.takes is Takes.AREA for a in spec.arguments) else None
    if hint:
        text, line = hint
        return NotUnderstood(text, _mended(spec, (line,), before, after))
    known = _known(spec)
    near = closest(given, known) if known else ()
    text = f"I do not know {quote(given)} here. The form is `{spec.usage}`."
    if given.isdecimal() and any(a.takes is Takes.LEVEL for a in spec.arguments):
        text += " Levels go from 1 (beginner) to 5 (expert)."
    elif argument.takes is Takes.AREA and not near:
        text += " The areas are " + ", ".join(f"`{word}`" for word in area_words()) + "."
    elif argument.takes is Takes.LEVEL and not near:
        text += " Levels go from 1 (beginner) to 5 (expert)."
    return NotUnderstood(text, _mended(spec, near, before, after))


def _mended(spec: CommandSpec, near: Sequence[str], before: Sequence[str], after: Sequence[str]) -> tuple[str, ...]:
    """Lines with a near word in place of the wrong one; without the other words where these do not fit."""
    lines = [[*before, *word.split(), *after] for word in near]
    whole = [" ".join(line) for line in lines if not _placed(spec, line)[1]]
    return tuple(f"{spec.name} {line}" for line in (whole or near))


def _known(spec: CommandSpec) -> list[str]:
    known: list[str] = []
    for argument in spec.arguments:
        match argument.takes:
            case Takes.AREA:
                known += area_words()
            case Takes.LEVEL:
                known += LEVEL_NAMES.values()
            case Takes.SITE:
                known += SITES
            case Takes.WORD:
                known += argument.choices
            case _:
                continue
    return known


def _technology(given: str) -> tuple[str, str] | None:
    slug = technology_area_hint(given)
    if slug is None:
        return None
    title = TECHNOLOGIES[slug]
    for area, subtitle in AREA_SUBTITLES.items():
        if title.casefold() in subtitle.casefold():
            return f"{title} belongs to the area {area.label}.", area.value
    return None
