"""`sqlite`: SQL statements through Python's own SQLite."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from content.model import Verify
from content.verify.sandbox import INSIDE, PYTHON, Program
from content.verify.tools.base import CommandTool


class SqliteTool(CommandTool):
    """Rows are printed as `a|b`; a refused statement as `ERROR: message`."""

    name = "sqlite"
    mend = "use a Python that was built with SQLite"

    @cached_property
    def version(self) -> str | None:
        """SQLite's version, asked in a process of its own."""
        ask = [*PYTHON, "-c", "import sqlite3; print('SQLite', sqlite3.sqlite_version)"]
        ran = subprocess.run(ask, capture_output=True, text=True, timeout=20, check=False)
        return ran.stdout.strip() or None

    @contextmanager
    def prepared(self, block: Verify, folder: Path) -> Iterator[Program]:
        """A database file in the folder, filled by `setup`."""
        setup, code = folder.parent / "setup.sql", folder.parent / "code.sql"
        setup.write_text(block.setup, "utf-8")
        code.write_text(block.code, "utf-8")
        runner = str(INSIDE / "run_sqlite.py")
        yield Program(command=(*PYTHON, runner, str(setup), str(code)), folder=folder)
