"""What teams are told of their members' work, on both databases."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from bot.application.ports.outbox import DeliveryState, Draft, to_channel
from bot.application.ports.teamwork import Digest
from bot.domain.boards import DayWork
from bot.domain.challenges import Challenge
from bot.domain.people import Team
from bot.errors import TryAgain
from bot.ids import AccountId, ChallengeId, DeliveryId
from content.model import content_hash
from tests.talk import MONDAY, Talk, choices, key_of, question, talk
from tests.team_talk import CHANNEL, TEAM, member, posted, shown, team_of, tick

QUESTIONS = [question(f"q{n}") for n in range(6)]
TODAY = MONDAY.date()


@pytest.fixture
async def base(database_url):
    async with talk(database_url, QUESTIONS) as conversation:
        yield conversation


async def answer(who: Talk, text: str = "the right one") -> None:
    await who.say("quiz")
    await who.say(text)


async def test_members_are_those_who_count_and_have_not_left(base: Talk):
    ann, ben, cem = (member(base, name) for name in ("ann", "ben", "cem"))
    await ann.say("settings named on")
    await ben.say("settings visible off")
    await cem.say("help")
    team = await team_of(base)
    gone = await cem.learner()
    async with base.services.uow() as uow:
        membership = await uow.teams.membership(gone.id, team.id)
        assert membership is not None
        await uow.teams.save_membership(replace(membership, left_at=MONDAY))
        await uow.commit()
    async with base.services.uow() as uow:
        (only,) = await uow.teamwork.members(team.id)
        (account,) = await uow.learners.accounts(only.learner_id)
    assert (only.named, only.account_id, only.zone) == (True, account.id, "UTC")
    assert account.user_id == "ann"


async def test_of_several_accounts_the_teams_own_is_named(base: Talk):
    ann = member(base, "ann")
    await ann.say("help")
    learner, team = await ann.learner(), await team_of(base)
    async with base.services.uow() as uow:
        (own,) = await uow.learners.accounts(learner.id)
        for platform, scope, days in (("slack", "T0", -2), ("discord", "", -1)):
            at = MONDAY + timedelta(days=days)
            other = replace(own, id=AccountId(uuid4()), platform=platform, scope=scope, created_at=at)
            await uow.learners.add_account(other)
        (only,) = await uow.teamwork.members(team.id)
    assert only.account_id == own.id


async def test_answers_and_practice_are_found_by_their_instant(base: Talk):
    ann = member(base, "ann")
    await answer(ann, "a wrong one")
    await ann.say("practice")
    await ann.say("done")
    base.clock.advance(hours=1)
    await answer(ann)
    team, learner = await team_of(base), await ann.learner()
    async with base.services.uow() as uow:
        first = await uow.teamwork.answers(team.id, since=MONDAY, until=MONDAY + timedelta(hours=1))
        both = await uow.teamwork.answers(team.id, since=MONDAY, until=MONDAY + timedelta(hours=1, microseconds=1))
        none = await uow.teamwork.answers(team.id, since=MONDAY + timedelta(hours=2), until=MONDAY + timedelta(days=9))
        done = await uow.teamwork.practised(team.id, since=MONDAY, until=MONDAY + timedelta(seconds=1))
    assert [(a.at, a.day, a.correct, a.area) for a in first] == [(MONDAY, TODAY, False, "databases")]
    assert first[0].rating_gain is not None
    assert first[0].rating_gain < 0 < first[0].rating_uncertainty  # type: ignore[operator]
    assert [a.correct for a in both] == [False, True]
    assert list(none) == []
    assert [(p.learner_id, p.at, p.day) for p in done] == [(learner.id, MONDAY, TODAY)]


async def test_a_learner_day_far_from_the_utc_date_is_found_too(base: Talk):
    ann = member(base, "ann")
    ann.zone = "Pacific/Kiritimati"  # 14 hours ahead
    base.clock.at = datetime(2026, 11, 23, 23, tzinfo=UTC)
    await answer(ann)
    team = await team_of(base)
    async with base.services.uow() as uow:
        (found,) = await uow.teamwork.answers(
            team.id, since=base.clock.at, until=base.clock.at + timedelta(microseconds=1)
        )
    assert found.day == TODAY + timedelta(days=1)


async def test_work_is_counted_by_day_and_a_question_once_a_day(base: Talk):
    ann = member(base, "ann")
    for _ in range(8):  # more than there are questions
        await answer(ann)
    base.clock.advance(days=1)
    await ann.say("practice")
    await ann.say("done")
    team, learner = await team_of(base), await ann.learner()
    async with base.services.uow() as uow:
        ever = await uow.teamwork.days(team.id, since=None)
        lately = await uow.teamwork.days(team.id, since=TODAY + timedelta(days=1))
        gains = await uow.teamwork.gains(team.id, since=None)
        none = await uow.teamwork.gains(team.id, since=TODAY + timedelta(days=1))
        ratings = await uow.teamwork.ratings(team.id)
        own = await uow.learning.ratings(learner.id)
    tomorrow = TODAY + timedelta(days=1)
    assert ever == {learner.id: {TODAY: DayWork(questions=6), tomorrow: DayWork(practice=1)}}
    assert lately == {learner.id: {tomorrow: DayWork(practice=1)}}
    assert gains[learner.id].plain == pytest.approx(own["databases"].value)
    assert none == {}
    assert ratings == {"databases": {learner.id: own["databases"]}}


async def test_gains_add_up_to_the_present_rating(base: Talk):
    ann = member(base, "ann")
    for text in ("the right one", "a wrong one", "the right one", "the right one"):
        await answer(ann, text)
    learner = await ann.learner()
    async with base.services.uow() as uow:
        rated = await uow.attempts.rated(learner.id, since=TODAY)
        rating = (await uow.learning.ratings(learner.id))["databases"]
        assert await uow.attempts.rated(learner.id, since=TODAY + timedelta(days=1)) == []
    assert sum(one.gain for one in rated) == pytest.approx(rating.value)
    assert {one.uncertainty for one in rated} > {1.2}


async def test_a_team_that_is_due_is_locked_and_left_out_by_others(base: Talk):
    admin = member(base, "ann", admin=True)
    await admin.say("team digest-channel here")
    due_at = MONDAY + timedelta(days=7)
    async with base.services.uow() as uow:
        assert await uow.teamwork.due(due_at - timedelta(microseconds=1), limit=5) == []
        (team,) = await uow.teamwork.due(due_at, limit=5)
        assert (team.next_due_at, team.external_id) == (due_at, TEAM.external_id)
        if base.engine.dialect.name == "postgresql":  # on SQLite the others wait before they can look
            async with base.services.uow() as other:
                assert await other.teamwork.due(due_at, limit=5) == []


async def test_every_team_can_be_looked_at_again(base: Talk):
    await member(base, "ann", admin=True).say("team digest-channel here")
    other = type(TEAM)(platform=TEAM.platform, external_id="T2")
    await member(base, "zed", team=other, channel="T2:C1").say("help")
    async with base.services.uow() as uow:
        await uow.teamwork.look_again(MONDAY)
        await uow.commit()
    assert (await team_of(base)).next_due_at == MONDAY
    assert (await team_of(base, other)).next_due_at is None
    async with base.services.uow() as uow:
        first = await uow.teamwork.after(None, limit=1)
        second = await uow.teamwork.after(first[0].id, limit=5)
        assert await uow.teamwork.after(second[-1].id, limit=5) == []
    assert {team.external_id for team in (*first, *second)} == {"T1", "T2"}


def digest(team: Team, week: int, delivery_id: DeliveryId) -> Digest:
    first = TODAY + timedelta(weeks=week)
    return Digest(
        team_id=team.id,
        key=f"2026-W{48 + week}",
        first_day=first,
        last_day=first + timedelta(days=6),
        ended_at=MONDAY + timedelta(weeks=week),
        posted_at=MONDAY,
        delivery_id=delivery_id,
    )


def draft(team: Team) -> Draft:
    return Draft(
        id=DeliveryId(uuid4()),
        key=f"digest:{uuid4()}",
        kind="digest",
        place=to_channel(team, CHANNEL),
        cards=(),
        summary="",
        due_at=MONDAY,
        not_before=MONDAY,
        not_after=MONDAY,
        team_id=team.id,
    )


async def test_the_last_digest_is_the_last_that_arrived_or_still_may(base: Talk):
    await member(base, "ann").say("help")
    team, drafts = await team_of(base), []
    async with base.services.uow() as uow:
        assert await uow.digests.last(team.id, by=MONDAY) is None
        assert await uow.digests.last_key(team.id, by=MONDAY) is None
        assert await uow.digests.first_day(team.id, by=MONDAY) is None
        for week in range(3):
            drafts.append(draft(team))
            await uow.outbox.enqueue(drafts[-1], at=MONDAY)
            await uow.digests.add(digest(team, week, drafts[-1].id))
        await uow.commit()
    for state, week in ((DeliveryState.PENDING, 2), (DeliveryState.FAILED, 1), (DeliveryState.UNCERTAIN, 2)):
        async with base.services.uow() as uow:
            delivery = await uow.outbox.locked(drafts[2].id)
            assert delivery is not None
            await uow.outbox.save(replace(delivery, state=state))
            assert await uow.digests.last(team.id, by=MONDAY) == digest(team, week, drafts[week].id)
            assert await uow.digests.last_key(team.id, by=MONDAY) == "2026-W50"
            assert await uow.digests.first_day(team.id, by=MONDAY) == TODAY
            assert await uow.digests.of_delivery(drafts[0].id) == digest(team, 0, drafts[0].id)
            await uow.commit()


async def test_two_digests_of_one_week_collide(base: Talk):
    await member(base, "ann").say("help")
    team = await team_of(base)
    async with base.services.uow() as uow:
        await uow.digests.add(digest(team, 0, DeliveryId(uuid4())))
        await uow.commit()

    async def again() -> None:
        async with base.services.uow() as uow:
            await uow.digests.add(digest(team, 0, DeliveryId(uuid4())))

    with pytest.raises(TryAgain):
        await again()


async def test_a_challenge_comes_back_exactly_as_stored(base: Talk):
    await member(base, "ann").say("help")
    team = await team_of(base)
    challenge = Challenge(
        id=ChallengeId(uuid4()),
        team_id=team.id,
        channel=CHANNEL,
        question_id="q0",
        version=content_hash(QUESTIONS[0]),
        order=("wrong", "right", "other"),
        posted_at=MONDAY,
        closes_at=MONDAY + timedelta(days=1),
        day=TODAY,
    )
    async with base.services.uow() as uow:
        await uow.versions.keep(QUESTIONS[0], challenge.version, MONDAY)
        await uow.challenges.add(challenge)
        await uow.commit()
    async with base.services.uow() as uow:
        assert await uow.challenges.get(challenge.id) == challenge
        assert await uow.challenges.unfinished(team.id) == [challenge]
        assert await uow.challenges.past(team.id, limit=5) == ["q0"]
        assert await uow.challenges.last_day(team.id, by=MONDAY) == TODAY
        assert await uow.challenges.last_day(team.id, by=MONDAY - timedelta(seconds=1)) is None
        await uow.challenges.save(replace(challenge, result_at=MONDAY))
        assert await uow.challenges.unfinished(team.id) == []


async def test_two_answers_at_one_moment_are_one(base: Talk):
    await member(base, "ann").say("challenge")
    (delivery,) = await posted(base, "challenge")
    challenge = shown(delivery)
    ben = member(base, "ben")
    await ben.say("help")
    right, wrong = key_of(challenge, "the right one"), key_of(challenge, "a wrong one")
    action = choices(challenge).action
    told = await asyncio.gather(*(ben.press(action, key) for key in (right, wrong, right, wrong)))
    assert not any(reply.refused for reply in told)
    async with base.services.uow() as uow:
        found = await uow.challenges.get(ChallengeId(delivery.id))
        assert found is not None
        assert len(await uow.challenges.answers(found)) == 1


async def test_planners_side_by_side_decide_once(base: Talk):
    admin = member(base, "ann", admin=True)
    await admin.say("team digest-channel here")
    await admin.say("team question-channel here")
    base.clock.advance(days=7)
    await asyncio.gather(*(tick(base) for _ in range(4)))
    assert sorted(delivery.kind for delivery in await posted(base)) == ["digest", "question-of-the-day"]
