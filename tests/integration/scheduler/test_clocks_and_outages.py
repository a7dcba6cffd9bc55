"""Clocks that jump, databases that go away, and days on which the coach was not there."""

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.application.ports.storage import UnitOfWork
from bot.application.requests import Platform
from bot.domain.streak_log import Activity, DayExcused, ExcusedBy
from bot.domain.streaks import advance, streak_at
from bot.errors import StorageUnavailable
from bot.ids import LearnerId
from scheduler.limits import Limits
from scheduler.worker import Worker
from tests.integration.scheduler.drafts import enqueue_notes
from tests.integration.scheduler.hand_time import MONDAY_NINE
from tests.integration.scheduler.house import House
from tests.integration.scheduler.post_office import Fault

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
FEW = timedelta(minutes=2)


async def beat(worker: Worker) -> None:
    await worker.beat()
    await worker.everybody()


# Clocks


async def test_a_clock_set_back_sends_nothing_twice_and_silences_nobody(house: House):
    await house.enrol()
    worker = house.worker()
    await beat(worker)
    await house.until(MONDAY_NINE + FEW, worker)
    assert len(house.discord.letters) == 1
    house.time.jump(hours=-3)
    await beat(worker)
    await house.until(MONDAY_NINE + HOUR, worker, step=5 * FEW)
    assert len(house.discord.letters) == 1
    await house.until(MONDAY_NINE + DAY + FEW, worker, step=HOUR)
    await house.until(house.time.now() + FEW, worker)
    assert len(house.discord.letters) == 2


async def test_a_clock_that_ran_years_ahead_for_a_while_silences_nobody(house: House):
    (learner_id,) = await house.enrol()
    worker = house.worker()
    await beat(worker)
    house.time.jump(days=3000)
    await beat(worker)
    await house.until(house.time.now() + FEW, worker)
    house.time.jump(days=-3000)
    await beat(worker)
    learner = await house.learner(learner_id)
    assert learner.next_due_at is not None
    assert learner.next_due_at <= MONDAY_NINE + 2 * DAY
    await house.until(MONDAY_NINE + 2 * DAY + FEW, worker, step=HOUR)
    await house.until(house.time.now() + FEW, worker)
    assert house.discord.letters


@pytest.mark.parametrize("jump_hours", [-5, 5])
async def test_a_request_under_way_is_not_looked_into_because_the_clock_was_set(house: House, jump_hours: int):
    """Whoever began it may still be at it: only time that has really passed counts."""
    house.slack.faults.append(Fault.REPLY_LOST)
    (learner_id,) = await house.enrol(platform=Platform.SLACK, scope="T1", prompts=False)
    await enqueue_notes(house, learner_id, "note")
    first, second = house.worker("first"), house.worker("second")
    claimed = await house.claimed(first, Platform.SLACK, "slack:T1")
    assert await first.ledger.begin(claimed) is not None  # and it takes a while
    house.time.jump(hours=jump_hours)
    await house.seconds(20, second)
    assert house.slack.looks == 0
    await house.seconds(60, second)
    assert house.slack.looks == 1


async def test_a_claim_dated_into_the_future_by_a_wrong_clock_comes_back(house: House):
    (learner_id,) = await house.enrol(prompts=False)
    await enqueue_notes(house, learner_id, "note")
    dead, alive = house.worker("dead"), house.worker("alive")
    house.time.jump(hours=3)
    await house.claimed(dead)
    house.time.jump(hours=-3)
    await house.seconds(60, alive)
    assert len(house.discord.letters) == 1


# The database


class Flaky:
    """Units of work of a database that goes away."""

    def __init__(self, house: House) -> None:
        self._open = house.services.uow
        self.away = False

    def __call__(self) -> UnitOfWork:
        if self.away:
            raise StorageUnavailable("gone")
        return self._open()


async def test_an_outcome_is_written_down_when_the_database_is_back(house: House):
    """The message is out, the database goes away before that is written: nobody sends or looks again."""
    flaky = Flaky(house)
    house.services = replace(house.services, uow=flaky)
    (learner_id,) = await house.enrol(prompts=False)
    await enqueue_notes(house, learner_id, "note")
    worker = house.worker()
    claimed = await house.claimed(worker)
    outgoing = await worker.ledger.begin(claimed)
    assert outgoing is not None
    (messenger, _) = house.messengers.values()
    sent = await messenger.send(outgoing)
    flaky.away = True
    with pytest.raises(StorageUnavailable):
        await worker.ledger.record(claimed.id, 1, sent)
    house.time.advance(hours=1)
    flaky.away = False
    await house.seconds(40, worker)
    assert await house.counts() == {"sent": 1}
    assert (house.discord.requests, house.discord.looks) == (1, 0)


