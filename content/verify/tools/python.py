"""Tools whose code is a Python program: `python`, and those that add a package or helpers."""

import platform
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from content.model import Verify
from content.verify.sandbox import INSIDE, PYTHON, Program
from content.verify.tools.base import CommandTool, joined


class PythonTool(CommandTool):
    """Runs with the interpreter that runs us. `package` must be installed; `helpers` makes ours importable."""

    def __init__(self, name: str, *, package: str = "", helpers: bool = False) -> None:
        self.name = name
        self.mend = f"install the Python package `{package}`"
        self._package = package
        self._start = (str(INSIDE / "with_helpers.py"),) if helpers else ()

    @cached_property
    def version(self) -> str | None:
        """Python's version, and the package's."""
        python = f"Python {platform.python_version()}"
        if not self._package:
            return python
        try:
            return f"{python}, {self._package} {version(self._package)}"
        except PackageNotFoundError:
            return None

    @contextmanager
    def prepared(self, block: Verify, folder: Path) -> Iterator[Program]:
        """`setup` and `code` as one program, outside the folder it runs in."""
        program = folder.parent / "program.py"
        program.write_text(joined(block.setup, block.code), "utf-8")
        yield Program(command=(*PYTHON, *self._start, str(program)), folder=folder)
