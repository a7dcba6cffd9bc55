"""`coach chat` as a person or a script runs it: a real process, a real database file."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path

import pexpect
import pytest

COACH = [sys.executable, "-m", "bot.cli.main", "chat"]
REPOSITORY = Path(__file__).parents[3]


@pytest.fixture
def home(tmp_path, monkeypatch):
    """An environment of its own: nothing is read from or written to the home of whoever runs the tests."""
    home = tmp_path / "home"
    home.mkdir()
    for name in list(os.environ):
        if name.startswith(("SLACK_", "DISCORD_", "OPENAI_", "COACH_", "XDG_")) or name in {"DATABASE_URL", "PORT"}:
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("TZ", "Europe/Berlin")
    monkeypatch.setenv("PYTHONPATH", str(REPOSITORY))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/coach.db")
    monkeypatch.chdir(tmp_path)
    return home


def piped(lines: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        COACH,
        input=lines,
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, **environment},
        check=False,
    )


def answers(tmp_path: Path) -> int:
    with closing(sqlite3.connect(tmp_path / "coach.db")) as connection:
        return int(connection.execute("SELECT count(*) FROM attempts WHERE state = 'answered'").fetchone()[0])


def test_a_piped_conversation_is_plain_text_and_exits_with_0(home, tmp_path):
    done = piped("quiz databases\na\nstreak\n")
    assert done.returncode == 0, done.stderr
    assert "> quiz databases" in done.stdout
    assert "Databases · level" in done.stdout
    assert "Streak: 1 day" in done.stdout
    assert "\x1b" not in done.stdout
    assert answers(tmp_path) == 1


def test_a_line_that_was_not_understood_gives_exit_code_2(home):
    done = piped("quizz\n")
    assert done.returncode == 2
    assert "Did you mean quiz?" in done.stdout


def test_setup_notes_go_to_standard_error_only(home):
    done = piped("help\n")
    assert "New database made." in done.stderr
    assert "New database made." not in done.stdout


def test_the_conversation_goes_on_after_a_restart_with_the_question_still_open(home, tmp_path):
    piped("quiz databases\n")
    again = piped("a\n")
    assert "Still open:" in again.stdout
    assert again.returncode == 0
    assert answers(tmp_path) == 1


def test_the_time_machine_never_writes_to_the_real_database(home, tmp_path):
    piped("quiz databases\na\n")
    before = dump(tmp_path / "coach.db")
    done = piped(":tomorrow\nquiz databases\nskip\nstreak\n:at 2027-03-28T02:30\nstreak\n")
    assert done.returncode == 0, done.stdout
    assert "throw-away copy" in done.stdout
    assert "It is now Sun 28 Mar 2027, 03:00 (Europe/Berlin)" in done.stdout
    assert dump(tmp_path / "coach.db") == before


def dump(file: Path) -> list[str]:
    """All rows but those of handled events: a greeting is one."""
    with closing(sqlite3.connect(file)) as connection:
        return [line for line in connection.iterdump() if 'INSERT INTO "events"' not in line]


@pytest.mark.parametrize("line", [":at nonsense", ":in ten parsecs", ":yesterday"])
def test_a_time_that_cannot_be_gone_to_is_refused_with_the_forms_that_can(home, line):
    done = piped(f"{line}\n")
    assert done.returncode == 2
    assert ":tomorrow goes to the same time tomorrow" in done.stdout
    assert "throw-away copy" not in done.stdout


def test_the_export_is_saved_beside_older_ones_and_never_over_them(home, tmp_path):
    piped("quiz\nexport\nexport\n")
    assert len(list(tmp_path.glob("skill-coach-*.json"))) == 2


def test_an_export_that_cannot_be_saved_is_printed(home, tmp_path, monkeypatch):
    monkeypatch.chdir("/proc")  # a folder in which nobody can make a file
    done = piped("export\n")
    assert '"accounts"' in done.stdout


def test_a_locale_without_unicode_gets_plain_letters(home):
    done = piped("quiz databases\ncaf\u00e9\n", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert done.returncode == 2
    assert "-> hint" in done.stdout
    assert "Traceback" not in done.stderr


def test_closed_input_is_the_end_of_the_conversation(home):
    done = subprocess.run(
        ["sh", "-c", f"{' '.join(COACH)} <&-"], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "See you." in done.stdout


def test_output_that_cannot_be_written_is_told_in_one_line(home):
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            COACH, input="help\n", stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, check=False
        )
    assert done.returncode == 1
    assert done.stderr.strip().splitlines()[-1] == "coach: cannot write any more: No space left on device"


def test_the_time_machine_goes_by_the_clock_that_the_learner_has_set(home):
    done = piped("settings timezone America/New_York\n:at 2027-03-14T02:30\n")
    assert "It is now Sun 14 Mar 2027, 03:00 (America/New_York)" in done.stdout


def test_a_person_who_made_a_typo_still_leaves_with_0(home):
    one = Terminal()
    assert "I do not know" in one.type("quizz")
    assert one.leave() == 0


def test_a_corrupt_database_is_named_in_one_line_with_the_mend(home, tmp_path):
    (tmp_path / "coach.db").write_bytes(b"no database at all " * 50)
    done = piped("help\n")
    assert done.returncode == 1
    (line,) = done.stderr.strip().splitlines()
    assert "coach.db is not a sound SQLite database" in line
    assert "move it away" in line


def test_a_place_that_cannot_be_written_is_named_in_one_line_with_the_mend(home):
    done = piped("help\n", DATABASE_URL="sqlite:////proc/nowhere/coach.db")
    assert done.returncode == 1
    (line,) = done.stderr.strip().splitlines()
    assert "cannot write to /proc/nowhere/coach.db" in line


def test_wrong_settings_are_all_named_at_once(home):
    done = piped("help\n", PORT="eighty", SLACK_BOT_TOKEN="abc", SLACK_CLIENT_ID="1.2")
    assert done.returncode == 1
    named = [line.split(":")[1].strip() for line in done.stderr.strip().splitlines()]
    assert {"PORT", "SLACK_BOT_TOKEN", "SLACK_CLIENT_SECRET", "COACH_SECRET_KEY"} <= set(named)
    assert "abc" not in done.stderr


def test_two_terminals_on_one_database_each_keep_their_own_open_question(home, tmp_path):
    first, second = Terminal(), Terminal()
    first.type("quiz databases")
    assert "no open question here" in second.type("b")
    second.type("quiz security")
    assert "Streak" in first.type("a") + second.type("a")
    assert answers(tmp_path) == 2
    assert first.leave() == 0


def test_ctrl_c_clears_a_begun_line_and_ctrl_d_ends_the_conversation(home):
    one = Terminal()
    one.process.send("qui\x03")
    one.ready()
    assert "The ten skill areas" in one.type("areas")
    assert one.leave() == 0


def test_commands_and_areas_are_completed(home):
    one = Terminal()
    one.process.send("prog\t")
    one.process.expect_exact("ress")
    one.process.send("\x15quiz datab\t")  # Ctrl-U clears the line
    one.process.expect_exact("ases")  # what is added to what was typed
    one.process.send("\r")
    assert "Databases · level" in one.ready()
    assert one.leave() == 0


def test_forget_me_erases_the_typed_history_too(home):
    one = Terminal()
    one.type("areas")
    (history,) = home.rglob("history")
    assert "areas" in history.read_text()
    assert "Erase everything" in one.type("forget")
    assert "Forgotten" in one.type("forget me")
    assert not history.exists()
    assert one.leave() == 0


@pytest.mark.parametrize("delay", [0.0, 0.02, 0.1])
def test_a_process_killed_while_it_handles_an_answer_has_counted_it_once_or_asks_again(home, tmp_path, delay):
    one = Terminal()
    one.type("quiz databases")
    one.process.send("a\r")
    with suppress(pexpect.TIMEOUT):
        one.process.expect_exact("never printed", timeout=delay)
    one.kill()
    counted = answers(tmp_path)
    assert counted in {0, 1}
    again = piped("help\n").stdout
    assert ("Still open" in again) == (counted == 0)


class Terminal:
    """A person at a terminal, who waits for the prompt before typing."""

    def __init__(self) -> None:
        environment = {**os.environ, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"}
        self.process: pexpect.spawn[str] = pexpect.spawn(
            COACH[0], COACH[1:], encoding="utf-8", timeout=60, dimensions=(50, 100), env=environment
        )
        self.ready()

    def ready(self) -> str:
        """Wait until the line can be typed; what was printed before."""
        self.process.expect_exact("\x1b[?2004h")  # bracketed paste is switched on with each prompt
        return str(self.process.before)

    def type(self, line: str) -> str:
        """Type a line; what the coach says."""
        self.process.send(f"{line}\r")
        return self.ready()

    def leave(self) -> int:
        """Ctrl-D on an empty line; the exit code."""
        self.process.send("\x04")
        self.process.expect_exact("See you")
        self.process.expect(pexpect.EOF)
        self.process.close()
        assert self.process.exitstatus is not None
        return self.process.exitstatus

    def kill(self) -> None:
        self.process.kill(signal.SIGKILL)
        self.process.expect(pexpect.EOF)
        self.process.close()
