"""Discord's three seconds, its fifteen minutes, and everything that may go wrong between."""

from __future__ import annotations

import pytest

from tests.talk import question

CALLBACK = "/interactions/*/*/callback"
ORIGINAL = "/webhooks/*/*/messages/@original"
FOLLOW_UP = "/webhooks/*/*"
MESSAGES = "/channels/*/messages"


@pytest.fixture
async def house(houses):
    async with houses(questions=[question(), question("q-2"), question("q-3")]) as running:
        yield running


async def test_an_answer_that_takes_long_is_put_off_and_comes_in_its_place(discord, house):
    ada = discord.user("1001")
    house.gate.shut()
    outcome = await ada.slash("coach quiz", at=discord.home)
    assert (outcome.kind, outcome.ephemeral) == ("deferred", True)
    house.gate.open()
    assert "Prompt of q-" in (await ada.final(outcome)).text
    assert len(ada.sees(discord.home)) == 1


async def test_a_button_that_takes_long_changes_its_message_in_place(discord, house):
    ada = discord.user("1001")
    asked = await ada.slash("coach quiz", at=discord.home)
    house.gate.shut()
    outcome = await ada.click(asked.message, "Skip")
    assert outcome.kind == "deferred update"
    house.gate.open()
    assert (await ada.final(outcome)).text.startswith("## Skipped")
    assert len(ada.sees(discord.home)) == 1


async def test_a_button_that_takes_long_and_leads_on_gets_a_private_message(discord, house):
    ada = discord.user("1001")
    asked = await ada.slash("coach quiz", at=discord.home)
    skipped = await ada.click(asked.message, "Skip")
    house.gate.shut()
    outcome = await ada.click(skipped.message, "Next question")
    house.gate.open()
    final = await ada.final(outcome)
    assert final.ephemeral
    assert "Prompt of" in final.text


async def test_a_database_that_is_locked_is_admitted_to_within_the_three_seconds(discord, house):
    ada = discord.user("1001")
    async with house.services.uow():  # holds SQLite's one writer's place
        outcome = await ada.slash("coach quiz")
        assert outcome.kind == "deferred"
    assert (await ada.final(outcome)).text


async def test_an_answer_after_fifteen_minutes_still_reaches_a_dm(discord, house):
    ada = discord.user("1001")
    house.gate.shut()
    outcome = await ada.slash("coach quiz")
    assert outcome.kind == "deferred"
    discord.advance(minutes=16)
    house.gate.open()
    await ada.wait_for_message("Prompt of")


async def test_an_interaction_that_is_too_old_is_answered_by_a_message_in_a_dm(discord, house):
    ada = discord.user("1001")
    discord.faults.error("POST", CALLBACK, 404, 10062, "Unknown interaction")
    using = await slash_without_waiting(ada, "coach quiz")
    assert "Prompt of" in (await ada.wait_for_message("Prompt of")).text
    assert using.response_type is None


async def test_an_interaction_that_is_too_old_is_let_go_in_a_server(discord, house):
    ada = discord.user("1001")
    discord.faults.error("POST", CALLBACK, 404, 10062, "Unknown interaction")
    await slash_without_waiting(ada, "coach quiz", at=discord.home)
    await discord.wait_for(lambda: discord.records.requests[-1].code == 10062, "the refusal")
    assert "Prompt" in (await ada.slash("coach quiz", at=discord.home)).text
    assert len(ada.sees(discord.home)) == 1


@pytest.mark.parametrize("place", ["a DM", "a server"])
async def test_a_response_whose_answer_was_lost_is_given_once(discord, house, place):
    """The second try hears that the interaction was acknowledged already: that is success."""
    ada = discord.user("1001")
    at = None if place == "a DM" else discord.home
    fault = discord.faults.lose_reply("POST", CALLBACK)
    outcome = await ada.slash("coach quiz", at=at)
    assert "Prompt of" in outcome.text
    await discord.wait_for(lambda: discord.records.requests[-1].code == 40060, "the second try")
    assert fault.hits == 1
    assert len([m for m in ada.sees(at) if m.author.bot]) == 1


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_a_server_error_costs_a_second_try_within_the_three_seconds(discord, house, status):
    ada = discord.user("1001")
    discord.faults.status("POST", CALLBACK, status, times=2)
    outcome = await ada.slash("coach quiz", at=discord.home)
    assert "Prompt of" in outcome.text


async def test_a_dropped_connection_in_the_middle_of_an_answer_is_survived(discord, house):
    ada = discord.user("1001")
    discord.faults.reset("POST", CALLBACK)
    assert "Prompt of" in (await ada.slash("coach quiz", at=discord.home)).text
    discord.faults.reset("POST", MESSAGES)
    assert "Prompt of" in (await ada.dm("quiz")).text
    discord.faults.lose_reply("POST", MESSAGES)
    assert "Skipped" in (await ada.dm("skip")).text
    await ada.dm("help")
    assert [m.text.count("## Skipped") for m in ada.inbox].count(1) == 1


async def test_a_put_off_answer_survives_errors_on_its_way(discord, house):
    ada = discord.user("1001")
    house.gate.shut()
    outcome = await ada.slash("coach quiz", at=discord.home)
    discord.faults.status("PATCH", ORIGINAL, 500)
    discord.faults.lose_reply("PATCH", ORIGINAL)
    house.gate.open()
    assert "Prompt of" in (await ada.final(outcome)).text


@pytest.mark.parametrize("scope", ["user", "shared", "global"])
async def test_a_rate_limit_is_waited_out(discord, house, scope):
    ada = discord.user("1001")
    discord.faults.rate_limited("POST", MESSAGES, scope=scope, retry_after_s=0.3)
    assert "Prompt of" in (await ada.dm("quiz")).text
    discord.faults.rate_limited("POST", CALLBACK, scope=scope, retry_after_s=0.3)
    assert "Prompt of" in (await ada.slash("coach quiz")).text


async def test_limits_are_kept_instead_of_being_met(discord, house):
    """Five messages in five seconds is what a channel takes: the sixth waits without asking."""
    discord.rate_limits.enabled = True
    ada = discord.user("1001")
    for number in range(5):
        await ada.dm("help" if number % 2 else "areas")
    await ada.ask("streak")
    assert discord.rate_limits.provoked == 0


async def test_several_cards_that_do_not_fit_together_come_as_several_messages(discord, houses):
    long = question("q-long", prompt="Words. " * 500)
    async with houses(questions=[long, question("q-other", prompt="More. " * 500)]):
        ada = discord.user("1001")
        asked = await ada.slash("coach daily", at=discord.home)
        assert asked.message is not None
        assert all(len(m.text) <= 4000 for m in ada.sees(discord.home))


async def slash_without_waiting(ada, line, at=None):
    """Use a command whose response never arrives; the interaction."""
    ada.patience_s = 0.2
    known = set(ada.platform.world.interactions)
    with pytest.raises(TimeoutError):
        await ada.slash(line, at=at)
    ada.patience_s = 5.0
    (new,) = set(ada.platform.world.interactions) - known
    return ada.platform.world.interactions[new]
