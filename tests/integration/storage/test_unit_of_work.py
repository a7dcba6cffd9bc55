"""One transaction: all of it or nothing, one request a learner at a time, every event once."""

import asyncio
from contextlib import suppress
from dataclasses import fields, replace
from datetime import UTC, date, time, timedelta
from uuid import uuid4

import pytest

from bot.application.ports.joining import LinkCode
from bot.application.ports.outbox import Draft, to_account
from bot.application.ports.storage import Dialogue, Report
from bot.application.replies import reply
from bot.application.requests import AccountKey, Platform, TeamKey
from bot.domain.attempts import Attempt, AttemptState, Practice, PracticeState, Source
from bot.domain.grades import Grade
from bot.domain.memory import MemoryModel
from bot.domain.people import (
    Account,
    Learner,
    Membership,
    Preferences,
    PromptCare,
    Team,
    TeamSettings,
    ZoneSource,
)
from bot.domain.rating import Difficulty, Rating
from bot.domain.streak_log import Activity, Paused, WeekdaysChanged
from bot.domain.streaks import advance
from bot.errors import TryAgain
from bot.ids import AccountId, AttemptId, DeliveryId, LearnerId, PracticeId, ReportId, TeamId
from bot.new_ids import NewIds
from bot.storage.tables import metadata
from content.model import content_hash
from tests.talk import MONDAY, question

KEY = AccountKey(platform=Platform.SLACK, scope="T1", user_id="U1")
DAY = date(2026, 11, 23)


def new_learner() -> tuple[Learner, Account]:
    learner_id = LearnerId(uuid4())
    account = Account(
        id=AccountId(uuid4()), learner_id=learner_id, platform="slack", scope="T1", user_id="U1", created_at=MONDAY
    )
    return Learner(id=learner_id, created_at=MONDAY, primary_account=account.id), account


async def stored(uow) -> tuple[Learner, Account]:
    learner, account = new_learner()
    async with uow() as work:
        await work.learners.add(learner)
        await work.learners.add_account(account)
        await work.commit()
    return learner, account


def new_attempt(learner: Learner, account: Account) -> Attempt:
    shown = question()
    return Attempt(
        id=AttemptId(uuid4()),
        learner_id=learner.id,
        account_id=account.id,
        team_id=None,
        conversation="dm",
        source=Source.QUIZ,
        question_id=shown.id,
        area="databases",
        topic="indexes",
        revision=1,
        version=content_hash(shown),
        order=("other", "right", "wrong"),
        asked_at=MONDAY,
    )


async def test_leaving_without_commit_undoes_everything(uow):
    learner, account = new_learner()
    async with uow() as work:
        await work.learners.add(learner)
        await work.learners.add_account(account)
    async with uow() as work:
        assert await work.learners.find(KEY) is None


async def test_an_error_undoes_everything_and_comes_out_as_it_is(uow):
    learner, account = new_learner()

    async def fail() -> None:
        async with uow() as work:
            await work.learners.add(learner)
            await work.learners.add_account(account)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    async with uow() as work:
        assert await work.learners.find(KEY) is None


async def test_a_learner_comes_back_exactly_as_stored(uow):
    learner, account = await stored(uow)
    streak = advance(learner.streak, WeekdaysChanged(at=MONDAY, day=DAY, weekdays=frozenset({0, 2})))
    streak = advance(streak, Paused(at=MONDAY, day=DAY, until=DAY + timedelta(days=3)))
    changed = replace(
        learner,
        zone="Pacific/Apia",
        zone_source=ZoneSource.LEARNER,
        reached_day=DAY,
        started_at=MONDAY,
        prompts=True,
        prompt_time=time(8, 30),
        nudge_time=None,
        streak=streak,
        preferences=Preferences(weights={"apis": 3}, level=4, languages=("java",), sites=("codewars",), named=True),
        prompt_care=PromptCare.ASKED,
        unanswered_prompts=7,
        last_prompt_day=DAY,
        last_prompt_at=MONDAY,
        next_due_at=MONDAY + timedelta(microseconds=1),
    )
    async with uow() as work:
        await work.learners.save(changed)
        await work.commit()
    async with uow() as work:
        assert await work.learners.find(KEY) == (changed, account)
        assert await work.learners.get(learner.id) == changed


async def test_an_instant_comes_back_in_utc_to_the_microsecond(uow):
    learner, _ = await stored(uow)
    at = MONDAY.replace(microsecond=123456)
    async with uow() as work:
        await work.learners.save(replace(learner, started_at=at))
        await work.commit()
    async with uow() as work:
        again = await work.learners.get(learner.id)
    assert again.started_at == at
    assert again.started_at.tzinfo is UTC


