"""One question to a whole channel: answered in private, told to all."""

import re
from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.application.cards import People, Picture
from bot.application.ports.outbox import Delivery, DeliveryState
from bot.application.replies import Reply
from bot.application.requests import Platform, TeamKey
from bot.pictures.drawings import AnswerDistribution
from content.areas import Area
from content.model import Kind, Option
from tests.talk import Talk, choices, elements, key_of, question, talk, words
from tests.team_talk import CHANNEL, member, named, posted, settle, shown, team_of, tick

FOREIGN = TeamKey(platform=Platform.SLACK, external_id="T2")


@pytest.fixture
async def base(sqlite_url):
    async with talk(sqlite_url, [question(), question("q-apis", area=Area.APIS)]) as conversation:
        yield conversation


async def put(base: Talk, line: str = "challenge databases") -> Reply:
    """Put a challenge; its card as the channel sees it."""
    told = await member(base, "ann").say(line)
    assert not told.refused
    *_, delivery = await posted(base, "challenge")
    await settle(base, delivery, DeliveryState.SENT)
    return shown(delivery)


async def press(who: Talk, challenge: Reply, text: str) -> Reply:
    return await who.press(choices(challenge).action, key_of(challenge, text))


async def over(base: Talk) -> Sequence[Delivery]:
    base.clock.advance(days=1)
    await tick(base)
    return await posted(base, "challenge-result")


async def test_it_goes_to_the_channel_by_the_outbox_and_the_reply_is_private(base: Talk):
    told = await member(base, "ann").say("challenge databases")
    assert told.private
    assert "on its way to this channel" in words(told)
    (delivery,) = await posted(base)
    challenge_id = choices(shown(delivery)).action.split(":")[1]
    assert delivery.key == f"challenge:{challenge_id}"
    assert delivery.channel == CHANNEL
    assert "Prompt of q-single?" in words(shown(delivery))


@pytest.mark.parametrize("place", ["direct message", "no team"])
async def test_it_needs_a_channel_of_a_team(base: Talk, place: str):
    who = member(base, "ann", channel=None) if place == "direct message" else base
    told = await who.say("challenge")
    assert told.refused
    assert "say it in a channel of your team" in words(told)
    assert not await posted(base)


def masked(text: str) -> str:
    """The same words whichever option was chosen."""
    for option in ("the right one", "a wrong one"):
        text = text.replace(option, "an option")
    return re.sub(r"\b[A-C]\b", "X", text)


async def test_an_answer_is_noted_in_private_and_not_judged_before_the_result(base: Talk):
    challenge = await put(base)
    right = await press(member(base, "ben"), challenge, "the right one")
    wrong = await press(member(base, "cem"), challenge, "a wrong one")
    for told in (right, wrong):
        assert told.private
        assert "Your answer is in:" in words(told)
        assert "Explanation of" not in words(told)
    assert masked(words(right)) == masked(words(wrong))


async def test_a_double_click_counts_once(base: Talk):
    challenge = await put(base)
    ben = member(base, "ben")
    await press(ben, challenge, "a wrong one")
    again = await press(ben, challenge, "the right one")
    assert "You have answered already" in words(again)
    assert "a wrong one" in words(again)
    (result,) = await over(base)
    assert "0 of 1 person had it right" in words(shown(result))


async def test_it_counts_for_streak_and_memory_as_any_answer(base: Talk):
    challenge = await put(base)
    ben = member(base, "ben")
    await press(ben, challenge, "the right one")
    learner = await ben.learner()
    assert learner.streak.current == 1
    async with base.services.uow() as uow:
        assert set(await uow.learning.memories(learner.id)) == {("q-single", 1)}
        (attempt,) = await uow.attempts.recent(learner.id, 10)
    assert attempt.source == "challenge"
    assert attempt.grade == 3  # neither quick nor slow: the question stood there for everybody


async def test_until_the_result_nobody_can_find_out_what_is_right(base: Talk):
    challenge = await put(base)
    ben = member(base, "ben")
    await press(ben, challenge, "the right one")
    for line in ("explain", "why?", "question again", "guessed"):
        assert "still running" in words(await ben.say(line))
    await over(base)
    assert "Explanation of q-single." in words(await ben.say("explain"))


async def test_the_one_who_asked_answers_too(base: Talk):
    challenge = await put(base)
    assert "Your answer is in:" in words(await press(member(base, "ann"), challenge, "the right one"))


