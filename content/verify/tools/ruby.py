"""`ruby`: Ruby programs, on an installed Ruby or on the one that npm installs (WebAssembly, run by Node.js)."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from content.model import Verify
from content.verify.sandbox import INSIDE, Program
from content.verify.tools.base import CommandTool, first_line, joined

# Where `make tools` puts what content/verify/npm/package.json names, in a checkout.
PACKAGES = Path(__file__).resolve().parents[3] / ".tools" / "node_modules"
WASM = "@ruby/3.4-wasm-wasi"


class RubyTool(CommandTool):
    """An installed Ruby comes first; the other has no threads, no subprocesses and no network."""

    name = "ruby"
    mend = "install Ruby 3.2 or newer, or Node.js 20 and `make tools`"

    def __init__(self, packages: Path = PACKAGES) -> None:
        self._packages = packages

    @cached_property
    def version(self) -> str | None:
        """Ruby's version, or that of the package with Ruby in it."""
        return self._installed or self._in_node

    @cached_property
    def _installed(self) -> str | None:
        return first_line("ruby", "--version")

    @property
    def _in_node(self) -> str | None:
        try:
            package = json.loads((self._packages / WASM / "package.json").read_text("utf-8"))
        except (OSError, ValueError):
            return None
        return f"{WASM} {package['version']}" if first_line("node", "--version") else None

    @contextmanager
    def prepared(self, block: Verify, folder: Path) -> Iterator[Program]:
        """`setup` and `code` as one program."""
        program = folder.parent / "program.rb"
        program.write_text(joined(block.setup, block.code), "utf-8")
        if self._installed:
            yield Program(command=("ruby", str(program)), folder=folder)
            return
        runner = str(INSIDE / "run_ruby.cjs")
        yield Program(command=("node", "--no-warnings", runner, str(self._packages), str(program)), folder=folder)
