"""Each thing counts once, although Slack brings it again and people click twice."""

import asyncio
from pathlib import Path

from tests.integration.slack.conftest import Running, started
from tests.integration.slack.steps import SLOW_S, asked_in_dm, asked_privately, direct, key_of, modal, visible_text
from tests.loopback.slack import LoopbackSlack
from tests.talk import FrozenClock


async def settled(app: Running) -> None:
    """Wait until the adapter has nothing in hand any more."""
    while app.adapter.in_hand:  # noqa: ASYNC110 - nothing tells when the last one is done
        await asyncio.sleep(0.01)


async def test_a_retried_line_gets_no_second_answer(app: Running):
    ack = await app.user().dm("areas")
    await app.slack.wait_for_message("The ten skill areas", timeout=SLOW_S)
    for number in (1, 2, 3):
        assert (await app.slack.redeliver(ack, retry_num=number)).ok
    await settled(app)
    assert len(app.slack.messages()) == 1


async def test_a_line_retried_while_it_is_being_answered_gets_one_answer(app: Running):
    ack, *_ = await asyncio.gather(app.user().dm("quiz databases"))
    await asyncio.gather(*(app.slack.redeliver(ack, retry_num=number) for number in (1, 2)))
    await app.slack.wait_for_message("Prompt of", timeout=SLOW_S)
    await settled(app)
    assert len(app.slack.messages()) == 1


async def test_a_retried_command_and_click_change_nothing(app: Running):
    command = await app.user().slash("/coach", "quiz databases", channel="C1")
    question = await app.slack.wait_for_message("Prompt of", channel="C1", timeout=SLOW_S)
    await app.slack.redeliver(command)
    click = await app.user().click(question, key_of(question, "the right one"))
    await app.slack.wait_for(lambda: question.revisions, SLOW_S)
    await app.slack.redeliver(click)
    await settled(app)
    assert len(app.slack.messages()) == 1
    assert "answered this one already" not in visible_text(question)
    assert app.slack.violations == []


async def test_a_double_click_counts_once(app: Running):
    question = await asked_in_dm(app)
    acks = await app.user().double_click(question, key_of(question, "the right one"))
    assert [ack.ok for ack in acks] == [True, True]
    await app.slack.wait_for(lambda: "✓ Right" in visible_text(question), SLOW_S)
    await settled(app)
    assert "answered this one already" not in visible_text(question)
    await app.user().double_click(question, "Next question")
    await app.slack.wait_for_message("Prompt of", after=question, timeout=SLOW_S)
    await settled(app)
    assert len(app.slack.messages()) == 2


async def test_a_form_sent_twice_counts_once(app: Running):
    question = await asked_in_dm(app)
    await app.user().overflow(question, "rare", "Report a problem")
    told = await app.slack.wait_for_message("Report a problem", after=question, timeout=SLOW_S)
    await app.user().click(told, "Describe it")
    view = await modal(app, containing="wrong or unclear")
    ack = await app.user().submit(view, {"text": "Unclear."})
    await app.slack.wait_for_message("Thank you", after=told, timeout=SLOW_S)
    assert (await app.slack.redeliver(ack)).ok
    await settled(app)
    assert len([message for message in app.slack.messages() if "Thank you" in message.text]) == 1


async def test_another_answer_after_the_first_changes_nothing(app: Running):
    question = await asked_in_dm(app)
    right, wrong = key_of(question, "the right one"), key_of(question, "a wrong one")
    stale = question.to_api()
    await app.user().click(question, right)
    await app.slack.wait_for(lambda: "✓ Right" in visible_text(question), SLOW_S)
    question.blocks = stale["blocks"]  # a client that has not yet been told of the change
    await app.user().click(question, wrong)
    await app.slack.wait_for(lambda: "answered this one already" in visible_text(question), SLOW_S)
    assert "✓ Right" in visible_text(question)


async def test_a_retry_that_reaches_another_process_is_redrawn_in_place(
    slack: LoopbackSlack, tmp_path: Path, clock: FrozenClock
):
    url = f"sqlite:///{tmp_path / 'shared.sqlite3'}"
    async with started(slack, url, clock) as first:
        question = await asked_privately(first)
        click = await first.user().click(question, key_of(question, "the right one"))
        await slack.wait_for(lambda: question.revisions, SLOW_S)
        line = await first.user().dm("areas")
        told = await slack.wait_for_message("The ten skill areas", timeout=SLOW_S)
    async with started(slack, url, clock) as second:
        await slack.redeliver(click)
        await slack.wait_for(lambda: len(question.revisions) == 2, SLOW_S)
        assert "✓ Right" in visible_text(question)
        await slack.redeliver(line)
        again = await slack.wait_for_message("The ten skill areas", after=told, timeout=SLOW_S)
        assert again.ephemeral_to == "U1"
        await settled(second)
    assert [message.ephemeral_to for message in slack.messages()] == ["U1", None, "U1"]
    assert slack.violations == []


async def test_a_question_asked_before_a_restart_is_answered_after_it(
    slack: LoopbackSlack, tmp_path: Path, clock: FrozenClock, mode: str
):
    url = f"sqlite:///{tmp_path / 'shared.sqlite3'}"
    async with started(slack, url, clock, mode=mode) as before:
        private = await asked_privately(before)
        question = await asked_in_dm(before)
    async with started(slack, url, clock, mode=mode) as after:
        await after.user().click(private, key_of(private, "the right one"))
        await slack.wait_for(lambda: "✓ Right" in visible_text(private), SLOW_S)
        await after.user().click(question, "Skip")
        await slack.wait_for(lambda: "Skipped" in visible_text(question), SLOW_S)
    assert slack.violations == []


async def test_what_is_in_hand_when_the_process_ends_is_answered(
    slack: LoopbackSlack, tmp_path: Path, clock: FrozenClock, mode: str
):
    async with started(slack, f"sqlite:///{tmp_path / 'coach.sqlite3'}", clock, mode=mode) as app:
        ack = await app.user().slash("/coach", "areas", channel="C1")
    assert ack.ok
    (told,) = slack.messages("C1")
    assert "The ten skill areas" in visible_text(told)


async def test_lines_are_answered_in_the_order_in_which_they_were_written(socket_app: Running):
    app = socket_app
    for line in ("streak", "areas", "help"):  # the first draws a picture and takes longest
        await app.user().dm(line)
    await app.slack.wait_for(lambda: len(app.slack.messages()) == 3, SLOW_S)
    heads = [message.text.splitlines()[0] for message in app.slack.messages()]
    assert heads == ["Streak: 0 days", "The ten skill areas", "What I can do"]
    assert (await direct(app, "hint")).text.startswith("There is no open question")
