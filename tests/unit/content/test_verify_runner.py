"""What a program may do, what it must not, and how it is told when it does not end well."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from content.model import Kind, Question, Verify
from content.verify.runner import Outcome, State, verify_all
from content.verify.sandbox import Limits, Program, Ran, network_is_cut, run
from content.verify.tools import all_tools
from tests.unit.content.making import question

CHOICE = {"where": "0", "having": "1", "order": "2"}


def printing(code: str, *, tool: str = "python", setup: str = "", output: str = "ok") -> Question:
    return question(Kind.OUTPUT, answer=(output,), verify=Verify(tool=tool, code=code, setup=setup))


def outcome_of(asked: Question, *, mutate: bool = False, seconds: float = 10.0) -> Outcome:
    (outcome,) = verify_all([asked], mutate=mutate, limits=Limits(seconds=seconds, memory_mb=256, file_mb=1))
    return outcome


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("raise KeyError('x')", "KeyError: 'x'"),
        ("import sys; sys.exit(3)", "exit status 3"),
        ("print('ok'", "SyntaxError: '(' was never closed"),
        ("import os; os.abort()", "ended by SIGABRT"),
        ("open('big', 'wb').write(b'x' * 4_000_000)", "OSError: [Errno 27] File too large"),
        ("x = bytearray(900 * 2**20); print('ok')", "MemoryError"),
        ("import nothing_like_this", "ModuleNotFoundError: No module named 'nothing_like_this'"),
    ],
)
def test_a_program_that_does_not_end_well_proves_nothing(code, message):
    outcome = outcome_of(printing(code))
    assert (outcome.state, outcome.message) == (State.FAILED, message)


@pytest.mark.parametrize(
    ("tool", "code"),
    [("python", "while True: pass"), ("python", "import time; time.sleep(60)"), ("shell", "sleep 60"),
     ("sqlite", "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT count(*) FROM n")],
)  # fmt: skip
def test_a_program_is_stopped_when_its_time_is_over(tool, code):
    outcome = outcome_of(printing(code, tool=tool), seconds=0.5)
    assert (outcome.state, outcome.message) == (State.FAILED, "ran out of time")


def test_what_a_program_leaves_running_is_ended_with_it(tmp_path):
    (tmp_path / "work").mkdir()
    code = "sleep 60 & echo $!"
    ran = run(Program(command=("sh", "-c", code), folder=tmp_path / "work"), Limits(seconds=5))
    assert ran.status == 0
    assert is_gone(int(ran.output))


def is_gone(pid: int) -> bool:
    """Whether a process is ended, or waits only for whoever started it to notice (a killed orphan, for a moment)."""
    for _ in range(100):
        try:
            os.kill(pid, 0)
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.02)
    return False


def test_a_program_sees_none_of_our_environment_and_an_empty_folder(monkeypatch):
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-secret")
    code = "import os\nprint(sorted(os.environ), os.listdir(), os.environ['TZ'], os.path.basename(os.getcwd()))"
    names = "['HOME', 'LANG', 'LC_ALL', 'PATH', 'TMPDIR', 'TZ']"
    assert outcome_of(printing(code, output=f"{names} [] UTC work")).state is State.PROVEN


def test_a_program_reads_nothing_from_standard_input():
    assert outcome_of(printing("import sys\nprint(repr(sys.stdin.read()))", output="''")).state is State.PROVEN


def test_a_program_reaches_loopback_and_where_the_system_allows_nothing_else():
    code = (
        "import socket\n"
        "with socket.create_server(('127.0.0.1', 0)) as server:\n"
        "    socket.create_connection(server.getsockname(), 2)\n"
        "print('loopback', [name for _, name in socket.if_nameindex()] == ['lo'])"
    )
    assert outcome_of(printing(code, output=f"loopback {network_is_cut()}")).state is State.PROVEN


@pytest.mark.parametrize(
    ("setup", "code", "message"),
    [
        ("false; true", "echo ok", "the setup failed: exit status 97"),
        ("cd /nowhere-at-all", "echo ok", "the setup failed"),
        ("", "if; then", "line 1: syntax error near unexpected token `;'"),
        ("", "echo 'ok", "unexpected EOF"),
    ],
)
def test_a_shell_script_that_cannot_be_read_or_set_up_fails(setup, code, message):
    outcome = outcome_of(printing(code, tool="shell", setup=setup))
    assert outcome.state is State.FAILED
    assert message in outcome.message


def test_a_program_that_passes_with_another_key_too_survives_and_does_not_count():
    block = Verify(tool="python", code="print(1)\nprint(2)", expect=CHOICE | {"where": "2"})
    asked = question(Kind.MULTIPLE, verify=block)
    assert outcome_of(asked).state is State.PROVEN
    outcome = outcome_of(asked, mutate=True)
    assert (outcome.state, outcome.is_good) == (State.SURVIVED, False)
    assert outcome.message == "passes with another key too: where, having; where, having, order"


def test_an_unknown_tool_is_named_with_the_known_ones():
    outcome = outcome_of(printing("x", tool="cobol"))
    assert outcome.state is State.FAILED
    assert outcome.message.startswith("unknown tool `cobol`; there are python, regex")


class AbsentTool:
    """A tool that is not installed, and that must therefore not be asked for anything."""

    name, mend, version, takes_turns = "python", "install it", None, False

    @contextmanager
    def prepared(self, block: Verify, folder: Path) -> Iterator[Program]:
        raise AssertionError("asked to run")
        yield

    def finding(self, ran: Ran) -> str:
        raise AssertionError("asked for a finding")

    def close(self) -> None:
        pass


def test_a_block_whose_tool_is_absent_is_neither_proven_nor_wrong():
    (outcome,) = verify_all([printing("print('ok')")], tools={"python": AbsentTool()})
    assert (outcome.state, outcome.message, outcome.is_good) == (State.ABSENT, "install it", True)


def test_outcomes_come_in_the_order_of_the_questions_and_each_is_told_once():
    asked = [question(id="no-program"), printing("print('ok')", tool="shell"), printing("print('ok')")]
    asked = [question(Kind.OUTPUT, id=f"q-{n}", answer=one.answer, verify=one.verify) for n, one in enumerate(asked)]
    told: list[str] = []
    outcomes = verify_all(asked, jobs=2, on_done=lambda outcome: told.append(outcome.question.id))
    assert [outcome.question.id for outcome in outcomes] == ["q-1", "q-2"]
    assert sorted(told) == ["q-1", "q-2"]


def test_all_tools_say_what_to_install():
    assert all(tool.mend and tool.name == name for name, tool in all_tools().items())
