"""Which conversation this terminal is: the first one goes on with yesterday's, others beside it get their own."""

import fcntl
import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MOST_TERMINALS = 50


@contextmanager
def conversation_id(folder: Path) -> Iterator[str]:
    """An id that no other running terminal has, the lowest free one; released at the end, also by a kill."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        yield f"terminal-{os.getpid()}"
        return
    for number in range(1, MOST_TERMINALS + 1):
        try:
            lock = (folder / f"terminal-{number}.lock").open("w")
        except OSError:
            break
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.close()
            continue
        with lock:
            yield f"terminal-{number}"
            return
    yield f"terminal-{os.getpid()}"


def user_name() -> str:
    """Who sits here, by the system's name for them."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return str(os.getuid())
