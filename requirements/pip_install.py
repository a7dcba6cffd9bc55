"""Runs the pip of `.venv`, tells its progress in a line and explains its failures. Standard library only."""

import os
import selectors
import subprocess
import sys
import time
from typing import TextIO

from environment import LOG, RECORD, ROOT, VENV, VENV_PYTHON, distributions

SETTINGS = {"PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_PROGRESS_BAR": "off"}
ELSEWHERE = ("PIP_TARGET", "PIP_PREFIX")
OPTIONS = ("--no-input", "--no-deps", "--no-compile")


class SetupFailed(Exception):
    """One clear line (or two) for whoever typed `make`."""


class Progress:
    """On a terminal one line for each step, rewritten as it goes on; elsewhere a line now and then."""

    def __init__(self) -> None:
        self.live = sys.stderr.isatty()
        self.every_s = 0.1 if self.live else 15.0
        self.said = ""
        self.said_at = 0.0

    def step(self, text: str) -> None:
        """A new step begins."""
        self.close()
        self._say(text)

    def update(self, text: str) -> None:
        """The same step, further on."""
        if text != self.said and time.monotonic() - self.said_at >= self.every_s:
            self._say(text)

    def close(self) -> None:
        """Leave the last line as it stands."""
        if self.live and self.said:
            sys.stderr.write("\n")
        self.said = ""

    def _say(self, text: str) -> None:
        self.said, self.said_at = text, time.monotonic()
        sys.stderr.write(f"\r\033[K  {text}" if self.live else f"  {text}\n")
        sys.stderr.flush()


class Pip:
    """The pip of `.venv`."""

    def __init__(self, progress: Progress, lock: int) -> None:
        self.progress = progress
        self.lock = lock  # handed down, so that pip keeps others out even if this process is killed

    def install(self, *arguments: str, wanted: int = 0, what: str = "") -> None:
        """`pip install` with `arguments`. Raises SetupFailed.

        With `what`, tells how far it is with the packages so called, of which `wanted` are pinned.
        """
        environment = {name: value for name, value in os.environ.items() if name not in ELSEWHERE} | SETTINGS
        with LOG.open("a") as log:
            process = subprocess.Popen(
                [VENV_PYTHON, "-I", "-m", "pip", "install", *OPTIONS, *arguments],
                cwd=ROOT,
                env=environment,
                bufsize=0,  # so that waiting for a line and reading it look at the same thing
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                pass_fds=(self.lock,),
            )
            try:
                output = self._follow(process, log, wanted, what)
            except BaseException:
                process.terminate()
                process.wait()
                raise
        if process.wait() != 0:
            raise SetupFailed(explain(output))

    def _follow(self, process: subprocess.Popen[bytes], log: TextIO, wanted: int, what: str) -> list[str]:
        """Copy pip's output to the log and turn it into progress, until it ends."""
        output: list[str] = []
        fetched = 0
        before: set[str] | None = None  # what was there when installing began
        assert process.stdout is not None
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            while True:
                if what and before is not None and not selector.select(timeout=0.3):
                    self.progress.update(f"installing {what} ({len(distributions() - before)} of {wanted})")
                    continue
                line = process.stdout.readline().decode(errors="replace")
                if not line:
                    return output
                log.write(line)
                output.append(line.rstrip())
                if line.startswith("Ignoring "):  # pinned for other systems or Pythons
                    wanted -= 1
                elif what and line.startswith(("Collecting ", "Processing ", "Requirement already satisfied")):
                    fetched += 1
                    self.progress.update(f"fetching {what} ({fetched} of {wanted})")
                elif "Retrying (Retry(" in line:
                    self.progress.update("no answer from the package index, trying again")
                elif line.startswith("Installing collected packages"):
                    RECORD.unlink(missing_ok=True)
                    before = distributions()
                    wanted = line.count(",") + 1
                    if what:
                        self.progress.step(f"installing {what}")


def explain(output: list[str]) -> str:
    """The reason why pip failed, from what it printed."""
    text = "\n".join(output)
    details = f"All of pip's words: {LOG}"
    if "No space left on device" in text:
        return f"No space left on the disk that holds {VENV}."
    if "DO NOT MATCH THE HASHES" in text:
        return f"A package is not the one that is pinned here, so it was not installed. {details}"
    if "Retrying (Retry(" in text or "Could not fetch URL" in text:
        mend = "Look at the network, or at pip's proxy and certificate settings, then run make again."
        return f"No connection to the package index. {mend}\n{details}"
    errors = list(dict.fromkeys(line for line in output if line.startswith("ERROR: ")))[:3] or output[-3:]
    return "\n".join([*errors, f"pip could not install what is pinned. {details}"])
