"""One delivery: what becomes of it when all goes well, and when something goes wrong."""

from datetime import timedelta

import pytest

from bot.application.ports.outbox import DeliveryState
from bot.application.requests import Platform
from bot.errors import PlatformUnavailable, RateLimited
from tests.integration.scheduler.drafts import enqueue_notes
from tests.integration.scheduler.hand_time import MONDAY_NINE
from tests.integration.scheduler.house import House
from tests.integration.scheduler.post_office import CANNOT_LOOK, Fault

MINUTE = timedelta(minutes=1)


async def test_a_prompt_is_sent_once_within_a_minute_of_its_time(each_house: House):
    await each_house.enrol()
    worker = each_house.worker()
    await each_house.until(MONDAY_NINE, worker)
    assert await each_house.counts() == {"pending": 1}
    await each_house.seconds(62, worker)
    assert await each_house.counts() == {"sent": 1}
    assert list(each_house.discord.copies().values()) == [1]


async def test_what_was_sent_is_kept_no_longer_than_needed(each_house: House):
    (learner_id,) = await each_house.enrol()
    worker = each_house.worker()
    await each_house.until(MONDAY_NINE + 2 * MINUTE, worker)
    (sent,) = await each_house.deliveries()
    assert sent.cards is None
    assert sent.summary == ""
    assert (sent.message_id, sent.conversation) == ("m0", f"dm-u{learner_id}")


@pytest.mark.parametrize("fault", [Fault.BUSY, Fault.BROKEN])
async def test_a_request_that_was_refused_for_now_is_tried_again(house: House, fault: Fault):
    house.discord.faults.append(fault)
    await house.enrol()
    worker = house.worker()
    await house.until(MONDAY_NINE + MINUTE, worker)
    await house.seconds(20, worker)
    (sent,) = await house.deliveries()
    assert (sent.state, sent.tries) == (DeliveryState.SENT, 2)
    assert list(house.discord.copies().values()) == [1]


async def test_a_rate_limit_is_waited_out_by_the_whole_bucket(house: House):
    house.discord.faults.append(Fault.BUSY)
    house.discord.retry_after_s = 50.0
    first, second = await house.enrol(2, prompts=False)
    await enqueue_notes(house, first, "first")
    worker = house.worker()
    await house.seconds(1, worker)
    await enqueue_notes(house, second, "second")
    await house.seconds(48, worker)
    assert (house.discord.requests, house.discord.refusals) == (1, 1)
    await house.seconds(12, worker)
    assert sorted(letter.summary for letter in house.discord.letters) == ["first", "second"]
    assert house.discord.refusals == 1


@pytest.mark.parametrize("fault", [Fault.RESET, Fault.REPLY_LOST, Fault.MAD])
async def test_an_unknown_outcome_is_repeated_with_the_same_nonce_where_the_platform_drops_repeats(
    house: House, fault: Fault
):
    house.discord.faults.append(fault)
    await house.enrol()
    worker = house.worker()
    await house.until(MONDAY_NINE + MINUTE, worker)
    await house.seconds(15, worker)
    (sent,) = await house.deliveries()
    assert (sent.state, sent.tries, sent.looks) == (DeliveryState.SENT, 2, 0)
    assert list(house.discord.copies().values()) == [1]


@pytest.mark.parametrize(("fault", "tries"), [(Fault.RESET, 2), (Fault.REPLY_LOST, 1), (Fault.MAD, 2)])
async def test_an_unknown_outcome_is_looked_up_where_the_platform_would_take_it_twice(
    each_house: House, fault: Fault, tries: int
):
    each_house.slack.faults.append(fault)
    await each_house.enrol(platform=Platform.SLACK, scope="T1")
    worker = each_house.worker()
    await each_house.until(MONDAY_NINE + MINUTE, worker)
    await each_house.seconds(30, worker)
    (sent,) = await each_house.deliveries()
    assert (sent.state, sent.tries, sent.looks) == (DeliveryState.SENT, tries, 1)
    assert list(each_house.slack.copies().values()) == [1]


async def test_after_the_time_for_repeats_it_is_looked_up_on_every_platform(house: House):
    house.discord.faults.append(Fault.REPLY_LOST)
    (learner_id,) = await house.enrol(prompts=False)
    await enqueue_notes(house, learner_id, "note")
    worker = house.worker()
    await house.seconds(1, worker)
    assert await house.counts() == {"sending": 1}
    house.time.advance(minutes=10)
    await house.seconds(30, worker)
    (sent,) = await house.deliveries()
    assert (sent.state, sent.tries, sent.looks) == (DeliveryState.SENT, 1, 1)
    assert list(house.discord.copies().values()) == [1]


