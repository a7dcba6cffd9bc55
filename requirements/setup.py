"""Make `.venv` hold exactly what is pinned here, and say in a few lines what is going on.

    python requirements/setup.py GROUP

Called by `setup.sh`, which has found a Python that is new enough. Standard library only.
"""

import fcntl
import os
import platform
import re
import signal
import subprocess
import sys
import time
import venv

from environment import (
    GROUPS,
    REQUIREMENTS,
    VENV,
    VENV_PYTHON,
    fingerprint,
    installed,
    missing,
    sources,
    write_record,
)
from pip_install import Pip, Progress, SetupFailed


def venv_answers() -> bool:
    """Whether the interpreter of `.venv` starts and has pip."""
    try:
        probe = subprocess.run([VENV_PYTHON, "-I", "-c", "import pip"], capture_output=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return probe.returncode == 0


def make_venv() -> None:
    """Make an empty `.venv` with pip in it, in place of what is there. Raises SetupFailed."""
    if VENV.is_file() or VENV.is_symlink():
        VENV.unlink()
    try:
        venv.EnvBuilder(clear=True, symlinks=True, with_pip=True, prompt="skill-coach").create(VENV)
    except subprocess.CalledProcessError as error:
        words = (error.output or b"").decode(errors="replace").strip().splitlines()[-1:]
        raise SetupFailed(f"Python's venv module could not put pip into {VENV}: {' '.join(words)}") from error


def install(parts: list[str], pip: Pip) -> None:
    """Install `parts`, each written down as soon as it is whole. Raises SetupFailed."""
    done = installed()
    for part in parts:
        if part == "coach":
            pip.progress.step("adding the coach command")
            # With no network: all that the build needs is pinned in build.txt and there by now.
            pip.install("--no-index", "--no-build-isolation", "--editable", ".")
        else:
            what = "packages" if part == "runtime" else f"packages to {part} with"
            pip.progress.step(f"fetching {what}")
            pins = [len(re.findall(r"(?m)^\w\S*==", path.read_text())) for path in sources(part)]
            files = [f"--requirement={path}" for path in sources(part)]
            pip.install("--require-hashes", "--only-binary=:all:", *files, wanted=sum(pins), what=what)
        done[part] = fingerprint(part)
        write_record(done)


def compile_packages() -> None:
    """Compile what is installed, on all cores at once (pip would use one); what is compiled already is passed over.

    Left to the imports, it would be done again at every start where PYTHONDONTWRITEBYTECODE is set, as it often is
    in containers.
    """
    folders = [str(path) for path in VENV.glob("lib/python3*/site-packages")]
    command = [VENV_PYTHON, "-I", "-m", "compileall", "-q", "-j", "0", "-x", r"/tests?/", *folders]
    # A package may hold files that are not meant for this Python, so that the result says nothing.
    subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


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
        if parts != ["coach"]:
            progress.step("compiling packages")
            compile_packages()
    except OSError as error:
        raise SetupFailed(f"Setting up .venv failed: {error}") from error
    finally:
        progress.close()
    sys.stderr.write(f"Ready after {time.monotonic() - began:.0f} s.\n")


def stop(*_: object) -> None:
    """Take a polite kill as Ctrl-C."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGHUP, stop)
    try:
        main(sys.argv[1])
    except SetupFailed as failure:
        sys.exit(str(failure))
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped. Run it again to carry on.\n")
        sys.exit(130)
