"""Each check of single questions: it fires on a bad one, and is silent on the good ones."""

from datetime import date

import msgspec
import pytest

from content.lint import COMMAND_WORDS, Judgement, Severity, lint
from content.lint.hosts import HOSTS, is_official, unstable
from content.loader import Loaded, Located, Place, load_topic
from content.model import Kind, NearMiss, Option, Question, Reference, Rubric, Verify
from content.technologies import TECHNOLOGIES
from content.verify.tools import TOOL_NAMES
from tests.unit.content.making import DAY, RUBRIC, SINGLE, loaded, question

TOOLS = frozenset(TOOL_NAMES)


def findings(*questions: Question, judge=None, today=DAY, command_words=COMMAND_WORDS):
    return lint(
        loaded(*questions),
        today=today,
        folder="content/questions",
        command_words=command_words,
        judge=judge,
        tools=TOOLS,
        whole_bank=False,
    )


def options(*texts: str) -> tuple[Option, ...]:
    """Options of which the second is right."""
    return tuple(
        Option(id=f"o{index}", text=text, why="" if index == 1 else "A misconception.")
        for index, text in enumerate(texts)
    )


def choosing(*texts: str, **changes) -> Question:
    return question(options=options(*texts), answer=("o1",), **changes)


def referring(*urls: str, technologies=("postgresql",)) -> Question:
    references = tuple(Reference(title="Page", url=url) for url in urls)
    return question(references=references, technologies=technologies)


def fenced(code: str, language: str = "python") -> str:
    return f"What does it print?\n\n```{language}\n{code}\n```"


@pytest.mark.parametrize("kind", list(Kind))
def test_a_good_question_of_any_kind_is_silent(kind):
    assert findings(question(kind)) == []


