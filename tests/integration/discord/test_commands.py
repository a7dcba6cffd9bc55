"""`/coach` in servers, in DMs and wherever a person brought it along; completions; the context menu."""

from __future__ import annotations

import pytest

from bot.application.commands import GRAMMAR

# What each command needs, and words of its answer; every command of the grammar has its line here.
COMMANDS = {
    "start": ({}, "Welcome"),
    "quiz": ({"area": "databases", "level": "2"}, "Prompt of"),
    "daily": ({}, "Today"),
    "practice": ({"site": "leetcode"}, "LeetCode"),
    "question": ({"do": "hint"}, "Hint"),
    "ask": ({"question": "why?"}, ""),
    "streak": ({}, "Streak"),
    "progress": ({}, "Your progress"),
    "journey": ({}, "Your journey"),
    "areas": ({}, "Databases"),
    "leaderboard": ({}, ""),
    "challenge": ({"area": "security"}, ""),
    "digest": ({}, ""),
    "team": ({}, ""),
    "settings": ({"what": "time", "value": "08:30"}, "08:30"),
    "pause": ({"until": "3 days"}, "Paused until"),
    "resume": ({}, "Welcome back"),
    "link": ({"what": "account"}, ""),
    "unlink": ({"what": "account"}, ""),
    "export": ({}, "Your data"),
    "forget": ({}, "Erase everything?"),
    "help": ({"command": "quiz"}, "Help: quiz"),
}


def test_every_command_is_tried():
    assert set(COMMANDS) >= set(GRAMMAR.specs)


@pytest.mark.parametrize("place", ["a DM", "a server"])
async def test_every_command_is_answered_in_private(discord, coach, place):
    ada = discord.user("1001")
    at = None if place == "a DM" else discord.home
    for name in GRAMMAR.specs:
        options, told = COMMANDS[name]
        outcome = await ada.slash(f"coach {name}", at=at, **options)
        final = await ada.final(outcome)
        assert told in final.text, name
        assert final.ephemeral == (place == "a server"), name


async def test_an_area_by_another_name_is_understood_and_a_wrong_one_gets_suggestions(discord, coach):
    ada = discord.user("1001")
    assert "Prompt of" in (await ada.slash("coach quiz", area="db", level="2")).text
    assert "quiz databases" in (await ada.slash("coach quiz", area="datbases")).text


async def test_a_server_is_a_team_and_its_managers_are_admins(discord, coach):
    ada, boss = discord.user("1001"), discord.user("1002", joins_home=False)
    boss.joins(discord.home, admin_role=True)
    await ada.slash("coach streak", at=discord.home)
    await boss.slash("coach streak", at=discord.home)
    mine, theirs = coach.gate.requests
    assert mine.team is not None
    assert mine.team.external_id == discord.home.id
    assert [mine.visitor.is_admin, theirs.visitor.is_admin] == [False, True]
    assert mine.conversation.id == discord.home.channel.id


async def test_a_person_may_bring_the_coach_to_a_server_that_does_not_have_it(discord, coach):
    elsewhere = discord.add_guild("elsewhere", has_bot=False)
    ada = discord.user("1001", joins_home=False, installed_app=True)
    ada.joins(elsewhere)
    asked = await ada.slash("coach quiz", at=elsewhere, area="databases")
    assert asked.ephemeral
    assert "Prompt of" in asked.text
    assert coach.gate.requests[0].team is None


async def test_a_person_may_use_the_coach_in_their_private_channels(discord, coach):
    ada = discord.user("1001", joins_home=False, installed_app=True)
    asked = await ada.slash("coach quiz", at=ada.private_channel(discord.user("1002")), area="databases")
    assert asked.ephemeral
    assert not coach.gate.requests[0].conversation.is_dm


async def test_a_message_is_quizzed_on(discord, coach):
    ada, bob = discord.user("1001"), discord.user("1002")
    said = bob.say("Which security header stops that?", discord.home)
    asked = await ada.context_menu("Quiz me on this", said)
    assert asked.ephemeral
    assert "Security" in asked.text


@pytest.mark.parametrize(
    ("command", "focused", "options", "offered"),
    [
        ("quiz", "area", {"area": "data"}, "databases"),
        ("quiz", "area", {"area": ""}, "languages"),
        ("journey", "area", {"area": "secur"}, "security"),
        ("help", "command", {"command": "qui"}, "quiz"),
        ("settings", "value", {"what": "timezone", "value": "berl"}, "Europe/Berlin"),
        ("settings", "value", {"what": "timezone", "value": ""}, "UTC"),
        ("settings", "value", {"what": "languages", "value": "python ja"}, "python java"),
        ("settings", "value", {"what": "sites", "value": ""}, "leetcode"),
        ("settings", "value", {"what": "level", "value": "3"}, "3"),
        ("settings", "value", {"what": "prompts", "value": "o"}, "on"),
        ("settings", "value", {"what": "time", "value": "08"}, "08:30"),
        ("settings", "value", {"what": "weekdays", "value": "mon"}, "mon-fri"),
        ("settings", "value", {"what": "areas", "value": "apis sec"}, "apis security"),
        ("settings", "value", {"what": "nudge", "value": ""}, "off"),
        ("team", "value", {"what": "digest-channel", "value": "gen"}, None),
        ("team", "value", {"what": "timezone", "value": "new york"}, "America/New_York"),
    ],
)
async def test_options_are_completed_while_they_are_typed(discord, coach, command, focused, options, offered):
    ada = discord.user("1001")
    outcome = await ada.autocomplete(f"coach {command}", focused=focused, at=discord.home, options=options)
    assert outcome.kind == "choices"
    wanted = offered or f"<#{discord.home.channel.id}>"
    assert wanted in [choice["value"] for choice in outcome.choices]
    assert coach.gate.requests == []


async def test_completion_needs_neither_the_coach_nor_its_database(discord, coach):
    coach.gate.shut()
    outcome = await discord.user("1001").autocomplete("coach quiz", focused="area", area="a")
    assert outcome.choices
