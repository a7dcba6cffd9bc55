"""What a command looks like: enough to parse it, to explain it and to register it with a platform."""

from dataclasses import dataclass
from enum import StrEnum

MOST_CHOICES_SHOWN = 4  # in a usage line; of more, only the argument's name is shown


class Takes(StrEnum):
    """What an argument takes. Platforms offer completion for the closed kinds."""

    AREA = "area"
    LEVEL = "level"
    SITE = "site"
    WORD = "word"  # one of the argument's `choices`
    NAME = "name"  # one word without blanks
    TEXT = "text"  # the rest of the line
    COMMAND = "command"


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """One argument; all are given by place or, for closed kinds, in any order."""

    name: str
    takes: Takes
    help: str
    required: bool = False
    choices: tuple[str, ...] = ()
    also: tuple[str, ...] = ()  # taken as well, but not advertised
    completes: str = ""  # what a platform completes a TEXT or NAME by: "zone", "language" or nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandSpec:
    """A command: its name, one line of help, its arguments and examples that really parse."""

    name: str
    help: str
    arguments: tuple[Argument, ...] = ()
    examples: tuple[str, ...] = ()
    details: str = ""

    @property
    def usage(self) -> str:
        """The form of the command, e.g. `quiz [area] [level]`."""
        parts = [self.name]
        for argument in self.arguments:
            if argument.takes is Takes.WORD and not argument.choices:
                continue  # nothing of it is advertised
            few = 0 < len(argument.choices) <= MOST_CHOICES_SHOWN
            inner = "|".join(argument.choices) if few else argument.name
            parts.append(f"<{inner}>" if argument.required else f"[{inner}]")
        return " ".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A parsed command with its arguments by name, validated and in canonical form."""

    name: str
    arguments: dict[str, str]

    def get(self, name: str) -> str | None:
        """The argument, or None when it was not given."""
        return self.arguments.get(name)