VERIFY = Verify(
    tool="python", code="for i in range(3):\n    print(i)", expect={"where": "0", "having": "1", "order": "2"}
)
BAD = [
    # a bad question, the check that fires, the field, words of the message
    (question(prompt="x" * 1401), "limits", "prompt", "has 1,401 characters, at most 1,400 fit"),
    (question(explanation="x" * 1201), "limits", "explanation", "at most 1,200"),
    (question(hint="x" * 301), "limits", "hint", "at most 300"),
    (choosing("x" * 151, "b", "c"), "limits", "options[0].text", "at most 150"),
    (choosing("a", "b"), "limits", "options", "`single` takes 3 to 6"),
    (choosing(*"abcdefg"), "limits", "options", "has 7 options"),
    (question(options=(msgspec.structs.replace(SINGLE.options[0], why="x" * 301), *SINGLE.options[1:])),
     "limits", "options[0].why", "at most 300"),
    (question(prompt=fenced("x" * 61)), "limits", "prompt", "a line of code has 61 characters, at most 60"),
    (question(explanation=fenced("x\n" * 25 + "y")), "limits", "explanation", "26 lines of code, at most 25"),
    (question(Kind.SHORT_TEXT, answer=("x" * 81,)), "limits", "answer[0]", "at most 80"),
    (question(references=SINGLE.references * 6), "limits", "references", "has 6 entries"),
    (question(prompt="# Heading\n\nWhich?"), "markup", "prompt", "no headings"),
    (question(prompt="| a | b |\n| - | - |\n| 1 | 2 |"), "markup", "prompt", "no tables"),
    (question(prompt="See <b>this</b>."), "markup", "prompt", "looks like HTML"),
    (question(prompt="See [this](https://a.b)."), "markup", "prompt", "no links"),
    (question(prompt="See https://a.b."), "markup", "prompt", "no links"),
    (question(prompt="![a](b.png)"), "markup", "prompt", "no images"),
    (question(prompt="1. one\n2. two"), "markup", "prompt", "no numbered lists"),
    (question(prompt="* one"), "markup", "prompt", "begin list items with `- `"),
    (question(prompt="- one\n  - two"), "markup", "prompt", "no lists inside lists"),
    (question(prompt="> quote"), "markup", "prompt", "no quotes"),
    (question(prompt="Look:\n\n    code()"), "markup", "prompt", "indented by 4 blanks"),
    (question(prompt=fenced("x", "")), "markup", "prompt", "a fence needs its language"),
    (question(prompt="What does __init__ do?"), "markup", "prompt", "names with underscores"),
    (question(prompt="What is `x?"), "markup", "prompt", "a backtick without its partner"),
    (question(prompt="What is 2 ** 3?"), "markup", "prompt", "`**` without its partner"),
    (question(prompt="Is 1 &lt; 2?"), "markup", "prompt", "shown as it is"),
    (question(hint="One.\nTwo."), "markup", "hint", "must be one line"),
    (choosing("a **b**", "c", "d"), "markup", "options[0].text", "only `code` is allowed here"),
    (choosing("All of the above", "b", "c"), "wording", "options[0].text", "options are shuffled"),
    (choosing("a", "None of these", "c"), "wording", "options[1].text", "options are shuffled"),
    (choosing("a", "b", "Both A and B"), "wording", "options[2].text", "options are shuffled"),
    (choosing("Same as option 2", "b", "c"), "wording", "options[0].text", "options are shuffled"),
    (choosing("a", "b", "A "), "wording", "options[2].text", "reads like `o0`"),
    (question(prompt="Which of these is not a filter?"), "wording", "prompt", "put **not** in bold"),
    (question(prompt="Which of them doesn't sort?"), "wording", "prompt", "asks by negation"),
    (question(prompt="Which statement is false?"), "wording", "prompt", "asks by negation"),
    (question(prompt="All filter except one: which?\n\nWhich except `a`?"), "wording", "prompt", "put **except**"),
    (choosing("It always sorts", "It filters groups", "It joins"), "absolutes", "options", "only wrong options (o0)"),
    (question(Kind.ORDER, answer=("where", "having", "order")), "order", "options", "shuffle them"),
    (question(Kind.SHORT_TEXT, answer=("Streak",)), "typed answers", "answer[0]", "is a command word"),
    (question(Kind.OUTPUT, answer=("next",)), "typed answers", "answer[0]", "is a command word"),
    (question(Kind.SHORT_TEXT, answer=("why?",)), "typed answers", "answer[0]", "is a command word"),
    (question(Kind.SHORT_TEXT, answer=("having", "Having.")), "typed answers", "answer[1]", "like an earlier entry"),
    (question(Kind.SHORT_TEXT, answer=("it is used to filter the groups",)), "typed answers", "answer[0]", "7 words"),
    (question(Kind.SHORT_TEXT, near_misses=(NearMiss(text="HAVING", why="No."),)),
     "typed answers", "near_misses[0].text", "is accepted as right"),
    (question(Kind.SHORT_TEXT, near_misses=(NearMiss(text="a", why="No."), NearMiss(text="A", why="No."))),
     "typed answers", "near_misses[1].text", "listed twice"),
    (referring("http://www.postgresql.org/docs/current/"), "references", "references[0].url", "must be an https"),
    (referring("https://www.postgresql.org:8080/docs/current/"), "references", "references[0].url", "without port"),
    (referring("https://www.postgresql.org/docs/16/indexes.html"), "references", "references[0].url", "/docs/current/"),
    (referring("https://medium.com/x"), "references", "references[0].url", "no official host of postgresql"),
    (referring(*["https://www.postgresql.org/docs/current/"] * 2), "references", "references[1].url", "named twice"),
    (question(verify=msgspec.structs.replace(VERIFY, tool="cobol")), "verify", "verify.tool", "`cobol` is unknown"),
    (question(verify=msgspec.structs.replace(VERIFY, code="print('1')")), "verify", "verify.code", "must compute"),
    (question(verify=msgspec.structs.replace(VERIFY, tool="shell", code="echo 1")), "verify", "verify.code", "must"),
    (question(verify=msgspec.structs.replace(VERIFY, expect=VERIFY.expect | {"order": "1"})),
     "verify", "verify.expect.order", "`order` and `having` expect the same"),
    (question(updated=date(2026, 11, 22)), "dates", "updated", "lies in the future"),
    (question(reviewed=date(2027, 1, 1)), "dates", "reviewed", "lies in the future"),
    (question(technologies=("emerging", "postgresql"), updated=date(2025, 11, 19)), "ageing", "updated", "holds"),
    (question(Kind.FREE_TEXT, rubric=msgspec.structs.replace(
        RUBRIC, points=(*RUBRIC.points[:1], msgspec.structs.replace(RUBRIC.points[1], keywords=("Write",))))),
     "free text", "rubric.points[1].keywords", "hints at `cost` too"),
]  # fmt: skip