async def test_an_attempt_comes_back_exactly_as_stored_also_once_answered(uow):
    learner, account = await stored(uow)
    attempt = new_attempt(learner, account)
    answered = replace(
        attempt,
        state=AttemptState.ANSWERED,
        answered_at=MONDAY,
        day=DAY,
        given=("right",),
        score=1.0,
        correct=True,
        grade=Grade.GOOD,
    )
    async with uow() as work:
        await work.versions.keep(question(), attempt.version, MONDAY)
        await work.attempts.add(attempt)
        assert await work.attempts.get(attempt.id) == attempt
        assert await work.attempts.latest_open(learner.id, "dm") == attempt
        await work.attempts.save(answered)
        await work.commit()
    async with uow() as work:
        assert await work.attempts.get(attempt.id) == answered
        assert await work.attempts.latest_open(learner.id, "dm") is None
        assert await work.attempts.latest(learner.id, "dm") == answered
        assert list(await work.attempts.answered_on(learner.id, DAY)) == [answered]
        assert list(await work.attempts.answered(learner.id, area="databases", limit=5)) == [answered]
        assert list(await work.attempts.answered(learner.id, area="apis", limit=5)) == []
        assert list(await work.attempts.history(learner.id, question_id="q-single", revision=1)) == [answered]


async def test_the_version_that_was_shown_is_kept_once_and_comes_back_whole(uow):
    shown = question()
    async with uow() as work:
        await work.versions.keep(shown, content_hash(shown), MONDAY)
        await work.versions.keep(shown, content_hash(shown), MONDAY)
        await work.commit()
    async with uow() as work:
        assert await work.versions.get(content_hash(shown)) == shown
        assert await work.versions.get("0" * 64) is None


async def test_memories_ratings_and_difficulties_come_back_as_stored(uow):
    learner, _ = await stored(uow)
    memory = MemoryModel().after(None, Grade.GOOD, DAY)
    async with uow() as work:
        for _ in range(2):  # insert, then update
            await work.learning.save_memory(learner.id, "q", "databases", 1, memory)
            await work.learning.save_rating(learner.id, "databases", Rating(value=0.5, uncertainty=0.7, answers=3))
            await work.learning.save_difficulty("q", 1, Difficulty(value=-0.5, uncertainty=0.4, answers=9))
        await work.commit()
    async with uow() as work:
        assert await work.learning.memory(learner.id, "q", 1) == memory
        assert await work.learning.memory(learner.id, "q", 2) is None
        assert await work.learning.memories(learner.id) == {("q", 1): memory}
        assert await work.learning.due_count(learner.id, memory.due_day) == 1
        assert await work.learning.due_count(learner.id, memory.due_day - timedelta(days=1)) == 0
        assert await work.learning.ratings(learner.id) == {"databases": Rating(value=0.5, uncertainty=0.7, answers=3)}
        assert (await work.learning.difficulties())["q", 1].answers == 9


async def test_only_the_most_pressing_memories_are_read_and_none_that_is_put_away(uow):
    learner, _ = await stored(uow)
    first = MemoryModel().after(None, Grade.GOOD, DAY)
    kept = {f"q{n}": replace(first, due_day=DAY + timedelta(days=n)) for n in (3, 1, 2)}
    async with uow() as work:
        for question_id, memory in kept.items():
            area = "apis" if question_id == "q3" else "databases"
            await work.learning.save_memory(learner.id, question_id, area, 1, memory)
        await work.learning.save_memory(learner.id, "leech", "apis", 1, replace(first, suspended=True))
        await work.commit()
    async with uow() as work:
        pressing = work.learning.pressing
        assert await pressing(learner.id, 2) == {("q1", 1): kept["q1"], ("q2", 1): kept["q2"]}
        assert set(await pressing(learner.id, 9)) == {("q1", 1), ("q2", 1), ("q3", 1)}
        assert set(await pressing(learner.id, 9, areas={"apis"})) == {("q3", 1)}
        assert set(await pressing(learner.id, 9, question_ids={"q2", "leech"})) == {("q2", 1)}
        assert set(await work.learning.seen(learner.id)) == {("q1", 1), ("q2", 1), ("q3", 1), ("leech", 1)}