async def test_where_nobody_can_look_it_is_uncertain_and_never_sent_again(each_house: House):
    each_house.slack.faults.append(Fault.REPLY_LOST)
    each_house.slack.look_faults.append(CANNOT_LOOK)
    await each_house.enrol(platform=Platform.SLACK, scope="T1")
    worker = each_house.worker()
    await each_house.until(MONDAY_NINE + MINUTE, worker)
    await each_house.until(MONDAY_NINE + timedelta(hours=5), worker, step=5 * MINUTE)
    (uncertain,) = await each_house.deliveries()
    assert uncertain.state is DeliveryState.UNCERTAIN
    assert "missing_scope" in uncertain.reason
    assert each_house.slack.requests == 1


async def test_looking_is_tried_again_while_the_platform_does_not_answer(house: House):
    house.slack.faults.append(Fault.REPLY_LOST)
    house.slack.look_faults.extend([PlatformUnavailable("503"), RateLimited("slow", 30.0)])
    await house.enrol(platform=Platform.SLACK, scope="T1")
    worker = house.worker()
    await house.until(MONDAY_NINE + 10 * MINUTE, worker, step=timedelta(seconds=10))
    (sent,) = await house.deliveries()
    assert (sent.state, sent.looks) == (DeliveryState.SENT, 3)


async def test_no_answer_to_any_look_before_it_is_too_late_leaves_it_uncertain(house: House):
    house.slack.faults.append(Fault.REPLY_LOST)
    house.slack.look_faults.extend([PlatformUnavailable("503")] * 500)
    await house.enrol(platform=Platform.SLACK, scope="T1")
    worker = house.worker()
    await house.until(MONDAY_NINE + timedelta(hours=5), worker, step=10 * MINUTE)
    (uncertain,) = await house.deliveries()
    assert uncertain.state is DeliveryState.UNCERTAIN
    assert list(house.slack.copies().values()) == [1]


async def test_looks_are_a_minute_apart_on_slack(house: House):
    house.slack.faults.extend([Fault.REPLY_LOST] * 4)
    await house.enrol(4, platform=Platform.SLACK, scope="T1")
    worker = house.worker()
    await house.until(MONDAY_NINE + 2 * MINUTE, worker, step=timedelta(seconds=10))
    looks_before = house.slack.looks
    await house.until(MONDAY_NINE + 4 * MINUTE, worker, step=timedelta(seconds=10))
    assert house.slack.looks - looks_before <= 2
    await house.until(MONDAY_NINE + 10 * MINUTE, worker, step=timedelta(seconds=10))
    assert await house.counts() == {"sent": 4}
    assert house.slack.looks == 4


async def test_a_request_that_is_wrong_is_a_dead_letter_at_once(house: House):
    house.discord.faults.append(Fault.NEVER)
    await house.enrol()
    worker = house.worker()
    await house.until(MONDAY_NINE + 5 * MINUTE, worker)
    (failed,) = await house.deliveries()
    assert (failed.state, failed.tries) == (DeliveryState.FAILED, 1)


async def test_a_request_that_never_leaves_a_trace_is_a_dead_letter_in_the_end(house: House):
    house.slack.faults.extend([Fault.MAD] * 100)
    await house.enrol(platform=Platform.SLACK, scope="T1")
    worker = house.worker()
    await house.until(MONDAY_NINE + timedelta(minutes=20), worker, step=timedelta(seconds=20))
    (failed,) = await house.deliveries()
    assert (failed.state, failed.tries) == (DeliveryState.FAILED, 8)
    assert not house.slack.letters


async def test_what_is_too_late_to_help_is_skipped(each_house: House):
    each_house.discord.faults.extend([Fault.BROKEN] * 1000)
    (learner_id,) = await each_house.enrol()
    worker = each_house.worker()
    await each_house.until(MONDAY_NINE + timedelta(hours=4, minutes=1), worker, step=10 * MINUTE)
    (skipped,) = await each_house.deliveries()
    assert (skipped.state, skipped.reason) == (DeliveryState.SKIPPED, "too late to help")
    assert not each_house.discord.letters
    async with each_house.services.uow() as uow:
        assert not await uow.attempts.recent(learner_id, 10)
        assert not await uow.practices.all(learner_id)


async def test_messages_of_one_learner_keep_their_order(each_house: House):
    (learner_id,) = await each_house.enrol(prompts=False)
    each_house.discord.faults.extend([Fault.BROKEN] * 3)
    await enqueue_notes(each_house, learner_id, "first", "second", "third")
    worker = each_house.worker()
    await each_house.until(each_house.time.now() + 2 * MINUTE, worker, step=timedelta(seconds=4))
    assert [letter.summary for letter in each_house.discord.letters] == ["first", "second", "third"]
