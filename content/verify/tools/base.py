"""What every tool offers, and the plain kind of tool: write a file, run a command."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Protocol

from content.model import Verify
from content.verify.sandbox import Program, Ran


class BlockFailed(Exception):
    """The program did not end well, so that it proves nothing; the text says why in one line."""


class Tool(Protocol):
    """Something that runs `verify` blocks."""

    @property
    def name(self) -> str:
        """The word in `verify.tool`."""
        ...

    @property
    def version(self) -> str | None:
        """What it is, with its version; None when it is not installed here."""
        ...

    @property
    def mend(self) -> str:
        """What to install when it is absent."""
        ...

    @property
    def takes_turns(self) -> bool:
        """Whether its blocks must run one at a time."""
        ...

    @contextmanager
    def prepared(self, block: Verify, folder: Path) -> Iterator[Program]:
        """The program of a block, its files written into the empty `folder`. Raises `BlockFailed`."""
        ...

    def finding(self, ran: Ran) -> str:
        """What counts of a run. Raises `BlockFailed` when the program did not end well."""
        ...

    def close(self) -> None:
        """End what the tool keeps running between blocks."""
        ...


class CommandTool:
    """A tool that is an installed program: one file is written, one command run."""

    name: str
    executable: str
    version_flag = "--version"
    mend: str
    takes_turns = False

    @cached_property
    def version(self) -> str | None:
        """The first line that the program says of itself."""
        return first_line(self.executable, self.version_flag)

    def finding(self, ran: Ran) -> str:
        """Standard output of a program that ended well."""
        if ran.failure:
            raise BlockFailed(ran.failure)
        return ran.output

    def close(self) -> None:
        """Nothing is kept running."""


def first_line(executable: str, flag: str) -> str | None:
    """The first line a program says of its version; None when it is not there or does not work."""
    path = shutil.which(executable)
    if path is None:
        return None
    try:
        ran = subprocess.run([path, flag], capture_output=True, text=True, timeout=20, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    lines = (ran.stdout + ran.stderr).strip().splitlines()
    return lines[0].strip() if lines else None


def joined(*parts: str) -> str:
    """Source texts one after the other, each ending with a line end."""
    return "".join(f"{part.rstrip()}\n" for part in parts if part)
