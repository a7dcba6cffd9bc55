"""`node`: JavaScript on Node.js."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from content.model import Verify
from content.verify.sandbox import Program, Ran
from content.verify.tools.base import BlockFailed, CommandTool, joined

# Statements that only a module knows, at the start of a line.
MODULE = re.compile(r"^(?:import\b(?!\()|export\b|await\b|(?:const|let|var)\b.*=\s*await\b|for await\b)", re.MULTILINE)


class NodeTool(CommandTool):
    """A module or a CommonJS script, by what the code says."""

    name = "node"
    executable = "node"
    mend = "install Node.js 20 or newer"

    @contextmanager
    def prepared(self, block: Verify, folder: Path) -> Iterator[Program]:
        """`setup` and `code` as one program."""
        source = joined(block.setup, block.code)
        program = folder / ("program.mjs" if MODULE.search(source) else "program.cjs")
        program.write_text(source, "utf-8")
        flags = ("--max-old-space-size=256", "--no-warnings")
        yield Program(command=("node", *flags, str(program)), folder=folder, environment={"NO_COLOR": "1"})

    def finding(self, ran: Ran) -> str:
        """The output. Node ends a dump of its stack with nothing telling, so the telling line is sought."""
        told = re.search(r"^(?:FATAL ERROR|\w*Error): .*", ran.errors, re.MULTILINE)
        if ran.failure and told:
            raise BlockFailed(told[0])
        return super().finding(ran)