async def test_the_result_tells_the_distribution_the_explanation_and_who_took_part(base: Talk):
    challenge = await put(base)
    ben, cem, dee = (member(base, name) for name in ("ben", "cem", "dee"))
    await ben.say("settings named on")
    await press(ben, challenge, "the right one")
    await press(cem, challenge, "a wrong one")
    await press(dee, challenge, "a wrong one")
    (delivery,) = await over(base)
    assert delivery.key == f"challenge-result:{choices(challenge).action.split(':')[1]}"
    assert delivery.channel == CHANNEL
    told = await named(base, delivery)
    assert "1 of 3 people had it right." in words(told)
    assert "Took part: ben and 2 others" in words(told)
    assert "cem" not in words(told)
    assert "Explanation of q-single." in words(told)
    assert "Why the wrong one is wrong." in words(told)
    (picture,) = elements(told, Picture)
    assert isinstance(picture.drawing, AnswerDistribution)
    assert {option.text: option.count for option in picture.drawing.options} == {
        "the right one": 1,
        "a wrong one": 2,
        "another wrong one": 0,
    }
    assert [option.text for option in picture.drawing.options] == [item.markup for item in choices(challenge).items]


async def test_where_nobody_was_right_no_name_tells_a_wrong_answer(base: Talk):
    challenge = await put(base)
    ben = member(base, "ben")
    await ben.say("settings named on")
    await press(ben, challenge, "a wrong one")
    (delivery,) = await over(base)
    assert not elements(await named(base, delivery), People)
    assert "1 person took part." in words(shown(delivery))


async def test_those_who_do_not_count_for_the_team_are_left_out_and_told_so(base: Talk):
    challenge = await put(base)
    ben = member(base, "ben")
    await ben.say("settings visible off")
    assert "the result leaves you out" in words(await press(ben, challenge, "the right one"))
    (delivery,) = await over(base)
    assert "Nobody answered" in words(shown(delivery))


async def test_after_the_end_no_answer_is_taken(base: Talk):
    challenge = await put(base)
    base.clock.advance(days=1)
    told = await press(member(base, "ben"), challenge, "the right one")
    assert told.refused
    assert "closed" in words(told)
    (delivery,) = await over(base)
    assert "Nobody answered" in words(shown(delivery))


async def test_the_result_comes_once_and_at_the_set_time(base: Talk):
    await member(base, "ann", admin=True).say("team challenge-time 2 hours")
    await put(base)
    end = base.clock.at + timedelta(hours=2)
    base.clock.at = end - timedelta(seconds=1)
    await tick(base)
    assert not await posted(base, "challenge-result")
    base.clock.at = end
    assert await tick(base) == 1
    assert await tick(base) == 0
    (delivery,) = await posted(base, "challenge-result")
    assert delivery.due_at == end
    assert (await team_of(base)).next_due_at is None


async def test_a_result_that_is_late_still_comes(base: Talk):
    await put(base)
    base.clock.advance(days=4)
    await tick(base)
    assert len(await posted(base, "challenge-result")) == 1


@pytest.mark.parametrize("state", [DeliveryState.SKIPPED, DeliveryState.FAILED, DeliveryState.PENDING])
async def test_a_challenge_that_never_reached_its_channel_has_no_result(base: Talk, state: DeliveryState):
    await put(base)
    (delivery,) = await posted(base)
    await settle(base, delivery, state)
    assert not await over(base)


async def test_another_teams_button_is_stale_here(base: Talk):
    challenge = await put(base)
    stranger = member(base, "zed", team=FOREIGN, channel="T2:C1")
    told = await press(stranger, challenge, "the right one")
    assert told.refused
    (delivery,) = await over(base)
    assert "Nobody answered" in words(shown(delivery))


@pytest.mark.parametrize("values", [(), ("z",), ("a", "b")])
async def test_a_tampered_answer_changes_nothing(base: Talk, values: tuple[str, ...]):
    challenge = await put(base)
    ben = member(base, "ben")
    assert (await ben.press(choices(challenge).action, *values)).refused
    assert "Your answer is in:" in words(await press(ben, challenge, "the right one"))


async def test_the_wished_area_is_asked_and_no_question_twice_while_there_are_others(base: Talk):
    assert "Prompt of q-apis?" in words(await put(base, "challenge apis"))
    assert "Prompt of q-single?" in words(await put(base, "challenge"))
    told = await member(base, "ann").say("challenge security")
    assert "no question in Security" in words(told)