@pytest.mark.parametrize(("bad", "check", "field", "words"), BAD)
def test_a_bad_question_is_found(bad, check, field, words):
    told = [one for one in findings(bad) if (one.check, one.field) == (check, field)]
    assert any(words in one.message for one in told), findings(bad)


GOOD = [
    question(prompt="Which index is used by a query that does **not** name a column?"),
    question(prompt="Which client breaks that does not know the field?"),
    question(prompt="Why does this not work?"),
    question(prompt="A row is not there. Which ONE of these finds out?"),
    question(prompt="Which option does the compiler take?\n\n- one\n- two\n\n" + fenced("print(1)")),
    choosing("All rows of the table", "Both tables", "Neither of the two tables is read"),
    choosing("It always sorts", "It never sorts", "It joins"),
    referring("https://www.rfc-editor.org/rfc/rfc9110.html", "https://www.postgresql.org/docs/current/x.html"),
    question(technologies=("emerging", "postgresql"), updated=date(2025, 11, 21)),
    question(Kind.SHORT_TEXT, answer=("yes",), near_misses=(NearMiss(text="no", why="It does."),)),
    question(Kind.OUTPUT, answer=("A", "a")),
    question(verify=VERIFY),
]


@pytest.mark.parametrize("good", GOOD)
def test_what_only_looks_bad_is_let_through(good):
    assert findings(good) == []


def test_a_line_of_code_is_told_with_its_own_line():
    long = question(prompt=f"What?\n\n```python\nx = 1\n{'y' * 70}\n```")
    located = loaded(long).questions[0]
    exact = Located(question=long, path=located.path, line=5, places={"prompt": Place(9, 10)})
    found = lint(Loaded(questions=(exact,)), today=DAY, folder="x", tools=TOOLS, whole_bank=False)
    assert [(one.line, one.check) for one in found] == [(14, "limits")]


def test_a_second_reference_elsewhere_is_a_matter_of_judgement():
    (found,) = findings(referring("https://www.postgresql.org/docs/current/", "https://martinfowler.com/x"))
    assert (found.severity, found.field) == (Severity.WARNING, "references[1].url")


def test_the_command_words_are_those_that_are_given():
    asked = question(Kind.SHORT_TEXT, answer=("sprint",))
    assert findings(asked) == []
    assert [one.check for one in findings(asked, command_words=frozenset({"sprint"}))] == ["typed answers"]


def test_yes_and_no_are_answers_and_no_commands():
    assert COMMAND_WORDS.isdisjoint({"yes", "no"})
    assert {"hint", "skip", "streak", "why", "quit", "export"} <= COMMAND_WORDS


def by_words(question: Question, text: str) -> Judgement:
    """A judge by key words alone, and by equality for typed answers."""
    if question.rubric:
        met = [point for point in question.rubric.points if any(word in text.casefold() for word in point.keywords)]
        return Judgement(correct=len(met) >= question.rubric.pass_points, score=len(met) / len(question.rubric.points))
    correct = text.casefold() in {answer.casefold() for answer in question.answer}
    return Judgement(correct=correct, score=float(correct))


def sampled(**samples: str) -> Question:
    rubric: Rubric = msgspec.structs.replace(RUBRIC, samples=msgspec.structs.replace(RUBRIC.samples, **samples))
    return question(Kind.FREE_TEXT, rubric=rubric)


def test_samples_that_are_judged_as_they_should_are_silent():
    assert findings(question(Kind.FREE_TEXT), judge=by_words) == []
    assert findings(question(Kind.SHORT_TEXT), judge=by_words) == []


