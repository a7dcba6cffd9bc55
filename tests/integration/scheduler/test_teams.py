"""Digests, challenges and results on their way: planned, sent, and what happens when a channel is lost."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.application.cards import People
from bot.application.ports.outbox import DeliveryState
from bot.application.replies import reply
from tests.integration.scheduler.hand_time import MONDAY_NINE
from tests.integration.scheduler.house import House
from tests.integration.scheduler.post_office import Fault
from tests.talk import Talk, choices, elements, key_of, words
from tests.team_talk import CHANNEL, member, team_of

TEN = MONDAY_NINE + timedelta(hours=1)
MINUTE = timedelta(minutes=1)


async def team_in(house: House) -> Talk:
    """A team in Slack whose admin has chosen a digest channel."""
    talk = Talk(house.coach, house.services, house.time, house.engine)  # type: ignore[arg-type]
    await member(talk, "ann", admin=True).say("team digest-channel here")
    return talk


@pytest.fixture
async def base(sqlite_house: House) -> Talk:
    return await team_in(sqlite_house)


def sent(house: House) -> list[str]:
    """The first line of everything that stands in the channel."""
    return [letter.summary.split(":")[0] for letter in house.slack.letters if letter.place == CHANNEL]


async def test_a_digest_is_planned_and_posted_at_its_time_once(house: House):
    await team_in(house)
    one, two = house.worker("one"), house.worker("two")
    await house.until(TEN - MINUTE, one, two, step=5 * MINUTE)
    assert sent(house) == []
    await house.until(TEN + 5 * MINUTE, one, two)
    assert sent(house) == ["Team digest, 16 to 22 Nov 2026"]
    await house.until(TEN + timedelta(days=7, minutes=5), one, two, step=timedelta(hours=1))
    assert sent(house)[1:] == ["Team digest, 23 to 29 Nov 2026"]


async def test_those_who_opted_in_are_named_by_their_platforms_id_at_the_last_moment(sqlite_house: House, base: Talk):
    for name in ("ann", "ben", "cem"):
        one = member(base, name)
        await one.say("settings named on")
        await one.say("practice")
        await one.say("done")
    await member(base, "ann", admin=True).say("team timezone UTC")
    await sqlite_house.until(TEN + timedelta(days=7), sqlite_house.worker("planner"), step=timedelta(hours=6))
    people = [
        e for card in sqlite_house.messengers["slack"].sent[-1].cards for e in card.elements if isinstance(e, People)
    ]  # type: ignore[index, attr-defined]
    assert {person.key.user_id for person in people[0].items if person.key} == {"ann", "ben", "cem"}


async def test_a_challenge_reaches_its_channel_is_answered_there_and_ends_with_its_result(
    sqlite_house: House, base: Talk
):
    worker = sqlite_house.worker()
    await member(base, "ann", admin=True).say("team challenge-time 2 hours")
    await member(base, "ann").say("challenge databases")
    await sqlite_house.seconds(5, worker)
    assert [line.split(",")[0] for line in sent(sqlite_house)] == ["Challenge"]
    shown = reply(*sqlite_house.messengers["slack"].sent[-1].cards)  # type: ignore[index, attr-defined]
    ben = member(base, "ben")
    action = choices(shown).action
    await ben.press(action, key_of(shown, choices(shown).items[0].markup))
    await sqlite_house.until(sqlite_house.time.at + timedelta(hours=2, minutes=1), worker)
    told = reply(*sqlite_house.messengers["slack"].sent[-1].cards)  # type: ignore[index, attr-defined]
    assert "of 1 person had it right" in words(told)
    assert not elements(told, People)


async def test_a_challenge_that_comes_too_late_is_not_shown_and_has_no_result(sqlite_house: House, base: Talk):
    await member(base, "ann", admin=True).say("team challenge-time 10 minutes")
    await member(base, "ann").say("challenge databases")
    sqlite_house.time.advance(minutes=11)
    worker = sqlite_house.worker()
    await sqlite_house.seconds(5, worker)
    await sqlite_house.until(sqlite_house.time.at + timedelta(hours=2), worker)
    assert [d.state for d in await sqlite_house.deliveries() if d.kind == "challenge"] == [DeliveryState.SKIPPED]
    assert not [line for line in sent(sqlite_house) if "Challenge" in line]


async def test_a_lost_channel_stops_its_digest_and_the_next_admin_is_told_once(sqlite_house: House, base: Talk):
    worker = sqlite_house.worker()
    sqlite_house.slack.faults.append(Fault.GONE)
    await sqlite_house.until(TEN + 5 * MINUTE, worker)
    (lost,) = await sqlite_house.deliveries()
    assert lost.state is DeliveryState.FAILED
    team = await team_of(base)
    assert (team.settings.digest_channel, team.next_due_at) == (None, None)
    assert "could not post" not in words(await member(base, "ben").say("help"))
    admin = member(base, "ann", admin=True)
    assert "could not post to a channel" in words(await admin.say("help"))
    assert "could not post" not in words(await admin.say("help"))
    await admin.say("team digest-channel here")
    await sqlite_house.until(TEN + timedelta(days=7, minutes=5), worker, step=timedelta(hours=1))
    assert sent(sqlite_house) == ["Team digest, 16 to 29 Nov 2026"]


async def test_a_digest_queued_again_by_hand_is_not_sent_beside_a_later_one(sqlite_house: House, base: Talk):
    worker = sqlite_house.worker()
    sqlite_house.slack.faults.append(Fault.NEVER)
    await sqlite_house.until(TEN + 5 * MINUTE, worker)
    (failed,) = await sqlite_house.deliveries()
    assert failed.state is DeliveryState.FAILED
    await sqlite_house.until(TEN + timedelta(days=7, minutes=5), worker, step=timedelta(hours=1))
    assert sent(sqlite_house) == ["Team digest, 16 to 29 Nov 2026"]
    async with sqlite_house.services.uow() as uow:
        again = replace(
            failed, state=DeliveryState.PENDING, next_at=sqlite_house.time.at, not_after=TEN + timedelta(days=30)
        )
        await uow.outbox.save(again)
        await uow.commit()
    await sqlite_house.seconds(10, worker)
    assert len(sent(sqlite_house)) == 1
    assert {d.state for d in await sqlite_house.deliveries()} == {DeliveryState.SKIPPED, DeliveryState.SENT}


async def test_new_time_zone_rules_plan_every_team_anew(sqlite_house: House, base: Talk):
    team = await team_of(base)
    async with sqlite_house.services.uow() as uow:
        await uow.teams.save(replace(team, next_due_at=TEN + timedelta(hours=5)))  # what old rules said
        await uow.commit()
    worker = sqlite_house.worker()
    await worker.beat()
    await worker.everybody()
    await worker.planner.tick()
    assert (await team_of(base)).next_due_at == TEN


async def test_a_platform_that_nothing_is_sent_to_is_left_alone(sqlite_house: House, base: Talk):
    sqlite_house.messengers = {p: m for p, m in sqlite_house.messengers.items() if p.value == "discord"}
    await sqlite_house.until(TEN + 5 * MINUTE, sqlite_house.worker())
    assert await sqlite_house.deliveries() == []
    assert (await team_of(base)).next_due_at == TEN + timedelta(days=7)
