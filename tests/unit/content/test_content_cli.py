"""The commands as they are typed: what goes to standard output, what to standard error, and the exit code."""

import json

import pytest
from typer.testing import CliRunner

from content.cli import build_app
from content.cli.verify import keep_records
from content.lint import Judgement
from content.model import Kind, Verify
from content.verify.records import is_verified, read_records
from content.verify.runner import Outcome, State
from tests.unit.content.making import question, write_bank

PROGRAM = Verify(tool="python", code="for n in [1]:\n    print(n)", expect={"where": "0", "having": "1", "order": "2"})
WRONG = Verify(tool="python", code="for n in [2]:\n    print(n)", expect=PROGRAM.expect)
RUN = CliRunner()


@pytest.fixture
def bank(tmp_path):
    return tmp_path / "bank"


def call(*words: object, **how):
    return RUN.invoke(build_app(**how), [str(word) for word in words])


def test_lint_passes_a_good_bank(bank):
    other = {
        "prompt": "What restricts rows before grouping?",
        "hint": "Earlier.",
        "explanation": "`WHERE` comes first.",
    }
    write_bank(bank, question(), question(Kind.SHORT_TEXT, **other))
    result = call("lint", "--bank", bank)
    assert result.exit_code == 0, result.stdout
    assert result.stdout.splitlines()[-1] == "2 questions: 0 errors, 0 warnings"
    assert "Guessing, single: points above chance (33.3 % over the bank)" in result.stdout


def test_lint_tells_each_mistake_with_its_line_and_fails(bank):
    path = write_bank(bank, question(hint="x" * 301), question(Kind.OUTPUT, level=9))
    result = call("lint", "--bank", bank)
    assert result.exit_code == 1
    lines = path.read_text().splitlines()
    hint = next(number for number, line in enumerate(lines, 1) if "hint:" in line)
    level = next(number for number, line in enumerate(lines, 1) if "level: 9" in line)
    assert f"{path}:{hint}: error: db-plain: hint: has 301 characters" in result.stdout
    assert f"{path}:{level}: error: level: `9`: write a level from 1" in result.stdout


def test_lint_of_some_files_shows_and_counts_only_theirs(bank, tmp_path):
    write_bank(bank, question(hint="x" * 301))
    elsewhere = call("lint", "--bank", bank, tmp_path / "elsewhere")
    assert (elsewhere.exit_code, elsewhere.stdout) == (0, "1 questions: 0 errors, 0 warnings\n")
    assert call("lint", "--bank", bank, bank / "databases").exit_code == 1


def test_lint_takes_the_command_words_and_the_judge_of_the_coach(bank):
    write_bank(bank, question(Kind.SHORT_TEXT))
    judged = call("lint", "--bank", bank, judge=lambda question, text: Judgement(correct=False, score=0.0))
    assert "`having clause` is judged wrong when typed" in judged.stdout
    worded = call("lint", "--bank", bank, command_words=frozenset({"having"}))
    assert "`having` is a command word" in worded.stdout


def test_verify_proves_and_refutes(bank):
    path = write_bank(bank, question(verify=PROGRAM), question(id="db-wrong", verify=WRONG))
    result = call("verify", "--bank", bank, "--mutate", "--jobs", 1)
    assert result.exit_code == 1
    line = path.read_text().splitlines().index("  verify:", 30) + 1
    assert result.stdout.splitlines() == [
        f"{path}:{line}: db-wrong: refuted: printed `2`, which is what `order` calls for; `having` calls for `1`",
        "2 blocks: 1 proven, 1 refuted",
        "tools: python 2",
    ]


def test_verify_runs_only_the_questions_and_areas_that_are_named(bank):
    write_bank(bank, question(verify=PROGRAM), question(id="db-wrong", verify=WRONG))
    assert call("verify", "--bank", bank, "--ids", "db-plain").exit_code == 0
    assert "0 blocks: nothing to run" in call("verify", "--bank", bank, "--area", "apis").stdout
    unknown = call("verify", "--bank", bank, "--ids", "db-plain,db-none")
    assert unknown.exit_code == 2
    assert "no sound question is called db-none" in unknown.stderr


def test_proofs_are_recorded_and_check_only_compares(tmp_path, capsys):
    path, asked = tmp_path / "verified.json", question(verify=PROGRAM)
    proven = Outcome(question=asked, state=State.PROVEN, version="Python 3.11.7")
    assert not keep_records(path, [proven], [asked], check=True)
    assert "is out of date; run `coach content verify`" in capsys.readouterr().out
    assert not path.exists()
    assert keep_records(path, [proven], [asked], check=False)
    assert keep_records(path, [proven], [asked], check=True)
    assert is_verified(asked, read_records(path))
    refuted = Outcome(question=asked, state=State.REFUTED)
    assert not keep_records(path, [refuted], [asked], check=True)
    assert keep_records(path, [refuted], [asked], check=False)
    assert read_records(path) == {}


def test_records_that_cannot_be_read_or_written_are_told(tmp_path, capsys):
    (tmp_path / "verified.json").write_text("{")
    assert not keep_records(tmp_path / "verified.json", [], [], check=False)
    assert "restore the file or delete it" in capsys.readouterr().out
    assert keep_records(tmp_path / "no folder" / "verified.json", [], [], check=False)
    assert "could not be recorded" in capsys.readouterr().err


def test_stats_prints_tables_and_json(bank):
    write_bank(bank, question(), question(Kind.ORDER))
    text = call("stats", "--bank", bank)
    assert text.exit_code == 0
    assert "Areas by level" in text.stdout
    assert "questions     2 (and 0 retired)" in text.stdout
    told = json.loads(call("stats", "--bank", bank, "--json").stdout)
    assert [table["title"] for table in told["tables"]] == ["Areas by level", "Technologies by kind"]
    assert told["summary"]["questions"] == 2


def test_export_prints_a_line_a_question_and_problems_elsewhere(bank):
    path = write_bank(bank, question(), question(Kind.ORDER))
    result = call("export", "--bank", bank, "--format", "jsonl")
    assert result.exit_code == 0
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["db-order", "db-plain"]
    path.write_text(path.read_text().replace("level: 2", "level: 9", 1))
    broken = call("export", "--bank", bank)
    assert broken.exit_code == 1
    assert [json.loads(line)["id"] for line in broken.stdout.splitlines()] == ["db-order"]
    assert "level" in broken.stderr


def test_a_bank_that_is_not_there_is_told(tmp_path):
    result = call("export", "--bank", tmp_path / "none")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "there is no such folder" in result.stderr


def test_without_a_command_the_commands_are_listed():
    result = call("--help")
    assert result.exit_code == 0
    assert all(name in result.stdout for name in ("lint", "stats", "verify", "export"))