@pytest.mark.parametrize(
    ("bad", "field", "words"),
    [
        (sampled(right="It costs."), "rubric.samples.right", "judged wrong (score 0%)"),
        (sampled(partial="Each write, and disk."), "rubric.samples.partial", "judged right"),
        (sampled(partial="Nothing."), "rubric.samples.partial", "judged wrong, with score 0%"),
        (sampled(wrong="No disk, no write."), "rubric.samples.wrong", "scores 100%"),
        (question(Kind.FREE_TEXT, prompt="What do a write and the disk cost?"), "rubric.points", "typing the prompt"),
        (question(Kind.SHORT_TEXT, near_misses=(NearMiss(text="Having Clause", why="x"),)), "near_misses[0].text",
         "judged right when typed"),
    ],
)  # fmt: skip
def test_samples_that_are_judged_otherwise_are_told(bad, field, words):
    assert any(one.field == field and words in one.message for one in findings(bad, judge=by_words))


def test_without_a_judge_samples_are_not_tried():
    assert findings(sampled(right="It costs.")) == []


def test_a_retired_question_is_left_in_peace():
    assert findings(question(prompt="# Old", retired=date(2026, 1, 1))) == []


def test_problems_of_the_loader_are_errors_of_the_lint():
    broken = load_topic(b"area: databases", "x.yaml", area="databases", topic="x")
    found = lint(broken, today=DAY, folder="x", whole_bank=False)
    assert {(one.check, one.severity) for one in found} == {("format", Severity.ERROR)}
    assert len(found) == 3


def test_a_finding_reads_like_a_compilers():
    (found,) = findings(choosing("a", "None of these", "c"))
    assert str(found) == (
        "content/questions/databases/indexes.yaml:10: error: db-plain: options[1].text: `None of these`: "
        "options are shuffled and each must stand for itself [wording]"
    )


def test_every_technology_has_hosts_of_its_own():
    assert set(HOSTS) == set(TECHNOLOGIES)
    assert all(HOSTS.values())


@pytest.mark.parametrize(
    ("url", "technologies", "official"),
    [
        ("https://docs.python.org/3/", ("python",), True),
        ("https://docs.python.org/3/", ("java",), False),
        ("https://www.rfc-editor.org/rfc/rfc9110.html", ("jenkins",), True),
        ("https://circleci.com/docs/caching/", ("circleci",), True),
        ("https://circleci.com/blog/x", ("circleci",), False),
        ("https://circleci.com/docsx", ("circleci",), False),
        ("https://hypothesis.readthedocs.io/en/latest/", ("unit-testing",), True),
        ("https://notreadthedocs.io/en/latest/", ("unit-testing",), False),
        ("https://docs.python.org.evil.example/3/", ("python",), False),
    ],
)
def test_a_host_is_official_for_its_technologies(url, technologies, official):
    assert is_official(url, technologies) is official


@pytest.mark.parametrize(
    ("aged", "lasting"),
    [
        ("https://www.postgresql.org/docs/16/x.html", "https://www.postgresql.org/docs/current/x.html"),
        ("https://docs.python.org/3.11/library/re.html", "https://docs.python.org/3/library/re.html"),
        ("https://docs.djangoproject.com/en/5.2/x/", "https://docs.djangoproject.com/en/stable/x/"),
        ("https://learn.microsoft.com/de-de/azure/x", "https://learn.microsoft.com/en-us/azure/x"),
        ("https://git-scm.com/docs/git-rebase/2.40.0", "https://git-scm.com/docs/git-rebase"),
        ("https://tools.ietf.org/html/rfc7231", "https://www.rfc-editor.org/rfc/rfc9110.html"),
        ("https://redis.io/docs/7.2/x", "https://redis.io/docs/latest/commands/set/"),
        ("https://guides.rubyonrails.org/v7.1/x.html", "https://guides.rubyonrails.org/x.html"),
        ("https://a.b/c?utm_source=x", "https://a.b/c?x=1"),
    ],
)
def test_forms_that_age_are_told_with_the_lasting_one(aged, lasting):
    assert unstable(aged)
    assert unstable(lasting) == ""
