"""One program in a scratch directory: environment scrubbed, time, memory and file sizes limited, network cut off."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

INSIDE = Path(__file__).parent / "inside"
LAUNCHER = INSIDE / "launch.py"
PYTHON = (sys.executable, "-I", "-B")
MEBIBYTE = 1024 * 1024
OUTPUT_MAX = 64 * 1024  # bytes that are looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one program may use."""

    seconds: float = 10.0
    memory_mb: int = 512
    file_mb: int = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A command to run in `folder`; `environment` comes on top of the scrubbed one."""

    command: Sequence[str]
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    standard_input: Path | None = None
    errors_in_output: bool = False  # standard error goes where standard output goes, in order


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """How a program ended. `status` is the exit status, negative for a signal, None when the time was over."""

    status: int | None
    output: str
    errors: str

    @property
    def failure(self) -> str:
        """Why the program did not end well, in one line; empty when it did."""
        if self.status == 0:
            return ""
        last = next((line.strip() for line in reversed(self.errors.splitlines()) if line.strip()), "")
        if self.status is None:
            return "ran out of time"
        if self.status == -signal.SIGXCPU:
            return "ran out of processor time"
        if self.status == -signal.SIGXFSZ:
            return "wrote too much"
        if self.status < 0:
            return f"ended by {signal.Signals(-self.status).name}{f': {last}' if last else ''}"
        return last or f"exit status {self.status}"


def run(program: Program, limits: Limits) -> Ran:
    """Run a program to its end, or to the end of its time; its whole process group is killed then."""
    rights = {
        "seconds": int(limits.seconds) + 1,
        "memory": limits.memory_mb * MEBIBYTE,
        "file": limits.file_mb * MEBIBYTE,
        "network": False,
    }
    output, errors = program.folder.parent / "output", program.folder.parent / "errors"
    with (
        output.open("wb") as out,
        errors.open("wb") as err,
        (program.standard_input or Path(os.devnull)).open("rb") as given,
    ):
        process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-B", str(LAUNCHER), json.dumps(rights), *program.command],
            cwd=program.folder,
            env=scrubbed(program.folder.parent) | dict(program.environment),
            stdin=given,
            stdout=out,
            stderr=subprocess.STDOUT if program.errors_in_output else err,
            start_new_session=True,
        )
        late = threading.Event()

        def stop() -> None:
            late.set()
            _kill_group(process)

        timer = threading.Timer(limits.seconds, stop)
        timer.start()
        try:
            status = process.wait()
        finally:
            timer.cancel()
            _kill_group(process)
    return Ran(status=None if late.is_set() else status, output=_text(output), errors=_text(errors))


def scrubbed(home: Path) -> dict[str, str]:
    """All the environment a program sees: nothing of ours but the search path."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(home),
        "TMPDIR": str(home),
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
    }


@cache
def network_is_cut() -> bool:
    """Whether this system lets us keep programs from the network."""
    probe = [sys.executable, "-I", "-S", "-B", str(LAUNCHER), "--probe"]
    return subprocess.run(probe, capture_output=True, timeout=10, check=False).returncode == 0


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    """End whatever the program left running; it leads a process group of its own."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _text(path: Path) -> str:
    with path.open("rb") as file:
        return file.read(OUTPUT_MAX).decode("utf-8", "replace")
