"""Whatever two learners did before: joined, they are what one learner with both histories would be."""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.application.cards import Choices
from bot.application.requests import AccountKey, Platform
from bot.domain.people import WORKDAYS
from bot.domain.streaks import replay
from tests.talk import Talk, choices, elements, question, talk, words

QUESTIONS = tuple(question(f"q-{n}") for n in range(4))
steps = st.lists(
    st.tuples(
        st.sampled_from(("ada", "other")),
        st.sampled_from(
            ("right", "wrong", "right", "skip", "day", "days", "pause 2", "resume", "settings weekdays mon tue sat",
             "settings timezone Pacific/Auckland", "settings timezone America/Los_Angeles")
        ),
    ),
    max_size=14,
)  # fmt: skip


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(script=steps, confirming=st.sampled_from(("ada", "other")))
def test_a_join_equals_the_replay_of_the_union_and_counts_everything_once(script, confirming):
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(play(f"sqlite:///{Path(folder) / 'coach.db'}", script, confirming))


async def play(url: str, script: list[tuple[str, str]], confirming: str) -> None:
    async with talk(url, QUESTIONS) as ada:
        other = ada.other()
        other.account = AccountKey(platform=Platform.DISCORD, scope="", user_id="1001")
        people = {"ada": ada, "other": other}
        for talker in people.values():
            await talker.say("streak")
        for who, step in script:
            await act(people[who], step)
        first = people[confirming]
        second = other if first is ada else ada
        before = [await facts(talker) for talker in people.values()]
        mine = await first.learner()
        await join(first, second)
        await check(first, second, before, mine.weekdays)
        after = await facts(first)
        await join(first, second)
        assert await facts(first) == after


async def act(talker: Talk, step: str) -> None:
    if step in {"day", "days"}:
        talker.clock.advance(days=1 if step == "day" else 3)
    elif step in {"right", "wrong"}:
        asked = await talker.say("quiz")
        if elements(asked, Choices):
            wanted = "the right one" if step == "right" else "a wrong one"
            await talker.say(next(item.key for item in choices(asked).items if item.markup == wanted))
    elif step == "skip":
        await talker.say("quiz")
        await talker.say("skip")
    else:
        await talker.say(step)


async def join(first: Talk, second: Talk) -> None:
    """Link, up to the end or to where it turns out that they are one already."""
    code = re.search(r"link account (\S+)", words(await first.say("link account")))
    assert code is not None
    told = words(await second.say(f"link account {code[1]}"))
    if "linked already" not in told:
        await first.say("link account")
        await first.say("yes")


async def facts(talker: Talk) -> tuple[int, int, object, object, object]:
    learner = await talker.learner()
    async with talker.services.uow() as uow:
        attempts = [a for a in await uow.joining.history(learner.id) if a.grade is not None]
        log = await uow.log.entries(learner.id)
        memories = await uow.learning.memories(learner.id)
        ratings = await uow.learning.ratings(learner.id)
    return len(attempts), len(log), learner.streak, memories, ratings


async def check(
    first: Talk, second: Talk, before: list[tuple[int, int, object, object, object]], weekdays: frozenset[int]
) -> None:
    learner, same = await first.learner(), await second.learner()
    assert learner.id == same.id
    async with first.services.uow() as uow:
        attempts = [a for a in await uow.joining.history(learner.id) if a.grade is not None]
        log = await uow.log.entries(learner.id)
        memories = await uow.learning.memories(learner.id)
        ratings = await uow.learning.ratings(learner.id)
    assert len(attempts) == before[0][0] + before[1][0]
    assert before[0][1] + before[1][1] <= len(log) <= before[0][1] + before[1][1] + 2  # weekdays and pause of `first`
    assert learner.streak == replay(log, weekdays=WORKDAYS)
    assert learner.weekdays == weekdays
    for key, memory in memories.items():
        past = sorted((a.answered_at, a.day, a.grade) for a in attempts if (a.question_id, a.revision) == key)
        replayed = first.services.memory_model.replay([(day, grade) for _, day, grade in past if day and grade])
        assert memory == replayed
    assert sum(rating.answers for rating in ratings.values()) == len(memories)
