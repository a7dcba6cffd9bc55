"""Each tool: a block that proves its key, the same with a wrong key, and what its contract promises."""

import pytest

from content.model import Kind, Question, Verify
from content.verify.runner import Outcome, State, absent_tools, verify_all
from content.verify.tools import TOOL_NAMES, all_tools
from tests.unit.content.making import question


def asking(name: str, tool: str, code: str, output: str, *, setup: str = "") -> Question:
    """A question whose key is what the program should print."""
    return question(
        Kind.OUTPUT, id=f"{tool}-{name}", answer=(output,), verify=Verify(tool=tool, code=code, setup=setup)
    )


HANDLER = """
from http.server import BaseHTTPRequestHandler
from exchange import request, serve

class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(302)
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")
"""
EXAMPLES = [
    asking("setup", "python", "print(double(21))", "42", setup="def double(n):\n    return 2 * n"),
    asking("match", "regex", "import re\nprint(re.findall(r'\\d+', 'a1b22'))", "['1', '22']"),
    asking("count", "steps", "print(sum(1 for i in range(10) for j in range(i)))", "45"),
    asking(
        "type",
        "json-schema",
        "import jsonschema\ntry:\n    jsonschema.validate('x', {'type': 'integer'})\n"
        "except jsonschema.ValidationError as error:\n    print(error.message)",
        "'x' is not of type 'integer'",
    ),
    asking(
        "redirect",
        "http",
        "answer = request('GET', serve(Handler) + '/a?b=c')\n"
        "print(answer.status, answer.headers.get('location'), answer.text)",
        "302 /elsewhere ok",
        setup=HANDLER,
    ),
    asking(
        "rows",
        "sqlite",
        "SELECT a, NULL, 'x;y' FROM t;\nSELECT nope;\nINSERT INTO t VALUES (1);\nSELECT count(*) FROM t",
        "1|NULL|x;y\nERROR: no such column: nope\nERROR: UNIQUE constraint failed: t.a\n1",
        setup="CREATE TABLE t (a INTEGER PRIMARY KEY); INSERT INTO t VALUES (1);",
    ),
    asking("status", "shell", "false; echo $? $X; pwd | grep -c verify", "1 1\n1", setup="X=1; echo noise"),
    asking(
        "history",
        "git",
        "git log --format=%s; git log -1 --format='%ad %an'; git branch --show-current; git status --short",
        "second\nfirst\nThu Jan 1 12:01:00 2026 +0000 Ada\nmain\n?? b",
        setup="echo a > a; git add a; git commit -qm first\ntick; git commit -q --allow-empty -m second; touch b",
    ),
    asking("script", "node", "const fs = require('fs');\nconsole.log([10, 9].sort(), typeof fs)", "[ 10, 9 ] object"),
    asking("module", "node", "console.log(await two())", "2", setup="import 'node:fs';\nconst two = async () => 2;"),
    asking(
        "main",
        "java",
        "class Main { public static void main(String[] a) { System.out.println(Other.X); } }",
        "7",
        setup="class Other { static final int X = 7; }",
    ),
    asking(
        "refused",
        "java",
        'class Main { public static void main(String[] a) { int x = "s"; } }',
        "compile error: incompatible types: String cannot be converted to int",
    ),
    asking(
        "types",
        "csharp",
        "using System;\nclass P { static void Main() { Console.WriteLine(Other.X); } }",
        "7",
        setup="static class Other { public static int X => 7; }",
    ),
    asking("refused", "csharp", 'class P { static void Main() { int x = "s"; } }', "compile error: CS0029"),
    asking("block", "ruby", "puts [3, 1].sort.inspect + X", "[1, 3]!", setup='X = "!"'),
]


@pytest.fixture(scope="module")
def outcomes() -> dict[str, Outcome]:
    """Every example, and every example with a wrong key, run once."""
    wrong = [question(Kind.OUTPUT, id=f"{one.id}-wrong", verify=one.verify, answer=("nope",)) for one in EXAMPLES]
    return {outcome.question.id: outcome for outcome in verify_all([*EXAMPLES, *wrong], mutate=True, jobs=2)}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.id)