async def test_the_log_comes_back_in_the_order_of_instants_then_of_writing(uow):
    learner, account = await stored(uow)
    later = Activity(at=MONDAY + timedelta(hours=1), day=DAY)
    weekdays = WeekdaysChanged(at=MONDAY, day=DAY, weekdays=frozenset({0}))
    pause = Paused(at=MONDAY, day=DAY, until=DAY)
    async with uow() as work:
        for entry in (later, weekdays, pause):
            await work.log.append(learner.id, entry, account_id=account.id)
        await work.commit()
    async with uow() as work:
        assert list(await work.log.entries(learner.id)) == [weekdays, pause, later]


async def test_practice_comes_back_as_stored(uow):
    learner, account = await stored(uow)
    practice = Practice(
        id=PracticeId(uuid4()),
        learner_id=learner.id,
        account_id=account.id,
        team_id=None,
        conversation="dm",
        problem="leetcode:1",
        level=2,
        areas=("problem-solving", "languages"),
        suggested_at=MONDAY,
        wish="languages",
    )
    done = replace(practice, state=PracticeState.DONE, settled_at=MONDAY, day=DAY)
    async with uow() as work:
        await work.practices.add(practice)
        assert await work.practices.latest_open(learner.id, "dm") == practice
        await work.practices.save(done)
        await work.commit()
    async with uow() as work:
        assert list(await work.practices.all(learner.id)) == [done]
        assert list(await work.practices.done_on(learner.id, DAY)) == [done]
        assert await work.practices.latest_open(learner.id, "dm") is None


async def test_teams_memberships_and_dialogues_come_back_as_stored(uow):
    learner, _ = await stored(uow)
    team = Team(
        id=TeamId(uuid4()),
        platform="slack",
        external_id="T1",
        created_at=MONDAY,
        settings=TeamSettings(zone="Europe/Oslo", digest_channel="C1", digest_time=time(9, 15)),
    )
    membership = Membership(learner_id=learner.id, team_id=team.id, joined_at=MONDAY, visible=False)
    dialogue = Dialogue(kind="start", step="zone", data={"asked": ["a"], "n": 1}, updated_at=MONDAY)
    async with uow() as work:
        await work.teams.add(team)
        await work.teams.save_membership(membership)
        await work.teams.save_membership(replace(membership, visible=True))
        await work.dialogues.put(learner.id, "dm", replace(dialogue, step="time"))
        await work.dialogues.put(learner.id, "dm", dialogue)
        await work.commit()
    async with uow() as work:
        assert await work.teams.find(TeamKey(platform=Platform.SLACK, external_id="T1")) == team
        assert await work.teams.memberships(learner.id) == [replace(membership, visible=True)]
        assert await work.dialogues.get(learner.id, "dm") == dialogue
        await work.dialogues.end(learner.id, "dm")
        assert await work.dialogues.get(learner.id, "dm") is None


async def test_an_event_is_claimed_once_and_keeps_its_reply(uow):
    async with uow() as work:
        assert await work.events.begin("slack", "Ev1", MONDAY) is None
        await work.events.finish("slack", "Ev1", reply(), None)
        await work.commit()
    async with uow() as work:
        assert await work.events.begin("slack", "Ev1", MONDAY) == reply()
        assert await work.events.begin("discord", "Ev1", MONDAY) is None


async def test_an_event_whose_transaction_failed_can_be_claimed_again(uow):
    async with uow() as work:
        assert await work.events.begin("slack", "Ev1", MONDAY) is None
    async with uow() as work:
        assert await work.events.begin("slack", "Ev1", MONDAY) is None


async def test_of_two_handlers_of_one_event_the_second_waits_and_gets_the_reply_of_the_first(uow):
    began = asyncio.Event()

    async def first() -> None:
        async with uow() as work:
            assert await work.events.begin("slack", "Ev1", MONDAY) is None
            began.set()
            await asyncio.sleep(0.2)  # time in which the second one would overtake, if it did not wait
            await work.events.finish("slack", "Ev1", reply(private=False), None)
            await work.commit()

    async def second():
        await began.wait()
        async with uow() as work:
            return await work.events.begin("slack", "Ev1", MONDAY)

    _, told = await asyncio.gather(first(), second())
    assert told == reply(private=False)


async def test_of_two_first_contacts_of_one_account_one_is_stored_and_the_other_finds_it_or_tries_again(uow):
    met = asyncio.Barrier(2)

    async def contact() -> str:
        try:
            async with uow() as work:
                with suppress(TimeoutError):  # SQLite lets only one in at a time
                    await asyncio.wait_for(met.wait(), 0.2)
                if await work.learners.find(KEY) is not None:
                    return "found"
                learner, account = new_learner()
                await work.learners.add(learner)
                await work.learners.add_account(account)
                await work.commit()
        except TryAgain:
            return "tries again"
        return "stored"

    outcomes = sorted(await asyncio.gather(contact(), contact()))
    assert outcomes in (["found", "stored"], ["stored", "tries again"])
    async with uow() as work:
        assert await work.learners.find(KEY) is not None


