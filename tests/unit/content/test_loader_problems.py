"""Each mistake an author can make, with the exact line and field that must be named, and words of the mend."""

import pytest

from content.loader import Problem, load_folder, load_topic, together

HEAD = """\
area: databases
topic: indexes
title: Indexes
questions:
"""
SINGLE = """\
  - id: db-group-filter
    technologies: [postgresql]
    level: 2
    kind: single
    prompt: Which ONE filters groups?
    options:
      - {id: where, text: "`WHERE`", why: "It filters rows."}
      - {id: having, text: "`HAVING`"}
      - {id: order, text: "`ORDER BY`", why: "It sorts."}
    answer: [having]
    explanation: Groups exist only after grouping.
    hint: Think of the order of the clauses.
    references:
      - {title: "PostgreSQL", url: "https://www.postgresql.org/docs/current/"}
    updated: 2026-11-20
"""
TRUE_FALSE = """\
  - id: db-claim
    technologies: [sql]
    level: 1
    kind: true-false
    prompt: NULL equals NULL.
    answer: false
    why: NULL is unknown.
    explanation: A comparison with NULL is unknown.
    hint: Think of unknown values.
    references: [{title: SQL, url: "https://www.sqlite.org/lang.html"}]
    updated: 2026-11-20
"""
SHORT_TEXT = """\
  - id: db-word
    technologies: [sql]
    level: 1
    kind: short-text
    prompt: Which word?
    answer: [having]
    explanation: It filters groups.
    hint: It stands after GROUP BY.
    references: [{title: SQL, url: "https://www.sqlite.org/lang.html"}]
    updated: 2026-11-20
"""
FREE_TEXT = """\
  - id: db-words
    technologies: [sql]
    level: 4
    kind: free-text
    prompt: What does an index cost?
    rubric:
      points:
        - {id: write, text: Writes are slower., keywords: [write]}
        - {id: disk, text: It takes space., keywords: [disk]}
      pass_points: 2
      samples: {right: Slower writes and disk., partial: Disk., wrong: Nothing.}
    explanation: Every write updates each index.
    hint: Think of an insert.
    references: [{title: SQL, url: "https://www.sqlite.org/lang.html"}]
    updated: 2026-11-20
"""
VERIFY = """\
    verify:
      tool: python
      code: print(1)
      expect: {where: "0", having: "1", order: "2"}
"""


def read(text: str):
    return load_topic(text.encode(), "indexes.yaml", area="databases", topic="indexes")


def mended(body: str, old: str, new: str) -> str:
    assert body.count(old) == 1, f"{old!r} must stand once in the example"
    return HEAD + body.replace(old, new)


@pytest.mark.parametrize("body", [SINGLE, SINGLE + VERIFY, TRUE_FALSE, SHORT_TEXT, FREE_TEXT])
def test_the_examples_of_this_table_are_sound(body):
    found = read(HEAD + body)
    assert found.problems == ()
    assert len(found.questions) == 1


