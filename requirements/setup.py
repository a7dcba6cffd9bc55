"""Make `.venv` hold exactly what is pinned here, and say in a few lines what is going on.

Called by `setup.sh`, which has found a Python that is new enough. Standard library only.

    python requirements/setup.py GROUP          make it so
    python requirements/setup.py --check GROUP  exit with 0 if it is so already (run by .venv's own Python)

`.venv/setup.json` says what is installed. It is removed before the first package changes and written after
the last one, so an environment without it was never finished, or was broken off, and is made anew.
"""

import fcntl
import hashlib
import json
import os
import platform
import re
import selectors
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TextIO

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"
VENV = ROOT / ".venv"
VENV_PYTHON = str(VENV / "bin" / "python")
COACH = VENV / "bin" / "coach"
RECORD = VENV / "setup.json"
LOG = VENV / "setup.log"

# The parts each group consists of, in the order they are installed. "coach" is the project itself, editable.
GROUPS = {
    "runtime": ("runtime", "coach"),
    "test": ("runtime", "coach", "test"),
    "lint": ("runtime", "coach", "test", "lint"),
}
# The files each part is installed from. build.txt: what the editable install of the project needs.
SOURCES = {
    "runtime": ("runtime.txt", "build.txt"),
    "coach": ("../pyproject.toml",),
    "test": ("test.txt",),
    "lint": ("lint.txt",),
}
PIP_SETTINGS = {"PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_PROGRESS_BAR": "off"}


class SetupFailed(Exception):
    """One clear line (or two) for whoever typed `make`."""


def sources(part: str) -> list[Path]:
    """The files that `part` is installed from."""
    return [REQUIREMENTS / name for name in SOURCES[part]]


def fingerprint(part: str) -> str:
    """Changes when the files that `part` is installed from change."""
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in sources(part))).hexdigest()


def place() -> dict[str, str]:
    """What an environment cannot survive a change of: the interpreter, and the path its scripts name."""
    abi = f"{sys.implementation.cache_tag}{sys.abiflags}"
    return {"abi": abi, "base": sys.base_prefix, "path": str(VENV)}


def distributions() -> set[str]:
    """Everything installed in `.venv`, as `name-version`."""
    found = VENV.glob("lib/python3*/site-packages/*.dist-info")
    return {path.name.removesuffix(".dist-info") for path in found}


def installed() -> dict[str, str]:
    """Part to fingerprint, for what is whole in `.venv`; empty if `.venv` must be made anew."""
    try:
        record = json.loads(RECORD.read_text())
        lost = set(record["distributions"]) - distributions()
        parts = dict(record["parts"]) if record["place"] == place() and not lost else {}
    except (OSError, ValueError, LookupError, TypeError):
        return {}
    if not COACH.exists():
        parts.pop("coach", None)
    return parts


def missing(group: str) -> list[str]:
    """The parts of `group` that are not installed as they are pinned now."""
    parts = installed()
    return [part for part in GROUPS[group] if parts.get(part) != fingerprint(part)]


def write_record(parts: dict[str, str]) -> None:
    """Write down that `parts` are whole, all or nothing."""
    record = {"place": place(), "parts": parts, "distributions": sorted(distributions())}
    new = RECORD.with_suffix(".new")
    new.write_text(json.dumps(record, indent=1))
    new.replace(RECORD)


def venv_answers() -> bool:
    """Whether the interpreter of `.venv` starts and has pip."""
    try:
        probe = subprocess.run([VENV_PYTHON, "-I", "-c", "import pip"], capture_output=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return probe.returncode == 0


def make_venv() -> None:
    """Make an empty `.venv` with pip in it, in place of what is there. Raises SetupFailed."""
    import venv

    if VENV.is_file() or VENV.is_symlink():
        VENV.unlink()
    try:
        venv.EnvBuilder(clear=True, symlinks=True, with_pip=True, prompt="skill-coach").create(VENV)
    except subprocess.CalledProcessError as error:
        words = (error.output or b"").decode(errors="replace").strip().splitlines()[-1:]
        raise SetupFailed(f"Python's venv module could not put pip into {VENV}: {' '.join(words)}") from error


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
    """Runs the pip of `.venv`, tells its progress and explains its failures."""

    def __init__(self, progress: Progress, lock: int) -> None:
        self.progress = progress
        self.lock = lock  # handed down, so that pip keeps others out even if this process is killed

    def install(self, *arguments: str, wanted: int = 0, what: str = "") -> None:
        """`pip install` with `arguments`. Raises SetupFailed.

        With `what`, tells how far it is with the packages so called, of which `wanted` are pinned.
        """
        environment = {**os.environ, **PIP_SETTINGS}
        for elsewhere in ("PIP_TARGET", "PIP_PREFIX"):
            environment.pop(elsewhere, None)
        # Without --no-compile this step takes half as long again; what is imported is compiled then.
        options = ["--no-input", "--no-deps", "--no-compile"]
        with LOG.open("a") as log:
            process = subprocess.Popen(
                [VENV_PYTHON, "-I", "-m", "pip", "install", *options, *arguments],
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


def install(parts: list[str], pip: Pip) -> None:
    """Install `parts`, each written down as soon as it is whole. Raises SetupFailed."""
    done = installed()
    for part in parts:
        if part == "coach":
            pip.progress.step("adding the coach command")
            # With no network: all that the build needs is pinned in build.txt and there by now.
            offline = ("--no-index", "--no-build-isolation")
            pip.install(*offline, "--editable", ".")
        else:
            what = "packages" if part == "runtime" else f"packages to {part} with"
            pip.progress.step(f"fetching {what}")
            pins = [len(re.findall(r"(?m)^\w\S*==", path.read_text())) for path in sources(part)]
            files = [f"--requirement={path}" for path in sources(part)]
            pip.install("--require-hashes", "--only-binary=:all:", *files, wanted=sum(pins), what=what)
        done[part] = fingerprint(part)
        write_record(done)


def take_lock() -> int:
    """Wait until no other `make` is at it. The lock lasts while any process has the descriptor open."""
    lock = os.open(REQUIREMENTS, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        sys.stderr.write("Another make is setting up .venv; waiting for it.\n")
        fcntl.flock(lock, fcntl.LOCK_EX)
    except OSError:
        pass  # a file system without locks: as good as it gets
    return lock


def main(group: str) -> None:
    """Bring `.venv` to what `group` needs. Raises SetupFailed."""
    began = time.monotonic()
    lock = take_lock()
    fresh = not installed() or not venv_answers()
    parts = list(GROUPS[group]) if fresh else missing(group)
    if not parts:
        return
    progress = Progress()
    try:
        if fresh:
            how = "anew" if VENV.exists() else "once, in about a minute"
            python = f"Python {platform.python_version()}"
            sys.stderr.write(f"Setting up Skill Coach in .venv with {python} ({how}):\n")
            progress.step("making the environment")
            make_venv()
        else:
            sys.stderr.write("Bringing .venv up to date:\n")
        install(parts, Pip(progress, lock))
    except OSError as error:
        raise SetupFailed(f"Setting up .venv failed: {error}") from error
    finally:
        progress.close()
    sys.stderr.write(f"Ready after {time.monotonic() - began:.0f} s.\n")


def stop(*_: object) -> None:
    """Take a polite kill as Ctrl-C."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    if sys.argv[1] == "--check":
        sys.exit(1 if missing(sys.argv[2]) else 0)
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGHUP, stop)
    try:
        main(sys.argv[1])
    except SetupFailed as failure:
        sys.exit(str(failure))
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped. Run it again to carry on.\n")
        sys.exit(130)