async def test_too_many_at_once_are_refused(base: Talk):
    for _ in range(3):
        await put(base)
    told = await member(base, "ann").say("challenge")
    assert told.refused
    assert "3 challenges are open" in words(told)


async def test_only_questions_that_a_channel_can_answer_by_button_are_put(sqlite_url):
    typed = question("q-typed", kind=Kind.SHORT_TEXT, answer=("x",))
    async with talk(sqlite_url, [typed]) as base:
        assert "no question" in words(await member(base, "ann").say("challenge"))


async def test_a_packs_question_is_never_put_to_another_team(sqlite_url):
    async with talk(sqlite_url, [question("ours/q-pack")]) as base:
        assert "no question" in words(await member(base, "ann").say("challenge"))
        await member(base, "ann", admin=True).say("team packs ours")
        assert "Prompt of ours/q-pack?" in words(await put(base))
        foreign = member(base, "zed", team=FOREIGN, channel="T2:C1")
        assert "no question" in words(await foreign.say("challenge"))


async def test_of_several_right_options_all_are_counted(sqlite_url):
    several = question(
        "q-multiple",
        kind=Kind.MULTIPLE,
        options=(
            Option(id="one", text="first right"),
            Option(id="two", text="second right"),
            Option(id="three", text="wrong", why="Why three is wrong."),
        ),
        answer=("one", "two"),
    )
    async with talk(sqlite_url, [several]) as base:
        challenge = await put(base, "challenge")
        keys = [key_of(challenge, "first right"), key_of(challenge, "second right")]
        told = await member(base, "ben").press(choices(challenge).action, *keys)
        assert "A and B" in words(told) or "A and C" in words(told) or "B and C" in words(told)
        await press(member(base, "cem"), challenge, "first right")
        (delivery,) = await over(base)
        assert "1 of 2 people had it right." in words(shown(delivery))
        (picture,) = elements(shown(delivery), Picture)
        assert isinstance(picture.drawing, AnswerDistribution)
        assert {option.text: option.count for option in picture.drawing.options} == {
            "first right": 2,
            "second right": 1,
            "wrong": 0,
        }


# The question of the day


async def daily(base: Talk) -> None:
    admin = member(base, "ann", admin=True)
    await admin.say("team question-channel here")
    await admin.say("team question-time 10:30")


async def test_a_team_may_have_a_question_every_day(base: Talk):
    await daily(base)
    base.clock.advance(minutes=30)
    await tick(base)
    (first,) = await posted(base)
    assert first.key == f"qotd:{(await team_of(base)).id}:2026-11-23"
    assert words(shown(first)).startswith("Question of the day: ")
    await settle(base, first, DeliveryState.SENT)
    told = await press(member(base, "ben"), shown(first), "the right one")
    assert "Your answer is in:" in words(told)
    base.clock.advance(days=1)
    await tick(base)
    _, result, second = await posted(base)
    assert (result.kind, second.kind) == ("challenge-result", "question-of-the-day")
    assert words(shown(result)).startswith("Question of the day, the result: ")
    assert words(shown(second)) != words(shown(first))


async def test_planning_twice_changes_nothing(base: Talk):
    await daily(base)
    base.clock.advance(minutes=30)
    await tick(base)
    async with base.services.uow() as uow:
        await uow.teamwork.look_again(base.clock.now())
        await uow.commit()
    assert await tick(base) == 1
    assert len(await posted(base)) == 1


@pytest.mark.parametrize(("hours", "count"), [(4, 1), (4.1, 0)])
async def test_one_that_is_late_by_more_than_four_hours_is_left_out(base: Talk, hours: float, count: int):
    await daily(base)
    base.clock.advance(minutes=30, hours=hours)
    await tick(base)
    assert len(await posted(base)) == count
    due_at = (await team_of(base)).next_due_at
    assert due_at is not None
    assert due_at > base.clock.now()


async def test_after_a_long_sleep_only_the_question_of_today_is_put(base: Talk):
    await daily(base)
    base.clock.advance(days=14, minutes=31)
    await tick(base)
    (delivery,) = await posted(base)
    assert delivery.key.endswith(":2026-12-07")


async def test_without_a_question_left_none_is_put_and_the_next_day_is_planned(sqlite_url):
    async with talk(sqlite_url, [question("ours/q-pack")]) as base:
        await daily(base)
        base.clock.advance(minutes=30)
        await tick(base)
        assert not await posted(base)
        assert (await team_of(base)).next_due_at == base.clock.now() + timedelta(days=1)
