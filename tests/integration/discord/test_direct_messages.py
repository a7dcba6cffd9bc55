"""The conversation is a DM: plain text and buttons, in order, in private."""

from __future__ import annotations

import asyncio

from tests.loopback.discord import pings
from tests.talk import question


async def test_a_learner_is_asked_and_answers_by_a_letter(discord, houses):
    async with houses(questions=[question()]):
        ada = discord.user("1001")
        asked = await ada.dm("quiz databases")
        assert "Prompt of q-single?" in asked.text
        letter = next(line for line in asked.text.splitlines() if line.endswith(" the right one"))[2]
        verdict = await ada.dm(letter.lower())
        assert "✓ Right" in verdict.text


async def test_everything_a_learner_types_is_understood_as_in_the_terminal(discord, coach):
    ada = discord.user("1001")
    for line, told in (
        ("help", "What I can do"),
        ("streak", "Streak"),
        ("areas", "Databases"),
        ("settings time 08:30", "08:30"),
        ("pause 3", "Paused until"),
        ("quizz", "Did you mean"),
        ("/coach quiz security", "Prompt of q-security"),
        ("why?", "Explained"),
    ):
        assert told in (await ada.dm(line)).text, line


async def test_words_from_people_ping_nobody_and_break_nothing(discord, coach):
    ada = discord.user("1001")
    for line in ("@everyone <@1002> <@&5>", "**bold** ||spoiler|| `code", "[x](http://example.com)", "# big\n> quote"):
        answer = (await ada.dm(line)).message
        assert not pings(answer), line
        assert answer.allowed_mentions == {"parse": []}
        assert "<@" not in answer.text.replace("\\<@", "")


async def test_lines_are_answered_in_the_order_in_which_they_came(discord, coach):
    ada = discord.user("1001")
    coach.gate.shut()
    for line in ("quiz security", "hint", "skip"):
        ada.say(line)
    await discord.wait_for(lambda: coach.gate.waiting == 1, "the first line")
    coach.gate.open()
    await discord.wait_for(lambda: len(ada.inbox) == 3, "three answers")
    texts = [message.text for message in ada.inbox]
    assert ["Prompt" in texts[0], "Hint" in texts[1], "Skipped" in texts[2]] == [True, True, True]


async def test_the_coach_seems_to_type_while_it_thinks(discord, coach):
    ada = discord.user("1001")
    channel = discord.world.bot_dm(ada.user)
    coach.gate.shut()
    ada.say("daily")
    await discord.wait_for(lambda: bool(channel.typing), "typing")
    coach.gate.open()
    await ada.wait_for_message("Today")


async def test_an_answer_given_at_once_is_not_announced_by_typing(discord, coach):
    ada = discord.user("1001")
    await ada.dm("help")
    assert discord.world.bot_dm(ada.user).typing == []


async def test_a_question_asked_before_a_restart_is_answered_after_it(discord, houses):
    ada = discord.user("1001")
    async with houses(questions=[question()]):
        asked = await ada.dm("quiz")
    discord.advance(seconds=6)  # a new session is begun at most every five seconds
    async with houses(questions=[question()]):
        assert "Right" in (await ada.click(asked.message, f"{letter_of(asked.text)}: the right one")).text


async def test_a_message_that_comes_twice_is_answered_once(discord, houses):
    """Two processes with one token both get every message."""
    ada = discord.user("1001")
    async with houses() as first:
        mine = ada.say("quiz security")
        await ada.wait_for_message("Prompt of q-security")
        again = first.gate.requests[-1]
        assert (await first.gate.handle(again)).repeated
    assert [message.text.count("Prompt") for message in ada.inbox] == [1]
    assert mine.id == again.event_id


async def test_other_bots_and_joins_are_left_alone(discord, coach):
    ada, bot = discord.user("1001"), discord.user("7")
    bot.user.bot = True
    bot.say(f"<@{discord.world.app.id}> quiz", discord.home)
    ada.say("just chatting", discord.home)
    await ada.dm("help")
    assert [request.event_id for request in coach.gate.requests] == [ada.sees()[0].id]


async def test_a_mention_is_answered_in_private_and_pointed_to_in_public(discord, coach):
    ada = discord.user("1001")
    pointer = await ada.ask(f"<@{discord.world.app.id}> quiz databases", at=discord.home)
    assert "direct messages" in pointer.text
    assert "Prompt of" in ada.inbox[-1].text
    assert (await ada.dm("skip")).text.startswith("## Skipped")
    request = coach.gate.requests[0]
    assert request.team is not None
    assert request.team.external_id == discord.home.id


async def test_a_mention_without_words_is_a_greeting(discord, coach):
    ada = discord.user("1001")
    await ada.ask(f"<@{discord.world.app.id}>", at=discord.home)
    assert "Skill Coach" in ada.inbox[-1].text


async def test_whoever_has_closed_their_dms_is_shown_another_way_in_the_server(discord, coach):
    ada = discord.user("1001")
    ada.closes_dms()
    hint = await ada.ask(f"<@{discord.world.app.id}> quiz databases", at=discord.home)
    assert "your direct messages are closed" in hint.text
    shown = await ada.click(hint.message, "Show it to me here")
    assert shown.ephemeral
    assert "Prompt of" in shown.text


async def test_where_the_coach_may_not_write_it_stays_silent(discord, coach):
    ada = discord.user("1001")
    closed = discord.add_channel(discord.home, "closed", bot_permissions=1024)
    ada.say(f"<@{discord.world.app.id}> quiz databases", closed)
    await ada.wait_for_message("Prompt of")
    await asyncio.sleep(0)
    assert [message.author.id for message in closed.visible] == ["1001"]


async def test_pictures_come_with_words_for_those_who_do_not_see_them(discord, coach):
    ada = discord.user("1001")
    shown = (await ada.dm("streak")).message
    assert [(a.content_type, bool(a.description)) for a in shown.attachments] == [("image/png", True)]
    assert shown.attachments[0].data.startswith(b"\x89PNG")


async def test_an_export_comes_as_a_file(discord, coach):
    ada = discord.user("1001")
    told = (await ada.dm("export")).message
    assert [a.filename.endswith(".json") for a in told.attachments] == [True]
    assert b'"learner"' in told.attachments[0].data


def letter_of(text: str) -> str:
    return next(line for line in text.splitlines() if line.endswith(" the right one"))[2]