async def test_two_requests_of_one_learner_happen_one_after_the_other(uow):
    learner, _ = await stored(uow)

    async def add_one() -> None:
        async with uow() as work:
            found = await work.learners.find(KEY)
            await asyncio.sleep(0.01)
            await work.learners.save(replace(found[0], unanswered_prompts=found[0].unanswered_prompts + 1))
            await work.commit()

    await asyncio.gather(*(add_one() for _ in range(8)))
    async with uow() as work:
        assert (await work.learners.get(learner.id)).unanswered_prompts == 8


async def everything_of(uow, learner: Learner, account: Account) -> None:
    """A row in every table that knows learners."""
    team = Team(id=TeamId(uuid4()), platform="slack", external_id="T1", created_at=MONDAY)
    attempt = new_attempt(learner, account)
    practice_id = PracticeId(uuid4())
    async with uow() as work:
        await work.teams.add(team)
        await work.teams.save_membership(Membership(learner_id=learner.id, team_id=team.id, joined_at=MONDAY))
        await work.versions.keep(question(), attempt.version, MONDAY)
        await work.attempts.add(attempt)
        await work.learning.save_memory(learner.id, "q", "databases", 1, MemoryModel().after(None, Grade.GOOD, DAY))
        await work.learning.save_rating(learner.id, "databases", Rating())
        await work.practices.add(
            Practice(
                id=practice_id,
                learner_id=learner.id,
                account_id=account.id,
                team_id=None,
                conversation="dm",
                problem="leetcode:1",
                level=2,
                areas=(),
                suggested_at=MONDAY,
            )
        )
        await work.log.append(learner.id, Activity(at=MONDAY, day=DAY))
        await work.dialogues.put(learner.id, "dm", Dialogue(kind="start", step="zone", data={}, updated_at=MONDAY))
        await work.reports.add(
            Report(
                id=ReportId(uuid4()),
                learner_id=learner.id,
                attempt_id=attempt.id,
                question_id="q",
                version="v",
                text="unclear",
                at=MONDAY,
            )
        )
        await work.joining.add_code(
            LinkCode(
                id=uuid4(),
                code_hash="0" * 64,
                learner_id=learner.id,
                account_id=account.id,
                created_at=MONDAY,
                expires_at=MONDAY + timedelta(minutes=15),
            )
        )
        await work.outbox.enqueue(
            Draft(
                id=DeliveryId(uuid4()),
                key="prompt:1",
                kind="prompt",
                place=to_account(account),
                cards=(),
                summary="A prompt",
                due_at=MONDAY,
                not_before=MONDAY,
                not_after=MONDAY,
                learner_id=learner.id,
            ),
            at=MONDAY,
        )
        await work.events.begin("slack", "Ev1", MONDAY)
        await work.events.finish("slack", "Ev1", reply(), learner.id)
        await work.commit()


async def test_export_holds_a_row_of_every_table_that_knows_the_learner(uow):
    learner, account = await stored(uow)
    await everything_of(uow, learner, account)
    async with uow() as work:
        told = await work.learners.export(learner.id)
    for table in metadata.sorted_tables:
        if "learner_id" in table.c:
            assert told[table.name], f"nothing exported of {table.name}"


async def test_erasing_leaves_no_row_of_the_learner_in_any_table(uow):
    learner, account = await stored(uow)
    await everything_of(uow, learner, account)
    async with uow() as work:
        await work.learners.erase(learner.id)
        await work.commit()
    async with uow() as work:
        told = await work.learners.export(learner.id)
        assert all(rows == [] for rows in told.values())
        assert await work.learners.find(KEY) is None


def test_rows_are_named_as_the_fields_of_their_values():
    for kind, table in ((Learner, "learners"), (Account, "accounts"), (Team, "teams"), (Attempt, "attempts")):
        assert {field.name for field in fields(kind)} == set(metadata.tables[table].c.keys())


def test_new_ids_sort_by_instant_and_within_it_by_making():
    new_id = NewIds()
    made = [new_id(MONDAY) for _ in range(5000)] + [new_id(MONDAY + timedelta(milliseconds=10))]
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert {one.version for one in made} == {7}
