"""`/coach` as it is registered."""

from __future__ import annotations

import copy

from adapters.discord.commands import command_tree, same
from bot.application.commands import GRAMMAR
from tests.loopback.discord.limits import command_size, command_violations

TREE = command_tree(GRAMMAR.specs.values())
COACH, QUIZ_ON_THIS = TREE


def test_discord_takes_it():
    assert command_violations(TREE) == []


def test_there_is_room_for_more():
    assert len(COACH["options"]) <= 25 - 3
    assert command_size(COACH) <= 8_000 - 1_000


def test_every_command_of_the_grammar_is_there_with_its_arguments():
    assert [option["name"] for option in COACH["options"]] == list(GRAMMAR.specs)
    for option in COACH["options"]:
        names = {argument["name"] for argument in option.get("options", ())}
        assert names == {argument.name for argument in GRAMMAR.specs[option["name"]].arguments}


def test_it_works_in_servers_in_dms_and_wherever_a_person_brings_it():
    for command in TREE:
        assert command["contexts"] == [0, 1, 2]
        assert command["integration_types"] == [0, 1]
    assert QUIZ_ON_THIS["type"] == 3


def test_what_discord_adds_makes_no_difference():
    told = copy.deepcopy(TREE[::-1])
    for command in told:
        command |= {"id": "1", "version": "2", "application_id": "3", "nsfw": False, "dm_permission": True}
        command["contexts"] = command["contexts"][::-1]
        for option in command.get("options", ()):
            option.setdefault("options", [])
            for argument in option["options"]:
                argument.setdefault("required", False)
    assert same(told, TREE)


def test_another_word_makes_a_difference():
    told = copy.deepcopy(TREE)
    told[0]["options"][0]["description"] = "Something else"
    assert not same(told, TREE)
    assert not same(TREE[:1], TREE)