BROKEN = [
    # example, what stands there, what is written instead, line, field, words of the message
    (SINGLE, ', why: "It sorts."', "", 13, "options[2].why", "missing; say why this option is wrong"),
    (SINGLE, 'text: "`HAVING`"', 'text: "`HAVING`", why: "x"', 12, "options[1].why", "this option is right"),
    (SINGLE, "{id: order,", "{id: where,", 13, "options[2].id", "used by an earlier option"),
    (SINGLE, "{id: order,", "{id: Order By,", 13, "options[2].id", "no slug"),
    (SINGLE, 'text: "`HAVING`"', "text: ''", 12, "options[1].text", "empty; write the option"),
    (SINGLE, 'text: "`HAVING`"', "text: [a]", 12, "options[1].text", "must be one text, not a list"),
    (SINGLE, "answer: [having]", "answer: [have]", 14, "answer", "no option is called have; the ids are where"),
    (SINGLE, "answer: [having]", "answer: having", 14, "answer", "must be a list; list the id of the right option"),
    (SINGLE, "answer: [having]", "answer: []", 14, "answer", "has 0 entries, at least 1 wanted"),
    (SINGLE, "answer: [having]", "answer: [having, having]", 14, "answer", "names something twice"),
    (SINGLE, "    hint: Think of the order of the clauses.\n", "", 5, "hint", "missing; write one sentence"),
    (SINGLE, "hint: Think of", "hitn: Think of", 16, "hitn", "unknown field of kind `single`; did you mean `hint`?"),
    (SINGLE, "hint: Think of", "colour: Think of", 16, "colour", "the fields are id, technologies, level"),
    (SINGLE, "level: 2", "level: six", 7, "level", "`six`: write a level from 1"),
    (SINGLE, "level: 2", "level: 6", 7, "level", "`6`: write a level from 1"),
    (SINGLE, "level: 2", "level: 2\n    level: 3", 8, "level", "given twice (first on line 7); keep one"),
    (SINGLE, "kind: single", "kind: singel", 8, "kind", "did you mean `single`?"),
    (SINGLE, "kind: single", "kind: essay", 8, "kind", "must be one of single, multiple"),
    (SINGLE, "[postgresql]", "[postgres]", 6, "technologies[0]", "did you mean `postgresql`?"),
    (SINGLE, "[postgresql]", "[cobol]", 6, "technologies[0]", "see content/technologies.py"),
    (SINGLE, "[postgresql]", "[sql, sql]", 6, "technologies", "names something twice"),
    (SINGLE, "updated: 2026-11-20", "updated: 20.11.2026", 19, "updated", "no date; write a date as YYYY-MM-DD"),
    (SINGLE, "updated: 2026-11-20", "updated: 2026-02-30", 19, "updated", "no date"),
    (SINGLE, "id: db-group-filter", "id: DB_group", 5, "id", "`DB_group` is no slug"),
    (SINGLE, "id: db-group-filter", f"id: {'a' * 81}", 5, "id", "has 81 characters, at most 80"),
    (
        SINGLE,
        "id: db-group-filter\n    technologies",
        "technologies",
        5,
        "id",
        "missing; give the question a stable id",
    ),
    (SINGLE, 'url: "https', 'href: "https', 18, "references[0].href", "unknown field; the fields are title, url"),
    (SINGLE, "prompt: Which ONE filters groups?", "prompt:", 9, "prompt", "empty; ask the question"),
    (SINGLE, "prompt: Which ONE filters groups?", "prompt: ~", 9, "prompt", "empty; ask the question"),
    (SINGLE, "explanation:", "near_misses: []\n    explanation:", 15, "near_misses", "unknown field of kind `single`"),
    (SINGLE, "kind: single", "kind: order", 14, "answer", "where, order missing; list all option ids"),
    (SINGLE, "      - {id: where", "      - where\n      - {id: where", 11, "options[0]", "must hold named fields"),
    (SINGLE + VERIFY, ', order: "2"', "", 23, "verify.expect", "no entry for order"),
    (SINGLE + VERIFY, 'order: "2"', 'oder: "2"', 23, "verify.expect", "no option is called oder"),
    (SINGLE + VERIFY, "      code: print(1)\n", "", 20, "verify.code", "missing; write the program"),
    (SINGLE + VERIFY, "tool: python", "tool: Python 3", 21, "verify.tool", "no slug"),
    (TRUE_FALSE, "answer: false", "answer: maybe", 10, "answer", "must be one of true, false"),
    (TRUE_FALSE, "answer: false", "answer: [false]", 10, "answer", "must be one text, not a list"),
    (TRUE_FALSE, "    why: NULL is unknown.\n", "", 5, "why", "say why the other choice is wrong"),
    (TRUE_FALSE, "why: NULL is", "options: []\n    why: NULL is", 11, "options", "unknown field of kind `true-false`"),
    (SHORT_TEXT, "answer: [having]", "answer: [having, '']", 10, "answer[1]", "must be a text"),
    (SHORT_TEXT, "hint:", "near_misses: [{text: where}]\n    hint:", 12, "near_misses[0].why", "say why this is"),
    (SHORT_TEXT, "hint:", "verify: {tool: sql, code: x, expect: {a: b}}\n    hint:", 12, "verify.expect", "not used"),
    (FREE_TEXT, "pass_points: 2", "pass_points: 3", 14, "rubric.pass_points", "how many points make it right, 1 to 2"),
    (FREE_TEXT, ", keywords: [disk]", "", 13, "rubric.points[1].keywords", "missing; list words"),
    (FREE_TEXT, "id: disk", "id: write", 13, "rubric.points[1].id", "used by an earlier point"),
    (FREE_TEXT, ", wrong: Nothing.", "", 15, "rubric.samples.wrong", "write an answer that is wrong"),
    (FREE_TEXT, "    explanation:", "    verify: {tool: python, code: x}\n    explanation:", 16, "verify", "remove it"),
]


