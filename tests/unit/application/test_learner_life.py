"""Starting, settings, pauses, practice, plans, history and leaving, as a learner has them."""

import json
from datetime import UTC, date, datetime, time

import pytest

from bot.application.cards import Attachment, Link, Picture
from bot.domain.people import ZoneSource
from bot.domain.streaks import replay
from content.areas import Area
from tests.talk import (
    FrozenClock,
    Talk,
    action_of,
    choices,
    elements,
    form,
    key_of,
    question,
    talk,
    words,
)


@pytest.fixture
async def me(sqlite_url):
    async with talk(sqlite_url) as conversation:
        yield conversation


async def answered(me: Talk, area: str = "databases", text: str = "the right one") -> None:
    await me.say(key_of(await me.say(f"quiz {area}"), text))


class TestStart:
    async def test_every_step_can_be_skipped_and_defaults_hold(self, me: Talk):
        await me.say("start")
        for _ in range(4):
            last = await me.say("skip")
        assert words(last).startswith("All set")
        learner = await me.learner()
        assert learner.started_at is not None
        assert not learner.prompts
        assert learner.prompt_time == time(9)

    async def test_it_can_be_stopped_at_every_step(self, me: Talk):
        for steps in range(4):
            newcomer = me.other(f"n{steps}", conversation=f"n{steps}")
            await newcomer.say("start")
            for _ in range(steps):
                await newcomer.say("skip")
            assert words(await newcomer.say("stop")).startswith("All set")
            assert (await newcomer.learner()).started_at is not None

    async def test_it_takes_zone_time_and_interests_by_typing(self, me: Talk):
        await me.say("start")
        assert "2 of 4" in words(await me.say("Europe/Berlin"))
        assert "3 of 4" in words(await me.say("8.30"))
        assert "4 of 4" in words(await me.say("databases, security"))
        learner = await me.learner()
        assert (learner.zone, learner.zone_source) == ("Europe/Berlin", ZoneSource.LEARNER)
        assert (learner.prompts, learner.prompt_time) == (True, time(8, 30))
        assert learner.preferences.weights == {"databases": 2, "security": 2}

    async def test_it_takes_the_same_by_buttons_and_forms(self, me: Talk):
        first = await me.say("start")
        second = await me.submit(form(first).action, value="Asia/Tokyo")
        third = await me.press(action_of(second, "12:30"))
        fourth = await me.submit(form(third).action, value="apis")
        assert "4 of 4" in words(fourth)
        learner = await me.learner()
        assert (learner.zone, learner.prompt_time) == ("Asia/Tokyo", time(12, 30))
        assert learner.preferences.weights == {"apis": 2}

    @pytest.mark.parametrize(("typed", "suggested"), [("PST", "America/Los_Angeles"), ("Berlin", "Europe/Berlin")])
    async def test_an_unclear_zone_gets_suggestions_and_the_step_stays(self, me: Talk, typed: str, suggested: str):
        await me.say("start")
        refused = await me.say(typed)
        assert refused.refused
        assert suggested in words(refused)
        assert "2 of 4" in words(await me.say(suggested))

    async def test_other_commands_work_in_the_middle_and_it_goes_on(self, me: Talk):
        await me.say("start")
        assert words(await me.say("streak")).startswith("Streak")
        assert "2 of 4" in words(await me.say("yes"))

    async def test_the_placement_ends_by_itself_and_says_where_one_stands(self, sqlite_url):
        bank = [question(f"{area}-{level}", area=area, level=level) for area in Area for level in range(1, 6)]
        async with talk(sqlite_url, bank) as me:
            await me.say("start")
            for line in ("skip", "skip", "skip"):
                await me.say(line)
            reply = await me.say("begin")
            asked = 0
            while "You are placed" not in words(reply):
                asked += 1
                assert asked <= 10
                reply = await me.say(key_of(await me.say("question again"), "the right one"))
            learner = await me.learner()
            async with me.services.uow() as uow:
                ratings = await uow.learning.ratings(learner.id)
            assert len(ratings) == len(Area)
            assert all(rating.value > 0 for rating in ratings.values())

    async def test_in_the_placement_a_skip_means_not_known_and_goes_on(self, me: Talk):
        await me.say("start")
        for line in ("skip", "skip", "skip"):
            await me.say(line)
        await me.say("begin")
        assert "question 2 of at most 10" in words(await me.say("skip"))


