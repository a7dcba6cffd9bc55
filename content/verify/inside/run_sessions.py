"""Runs SQL in several sessions that take turns: python run_sessions.py CODE PSQL... (a file, a command).

A line `-- session: NAME` says whose turn it is. Each line printed begins with the session's name; `NAME: waits` says
that the statements were sent and are blocked by another session. What a blocked session prints comes when it goes on.
"""

import queue
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

TURN = re.compile(r"^-- session: *(\w+) *$", re.MULTILINE)
MARK = "end-of-turn"
POLL_S = 0.02
BLOCKED = "SELECT count(*) FROM unnest(pg_blocking_pids({pid}));"


class Session:
    """One `psql` that is talked to line by line."""

    def __init__(self, name: str, command: list[str]) -> None:
        self.name = name
        self.pending = 0  # turns sent and not yet finished
        self.waits = False
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        threading.Thread(target=self._read, daemon=True).start()

    def send(self, statements: str) -> None:
        """Start a turn."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{statements}\n;\n\\warn {MARK}\n")  # works in a failed transaction too
        self._process.stdin.flush()
        self.pending += 1

    def take(self, *, print_lines: bool = True) -> list[str]:
        """What was printed since; ends of turns are counted, not told."""
        found = []
        while not self._lines.empty():
            line = self._lines.get()
            if line == MARK:
                self.pending -= 1
                self.waits = False
            else:
                found.append(line)
                if print_lines:
                    print(f"{self.name}: {line}")
        return found

    def ask(self, statement: str) -> str:
        """The one row of a query."""
        self.send(statement)
        found: list[str] = []
        while self.pending:
            found += self.take(print_lines=False)
            time.sleep(POLL_S / 10)
        return found[0]

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(line.rstrip("\n"))


def settle(session: Session, monitor: Session, pid: str) -> None:
    """Wait until the session has finished its turns or is blocked."""
    while session.pending:
        session.take()
        if session.pending and monitor.ask(BLOCKED.format(pid=pid)) != "0":
            session.take()
            if session.pending and not session.waits:
                session.waits = True
                print(f"{session.name}: waits")
            return
        time.sleep(POLL_S)


def main() -> None:
    """Take the turns in their order, then wait for whoever is still blocked."""
    code, command = Path(sys.argv[1]).read_text("utf-8"), sys.argv[2:]
    parts = TURN.split(code)
    monitor = Session("", command)
    sessions: dict[str, Session] = {}
    pids: dict[str, str] = {}
    for name, statements in zip(parts[1::2], parts[2::2], strict=True):
        if name not in sessions:
            sessions[name] = Session(name, command)
            pids[name] = sessions[name].ask("SELECT pg_backend_pid();")
        sessions[name].send(statements)
        settle(sessions[name], monitor, pids[name])
        for other in sessions.values():
            settle(other, monitor, pids[other.name])
    while any(session.pending for session in sessions.values()):
        for session in sessions.values():
            settle(session, monitor, pids[session.name])
        time.sleep(POLL_S)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
