"""What people do in the middle of something else: the line goes where they mean it, and nothing is lost."""

from datetime import UTC, datetime

import pytest

from tests.talk import FrozenClock, Talk, action_of, form, key_of, talk, words


@pytest.fixture
async def me(sqlite_url):
    async with talk(sqlite_url) as conversation:
        yield conversation


class TestInTheMiddleOfStart:
    @pytest.mark.parametrize("step", [0, 1, 2], ids=["zone", "time", "areas"])
    async def test_a_question_asked_meanwhile_gets_its_answer(self, me: Talk, step: int):
        await me.say("start")
        for _ in range(step):
            await me.say("skip")
        asked = await me.say("quiz databases")
        assert words(await me.say(key_of(asked, "the right one"))).startswith("✓ Right")

    async def test_skip_leaves_the_question_first_and_then_the_step(self, me: Talk):
        await me.say("start")
        await me.say("quiz databases")
        assert words(await me.say("skip")).startswith("Skipped")
        assert words(await me.say("skip")).startswith("2 of 4")

    async def test_next_asks_another_question_and_the_step_waits(self, me: Talk):
        await me.say("start")
        await me.say(key_of(await me.say("quiz databases"), "the right one"))
        assert "level" in words(await me.say("next")).splitlines()[0]
        await me.say("skip")
        assert words(await me.say("Europe/Berlin")).startswith("2 of 4")
        assert (await me.learner()).zone == "Europe/Berlin"

    async def test_stop_ends_the_steps_also_with_a_question_open(self, me: Talk):
        await me.say("start")
        asked = await me.say("quiz databases")
        assert words(await me.say("stop")).startswith("All set")
        assert words(await me.say(key_of(asked, "the right one"))).startswith("✓ Right")

    async def test_a_step_left_alone_for_a_day_no_longer_takes_lines(self, me: Talk):
        await me.say("start")
        me.clock.advance(hours=25)
        assert "time zone" not in words(await me.say("some words of another day"))


class TestInTheMiddleOfAReport:
    @pytest.mark.parametrize("line", ["quiz", "help", "next", "quiz databases"])
    async def test_a_command_leaves_the_report(self, me: Talk, line: str):
        await me.say("quiz databases")
        await me.say("report")
        assert "Thank you" not in words(await me.say(line))
        assert "Thank you" not in words(await me.say("a"))

    async def test_a_line_of_the_next_day_is_no_report(self, me: Talk):
        await me.say("quiz databases")
        await me.say("report")
        me.clock.advance(days=2)
        assert "Thank you" not in words(await me.say("this is wrong"))


class TestInThePlacement:
    async def test_a_skipped_question_counts_once_even_if_its_explanation_is_asked_for(self, me: Talk):
        await me.say("start")
        for _ in range(3):
            await me.say("skip")
        first = await me.say("begin")
        second = await me.press(action_of(first, "skip"))
        again = await me.press(action_of(first, "explain"))
        assert "question 2" in words(second)
        assert "question 3" not in words(again)


class TestInvisibleCharacters:
    @pytest.mark.parametrize(
        "line", ["{key}\u200b", "\u202e{key}", "{key}\x00", "\ufeff{key}", "{key}\x07"],
        ids=["zero width", "right to left", "null", "byte order mark", "bell"],
    )  # fmt: skip
    async def test_they_do_not_spoil_an_answer(self, me: Talk, line: str):
        asked = await me.say("quiz databases")
        told = await me.say(line.format(key=key_of(asked, "the right one")))
        assert words(told).startswith("✓ Right")

    @pytest.mark.parametrize("text", ["null \x00 and \x1b[31mred", "half a pair \ud800 of surrogates"])
    async def test_they_reach_no_database_and_no_card(self, database_url, text: str):
        async with talk(database_url) as me:
            await me.say("quiz databases")
            told = await me.submit(form(await me.say("report")).action, text=text)
            assert "Thank you" in words(told)
            assert "Saved" not in words(await me.say(f"settings areas {text}"))


class TestSettingsThatNameNothing:
    @pytest.mark.parametrize(
        ("line", "told"),
        [
            ("settings foo", "I do not know the setting “foo”"),
            ("settings timezon UTC", "settings timezone UTC"),
            ("settings sites ,", "At least one site"),
            ("settings areas , ,", "Name at least one area"),
        ],
    )
    async def test_are_refused_and_change_nothing(self, me: Talk, line: str, told: str):
        await me.say("settings")
        before = await me.learner()
        refused = await me.say(line)
        assert refused.refused
        assert told in words(refused)
        assert (await me.learner()).preferences == before.preferences

    async def test_following_a_profile_takes_the_zone_by_its_plain_name_once(self, me: Talk):
        me.zone = "Etc/UTC"
        await me.say("settings timezone Europe/Berlin")
        await me.say("settings timezone follow")
        assert (await me.learner()).zone == "UTC"


async def test_the_practice_problem_of_today_is_that_of_the_learner_day(sqlite_url):
    clock = FrozenClock(datetime(2026, 11, 23, 20, 0, tzinfo=UTC))
    async with talk(sqlite_url, clock=clock) as me:
        await me.say("settings timezone Pacific/Auckland")  # Tuesday 09:00 there
        while "Practice:" not in (told := words(await me.say("daily"))):
            await me.say("skip")
            await me.say("answer in three words")
        clock.advance(hours=6)  # midnight of UTC lies between
        problem = next(line for line in told.splitlines() if line.startswith("Practice:"))
        assert problem in words(await me.say("daily"))