def is_about(problem: Problem, field: str, words: str) -> bool:
    return problem.field == field and words in problem.message


@pytest.mark.parametrize(("body", "old", "new", "line", "field", "words"), BROKEN)
def test_a_mistake_is_told_with_its_line_its_field_and_the_mend(body, old, new, line, field, words):
    found = read(mended(body, old, new))
    told = [(problem.path, problem.line) for problem in found.problems if is_about(problem, field, words)]
    assert told == [("indexes.yaml", line)], found.problems
    assert found.questions == ()


UNREADABLE = [
    (HEAD + "  - id: a\n    prompt: Note: this\n", 6, "a text that holds `: ` needs quotes"),
    (HEAD + "  - id: a\n    hint: `x`\n", 6, "needs quotes"),
    (HEAD + "  - id: a\n    hint: *x\n", 6, "quot"),
    (HEAD + "  - id: &a b\n", 5, "anchors and aliases"),
    (HEAD + "  - id: !!python/object:os.system b\n", 5, "tags are not allowed"),
    (HEAD + '  - id: "a\n', 6, "not closed"),
    (HEAD + "  - {id: a, [b]: c}\n", 5, "the name of a field must be a word"),
    (HEAD + "\t- id: a\n", 5, "not YAML"),
    (HEAD + "  - id: a\n    hint: a\x00b\n", 6, "U+0000"),
    ("---\na: 1\n---\nb: 2\n", 3, "a second document"),
    ("- a\n", 1, "must hold the fields area, topic, title and questions"),
    ("", 1, "the file is empty"),
    ("a: " + "[" * 40 + "]" * 40, 1, "nested more than"),
    ("a: &x [1]\nb: [*x, *x]\n", 1, "anchors and aliases"),
]


@pytest.mark.parametrize(("text", "line", "words"), UNREADABLE)
def test_what_is_no_plain_yaml_is_told_with_its_line(text, line, words):
    found = read(text)
    assert [(problem.line, problem.field) for problem in found.problems] == [(line, "")]
    assert words in found.problems[0].message


def test_a_million_opening_brackets_are_refused_and_not_recursed_into():
    assert "nested" in read("a: " + "[" * 900_000).problems[0].message


def test_a_file_over_a_megabyte_is_refused_unread():
    found = read("#" * 1_000_001)
    assert found.problems[0].message == "the file has 1,000,001 bytes; split it, at most 1,000,000 are read"


def test_a_file_in_another_encoding_is_told_with_the_line():
    found = load_topic(b"area: databases\ntitle: \xc9tat\n", "x.yaml", area="databases", topic="x")
    assert (found.problems[0].line, "UTF-8" in found.problems[0].message) == (2, True)


