"""The board: opt-in, fair, and never of one or two."""

import pytest

from bot.application.cards import People
from bot.application.replies import Reply
from tests.talk import Talk, action_of, elements, question, talk, words
from tests.team_talk import TEAM, member

QUESTIONS = [question(f"q{n}") for n in range(30)]


@pytest.fixture
async def base(sqlite_url):
    async with talk(sqlite_url, QUESTIONS) as conversation:
        yield conversation


async def answer(who: Talk, count: int = 1) -> None:
    for _ in range(count):
        await who.say("quiz")
        await who.say("the right one")


async def team(base: Talk, *names: str, named: bool = True) -> list[Talk]:
    people = [member(base, name) for name in names]
    for one in people:
        await one.say("settings named on" if named else "settings")
        await answer(one)
    return people


def board(reply: Reply, index: int = 0) -> list[tuple[str, str]]:
    people = elements(reply, People)[index]
    return [(person.mark, person.key.user_id if person.key else "?") for person in people.items]


async def test_it_names_only_those_who_opted_in(base: Talk):
    ann, *_ = await team(base, "ann", "ben", "cem")
    await team(base, "dee", named=False)
    told = await ann.say("leaderboard")
    assert {name for _, name in board(told)} == {"ann", "ben", "cem"}
    assert "dee" not in words(told)


@pytest.mark.parametrize("names", [(), ("ann",), ("ann", "ben")])
async def test_fewer_than_three_make_no_ranking(base: Talk, names: tuple[str, ...]):
    await team(base, *names)
    others = await team(base, "dee", "eli", named=False)
    told = await others[0].say("leaderboard")
    assert not elements(told, People)
    assert "Fewer than 3 people" in words(told)
    assert not any(name in words(told) for name in ("ann", "ben", "dee", "eli"))


async def test_equal_effort_is_an_equal_rank(base: Talk):
    ann, ben, *_ = await team(base, "ann", "ben", "cem", "dee")
    await answer(ben, 2)
    base.clock.advance(days=1)
    await answer(ann)
    places = {name: mark for mark, name in board(await ann.say("leaderboard"))}
    assert places == {"ann": "1.", "ben": "2.", "cem": "3.", "dee": "3."}


async def test_days_practised_count_before_points(base: Talk):
    ann, ben, _ = await team(base, "ann", "ben", "cem")
    await answer(ben, 10)
    base.clock.advance(days=1)
    await answer(ann)
    told = await ann.say("leaderboard")
    assert board(told)[:2] == [("1.", "ann"), ("2.", "ben")]
    assert "ann 2 days, 2 points (you)" in words(told)
    assert "ben 1 day, 11 points" in words(told)


async def test_the_same_question_again_on_one_day_is_no_more_effort(base: Talk):
    ann, *_ = await team(base, "ann", "ben", "cem")
    await answer(ann, 45)  # more than there are questions
    assert "ann 1 day, 12 points" in words(await ann.say("leaderboard"))


async def test_last_week_counts_for_all_time_only(base: Talk):
    ann, ben, cem = await team(base, "ann", "ben", "cem")
    base.clock.advance(days=7)
    assert "Fewer than 3 people" in words(await ann.say("leaderboard"))
    assert len(board(await ann.say("leaderboard all"))) == 3
    for one in (ann, ben, cem):
        await answer(one)
    week = await ann.say("leaderboard")
    assert "ann 1 day" in words(week)
    assert "ann 2 days" in words(await ann.press(action_of(week, "leaderboard all")))


async def test_progress_is_told_of_those_who_gained(base: Talk):
    people = await team(base, "ann", "ben", "cem")
    for one in people:
        await answer(one, 20)
    told = await people[0].say("leaderboard")
    assert "levels" in words(told)
    assert [mark for mark, _ in board(told, 1)] == ["1.", "1.", "1."]


async def test_those_who_do_not_count_for_the_team_are_not_on_it(base: Talk):
    ann, _, _, dee = await team(base, "ann", "ben", "cem", "dee")
    await dee.say("settings visible off")
    assert {name for _, name in board(await ann.say("leaderboard"))} == {"ann", "ben", "cem"}
    assert "count for no team numbers" in words(await dee.say("leaderboard"))


async def test_what_was_done_anywhere_counts_for_the_team(base: Talk):
    ann, *_ = await team(base, "ann", "ben", "cem")
    alone = member(base, "ann", channel=None)
    alone.team = None
    base.clock.advance(days=1)
    await answer(alone)
    assert "ann 2 days, 2 points" in words(await ann.say("leaderboard"))


async def test_in_a_direct_message_it_is_that_of_the_home_team(base: Talk):
    ann, *_ = await team(base, "ann", "ben", "cem")
    alone = member(base, "ann", channel=None)
    alone.team = None
    assert board(await alone.say("leaderboard")) == board(await ann.say("leaderboard"))


async def test_without_a_team_there_is_none(base: Talk):
    told = await base.say("leaderboard")
    assert told.refused
    assert "needs a team" in words(told)


async def test_whoever_is_far_down_sees_their_own_place(base: Talk):
    people = await team(base, *(f"p{n:02}" for n in range(13)))
    base.clock.advance(days=1)
    for count, one in enumerate(people[1:], start=1):
        await answer(one, count)
    told = await people[0].say("leaderboard")
    assert board(told)[-1] == ("13.", "p00")
    assert "and 2 others" in words(told)


async def test_another_teams_members_are_not_on_it(base: Talk):
    ann, *_ = await team(base, "ann", "ben", "cem")
    foreign = member(base, "zed", team=type(TEAM)(platform=TEAM.platform, external_id="T2"), channel="T2:C1")
    await foreign.say("settings named on")
    await answer(foreign)
    assert "zed" not in words(await ann.say("leaderboard"))
