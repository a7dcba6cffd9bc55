"""What a command module offers: its specification, what it does, and the buttons and dialogues that belong to it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from bot.application.actions import ActionRef
from bot.application.grammar.spec import Command, CommandSpec
from bot.application.ports.storage import Dialogue
from bot.application.replies import Reply
from bot.application.visit import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """A pressed button (with the chosen values) or a sent form (with its fields)."""

    ref: ActionRef
    values: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)


Run = Callable[[Visit, Command], Awaitable[Reply]]
OnPress = Callable[[Visit, Pressed], Awaitable[Reply]]
OnLine = Callable[[Visit, Dialogue, str], Awaitable[Reply | None]]


def is_command(line: str) -> bool:
    """Whether a whole line is a command, for dialogues that let commands pass on."""
    from bot.application.commands import GRAMMAR  # here, because that package lists the modules that ask this

    return GRAMMAR.is_command_word(line)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandModule:
    """One command. `presses` are by action verb, `dialogues` by kind; a dialogue's None lets the line pass on.

    `forms` show the form behind a button, by the form's verb, and change nothing. Without an entry the verb's press
    is asked, which for many forms shows them when nothing is sent along.
    """

    spec: CommandSpec
    run: Run
    presses: Mapping[str, OnPress] = field(default_factory=dict)
    forms: Mapping[str, OnPress] = field(default_factory=dict)
    dialogues: Mapping[str, OnLine] = field(default_factory=dict)