def test_all_mistakes_of_a_file_come_at_once():
    text = mended(SINGLE, "level: 2", "level: 9").replace("hint:", "hitn:").replace("2026-11-20", "today")
    text += TRUE_FALSE.replace("answer: false", "answer: perhaps")
    assert [problem.field for problem in read(text).problems] == ["hint", "level", "hitn", "updated", "answer"]


def test_a_broken_question_leaves_the_others_of_its_file():
    found = read(mended(SINGLE, "level: 2", "level: 9") + TRUE_FALSE + SHORT_TEXT)
    assert [located.question.id for located in found.questions] == ["db-claim", "db-word"]
    assert [problem.line for problem in found.problems] == [7]


def test_yaml_words_for_true_false_and_numbers_stay_what_was_written():
    text = SHORT_TEXT.replace("[having]", "[yes, 3.10, null, 0x1F, 'off']")
    assert read(HEAD + text).questions[0].question.answer == ("yes", "3.10", "null", "0x1F", "off")


@pytest.mark.parametrize(("written", "key", "wrong"), [("true", "true", "false"), ("false", "false", "true")])
def test_true_false_becomes_two_options_with_the_reason_on_the_wrong_one(written, key, wrong):
    question = read(HEAD + TRUE_FALSE.replace("answer: false", f"answer: {written}")).questions[0].question
    assert question.answer == (key,)
    assert [(option.id, option.text) for option in question.options] == [("true", "True"), ("false", "False")]
    assert (question.option(key).why, question.option(wrong).why) == ("", "NULL is unknown.")


def test_the_line_of_a_field_and_of_a_line_within_its_text_is_known():
    text = SINGLE.replace("prompt: Which ONE filters groups?", "prompt: |\n      Which?\n\n      Groups.")
    located = read(HEAD + text).questions[0]
    assert located.line == 5
    assert located.line_of("prompt") == 10
    assert located.line_of("prompt", row=2) == 12
    assert located.line_of("options[1].text") == 15
    assert located.line_of("options[1].why") == 15
    assert located.line_of("rubric.points") == 5


def test_the_same_id_twice_keeps_the_first_and_names_its_place():
    found = together([read(HEAD + SINGLE + TRUE_FALSE.replace("db-claim", "db-group-filter"))])
    assert [located.question.kind for located in found.questions] == ["single"]
    assert [str(problem) for problem in found.problems] == [
        "indexes.yaml:20: id: `db-group-filter` is taken by indexes.yaml:5; ids are never reused"
    ]


def test_area_and_topic_must_be_those_of_folder_and_file(tmp_path):
    for area, name in (("databases", "queries.yaml"), ("apis", "indexes.yaml")):
        (tmp_path / area).mkdir()
        (tmp_path / area / name).write_text(HEAD + SINGLE)
    found = load_folder(tmp_path, shown="bank")
    assert [str(problem) for problem in found.problems] == [
        "bank/apis/indexes.yaml:1: area: `databases` differs from the folder `apis`",
        "bank/databases/queries.yaml:2: topic: `indexes` differs from the file's name `queries`",
        "bank/databases/queries.yaml:5: id: `db-group-filter` is taken by bank/apis/indexes.yaml:5; "
        "ids are never reused",
    ]


def test_files_that_would_silently_not_be_read_are_told(tmp_path):
    for name in ("databases/a.yml", "top.yaml", "cooking/a.yaml", "databases/deep/a.yaml", "databases/.b.yaml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    found = load_folder(tmp_path, shown="bank")
    told = {problem.path: problem.message.partition(";")[2].split(":")[0].strip() for problem in found.problems}
    assert told == {
        "bank/cooking/a.yaml": "put it into a folder named for its area",
        "bank/databases/a.yml": "rename it to `a.yaml`",
        "bank/databases/deep/a.yaml": "put it into a folder named for its area",
        "bank/top.yaml": "put it into a folder named for its area",
    }


def test_a_missing_folder_is_a_problem_not_a_crash(tmp_path):
    assert [problem.message for problem in load_folder(tmp_path / "none").problems] == ["there is no such folder"]