class TestSettings:
    @pytest.mark.parametrize(
        ("line", "shown"),
        [
            ("timezone europe/berlin", "Europe/Berlin"),
            ("time 8 pm", "20:00"),
            ("time 0830", "08:30"),
            ("weekdays sat, sun", "Sat and Sun"),
            ("nudge off", "off"),
            ("nudge 19:15", "19:15"),
            ("areas databases much, frameworks off", "databases much, frameworks off"),
            ("level hard", "4 (hard)"),
            ("level auto", "auto"),
            ("languages c# js", "csharp, javascript"),
            ("sites codewars", "codewars"),
            ("named on", "on"),
            ("prompts on", "on"),
        ],
    )
    async def test_each_is_set_by_one_line_and_shown_again(self, me: Talk, line: str, shown: str):
        assert f": {shown}." in words(await me.say(f"settings {line}"))
        assert shown in words(await me.say(f"settings {line.split()[0]}"))

    @pytest.mark.parametrize(
        ("line", "told"),
        [
            ("timezone GMT+2", "not a time zone that I can be sure of"),
            ("time 25:00", "I do not know the time"),
            ("weekdays never", "weekday"),
            ("nudge 23:00", "between 08:00 and 22:00"),
            ("areas cooking", "I do not know the area"),
            ("level 9", "they go from 1 to 5"),
            ("languages klingon", "I do not know the language"),
            ("sites facebook", "I do not know the site"),
            ("named perhaps", "either `on` or `off`".replace("`", "")),
            ("visible off", "in no team"),
        ],
    )
    async def test_a_wrong_value_is_refused_and_changes_nothing(self, me: Talk, line: str, told: str):
        await me.say("settings")
        before = await me.learner()
        refused = await me.say(f"settings {line}")
        assert refused.refused
        assert told in words(refused)
        assert await me.learner() == before

    async def test_the_last_area_cannot_be_switched_off(self, me: Talk):
        everything = ", ".join(f"{area.value} off" for area in Area)
        assert "At least one area has to stay on" in words(await me.say(f"settings areas {everything}"))

    async def test_the_form_changes_only_what_was_changed_in_it(self, me: Talk):
        shown = form(await me.say("settings"))
        fields = {field.key: field.value for field in shown.fields} | {"time": "07:45", "level": "5"}
        await me.submit(shown.action, **fields)
        learner = await me.learner()
        assert learner.prompt_time == time(7, 45)
        assert learner.preferences.level == 5
        assert learner.zone_source is ZoneSource.DEFAULT

    async def test_the_profile_zone_holds_until_the_learner_sets_one(self, me: Talk):
        me.zone = "Europe/Oslo"
        await me.say("help")
        assert (await me.learner()).zone == "Europe/Oslo"
        me.zone = "America/New_York"
        await me.say("help")
        assert (await me.learner()).zone == "America/New_York"
        await me.say("settings timezone Asia/Tokyo")
        me.zone = "Europe/Oslo"
        await me.say("help")
        assert (await me.learner()).zone == "Asia/Tokyo"
        await me.say("settings timezone follow")
        assert (await me.learner()).zone == "Europe/Oslo"

    async def test_a_profile_zone_that_nobody_knows_changes_nothing(self, me: Talk):
        me.zone = "Mars/Olympus"
        await me.say("help")
        assert (await me.learner()).zone == "UTC"