async def test_a_worker_goes_on_when_the_database_is_back(house: House):
    flaky = Flaky(house)
    house.services = replace(house.services, uow=flaky)
    await house.enrol(2)
    worker = house.worker()
    flaky.away = True
    house.time.advance(minutes=2)
    for work in (worker.planner.tick, worker.dispatcher.tick, worker.beat):
        with pytest.raises(StorageUnavailable):
            await work()
    flaky.away = False
    await house.until(house.time.now() + FEW, worker)
    assert len(house.discord.letters) == 2


# Outages


async def streaking(house: House, *, answered_hours_ago: float = 20) -> LearnerId:
    """A learner whose streak depends on today."""
    (learner_id,) = await house.enrol(nudge_time=None, prompts=False)
    now = house.time.now()
    await _write(house, learner_id, Activity(at=now - answered_hours_ago * HOUR, day=(now - DAY).date()))
    return learner_id


async def _write(house: House, learner_id: LearnerId, entry: Activity) -> None:
    async with house.services.uow() as uow:
        learner = await uow.learners.get(learner_id)
        await uow.log.append(learner_id, entry)
        await uow.learners.save(replace(learner, streak=advance(learner.streak, entry), reached_day=entry.day))
        await uow.commit()


async def excused(house: House, learner_id: LearnerId) -> list[date]:
    async with house.services.uow() as uow:
        log = await uow.log.entries(learner_id)
    found = [entry for entry in log if isinstance(entry, DayExcused)]
    assert all(entry.source is ExcusedBy.OUTAGE for entry in found)
    return [entry.excused_day for entry in found]


async def test_days_without_the_coach_for_more_than_six_hours_are_excused_at_the_next_start(each_house: House):
    house = each_house
    learner_id = await streaking(house)
    await beat(house.worker("before"))
    house.time.advance(hours=50)  # Monday 08:59 to Wednesday 10:59
    await beat(house.worker("after"))
    assert await excused(house, learner_id) == [date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)]
    learner = await house.learner(learner_id)
    streak = streak_at(learner.streak, now=house.time.now(), zone=ZoneInfo("UTC"))
    assert (streak.current, streak.missed) == (1, ())
    await beat(house.worker("again"))
    assert len(await excused(house, learner_id)) == 3


async def test_two_outages_of_one_day_count_together(house: House):
    learner_id = await streaking(house)
    worker = house.worker()
    await beat(worker)
    house.time.advance(hours=4)
    await beat(worker)
    assert await excused(house, learner_id) == []
    house.time.advance(minutes=5)
    await beat(worker)
    house.time.advance(hours=3)
    await beat(worker)
    assert await excused(house, learner_id) == [date(2026, 11, 23)]


async def test_a_short_outage_excuses_nothing(house: House):
    learner_id = await streaking(house)
    worker = house.worker()
    await beat(worker)
    house.time.advance(hours=6)
    await beat(worker)
    assert await excused(house, learner_id) == []


async def test_a_learner_who_came_back_before_the_outage_was_settled_keeps_the_streak(house: House):
    learner_id = await streaking(house, answered_hours_ago=13)
    await beat(house.worker("before"))
    house.time.advance(hours=48)
    await _write(house, learner_id, Activity(at=house.time.now(), day=house.time.now().date()))
    await beat(house.worker("after"))
    learner = await house.learner(learner_id)
    assert learner.streak.current == 2
    assert learner.streak.freezes == 1


async def test_learners_without_a_streak_are_left_alone_and_everybody_is_dealt_with_in_batches(house: House):
    ids = [await streaking(house) for _ in range(5)]
    (idle,) = await house.enrol(prompts=False)
    limits = Limits(everybody_batch=2)
    await beat(house.worker("before", limits=limits))
    house.time.advance(hours=30)
    await beat(house.worker("after", limits=limits))
    assert [len(await excused(house, learner_id)) for learner_id in ids] == [2] * 5
    assert await excused(house, idle) == []


# Time zone rules


async def test_planned_instants_are_computed_anew_when_the_zone_rules_change(house: House):
    (learner_id,) = await house.enrol(zone="Europe/Berlin")
    await beat(house.worker())
    async with house.services.uow() as uow:
        learner = await uow.learners.get(learner_id)
        right = learner.next_due_at
        # As if planned by rules that have changed since.
        await uow.learners.save(replace(learner, next_due_at=MONDAY_NINE + 20 * HOUR))
        await uow.facts.put("zone rules", "older")
        await uow.commit()
    await beat(house.worker())
    assert (await house.learner(learner_id)).next_due_at == right
    async with house.services.uow() as uow:
        assert await uow.facts.get("zone rules") == "rules"
