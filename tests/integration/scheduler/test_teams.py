"""Digests, challenges and results on their way: planned, sent, and what happens when a channel is lost."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.application.cards import People
from bot.application.ports.outbox import DeliveryState
from bot.application.replies import Reply, reply
from bot.application.requests import Platform
from tests.integration.scheduler.hand_time import MONDAY_NINE
from tests.integration.scheduler.house import House
from tests.integration.scheduler.post_office import Fault, OfficeMessenger
from tests.talk import Talk, choices, elements, key_of, words
from tests.team_talk import CHANNEL, member, team_of

TEN = MONDAY_NINE + timedelta(hours=1)
MINUTE, HOUR, WEEK = timedelta(minutes=1), timedelta(hours=1), timedelta(weeks=1)


async def team_in(house: House) -> Talk:
    """A team in Slack whose admin has chosen a digest channel."""
    talk = Talk(house.coach, house.services, house.time, house.engine)  # type: ignore[arg-type]
    await member(talk, "ann", admin=True).say("team digest-channel here")
    return talk


@pytest.fixture
async def base(house: House) -> Talk:
    return await team_in(house)


def last_shown(house: House) -> Reply:
    """The message that was sent last, as it left."""
    messenger = house.messengers[Platform.SLACK]
    assert isinstance(messenger, OfficeMessenger)
    return reply(*messenger.sent[-1].cards)


def sent(house: House) -> list[str]:
    """The first line of everything that stands in the channel."""
    return [letter.summary.split(":")[0] for letter in house.slack.letters if letter.place == CHANNEL]


async def test_a_digest_is_planned_and_posted_at_its_time_once(each_house: House):
    await team_in(each_house)
    one, two = each_house.worker("one"), each_house.worker("two")
    await each_house.until(TEN - MINUTE, one, two, step=HOUR)
    assert sent(each_house) == []
    await each_house.until(TEN + 3 * MINUTE, one, two)
    assert sent(each_house) == ["Team digest, 16 to 22 Nov 2026"]
    await each_house.until(TEN + WEEK + MINUTE, one, two, step=timedelta(days=1))
    assert sent(each_house)[1:] == ["Team digest, 23 to 29 Nov 2026"]


async def test_those_who_opted_in_are_named_by_their_platforms_id_at_the_last_moment(house: House, base: Talk):
    for name in ("ann", "ben", "cem"):
        one = member(base, name)
        await one.say("settings named on")
        await one.say("practice")
        await one.say("done")
    await house.until(TEN + WEEK + MINUTE, house.worker(), step=timedelta(days=1))
    people = elements(last_shown(house), People)[0]
    assert {person.key.user_id for person in people.items if person.key} == {"ann", "ben", "cem"}


async def test_a_challenge_reaches_its_channel_is_answered_there_and_ends_with_its_result(house: House, base: Talk):
    worker = house.worker()
    await member(base, "ann", admin=True).say("team challenge-time 2 hours")
    await member(base, "ann").say("challenge databases")
    await house.seconds(5, worker)
    assert [line.split(",")[0] for line in sent(house)] == ["Challenge"]
    shown = last_shown(house)
    ben = member(base, "ben")
    action = choices(shown).action
    await ben.press(action, key_of(shown, choices(shown).items[0].markup))
    await house.until(house.time.at + 2 * HOUR, worker, step=HOUR)
    await house.seconds(3, worker)  # the digest is due as well, and one goes to a channel at a time
    told = last_shown(house)
    assert "of 1 person had it right" in words(told)
    assert not elements(told, People)


async def test_a_challenge_that_comes_too_late_is_not_shown_and_has_no_result(house: House, base: Talk):
    await member(base, "ann", admin=True).say("team challenge-time 10 minutes")
    await member(base, "ann").say("challenge databases")
    house.time.advance(minutes=11)
    worker = house.worker()
    await house.seconds(5, worker)
    await house.until(house.time.at + 2 * HOUR, worker, step=HOUR)
    assert [d.state for d in await house.deliveries() if d.kind == "challenge"] == [DeliveryState.SKIPPED]
    assert not [line for line in sent(house) if "Challenge" in line]


async def test_a_lost_channel_stops_its_digest_and_the_next_admin_is_told_once(house: House, base: Talk):
    worker = house.worker()
    house.slack.faults.append(Fault.GONE)
    await house.until(TEN + MINUTE, worker, step=HOUR)
    (lost,) = await house.deliveries()
    assert lost.state is DeliveryState.FAILED
    team = await team_of(base)
    assert (team.settings.digest_channel, team.next_due_at) == (None, None)
    assert "could not post" not in words(await member(base, "ben").say("help"))
    admin = member(base, "ann", admin=True)
    assert "could not post to a channel" in words(await admin.say("help"))
    assert "could not post" not in words(await admin.say("help"))
    await admin.say("team digest-channel here")
    await house.until(TEN + WEEK + MINUTE, worker, step=timedelta(days=1))
    assert sent(house) == ["Team digest, 16 to 29 Nov 2026"]


async def test_a_digest_queued_again_by_hand_is_not_sent_beside_a_later_one(house: House, base: Talk):
    worker = house.worker()
    house.slack.faults.append(Fault.NEVER)
    await house.until(TEN + MINUTE, worker, step=HOUR)
    (failed,) = await house.deliveries()
    assert failed.state is DeliveryState.FAILED
    await house.until(TEN + WEEK + MINUTE, worker, step=timedelta(days=1))
    assert sent(house) == ["Team digest, 16 to 29 Nov 2026"]
    async with house.services.uow() as uow:
        again = replace(failed, state=DeliveryState.PENDING, next_at=house.time.at, not_after=TEN + timedelta(days=30))
        await uow.outbox.save(again)
        await uow.commit()
    await house.seconds(10, worker)
    assert len(sent(house)) == 1
    assert {d.state for d in await house.deliveries()} == {DeliveryState.SKIPPED, DeliveryState.SENT}


async def test_new_time_zone_rules_plan_every_team_anew(house: House, base: Talk):
    team = await team_of(base)
    async with house.services.uow() as uow:
        await uow.teams.save(replace(team, next_due_at=TEN + 5 * HOUR))  # what old rules said
        await uow.commit()
    worker = house.worker()
    await worker.beat()
    await worker.everybody()
    await worker.planner.tick()
    assert (await team_of(base)).next_due_at == TEN


async def test_a_platform_that_nothing_is_sent_to_is_left_alone(house: House, base: Talk):
    house.messengers = {p: m for p, m in house.messengers.items() if p is Platform.DISCORD}
    await house.until(TEN + MINUTE, house.worker(), step=HOUR)
    assert await house.deliveries() == []
    assert (await team_of(base)).next_due_at == TEN + WEEK