class TestDays:
    async def test_the_streak_counts_a_day_once_and_goes_on_the_next(self, me: Talk):
        await answered(me)
        await answered(me, "apis")
        assert "Streak: 1 day," in words(await me.say("streak"))
        me.clock.advance(days=1)
        assert "one answer today keeps it" in words(await me.say("streak"))
        await answered(me, "security")
        assert "Streak: 2 days, today included" in words(await me.say("streak"))

    async def test_the_stored_streak_equals_the_one_computed_from_the_log(self, me: Talk):
        for step, line in enumerate(
            ("settings weekdays mon-thu", "pause 2", "settings timezone Asia/Tokyo", "resume", "help")
        ):
            await me.say(line)
            await answered(me, list(Area)[step].value)
            me.clock.advance(hours=31)
        learner = await me.learner()
        async with me.services.uow() as uow:
            log = await uow.log.entries(learner.id)
        assert len(log) >= 8
        assert learner.streak == replay(log, weekdays=frozenset(range(5)))

    async def test_a_pause_names_its_last_day_and_resume_ends_it(self, me: Talk):
        assert "Paused until Sat 28 Nov" in words(await me.say("pause 5"))
        assert "Welcome back" in words(await me.say("resume"))
        assert "You are not paused" in words(await me.say("resume"))

    @pytest.mark.parametrize("line", ["pause until 2020-01-01", "pause xyz", "pause 05/01/2027", "pause 4000"])
    async def test_a_pause_that_cannot_be_is_refused(self, me: Talk, line: str):
        refused = await me.say(line)
        assert refused.refused
        assert "Nothing was changed" in words(refused)

    async def test_an_answer_at_half_past_three_belongs_to_the_day_before(self, sqlite_url):
        clock = FrozenClock(datetime(2026, 11, 24, 3, 30, tzinfo=UTC))
        async with talk(sqlite_url, clock=clock) as me:
            await answered(me)
            assert (await me.learner()).streak.last_day == date(2026, 11, 23)


class TestPlan:
    async def test_daily_asks_reviews_and_one_new_question_and_then_a_practice_problem(self, me: Talk):
        await answered(me, text="a wrong one")
        me.clock.advance(days=1)
        first = await me.say("daily")
        assert "1 review, 1 new question and 1 practice problem" in words(first)
        assert "Due for review" in words(first)
        second = await me.press(action_of(await me.say(key_of(first, "the right one")), "next"))
        assert "New:" in words(second)
        third = await me.press(action_of(await me.say(key_of(second, "the right one")), "next"))
        assert words(third).startswith("Practice:")
        done = await me.say("done")
        assert "it counts" in words(done)
        after = words(await me.say("daily"))
        assert "Nothing is left for today." in after
        assert "Today's plan is done" in after

    async def test_daily_again_shows_the_question_that_is_still_open(self, me: Talk):
        first = await me.say("daily")
        again = await me.say("daily")
        assert choices(again).action == choices(first).action

    async def test_next_goes_on_with_what_was_asked_for(self, sqlite_url):
        bank = [question(f"{area.value}-{n}", area=area) for area in (Area.APIS, Area.SECURITY) for n in range(4)]
        async with talk(sqlite_url, bank) as me:
            reply = await me.say("quiz security")
            for _ in range(3):
                reply = await me.press(action_of(await me.say(key_of(reply, "the right one")), "next"))
                assert words(reply).startswith("Security")

    async def test_when_nothing_is_left_at_a_level_one_near_it_is_asked_and_said_so(self, me: Talk):
        reply = await me.say("quiz databases 5")
        assert "nothing left at level 5" in words(reply)
        assert choices(reply).items

    async def test_the_same_question_does_not_come_again_at_once(self, me: Talk):
        asked = []
        for _ in range(6):
            reply = await me.say("quiz")
            asked.append(choices(reply).action)
            await me.say("skip")
        prompts = set(asked)
        assert len(prompts) == 6


