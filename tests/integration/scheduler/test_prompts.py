"""Prompts and nudges as a learner gets them, from planning to the answer."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from bot.application.cards import Card, Link
from bot.application.plain import plain_text
from bot.application.ports.messenger import ToAccount
from bot.application.replies import Reply
from bot.application.requests import AccountKey, Conversation, Platform, Press, Request, Say, Submit, Visitor
from bot.domain.attempts import AttemptState, Source
from bot.domain.people import PromptCare
from tests.integration.scheduler.hand_time import MONDAY_NINE
from tests.integration.scheduler.house import House
from tests.integration.scheduler.post_office import Fault, OfficeMessenger
from tests.talk import action_of, choices, form, key_of, words

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
FEW = timedelta(minutes=2)


class Person:
    """A learner on Discord, who reads what comes and sometimes answers."""

    _event = 0

    def __init__(self, house: House, user: str = "u0") -> None:
        self.house = house
        self.account = AccountKey(platform=Platform.DISCORD, scope="", user_id=user)
        self.conversation = Conversation(id=f"dm-{user}", is_dm=True)

    async def say(self, text: str) -> Reply:
        return await self._send(Say(text=text))

    async def press(self, action: str, *values: str) -> Reply:
        return await self._send(Press(action=action, values=values))

    async def submit(self, action: str, **fields: str) -> Reply:
        return await self._send(Submit(action=action, fields=fields))

    async def _send(self, action: Say | Press | Submit) -> Reply:
        Person._event += 1
        return await self.house.coach.handle(
            Request(
                event_id=f"p{self._event}",
                at=self.house.time.now(),
                visitor=Visitor(account=self.account),
                conversation=self.conversation,
                action=action,
            )
        )

    def inbox(self) -> list[Reply]:
        """What came unasked, as replies, so that it can be read as they are."""
        messenger = self.house.messengers[Platform.DISCORD]
        assert isinstance(messenger, OfficeMessenger)
        return [Reply(cards=sent.cards) for sent in messenger.sent if self._mine(sent.address)]

    def _mine(self, address: object) -> bool:
        return isinstance(address, ToAccount) and address.account == self.account

    async def answers(self) -> None:
        """One question, today."""
        asked = await self.say("quiz security")
        await self.press(choices(asked).action, key_of(asked, "the right one"))


async def started(house: House, **settings: str) -> Person:
    """A newcomer who wants a prompt at nine (UTC), every day."""
    person = Person(house)
    for line in (
        "settings time 09:00",
        "settings weekdays every day",
        *(f"settings {k} {v}" for k, v in settings.items()),
    ):
        assert not (await person.say(line)).refused
    return person


async def test_a_prompt_tells_the_streak_and_what_is_due_and_asks_right_there(house: House):
    person = await started(house)
    await house.until(MONDAY_NINE + FEW, house.worker())
    (prompt,) = person.inbox()
    greeting, question, problem = prompt.cards
    assert plain_text(greeting).startswith("Your daily practice\nNo streak is running; one answer begins it.")
    assert "one new question and one practice problem" in plain_text(greeting)
    assert "Prompt of q-" in plain_text(question)
    assert _links(problem)
    told = await person.press(choices(prompt).action, key_of(prompt, "the right one"))
    assert words(told).startswith("✓ Right")
    assert "Day 1 of a new streak" in words(told)


def _links(card: Card) -> list[Link]:
    return [element for element in card.elements if isinstance(element, Link)]


async def test_a_typed_answer_belongs_to_the_question_of_the_prompt(house: House):
    person = await started(house)
    await person.say("quiz security")
    await house.until(MONDAY_NINE + FEW, house.worker())
    (prompt,) = person.inbox()
    assert words(await person.say(key_of(prompt, "the right one"))).startswith("✓ Right")
    (attempt,) = await _answered(house, person)
    assert (attempt.source, attempt.state) == (Source.PROMPT, AttemptState.ANSWERED)
    assert attempt.conversation == "dm-u0"


async def _answered(house: House, person: Person):
    async with house.services.uow() as uow:
        found = await uow.learners.find(person.account)
        assert found is not None
        return await uow.attempts.answered(found[0].id, area=None, limit=10)


async def test_done_settles_the_practice_problem_of_the_prompt(house: House):
    person = await started(house)
    await house.until(MONDAY_NINE + FEW, house.worker())
    (prompt,) = person.inbox()
    await person.press(choices(prompt).action, key_of(prompt, "the right one"))
    assert not (await person.say("practice done")).refused
    assert "Today's plan is done" in words(await person.say("daily"))


async def test_nobody_is_asked_what_is_done_already(house: House):
    person = await started(house)
    for _ in range(3):
        reply = await person.say("daily")
        if "Prompt of" in words(reply):
            await person.press(choices(reply).action, key_of(reply, "the right one"))
    await person.say("practice done")
    await house.until(MONDAY_NINE + FEW, house.worker())
    assert person.inbox() == []
    assert await house.counts() == {"skipped": 1}


async def test_the_buttons_of_a_prompt_pause_and_change_the_time(house: House):
    person = await started(house)
    worker = house.worker()
    await house.until(MONDAY_NINE + FEW, worker)
    (prompt,) = person.inbox()
    offered = await person.press(action_of(prompt, "settings time"))
    assert "comes at 09:00" in words(offered)
    told = await person.press(action_of(offered, "settings time 12:30"))
    assert "at 12:30" in words(told)
    await house.until(MONDAY_NINE + DAY + 4 * HOUR, worker, step=HOUR / 2)
    assert len(person.inbox()) == 2
    assert "Paused until" in words(await person.press(action_of(prompt, "pause")))
    await house.until(MONDAY_NINE + 8 * DAY + 3 * HOUR, worker, step=3 * HOUR)
    assert len(person.inbox()) == 2
    await house.until(MONDAY_NINE + 9 * DAY + 4 * HOUR, worker, step=HOUR / 2)
    assert len(person.inbox()) == 3


async def test_a_learner_who_pauses_between_planning_and_sending_gets_nothing(house: House):
    person = await started(house)
    worker = house.worker()
    await house.until(MONDAY_NINE, worker)
    assert await house.counts() == {"pending": 1}
    await person.say("pause 3")
    await house.until(MONDAY_NINE + FEW, worker)
    assert person.inbox() == []
    (skipped,) = await house.deliveries()
    assert (skipped.state.value, skipped.reason) == ("skipped", "paused")


async def test_forget_cancels_what_is_pending(each_house: House):
    person = await started(each_house)
    worker = each_house.worker()
    await each_house.until(MONDAY_NINE, worker)
    assert await each_house.counts() == {"pending": 1}
    await person.say("forget")
    assert (await person.say("forget me")).forgotten
    await each_house.until(MONDAY_NINE + FEW, worker)
    assert person.inbox() == []
    assert await each_house.counts() == {}


async def test_a_prompt_missed_by_less_than_four_hours_is_caught_up_with(house: House):
    person = await started(house)
    house.time.advance(hours=3)
    await house.until(house.time.now() + FEW, house.worker())
    assert len(person.inbox()) == 1


async def test_a_worker_that_was_asleep_for_ten_hours_skips_what_is_too_late_and_goes_on(house: House):
    person = await started(house)
    worker = house.worker()
    house.time.advance(hours=10)
    await house.until(house.time.now() + FEW, worker)
    assert person.inbox() == []
    await house.until(MONDAY_NINE + DAY + FEW, worker, step=HOUR)
    await house.until(house.time.now() + FEW, worker)
    assert len(person.inbox()) == 1


# Nudges


async def test_an_empty_evening_of_a_streak_gets_one_nudge_with_one_button(house: House):
    person = await started(house, prompts="on", nudge="20:00")
    worker = house.worker()
    for _ in range(2):
        await person.answers()
        house.time.advance(days=1)
        await house.tick(worker)
    await house.until(MONDAY_NINE + 2 * DAY + 11 * HOUR - FEW, worker, step=HOUR)
    before = len(person.inbox())
    await house.until(MONDAY_NINE + 2 * DAY + 11 * HOUR + FEW, worker)
    (nudge,) = person.inbox()[before:]
    (card,) = nudge.cards
    assert plain_text(card).startswith("One answer before 04:00 keeps your streak of 2 days")
    assert "Prompt of" in words(await person.press(action_of(nudge, "quiz")))
    await house.until(MONDAY_NINE + 2 * DAY + 14 * HOUR, worker, step=HOUR / 4)
    assert len(person.inbox()) == before + 1


async def test_an_answer_makes_the_nudge_needless_also_once_it_is_planned(house: House):
    person = await started(house, nudge="20:00")
    worker = house.worker()
    for _ in range(2):
        await person.answers()
        house.time.advance(days=1)
    await house.until(MONDAY_NINE + 2 * DAY + 11 * HOUR, worker, step=HOUR / 2)
    before = len(person.inbox())
    await person.answers()
    await house.until(MONDAY_NINE + 2 * DAY + 12 * HOUR, worker, step=FEW)
    assert len(person.inbox()) == before


# Silence


async def test_a_silent_learner_is_asked_once_then_left_in_peace_until_they_come_by(house: House):
    person = await started(house, nudge="off")
    worker = house.worker()
    for day in range(20):
        await house.until(MONDAY_NINE + day * DAY + FEW, worker, step=6 * HOUR)
        await house.until(house.time.now() + FEW, worker)
    asked = [number for number, prompt in enumerate(person.inbox(), 1) if "Too much of me?" in words(prompt)]
    assert asked == [8]
    assert len(person.inbox()) == 14
    learner = await _learner(house, person)
    assert (learner.prompt_care, learner.next_due_at) == (PromptCare.SILENT, None)
    await person.say("streak")
    await house.until(MONDAY_NINE + 20 * DAY + FEW, worker, step=6 * HOUR)
    await house.until(house.time.now() + FEW, worker)
    assert len(person.inbox()) == 15


async def _learner(house: House, person: Person):
    async with house.services.uow() as uow:
        found = await uow.learners.find(person.account)
        assert found is not None
        return found[0]


@pytest.mark.parametrize(
    ("says", "expected"),
    [("daily", "daily prompt comes at 09:00"), ("pause", "Paused until")],
)
async def test_the_question_whether_to_slow_down_can_be_answered(house: House, says: str, expected: str):
    person = await _asked(house)
    assert expected in words(await person.press(action_of(person.inbox()[-1], says)))


async def test_less_often_means_weekdays_of_ones_choice(house: House):
    person = await _asked(house)
    less_often = form(person.inbox()[-1])
    told = await person.submit(less_often.action, weekdays="Monday,Friday")
    assert "Mon and Fri" in words(told)
    assert (await _learner(house, person)).weekdays == frozenset({0, 4})


async def _asked(house: House) -> Person:
    person = await started(house, nudge="off")
    learner = await _learner(house, person)
    async with house.services.uow() as uow:
        await uow.learners.save(replace(learner, unanswered_prompts=7, prompt_time=time(9)))
        await uow.commit()
    await house.until(MONDAY_NINE + FEW, house.worker())
    assert "Too much of me?" in words(person.inbox()[-1])
    return person


# Closed doors


async def test_closed_messages_stop_prompts_until_the_learner_comes_by_and_is_told(house: House):
    person = await started(house)
    house.discord.faults.append(Fault.CLOSED)
    worker = house.worker()
    await house.until(MONDAY_NINE + 2 * DAY, worker, step=HOUR)
    assert house.discord.requests == 1
    assert (await house.counts())["failed"] == 1
    assert "did not arrive" in words(await person.say("streak"))
    assert "did not arrive" not in words(await person.say("streak"))
    await house.until(MONDAY_NINE + 3 * DAY + FEW, worker, step=HOUR)
    await house.until(house.time.now() + FEW, worker)
    assert len(person.inbox()) >= 1


async def test_a_conversation_that_is_gone_is_opened_anew(house: House):
    person = await started(house)
    house.discord.faults.append(Fault.GONE)
    await house.until(MONDAY_NINE + FEW, house.worker())
    await house.until(house.time.now() + FEW, house.worker())
    assert len(person.inbox()) == 1