def test_a_right_key_is_proven_and_a_wrong_one_refuted_wherever_the_tool_is(example, outcomes):
    tool = all_tools()[example.verify.tool]
    right, wrong = outcomes[example.id], outcomes[f"{example.id}-wrong"]
    if tool.version is None:
        assert (right.state, right.message) == (State.ABSENT, tool.mend)
        assert absent_tools([right, wrong], all_tools()) == {tool.name: (2, tool.mend)}
    else:
        assert (right.state, right.message, right.version) == (State.PROVEN, "", tool.version)
        assert wrong.state is State.REFUTED
        assert "accepted are `nope`" in wrong.message


@pytest.mark.parametrize("name", ["shell", "git", "node", "java", "ruby", "csharp"])
def test_a_tool_that_is_not_on_the_search_path_is_absent_and_says_what_to_install(name, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    tool = all_tools()[name]
    assert tool.version is None
    assert tool.mend.startswith("install ")


def test_every_tool_but_the_one_with_a_server_has_an_example_here():
    assert {example.verify.tool for example in EXAMPLES if example.verify} == set(TOOL_NAMES) - {"postgresql"}


SESSIONS = """
-- session: a
BEGIN; UPDATE t SET b = 1 WHERE a = 1;
-- session: b
UPDATE t SET b = b + 1 WHERE a = 1 RETURNING b;
-- session: a
COMMIT;
"""
DEADLOCK = """
-- session: a
BEGIN; UPDATE t SET b = 1 WHERE a = 1;
-- session: b
BEGIN; UPDATE t SET b = 2 WHERE a = 2;
-- session: a
UPDATE t SET b = 1 WHERE a = 2;
-- session: b
UPDATE t SET b = 2 WHERE a = 1;
"""
TWO_ROWS = "CREATE TABLE t (a int PRIMARY KEY, b int); INSERT INTO t VALUES (1, 0), (2, 0);"
POSTGRESQL = [
    asking(
        "rows",
        "postgresql",
        "SELECT a, NULL, a = 1 FROM t ORDER BY a;\nSELECT nope;\nINSERT INTO t VALUES (1);\nCREATE ROLE app;\n"
        "DO $$ BEGIN RAISE NOTICE 'quiet'; END $$;",
        '1|NULL|t\n2|NULL|f\nERROR: column "nope" does not exist at character 8\n'
        'ERROR: duplicate key value violates unique constraint "t_pkey"',
        setup=TWO_ROWS,
    ),
    asking("fresh", "postgresql", "CREATE ROLE app;\nSELECT to_regclass('t') IS NULL", "t"),
    asking("failed", "postgresql", "BEGIN; SELECT 1/0; SELECT 1; ROLLBACK; SELECT 2",
           "ERROR: division by zero\n"
           "ERROR: current transaction is aborted, commands ignored until end of transaction block\n2"),
    asking("sessions", "postgresql", SESSIONS, "b: waits\nb: 2", setup=TWO_ROWS),
    asking("deadlock", "postgresql", DEADLOCK, "a: waits\nb: waits\na: ERROR: deadlock detected", setup=TWO_ROWS),
]  # fmt: skip


def test_postgresql_gives_each_block_a_database_of_its_own_and_sessions_that_wait():
    broken = asking("setup", "postgresql", "SELECT 1", "1", setup="CREATE TABEL t (a int)")
    found = verify_all([*POSTGRESQL, broken], jobs=2)
    assert [(outcome.question.id, outcome.state, outcome.message) for outcome in found[:-1]] == [
        (example.id, State.PROVEN, "") for example in POSTGRESQL
    ]
    assert found[-1].state is State.FAILED
    assert 'syntax error at or near "TABEL"' in found[-1].message
    assert found[0].version.startswith("postgres (PostgreSQL)")