class TestPractice:
    async def test_a_problem_links_to_its_site_and_counts_when_done(self, me: Talk):
        shown = await me.say("practice leetcode")
        (link,) = elements(shown, Link)
        assert link.url.startswith("https://leetcode.com/problems/")
        assert "it counts" in words(await me.press(action_of(shown, "done")))
        assert (await me.learner()).streak.current == 1
        assert "settled already" in words(await me.press(action_of(shown, "done")))

    async def test_another_keeps_the_wish(self, me: Talk):
        await me.say("practice codewars")
        for line in ("another", "too hard", "too easy"):
            (link,) = elements(await me.say(line), Link)
            assert link.url.startswith("https://www.codewars.com/kata/")

    async def test_a_problem_never_comes_twice(self, me: Talk):
        seen = [elements(await me.say("practice"), Link)[0].url]
        for _ in range(15):
            seen.append(elements(await me.say("another"), Link)[0].url)
        assert len(set(seen)) == len(seen)

    async def test_somebody_elses_problem_is_refused(self, me: Talk):
        shown = await me.say("practice")
        assert (await me.other().press(action_of(shown, "done"))).refused

    async def test_where_no_site_has_a_problem_it_says_so(self, me: Talk):
        assert "Neither site has a problem" in words(await me.say("practice databases codewars"))


class TestSeeing:
    async def test_progress_tells_seen_due_and_level_of_every_area(self, me: Talk):
        await answered(me)
        told = await me.say("progress")
        assert "You have seen 1 question of 16" in words(told)
        assert "Databases" in words(told)
        assert elements(told, Picture)

    async def test_progress_without_an_answer_draws_nothing(self, me: Talk):
        assert not elements(await me.say("progress"), Picture)

    async def test_the_journey_groups_by_topic_and_says_where_to_pick_up(self, me: Talk):
        assert "Nothing answered yet" in words(await me.say("journey"))
        await answered(me, text="a wrong one")
        await answered(me, "apis")
        told = words(await me.say("journey"))
        assert "Indexes (Databases): 0 of 1 answer right" in told
        assert "Pick up: 1 question missed last time, quiz databases" in told
        assert "Basics" not in words(await me.say("journey databases"))

    async def test_areas_tell_the_ten_with_ones_level(self, me: Talk):
        told = words(await me.say("areas"))
        for area in Area:
            assert area.label in told


class TestLeaving:
    async def test_the_export_is_json_with_everything(self, me: Talk):
        await answered(me)
        (file,) = elements(await me.say("export"), Attachment)
        data = json.loads(file.content)
        assert data["accounts"][0]["user_id"] == "learner"
        assert data["attempts"][0]["question_id"] == "q-single"
        assert data["log"][0]["entry"]["type"] == "activity"

    async def test_forget_asks_and_then_erases(self, me: Talk):
        await answered(me)
        assert "Erase everything?" in words(await me.say("forget"))
        gone = await me.say("forget me")
        assert gone.forgotten
        assert "Nothing answered yet" in words(await me.say("journey"))

    @pytest.mark.parametrize("line", ["no", "yes", "keep", "cancel"])
    async def test_anything_but_forget_me_keeps_everything(self, me: Talk, line: str):
        await answered(me)
        await me.say("forget")
        assert "Nothing was erased" in words(await me.say(line))
        assert (await me.learner()).streak.current == 1

    async def test_the_erase_button_of_somebody_else_erases_nobody(self, me: Talk):
        await answered(me)
        asked = await me.say("forget")
        told = await me.other().press(action_of(asked, "forget me"))
        assert "Nothing was erased" in words(told)
        assert (await me.learner()).streak.current == 1

    async def test_after_leaving_a_new_beginning_has_nothing_of_before(self, me: Talk):
        await answered(me)
        before = await me.learner()
        await me.press(action_of(await me.say("forget"), "forget me"))
        await me.say("help")
        after = await me.learner()
        assert after.id != before.id
        assert after.streak.current == 0
