"""The weekly digest: previewed, posted by itself or by hand, once a week, without gap or overlap."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.application.cards import People, Picture
from bot.application.ports.outbox import DeliveryState
from bot.application.ports.teamwork import Digest
from bot.application.replies import Reply
from bot.pictures.drawings import TeamActivity, TeamHeatMap
from tests.talk import FrozenClock, Talk, action_of, elements, question, talk, words
from tests.team_talk import CHANNEL, member, named, posted, settle, shown, team_of, tick

WEDNESDAY = datetime(2026, 11, 18, 9, tzinfo=UTC)
QUESTIONS = [question(f"q{n}") for n in range(12)]


@pytest.fixture
async def base(sqlite_url):
    async with talk(sqlite_url, QUESTIONS, clock=FrozenClock(WEDNESDAY)) as conversation:
        yield conversation


def admin(base: Talk, channel: str | None = CHANNEL) -> Talk:
    return member(base, "ann", channel=channel, admin=True)


async def week(base: Talk, *names: str) -> None:
    """Each of them answers a question, ann one more and wrongly."""
    for name in names:
        one = member(base, name)
        await one.say("quiz")
        await one.say("the right one")
    await member(base, "ann").say("quiz")
    await member(base, "ann").say("a wrong one")


async def monday(base: Talk, *, hour: int = 10) -> None:
    """The next Monday, when the digest is due at 10:00, and what is due is decided."""
    day = base.clock.at.date() + timedelta(days=7 - base.clock.at.weekday())
    base.clock.at = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    await tick(base)


async def digests(base: Talk) -> list[Digest]:
    """Every digest on record, oldest first."""
    found = []
    for delivery in await posted(base, "digest"):
        async with base.services.uow() as uow:
            digest = await uow.digests.of_delivery(delivery.id)
            assert digest is not None
            found.append(digest)
    return sorted(found, key=lambda digest: digest.first_day)


# By itself


async def test_it_comes_once_a_week_to_its_channel_with_pictures(base: Talk):
    await admin(base).say("team digest-channel here")
    await week(base, "ann", "ben", "cem")
    await monday(base)
    (delivery,) = await posted(base)
    assert delivery.key == f"digest:{(await team_of(base)).id}:2026-W48"
    assert (delivery.channel, delivery.due_at) == (CHANNEL, base.clock.at)
    assert delivery.not_after == base.clock.at + timedelta(days=1)
    told = words(shown(delivery))
    assert "Team digest, 16 to 22 Nov 2026" in told
    assert "3 people took part." in told
    assert "Answers: 4, 75% right" in told
    assert {type(p.drawing) for p in elements(shown(delivery), Picture)} == {TeamActivity, TeamHeatMap}
    assert all(picture.alt for picture in elements(shown(delivery), Picture))
    assert await tick(base) == 0


async def test_names_are_of_those_who_opted_in(base: Talk):
    await admin(base).say("team digest-channel here")
    await member(base, "ben").say("settings named on")
    await week(base, "ann", "ben", "cem")
    await monday(base)
    (delivery,) = await posted(base)
    assert "3 people took part: ben and 2 others" in words(await named(base, delivery))
    await member(base, "ben").say("settings named off")
    assert "ben" not in words(await named(base, delivery))


async def test_the_most_missed_question_comes_with_its_explanation(sqlite_url):
    async with talk(sqlite_url, [question("q-hard")], clock=FrozenClock(WEDNESDAY)) as base:
        await admin(base).say("team digest-channel here")
        for name in ("ann", "ben", "cem"):
            one = member(base, name)
            await one.say("quiz")
            await one.say("a wrong one")
        await monday(base)
        (delivery,) = await posted(base)
        told = words(shown(delivery))
        assert "3 of 3 people missed this one" in told
        assert "Prompt of q-hard?" in told
        assert "Right: the right one" in told
        assert "Explanation of q-hard." in told


async def test_the_question_of_a_running_challenge_is_not_given_away(sqlite_url):
    async with talk(sqlite_url, [question("q-hard")], clock=FrozenClock(WEDNESDAY)) as base:
        await admin(base).say("team digest-channel here")
        await admin(base).say("team challenge-time 7 days")
        for name in ("ann", "ben", "cem"):
            one = member(base, name)
            await one.say("quiz")
            await one.say("a wrong one")
        await member(base, "ann").say("challenge")
        await monday(base)
        (delivery,) = await posted(base, "digest")
        assert "q-hard" not in words(shown(delivery))


async def test_a_team_of_two_gets_no_figures(base: Talk):
    await admin(base).say("team digest-channel here")
    for name in ("ann", "ben"):
        await member(base, name).say("settings named on")
    await week(base, "ann", "ben")
    await monday(base)
    (delivery,) = await posted(base)
    told = shown(delivery)
    assert "Fewer than 3 people were active" in words(told)
    assert not elements(told, Picture)
    assert not elements(told, People)


async def test_without_a_channel_there_is_none(base: Talk):
    await week(base, "ann", "ben", "cem")
    await monday(base)
    assert not await posted(base)


@pytest.mark.parametrize(("hours", "count"), [(24, 1), (25, 0)])
async def test_after_twenty_four_hours_it_is_left_to_the_next_week(base: Talk, hours: int, count: int):
    await admin(base).say("team digest-channel here")
    base.clock.at = datetime(2026, 11, 23, 10, tzinfo=UTC) + timedelta(hours=hours)
    await tick(base)
    assert len(await posted(base)) == count
    assert (await team_of(base)).next_due_at == datetime(2026, 11, 30, 10, tzinfo=UTC)


async def test_a_digest_that_never_arrived_leaves_its_days_to_the_next(base: Talk):
    await admin(base).say("team digest-channel here")
    await monday(base)
    (lost,) = await posted(base)
    await settle(base, lost, DeliveryState.FAILED)
    await monday(base)
    ranges = {(digest.first_day, digest.last_day) for digest in await digests(base)}
    assert ranges == {
        (date(2026, 11, 16), date(2026, 11, 22)),
        (date(2026, 11, 16), date(2026, 11, 29)),
    }


async def test_a_change_of_settings_does_not_swallow_what_is_due(base: Talk):
    await admin(base).say("team digest-channel here")
    base.clock.at = datetime(2026, 11, 23, 10, 0, 1, tzinfo=UTC)  # a second late, and nobody has looked yet
    await admin(base).say("team digest-day friday")
    assert len(await posted(base)) == 1
    assert (await team_of(base)).next_due_at == datetime(2026, 12, 4, 10, tzinfo=UTC)


async def test_after_an_uninstall_nothing_is_planned_and_after_a_return_it_goes_on(base: Talk):
    await admin(base).say("team digest-channel here")
    team = await team_of(base)
    async with base.services.uow() as uow:
        await uow.teams.save(replace(team, uninstalled_at=base.clock.at))
        await uow.commit()
    await monday(base)
    assert not await posted(base)
    await member(base, "ben").say("help")
    await monday(base)
    assert len(await posted(base)) == 1


# The preview, and posting by hand


async def preview(who: Talk) -> Reply:
    told = await who.say("digest")
    assert told.private
    return told


async def test_anybody_of_the_team_may_preview_it(base: Talk):
    await week(base, "ann", "ben", "cem")
    base.clock.advance(days=1)
    told = await preview(member(base, "ben", channel=None))
    assert "Only you see this preview." in words(told)
    assert "3 people took part." in words(told)
    assert "Post it now" not in words(told)
    assert "digest post" not in words(told)
    assert not await posted(base)


async def test_without_a_team_there_is_nothing_to_preview(base: Talk):
    assert (await base.say("digest")).refused


async def test_an_admin_posts_it_after_being_told_what_that_means(base: Talk):
    await admin(base).say("team digest-channel here")
    await week(base, "ann", "ben", "cem")
    base.clock.advance(days=1)
    told = await preview(admin(base, channel=None))
    asked = await admin(base).press(action_of(told, "digest post"))
    assert "is then the digest of this week (2026-W47)" in words(asked)
    assert not await posted(base)
    done = await admin(base).press(action_of(asked, "digest confirm"))
    assert "on its way" in words(done)
    (delivery,) = await posted(base)
    assert delivery.key.endswith(":2026-W47")
    (digest,) = await digests(base)
    assert digest.by_hand
    assert digest.last_day == date(2026, 11, 18)


async def test_one_posted_by_hand_is_that_weeks_and_the_next_begins_where_it_ends(base: Talk):
    await admin(base).say("team digest-channel here")
    await monday(base)
    base.clock.advance(days=8)  # a Tuesday
    await tick(base)
    base.clock.advance(days=6, hours=-1)  # a Monday, an hour before its digest
    await admin(base).say("digest confirm")
    base.clock.advance(hours=1)
    await tick(base)
    assert [digest.by_hand for digest in await digests(base)] == [False, False, True]
    await monday(base)
    assert [digest.by_hand for digest in await digests(base)] == [False, False, True, False]
    ranges = [(digest.first_day, digest.last_day) for digest in await digests(base)]
    assert all(after[0] == before[1] + timedelta(days=1) for before, after in pairwise(ranges))


@pytest.mark.parametrize("line", ["digest post", "digest confirm"])
async def test_only_admins_may_post_it(base: Talk, line: str):
    told = await member(base, "ben").say(line)
    assert told.refused
    assert "Only admins" in words(told)
    assert not await posted(base)


async def test_a_second_one_in_a_week_is_refused_with_the_next_date(base: Talk):
    await admin(base).say("team digest-channel here")
    await admin(base).say("digest confirm")
    base.clock.advance(days=1)
    told = await admin(base).say("digest post")
    assert told.refused
    assert "This week's digest is out already. The next one comes on Mon 23 Nov at 10:00 (UTC)." in words(told)
    assert "So far, the next one would be this." in words(await preview(admin(base)))
    assert len(await posted(base)) == 1


async def test_a_confirmation_of_last_week_posts_nothing(base: Talk):
    await admin(base).say("team digest-channel here")
    asked = await admin(base).say("digest post")
    base.clock.at = datetime(2026, 11, 23, 9, tzinfo=UTC)
    told = await admin(base).press(action_of(asked, "digest confirm"))
    assert told.refused
    assert not await posted(base)


async def test_the_days_are_told_only_once(base: Talk):
    await admin(base).say("team digest-channel here")
    await monday(base)
    assert "nothing new to tell yet" in words(await preview(admin(base)))


async def test_without_a_digest_channel_it_goes_where_it_is_asked_for(base: Talk):
    await admin(base, channel="T1:C7").say("digest confirm")
    (delivery,) = await posted(base)
    assert delivery.channel == "T1:C7"


async def test_in_a_direct_message_it_needs_a_digest_channel(base: Talk):
    told = await admin(base, channel=None).say("digest confirm")
    assert told.refused
    assert "team digest-channel here" in words(told)


async def test_it_can_be_left(base: Talk):
    assert "nothing was posted" in words(await admin(base).say("digest cancel"))
    assert not await posted(base)


# Whatever is posted when


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    steps=st.lists(
        st.tuples(st.integers(1, 24 * 20), st.sampled_from(["tick", "digest confirm", "zone", "lost"])),
        min_size=1,
        max_size=8,
    )
)
async def test_digests_tile_the_days_whatever_is_posted_when(tmp_path_factory, steps):
    """Days follow on one another, at most 14 at once, and only what is said to be left out is missing."""
    file = tmp_path_factory.mktemp("digests") / "coach.sqlite3"
    async with talk(f"sqlite:///{file}", QUESTIONS, clock=FrozenClock(WEDNESDAY)) as base:
        await admin(base).say("team digest-channel here")
        zones = ["America/Los_Angeles", "Pacific/Auckland", "UTC"]
        for hours, what in steps:
            base.clock.advance(hours=hours)
            if what == "zone":
                await admin(base).say(f"team timezone {zones[0]}")
                zones.append(zones.pop(0))
            elif what == "digest confirm":
                await admin(base).say(what)
            await tick(base)
            for delivery in await posted(base, "digest"):
                if delivery.state is DeliveryState.PENDING:
                    await settle(base, delivery, DeliveryState.SKIPPED if what == "lost" else DeliveryState.SENT)
        states = {delivery.id: delivery.state for delivery in await posted(base, "digest")}
        told = [digest for digest in await digests(base) if states[digest.delivery_id] is DeliveryState.SENT]
        assert len({digest.key for digest in await digests(base)}) == len(states)
        for digest in told:
            assert 1 <= (digest.last_day - digest.first_day).days + 1 <= 14
        for before, after in pairwise(told):
            gap = (after.first_day - before.last_day).days - 1
            assert gap >= 0
            if gap:
                assert (after.last_day - after.first_day).days + 1 == 14


async def test_a_digest_posted_while_the_clock_was_wrong_stops_no_later_one(base: Talk):
    await admin(base).say("team digest-channel here")
    base.clock.advance(days=365)
    await admin(base).say("digest confirm")
    base.clock.at = WEDNESDAY
    async with base.services.uow() as uow:
        await uow.teamwork.look_again(base.clock.at)
        await uow.commit()
    await tick(base)
    await monday(base)
    assert [delivery.key[-8:] for delivery in await posted(base, "digest")] == ["2026-W48", "2027-W46"]
