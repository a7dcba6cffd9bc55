"""`java`: one source file, compiled in memory by the `java` command itself."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from content.model import Verify
from content.verify.sandbox import Program, Ran
from content.verify.tools.base import BlockFailed, CommandTool, joined

# A small and quickly started machine; without the file that it would map into /tmp.
FLAGS = ("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-XX:-UsePerfData")
COMPILE_ERROR = re.compile(r"^.*\.java:\d+: error: (.+)$", re.MULTILINE)


class JavaTool(CommandTool):
    """The file's first class holds `main`."""

    name = "java"
    executable = "java"
    mend = "install a JDK, 17 or newer"

    @contextmanager
    def prepared(self, block: Verify, folder: Path) -> Iterator[Program]:
        """`code` first, because the first class is run; the types of `setup` after it."""
        program = folder.parent / "Main.java"
        program.write_text(joined(block.code, block.setup), "utf-8")
        yield Program(command=("java", *FLAGS, str(program)), folder=folder)

    def finding(self, ran: Ran) -> str:
        """The output; of a program that does not compile the first reason."""
        refused = COMPILE_ERROR.search(ran.errors) if "compilation failed" in ran.errors else None
        if refused:
            return f"compile error: {refused[1]}"
        if ran.failure:
            thrown = next((line for line in ran.errors.splitlines() if line.startswith("Exception in")), "")
            raise BlockFailed(thrown or ran.failure)
        return ran.output
