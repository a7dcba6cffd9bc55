"""Where lines come from: a person at a terminal, or a pipe."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TextIO

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.completion import Completer, ThreadedCompleter
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.output import ColorDepth

PROMPT = "> "


class Lines(Protocol):
    """A source of lines."""

    async def next(self) -> str | None:
        """The next line, or None at the end."""
        ...

    def forget(self) -> None:
        """Erase what is kept of earlier lines."""
        ...


class PipedLines:
    """Lines of a pipe or file; each is echoed, so that the output reads as a conversation."""

    def __init__(self, echo: Callable[[str], None], stream: TextIO) -> None:
        self._echo = echo
        self._stream = stream

    async def next(self) -> str | None:
        """The next line that is not empty."""
        while True:
            line = self._stream.readline()  # blocks, and may: nothing else goes on while a script is read
            if not line:
                return None
            if line.strip():
                self._echo(f"{PROMPT}{line.rstrip()[:200]}")
                return line.rstrip("\r\n")

    def forget(self) -> None:
        """Nothing is kept."""


class TypedLines:
    """Lines typed by a person, with editing, history, suggestions and completion."""

    def __init__(self, completer: Completer, history_file: Path, *, colours: bool) -> None:
        self._history_file = history_file
        self._session: PromptSession[str] = PromptSession(
            history=self._open_history(),
            completer=ThreadedCompleter(completer),
            complete_while_typing=False,
            auto_suggest=AutoSuggestFromHistory(),
            color_depth=None if colours else ColorDepth.DEPTH_1_BIT,
        )

    async def next(self) -> str | None:
        """The next line that is not empty; Ctrl-C clears a begun one, on an empty one it ends, as Ctrl-D does."""
        while True:
            try:
                line = await self._session.prompt_async(FormattedText([("bold", PROMPT)]))
            except EOFError:
                return None
            except KeyboardInterrupt:
                if not self._session.default_buffer.text:
                    return None
                continue
            if line.strip():
                return line

    def forget(self) -> None:
        """Erase the history file."""
        self._history_file.unlink(missing_ok=True)
        self._session.history = InMemoryHistory()

    def _open_history(self) -> History:
        try:
            self._history_file.parent.mkdir(parents=True, exist_ok=True)
            with self._history_file.open("ab"):
                pass
            self._history_file.chmod(0o600)
        except OSError:
            return InMemoryHistory()
        return FileHistory(str(self._history_file))
