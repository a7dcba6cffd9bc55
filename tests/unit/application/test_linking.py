"""`link account`: a code, typed elsewhere, confirmed again; two learners become one without double counting."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.application.link_codes import hash_of
from bot.application.requests import AccountKey, Conversation, Platform, TeamKey
from bot.domain.people import WORKDAYS
from bot.domain.streaks import replay
from bot.storage.tables import link_codes
from tests.talk import Talk, action_of, every_kind, key_of, question, talk, words

QUESTIONS = (*every_kind(), *(question(f"q-more-{n}") for n in range(4)))


@pytest.fixture
async def ada(sqlite_url: str) -> AsyncIterator[Talk]:
    """Ada in Slack."""
    async with talk(sqlite_url, QUESTIONS) as found:
        found.account = AccountKey(platform=Platform.SLACK, scope="T1", user_id="U1")
        yield found


def on_discord(ada: Talk, user_id: str = "1001") -> Talk:
    """Ada, as Discord knows her."""
    other = ada.other(user_id, conversation=f"dm-{user_id}")
    other.account = AccountKey(platform=Platform.DISCORD, scope="", user_id=user_id)
    return other


async def code_for(talker: Talk) -> str:
    return code_in(words(await talker.say("link account")))


def code_in(told: str) -> str:
    match = re.search(r"link account ([A-Z0-9]{4}-[A-Z0-9]{4})", told)
    assert match is not None
    return match[1]


async def link(first: Talk, second: Talk) -> str:
    """The whole way; what the first account is told at the end."""
    await second.say(f"link account {await code_for(first)}")
    await first.say("link account")
    return words(await first.say("yes"))


async def answer(talker: Talk, line: str = "quiz databases", *, right: bool = True) -> None:
    """Ask until it is a question with a right letter, and answer it."""
    asked = await talker.say(line)
    while "Prompt of q-single" not in words(asked) and "Prompt of q-more" not in words(asked):
        await talker.say("skip")
        asked = await talker.say(line)
    await talker.say(key_of(asked, "the right one" if right else "a wrong one"))


async def test_a_code_is_shown_typed_elsewhere_and_confirmed_again(ada):
    other = on_discord(ada)
    code = await code_for(ada)
    told = words(await other.say(f"link account {code.lower().replace('-', ' ')}"))
    assert "go back to Slack" in told
    assert (await ada.learner()).id != (await other.learner()).id
    asked = words(await ada.say("link account"))
    assert "Discord" in asked
    assert "1001" in asked
    assert "You are one now" in words(await ada.say("yes"))
    assert (await ada.learner()).id == (await other.learner()).id


async def test_buttons_do_the_same(ada):
    other = on_discord(ada)
    shown = await ada.say("link account")
    code = code_in(words(shown))
    await other.say(f"link account {code}")
    asked = await ada.press(action_of(shown, "link account"))
    assert asked.replaces
    assert "You are one now" in words(await ada.press(action_of(asked, "yes")))


async def test_the_code_is_shown_to_its_owner_alone_and_stored_as_a_hash(ada):
    reply = await ada.say("link account")
    assert reply.private
    code = code_in(words(reply))
    async with ada.engine.connect() as connection:
        (row,) = (await connection.execute(select(link_codes))).mappings()
    assert row["code_hash"] == hash_of(code)
    assert code not in str(dict(row))


async def test_a_phished_code_alone_joins_nobody(ada):
    thief = on_discord(ada, "6666")
    await thief.say(f"link account {await code_for(ada)}")
    assert (await ada.learner()).id != (await thief.learner()).id
    asked = await ada.say("link account")
    assert "6666" in words(asked)
    assert "void" in words(await ada.press(action_of(asked, "no")))
    assert (await ada.learner()).id != (await thief.learner()).id
    assert "over" in words(await ada.press(action_of(asked, "yes")))


async def test_the_one_who_typed_it_cannot_confirm_it(ada):
    thief = on_discord(ada, "6666")
    await thief.say(f"link account {await code_for(ada)}")
    asked = await ada.say("link account")
    await thief.press(action_of(asked, "yes"))
    assert (await ada.learner()).id != (await thief.learner()).id


async def test_a_code_is_over_after_fifteen_minutes(ada):
    other = on_discord(ada)
    code = await code_for(ada)
    ada.clock.advance(minutes=15)
    assert "fifteen minutes are over" in words(await other.say(f"link account {code}"))


async def test_a_confirmation_is_over_after_fifteen_minutes(ada):
    other = on_discord(ada)
    await other.say(f"link account {await code_for(ada)}")
    asked = await ada.say("link account")
    ada.clock.advance(minutes=15)
    assert "over" in words(await ada.press(action_of(asked, "yes")))
    assert (await ada.learner()).id != (await other.learner()).id


async def test_a_new_code_makes_the_old_one_void(ada):
    other = on_discord(ada)
    old = await code_for(ada)
    await code_for(ada)
    assert "do not know that code" in words(await other.say(f"link account {old}"))


async def test_a_code_is_not_for_the_account_that_it_was_shown_to(ada):
    assert "type it there" in words(await ada.say(f"link account {await code_for(ada)}"))


async def test_a_code_that_somebody_typed_is_not_taken_from_another(ada):
    other, third = on_discord(ada), on_discord(ada, "1003")
    code = await code_for(ada)
    await other.say(f"link account {code}")
    assert "typed already" in words(await third.say(f"link account {code}"))


async def test_a_wrong_code_is_said_to_be_one(ada):
    assert "do not know that code" in words(await ada.say("link account ABCD-EFGH"))


async def test_linking_twice_changes_nothing(ada):
    other = on_discord(ada)
    await answer(ada)
    await answer(other, "quiz databases")
    await link(ada, other)
    before = await everything(ada)
    told = words(await other.say(f"link account {await code_for(ada)}"))
    assert "linked already" in told
    assert await everything(ada) == before


async def test_the_older_learner_survives_and_the_settings_are_those_of_the_confirming_side(ada):
    older = on_discord(ada)
    await older.say("settings time 06:00")
    await older.say("settings weekdays sat sun")
    ada.clock.advance(hours=1)
    await ada.say("settings time 21:30")
    await ada.say("settings weekdays mon tue")
    oldest = (await older.learner()).id
    await link(ada, older)
    learner = await ada.learner()
    assert learner.id == oldest
    assert f"{learner.prompt_time:%H:%M}" == "21:30"
    assert learner.weekdays == {0, 1}


async def test_a_pause_is_that_of_the_confirming_side(ada):
    other = on_discord(ada)
    await other.say("pause 5")
    await ada.say("streak")
    await link(ada, other)
    assert (await ada.learner()).streak.paused_until is None


async def test_days_of_both_make_one_streak_and_the_same_day_counts_once(ada):
    other = on_discord(ada)
    await answer(ada)
    await answer(other)
    ada.clock.advance(days=1)
    await answer(other)
    ada.clock.advance(days=1)
    await answer(ada)
    await link(ada, other)
    assert (await ada.learner()).streak.current == 3


async def test_what_was_learned_on_either_side_is_worked_out_from_both(ada):
    other = on_discord(ada)
    for day in range(3):
        await answer(ada, right=day != 1)
        await answer(other, right=day != 2)
        ada.clock.advance(days=1)
    await link(ada, other)
    learner = await ada.learner()
    async with ada.services.uow() as uow:
        attempts = [a for a in await uow.joining.history(learner.id) if a.grade is not None]
        assert len(attempts) == 6
        memories = await uow.learning.memories(learner.id)
        for key, memory in memories.items():
            past = sorted((a.day, a.answered_at, a.grade) for a in attempts if (a.question_id, a.revision) == key)
            assert memory == ada.services.memory_model.replay([(day, grade) for day, _, grade in past])
        rating = (await uow.learning.ratings(learner.id))["databases"]
        assert rating.answers == len(memories)


async def test_the_logs_are_united_and_the_streak_is_their_replay(ada):
    other = on_discord(ada)
    for _ in range(2):
        await answer(ada)
        ada.clock.advance(days=1)
        await answer(other)
    await link(ada, other)
    learner = await ada.learner()
    async with ada.services.uow() as uow:
        log = await uow.log.entries(learner.id)
    assert learner.streak == replay(log, weekdays=WORKDAYS)


async def test_a_prompt_that_went_to_either_today_counts(ada):
    other = on_discord(ada)
    await ada.say("settings time 09:00")
    await other.say("help")
    theirs = await other.learner()
    prompted = ada.clock.now() - timedelta(hours=1)
    async with ada.services.uow() as uow:
        await uow.learners.save(replace(theirs, last_prompt_day=prompted.date(), last_prompt_at=prompted))
        await uow.commit()
    await link(ada, other)
    learner = await ada.learner()
    assert learner.last_prompt_day == prompted.date()
    assert learner.next_due_at is None or learner.next_due_at.date() > prompted.date()


async def test_a_question_asked_before_is_answered_after(ada):
    other = on_discord(ada)
    asked = await other.say("quiz security")
    await link(ada, other)
    assert "Right" in words(await other.say(key_of(asked, "the right one")))


async def test_two_in_one_team_become_one_member(ada):
    other = on_discord(ada, "1001")
    third = on_discord(ada, "1002")
    for talker in (other, third):
        talker.team = TeamKey(platform=Platform.DISCORD, external_id="9")
        talker.conversation = Conversation(id=f"channel-{talker.account.user_id}", is_dm=False)
        await talker.say("streak")
    await link(other, third)
    united = await other.learner()
    async with ada.services.uow() as uow:
        assert len(await uow.teams.memberships(united.id)) == 1


async def test_unlinking_leaves_the_history_and_starts_empty(ada):
    other = on_discord(ada)
    await answer(ada)
    await answer(other)
    await link(ada, other)
    before = (await ada.learner()).id
    asked = await other.say("unlink account")
    assert "Unlinked" in words(await other.press(action_of(asked, "yes")))
    assert (await ada.learner()).id == before
    assert (await other.learner()).id != before
    empty = await other.learner()
    assert empty.streak.current == 0
    async with ada.services.uow() as uow:
        assert len(await uow.attempts.answered(before, area=None, limit=10)) == 2
        assert await uow.attempts.answered(empty.id, area=None, limit=10) == []


async def test_unlinking_moves_unasked_messages_to_the_account_that_stays(ada):
    other = on_discord(ada)
    await link(ada, other)
    await ada.say("unlink")
    await ada.say("yes")
    async with ada.services.uow() as uow:
        stays, account = await uow.learners.find(other.account)
    assert stays.primary_account == account.id


async def test_an_account_that_is_linked_to_none_is_told_so(ada):
    assert "linked to no other" in words(await ada.say("unlink account"))


async def test_an_answer_other_than_yes_or_no_leaves_the_question_open_or_ends_it(ada):
    other = on_discord(ada)
    await other.say(f"link account {await code_for(ada)}")
    await ada.say("link account")
    await ada.say("streak")
    assert "You are one now" in words(await ada.say("yes"))


async def test_sites_are_honestly_said_to_come_later(ada):
    assert "not offered yet" in words(await ada.say("link leetcode ada"))
    assert "not offered yet" in words(await ada.say("unlink codewars"))


async def test_forgetting_erases_the_accounts_of_both(ada):
    other = on_discord(ada)
    await answer(other)
    await link(ada, other)
    await ada.say("forget")
    await ada.say("forget me")
    async with ada.services.uow() as uow:
        assert await uow.learners.find(other.account) is None


async def everything(talker: Talk) -> object:
    """All that is derived of the learner."""
    learner = await talker.learner()
    async with talker.services.uow() as uow:
        return (
            learner.streak,
            await uow.learning.memories(learner.id),
            await uow.learning.ratings(learner.id),
            len(await uow.joining.history(learner.id)),
        )
