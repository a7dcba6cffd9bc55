"""One grammar: the same commands, mistakes and suggestions wherever a line comes from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.application.commands import COMMANDS, GRAMMAR
from bot.application.grammar.parse import ALIASES, Foreign, Malformed
from bot.application.grammar.spec import Command
from bot.errors import NotUnderstood


def parsed(line: str) -> tuple[str, dict[str, str]]:
    command = GRAMMAR.parse(line)
    assert isinstance(command, Command), f"{line!r} is no command"
    return command.name, command.arguments


@pytest.mark.parametrize(
    ("line", "name", "arguments"),
    [
        ("quiz", "quiz", {}),
        ("QUIZ  Databases   HARD", "quiz", {"area": "databases", "level": "4"}),
        ("quiz hard databases", "quiz", {"area": "databases", "level": "4"}),
        ("quiz version control 2", "quiz", {"area": "version-control", "level": "2"}),
        ("quiz problem-solving", "quiz", {"area": "problem-solving"}),
        ("quiz db", "quiz", {"area": "databases"}),
        ("quiz ci/cd", "quiz", {"area": "ci-cd"}),
        ("/coach quiz apis", "quiz", {"area": "apis"}),
        ("/quiz", "quiz", {}),
        ("coach, quiz", "quiz", {}),
        ("practice databases leetcode easy", "practice", {"area": "databases", "site": "leetcode", "level": "2"}),
        ("practice lc", "practice", {"site": "leetcode"}),
        ("pause until 2027-01-05", "pause", {"until": "until 2027-01-05"}),
        ("settings time 08:30", "settings", {"what": "time", "value": "08:30"}),
        ("ask why is it so?", "ask", {"question": "why is it so?"}),
        ("help quiz", "help", {"command": "quiz"}),
        ("why?", "question", {"do": "explain"}),
        ("Hint", "question", {"do": "hint"}),
        ("I guessed.", "question", {"do": "guessed"}),
        ("why this question?", "question", {"do": "reason"}),
        ("too hard", "practice", {"word": "too-hard"}),
        ("?", "help", {}),
        ("hello", "help", {}),
        ("/coach", "help", {}),
    ],
)
def test_a_line_is_read_as_its_command(line, name, arguments):
    assert parsed(line) == (name, arguments)


@pytest.mark.parametrize(
    ("line", "suggestion"),
    [
        ("quizz", "quiz"),
        ("qiz databases", "quiz databases"),
        ("practise", "practice"),
        ("setings", "settings"),
        ("leaderbord", "leaderboard"),
        ("databases", "quiz databases"),
        ("version control", "quiz version-control"),
        ("hnit", "hint"),
    ],
)
def test_a_typo_gets_a_suggestion_that_works(line, suggestion):
    foreign = GRAMMAR.parse(line)
    assert isinstance(foreign, Foreign)
    if suggestion.split()[0] in {*GRAMMAR.specs, *ALIASES}:
        assert suggestion in foreign.suggestions
        assert isinstance(GRAMMAR.parse(suggestion), Command)


@pytest.mark.parametrize(
    ("line", "told", "suggestion"),
    [
        ("quiz databasis", "I do not know", "quiz databases"),
        ("quiz postgres", "PostgreSQL belongs to the area Databases", "quiz databases"),
        ("quiz kubernets", "Kubernetes belongs to the area Servers", "quiz servers"),
        ("quiz databases extremely", "I do not know", None),
        ("quiz databases 9", "Levels go from 1", None),
        ("practice databases leetcoed", "I do not know", "practice databases leetcode"),
        ("quiz databses hard", "I do not know", "quiz databases hard"),
        ("streak now", "I do not know what to do with", "streak"),
        ("ask", "needs to know", None),
    ],
)
def test_a_wrong_argument_is_named_with_what_would_work(line, told, suggestion):
    malformed = GRAMMAR.parse(line)
    assert isinstance(malformed, Malformed)
    assert told in str(malformed.error)
    if suggestion:
        assert suggestion in malformed.error.suggestions


@given(st.text(max_size=200))
def test_any_line_at_all_is_read_without_an_error(line):
    result = GRAMMAR.parse(line)
    if isinstance(result, Command):
        assert result.name in GRAMMAR.specs
    if isinstance(result, Foreign):
        for suggestion in result.suggestions:
            assert not isinstance(GRAMMAR.parse(suggestion), Foreign)


def test_every_alias_stands_for_a_command_that_is_there():
    for alias, line in ALIASES.items():
        if line.split()[0] in GRAMMAR.specs:
            assert isinstance(GRAMMAR.parse(alias), Command), alias


def test_every_example_really_parses():
    for module in COMMANDS.values():
        assert module.spec.examples, module.spec.name
        for example in module.spec.examples:
            assert parsed(example)[0] == module.spec.name


def test_named_options_and_typed_words_are_the_same_command():
    assert GRAMMAR.bind("quiz", {"area": "Databases", "level": "hard"}) == GRAMMAR.parse("quiz databases hard")
    assert GRAMMAR.bind("quiz", {"area": "", "level": ""}) == GRAMMAR.parse("quiz")


@pytest.mark.parametrize(
    ("name", "options"), [("quiz", {"area": "cooking"}), ("nosuch", {}), ("question", {}), ("quiz", {"level": "0"})]
)
def test_wrong_options_are_refused_as_wrong_words_are(name, options):
    with pytest.raises(NotUnderstood):
        GRAMMAR.bind(name, options)


def test_no_two_modules_answer_the_same_button_or_dialogue():
    verbs = [verb for module in COMMANDS.values() for verb in module.presses]
    kinds = [kind for module in COMMANDS.values() for kind in module.dialogues]
    assert len(set(verbs)) == len(verbs)
    assert len(set(kinds)) == len(kinds)
