"""What a team's admins decide."""

from datetime import UTC, datetime, time

import pytest

from bot.application.requests import Conversation, Request, Say, Visitor
from bot.domain.people import TeamSettings
from tests.talk import Talk, form, question, talk, words
from tests.team_talk import CHANNEL, TEAM, member, team_of


@pytest.fixture
async def base(sqlite_url):
    async with talk(sqlite_url, [question(), question("ours/q-pack")]) as conversation:
        yield conversation


@pytest.fixture
def admin(base: Talk) -> Talk:
    return member(base, "ann", admin=True)


async def settings(base: Talk) -> TeamSettings:
    async with base.services.uow() as uow:
        team = await uow.teams.find(TEAM)
    return team.settings if team else TeamSettings()


async def test_only_admins_may_look_and_change(base: Talk):
    for line in ("team", "team digest-day friday"):
        told = await member(base, "ben").say(line)
        assert told.refused
        assert "Only admins of the team" in words(told)
    assert await settings(base) == TeamSettings()


async def test_without_a_team_there_is_nothing_to_decide(base: Talk):
    told = await base.say("team")
    assert told.refused
    assert "needs a team" in words(told)


async def test_a_platforms_word_that_somebody_is_an_admin_does_not_reach_a_team_elsewhere(base: Talk):
    await member(base, "ann").say("help")
    alone = member(base, "ann", channel=None)
    alone.team, alone.is_admin = None, True
    assert not (await alone.say("team")).refused
    alone.is_admin = False
    assert "In a direct message I cannot tell" in words(await alone.say("team"))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("timezone Europe/Berlin", {"zone": "Europe/Berlin"}),
        ("digest-channel here", {"digest_channel": CHANNEL}),
        ("digest channel here", {"digest_channel": CHANNEL}),
        ("digest-day friday", {"digest_weekday": 4}),
        ("digest-time 16:30", {"digest_time": time(16, 30)}),
        ("question-channel here", {"question_of_the_day_channel": CHANNEL}),
        ("question-time 8 am", {"question_of_the_day_time": time(8)}),
        ("question-days every day", {"question_of_the_day_weekdays": frozenset(range(7))}),
        ("challenge-time 2 hours", {"challenge_minutes": 120}),
        ("challenge-time 90 minutes", {"challenge_minutes": 90}),
        ("visible off", {"visible_by_default": False}),
        ("packs ours", {"packs": ("ours",)}),
        ("tutor off", {"tutor": False}),
    ],
)
async def test_each_setting_is_set_by_a_line(base: Talk, admin: Talk, line: str, expected: dict[str, object]):
    told = await admin.say(f"team {line}")
    assert words(told).startswith("Done.")
    now = await settings(base)
    assert {field: getattr(now, field) for field in expected} == expected
    changed = [field for field in now.__struct_fields__ if getattr(now, field) != getattr(TeamSettings(), field)]
    assert changed == list(expected)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("timezone Berlin", "team timezone Europe/Berlin"),
        ("digest-day someday", "team digest-day monday"),
        ("digest-channel #general", "In the channel itself, say here"),
        ("challenge-time 1 minute", "team challenge-time 2 hours"),
        ("challenge-time forever", "10 minutes to 7 days"),
        ("packs theirs", "I know no content pack “theirs” of your team"),
        ("visible maybe", "either on or off"),
    ],
)
async def test_what_a_setting_does_not_take_changes_nothing(base: Talk, admin: Talk, line: str, told: str):
    refused = await admin.say(f"team {line}")
    assert refused.refused
    assert told in words(refused)
    assert await settings(base) == TeamSettings()


async def test_one_setting_is_shown_with_how_to_change_it(admin: Talk):
    told = words(await admin.say("team challenge-time"))
    assert "Now: 1 day." in told
    assert "team challenge-time 1 day" in told


async def test_here_means_a_channel(base: Talk):
    alone = member(base, "ann", channel=None, admin=True)
    told = await alone.say("team digest-channel here")
    assert told.refused
    assert "in the channel itself" in words(told)


async def test_a_channel_that_the_platform_recognised_is_taken_by_its_name(base: Talk, admin: Talk):
    told = await base.coach.handle(
        Request(
            event_id="named",
            at=base.clock.now(),
            visitor=Visitor(account=admin.account, is_admin=True),
            conversation=admin.conversation,
            action=Say(text="team digest-channel #general"),
            team=TEAM,
            channels={"#general": Conversation(id="T1:C9", is_dm=False)},
        )
    )
    assert not told.refused
    assert (await settings(base)).digest_channel == "T1:C9"


async def test_a_pack_belongs_to_one_team(base: Talk, admin: Talk):
    await admin.say("team packs ours")
    other = member(base, "zed", team=type(TEAM)(platform=TEAM.platform, external_id="T2"), channel="T2:C1", admin=True)
    told = await other.say("team packs ours")
    assert told.refused
    assert "I know no content pack" in words(told)
    assert not (await admin.say("team packs none")).refused
    assert not (await other.say("team packs ours")).refused


async def test_the_form_holds_every_setting_and_changes_only_what_was_changed(base: Talk, admin: Talk):
    shown = form(await admin.say("team"))
    fields = {field.key: field.value for field in shown.fields}
    assert fields["digest-day"] == "Monday"
    told = await admin.submit(shown.action, **{**fields, "digest-day": "Friday", "digest-channel": "here"})
    assert told.replaces
    assert await settings(base) == TeamSettings(digest_weekday=4, digest_channel=CHANNEL)


async def test_a_mistake_in_the_form_names_its_field_and_changes_nothing(base: Talk, admin: Talk):
    shown = form(await admin.say("team"))
    told = await admin.submit(shown.action, **{"digest-day": "Friday", "digest-time": "late"})
    assert told.refused
    assert told.field == "digest-time"
    assert await settings(base) == TeamSettings()


async def test_the_form_keeps_a_channel_elsewhere_unless_it_is_changed(base: Talk, admin: Talk):
    await admin.say("team digest-channel here")
    elsewhere = member(base, "ann", channel="T1:C2", admin=True)
    shown = form(await elsewhere.say("team"))
    fields = {field.key: field.value for field in shown.fields}
    await elsewhere.submit(shown.action, **{**fields, "digest-day": "Friday"})
    assert (await settings(base)).digest_channel == CHANNEL
    await elsewhere.submit(shown.action, **{**fields, "digest-channel": "off"})
    assert (await settings(base)).digest_channel is None


async def test_what_is_planned_follows_the_settings_and_the_reply_says_when(base: Talk, admin: Talk):
    assert "neither has a channel" in words(await admin.say("team"))
    assert (await team_of(base)).next_due_at is None
    told = await admin.say("team digest-channel here")  # a Monday, 10:00 UTC: that time is past
    assert "The next digest comes on Mon 30 Nov at 10:00 (UTC)." in words(told)
    assert (await team_of(base)).next_due_at == datetime(2026, 11, 30, 10, tzinfo=UTC)
    await admin.say("team timezone Europe/Berlin")
    assert (await team_of(base)).next_due_at == datetime(2026, 11, 30, 9, tzinfo=UTC)
    await admin.say("team digest-day tuesday")
    assert (await team_of(base)).next_due_at == datetime(2026, 11, 24, 9, tzinfo=UTC)
    await admin.say("team digest-channel off")
    assert (await team_of(base)).next_due_at is None


async def test_new_members_count_or_not_as_the_team_decided(base: Talk, admin: Talk):
    await admin.say("team visible off")
    assert "Count for my team: off" in words(await member(base, "ben").say("settings"))
    assert "Count for my team: on" in words(await admin.say("settings"))
