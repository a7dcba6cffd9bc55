"""Several workers on one database, leases that change hands, and workers that stop."""

from dataclasses import replace
from datetime import timedelta

from bot.application.ports.outbox import DeliveryState
from bot.application.requests import Platform
from scheduler.limits import Limits
from tests.integration.scheduler.drafts import enqueue_notes
from tests.integration.scheduler.hand_time import MONDAY_NINE
from tests.integration.scheduler.house import House
from tests.integration.scheduler.post_office import Fault

FEW = timedelta(minutes=3)
TEN_SECONDS = timedelta(seconds=10)


async def test_four_workers_send_everything_once(each_house: House):
    await each_house.enrol(20)
    await each_house.enrol(10, platform=Platform.SLACK, scope="T1")
    await each_house.enrol(10, platform=Platform.SLACK, scope="T2")
    workers = [each_house.worker(f"w{n}") for n in range(4)]
    await each_house.until(MONDAY_NINE + FEW, *workers, step=TEN_SECONDS)
    await each_house.until(each_house.time.now() + FEW, *workers, step=TEN_SECONDS)
    assert await each_house.counts() == {"sent": 40}
    copies = [*each_house.discord.copies().values(), *each_house.slack.copies().values()]
    assert copies == [1] * 40


async def test_planning_twice_changes_nothing(each_house: House):
    (learner_id,) = await each_house.enrol()
    one, two = each_house.worker("one"), each_house.worker("two")
    each_house.time.advance(minutes=2)
    assert await one.planner.tick() == 1
    planned = await each_house.learner(learner_id)
    assert await one.planner.tick() == 0
    assert await two.planner.tick() == 0
    async with each_house.services.uow() as uow:
        await uow.learners.save(replace(planned, next_due_at=MONDAY_NINE, last_prompt_day=None, last_prompt_at=None))
        await uow.commit()
    await one.planner.tick()
    assert await each_house.counts() == {"pending": 1}


async def test_on_sqlite_the_others_stand_by_and_take_over_from_the_dead(house: House):
    await house.enrol(3)
    first, second = house.worker("first"), house.worker("second")
    await house.until(MONDAY_NINE, first, second, step=TEN_SECONDS)
    assert await second.planner.tick() == 0
    # The first one is gone from here on.
    await house.seconds(10, second)
    assert house.discord.letters == []
    await house.seconds(60, second)
    assert len(house.discord.letters) == 3


async def test_a_worker_that_lost_its_lease_does_not_send(each_house: House):
    """The first worker claims and is held up; the second takes over and sends; the first wakes up."""
    (learner_id,) = await each_house.enrol(prompts=False)
    await enqueue_notes(each_house, learner_id, "note")
    first, second = each_house.worker("first"), each_house.worker("second")
    claimed = await each_house.claimed(first)
    each_house.time.advance(minutes=2)
    await each_house.seconds(5, second)
    assert len(each_house.discord.letters) == 1
    assert await first.ledger.begin(claimed) is None
    await each_house.seconds(5, first)
    assert len(each_house.discord.letters) == 1


async def test_a_claim_of_a_dead_worker_comes_back(each_house: House):
    (learner_id,) = await each_house.enrol(prompts=False)
    await enqueue_notes(each_house, learner_id, "note")
    await each_house.claimed(each_house.worker("dead"))
    alive = each_house.worker("alive")
    await each_house.seconds(20, alive)
    assert each_house.discord.letters == []
    each_house.time.advance(seconds=50)
    await each_house.seconds(5, alive)
    assert [letter.summary for letter in each_house.discord.letters] == ["note"]


async def test_a_stopped_worker_lets_go_at_once(each_house: House):
    (learner_id,) = await each_house.enrol(prompts=False)
    await enqueue_notes(each_house, learner_id, "note")
    stopped = each_house.worker("stopped")
    await each_house.claimed(stopped)
    await stopped.stop()
    assert await each_house.counts() == {"pending": 1}
    await each_house.seconds(3, each_house.worker("next"))
    assert len(each_house.discord.letters) == 1


async def test_rate_limits_hold_across_a_change_of_hands(each_house: House):
    """Whoever takes a bucket over assumes that its allowance was just spent."""
    each_house.discord.a_second = 40
    await each_house.enrol(60)
    first, second = each_house.worker("first"), each_house.worker("second")
    await each_house.until(MONDAY_NINE + timedelta(seconds=50), first, step=TEN_SECONDS)
    await first.stop()
    await each_house.until(MONDAY_NINE + FEW, second, step=TEN_SECONDS)
    assert await each_house.counts() == {"sent": 60}
    assert each_house.discord.refusals == 0


async def test_two_workers_look_no_oftener_than_one(each_house: House):
    each_house.slack.faults.extend([Fault.REPLY_LOST] * 3)
    ids = await each_house.enrol(3, platform=Platform.SLACK, scope="T1", prompts=False)
    for learner_id in ids:
        await enqueue_notes(each_house, learner_id, f"to {learner_id}")
    one, two = each_house.worker("one"), each_house.worker("two")
    await each_house.until(each_house.time.now() + timedelta(seconds=100), one, two, step=TEN_SECONDS)
    assert each_house.slack.looks <= 2
    await each_house.until(each_house.time.now() + timedelta(minutes=4), one, two, step=TEN_SECONDS)
    assert await each_house.counts() == {"sent": 3}
    assert list(each_house.slack.copies().values()) == [1, 1, 1]


async def test_a_late_reply_is_believed_even_after_somebody_else_gave_up_on_it(each_house: House):
    """The first worker's request took longer than anybody waits; the second has not sent it again yet."""
    (learner_id,) = await each_house.enrol(prompts=False)
    await enqueue_notes(each_house, learner_id, "note")
    slow = each_house.worker("slow")
    claimed = await each_house.claimed(slow)
    outgoing = await slow.ledger.begin(claimed)
    assert outgoing is not None
    async with each_house.services.uow() as uow:
        delivery = await uow.outbox.locked(claimed.id)
        assert delivery is not None
        await uow.outbox.save(replace(delivery, state=DeliveryState.PENDING, next_at=each_house.time.now()))
        await uow.commit()
    sent = await each_house.messengers[Platform.DISCORD].send(outgoing)
    await slow.ledger.record(claimed.id, 1, sent)
    await each_house.seconds(5, each_house.worker("other"))
    assert len(each_house.discord.letters) == 1
    assert await each_house.counts() == {"sent": 1}


def test_a_request_is_surely_over_before_anybody_looks_into_it():
    limits = Limits()
    assert limits.unknown_s > limits.request_s
    assert limits.claim_s > limits.lease_s
