"""Runs one PostgreSQL server for as long as a test run lasts. Started by `tests.postgres`.

    python postgres_keeper.py FOLDER PACKAGE DOOR

FOLDER is the run's own; PACKAGE is where the wheel with the server lies; DOOR is the number of a listening
socket. Who connects there is told "ready" as soon as the server takes connections, or the reason why there is
none; the first to ask has it started. Stdin is a pipe from pytest: however pytest ends, also by SIGKILL, it
closes; then the server is stopped and FOLDER is removed. Standard library only.
"""

import os
import selectors
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

START_S = 60.0
STOP_S = 10.0
MEMORY = Path("/dev/shm")
MEMORY_BYTES = 1 << 30  # asked for, to be on the safe side; a run of ours uses some 150 MB

# Nothing here has to outlive the run, so nothing is written to disk for safety's sake.
SETTINGS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "min_wal_size=32MB",
    "max_wal_size=96MB",
    "autovacuum=off",
    "shared_buffers=32MB",
    "max_connections=100",
    "timezone=UTC",
    "listen_addresses=",  # only a Unix socket, in a folder that nobody else can look into
)
LOCALE = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")


def server_programs(package: Path, folder: Path, user: str | None) -> Path:
    """Where `initdb` and `postgres` are, for `user` to run.

    The server refuses to run as root, and another user may not be allowed to look into root's folders. So
    root's tests run a copy, rather than open those folders to everybody.
    """
    install = max(package.glob("pginstall*"), key=lambda path: int(path.name.removeprefix("pginstall") or 0))
    if user is None:
        return install / "bin"
    copy = folder / "programs" / package.name / install.name
    (copy / "bin").mkdir(parents=True)
    for program in ("initdb", "postgres"):
        shutil.copy2(install / "bin" / program, copy / "bin")
    shutil.copytree(install / "share", copy / "share")
    shutil.copytree(install / "lib", copy / "lib", ignore=shutil.ignore_patterns("*.a"))
    for libraries in (package / ".dylibs", package.with_name(f"{package.name}.libs")):
        if libraries.exists():
            shutil.copytree(libraries, folder / "programs" / libraries.relative_to(package.parent))
    return copy / "bin"


def data_folder(folder: Path) -> Path:
    """An empty folder for the data: in memory where there is room, which makes a database in 15 ms, not 110."""
    roomy = os.access(MEMORY, os.W_OK | os.X_OK) and shutil.disk_usage(MEMORY).free >= MEMORY_BYTES
    return Path(tempfile.mkdtemp(prefix="coach-pg-data-", dir=MEMORY if roomy else folder))


def start(folder: Path, data: Path, package: Path, user: str | None) -> subprocess.Popen[bytes]:
    """Make a database cluster in `data` and start its server; returns once it takes connections."""
    programs = server_programs(package, folder, user)
    sockets = folder / "sockets"
    sockets.mkdir(mode=0o700)
    if user is not None:
        shutil.chown(sockets, user)
        shutil.chown(data, user)
    groups: list[int] | None = None if user is None else []
    initdb = [str(programs / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "--no-sync", *LOCALE]
    subprocess.run(initdb, check=True, cwd=folder, user=user, extra_groups=groups, timeout=START_S)
    settings = [word for setting in SETTINGS for word in ("-c", setting)]
    postgres = [str(programs / "postgres"), "-D", str(data), "-k", str(sockets), *settings]
    server = subprocess.Popen(postgres, cwd=folder, user=user, extra_groups=groups)
    until = time.monotonic() + START_S
    while not ready(data):
        if server.poll() is not None or time.monotonic() > until:
            server.kill()
            raise RuntimeError("the server did not come up")
        time.sleep(0.02)
    return server


def ready(data: Path) -> bool:
    """Whether the server says, in the last line of its pid file, that it takes connections."""
    try:
        return (data / "postmaster.pid").read_text().split()[-1:] == ["ready"]
    except FileNotFoundError:
        return False


def stop(server: subprocess.Popen[bytes]) -> None:
    """A fast shutdown, else a hard one."""
    server.send_signal(signal.SIGINT)
    try:
        server.wait(STOP_S)
    except subprocess.TimeoutExpired:
        server.send_signal(signal.SIGQUIT)
        server.wait(STOP_S)


class Keeper:
    """Starts the server when it is first asked for."""

    def __init__(self, folder: Path, package: Path) -> None:
        self.folder = folder
        self.package = package
        self.data: Path | None = None
        self.server: subprocess.Popen[bytes] | None = None
        self.state = ""

    def answer(self) -> str:
        """The word "ready", or the reason why there is no server."""
        if not self.state:
            try:
                user = "nobody" if os.geteuid() == 0 else None
                self.data = data_folder(self.folder)
                self.server = start(self.folder, self.data, self.package, user)
                self.state = "ready"
            except (OSError, LookupError, subprocess.SubprocessError, RuntimeError) as error:
                self.state = f"{type(error).__name__}: {error}"
        return self.state

    def close(self) -> None:
        """Stop the server and remove every trace of it."""
        if self.server is not None:
            stop(self.server)
        if self.data is not None:
            shutil.rmtree(self.data, ignore_errors=True)
        shutil.rmtree(self.folder, ignore_errors=True)


def main(folder: Path, package: Path, door: socket.socket) -> None:
    """Answer whoever asks, until the run is over."""
    keeper = Keeper(folder, package)
    # SIGTERM ends it in order; Ctrl-C is for pytest.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with selectors.DefaultSelector() as selector:
            selector.register(door, selectors.EVENT_READ)
            selector.register(sys.stdin, selectors.EVENT_READ)
            while all(key.fileobj is door for key, _ in selector.select()):
                visitor, _ = door.accept()
                with visitor:
                    visitor.sendall(keeper.answer().encode())
    finally:
        keeper.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), socket.socket(fileno=int(sys.argv[3])))
