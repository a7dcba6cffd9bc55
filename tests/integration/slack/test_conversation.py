"""A learner talks with the coach in Slack: by command, by direct message, by mention, by button."""

import pytest

from tests.integration.slack.conftest import Running
from tests.integration.slack.steps import SLOW_S, asked_in_dm, asked_privately, buttons, direct, key_of, visible_text


async def test_a_slash_command_is_answered_for_the_person_alone(app: Running):
    ack = await app.user().slash("/coach", "areas", channel="C1")
    assert (ack.ok, ack.payload) == (True, None)
    told = await app.slack.wait_for_message("The ten skill areas", channel="C1", timeout=SLOW_S)
    assert told.ephemeral_to == "U1"
    assert "Databases" in told.text
    assert app.slack.violations == []


async def test_a_question_asked_by_command_is_answered_by_button_in_its_place(app: Running):
    question = await asked_privately(app)
    assert buttons(question)[:3] == ["A", "B", "C"]
    assert (await app.user().click(question, key_of(question, "the right one"))).ok
    await app.slack.wait_for(lambda: question.revisions, SLOW_S)
    assert "✓ Right" in visible_text(question)
    assert question.text.startswith("✓ Right")
    assert len(app.slack.messages("C1")) == 1
    assert app.slack.violations == []


async def test_a_question_in_the_direct_messages_is_answered_by_button_in_its_place(app: Running):
    question = await asked_in_dm(app)
    assert question.ephemeral_to is None
    await app.user().click(question, key_of(question, "a wrong one"))
    await app.slack.wait_for(lambda: question.revisions, SLOW_S)
    assert "✗ Not quite" in visible_text(question)
    assert "Why the wrong one is wrong." in visible_text(question)
    assert len(app.slack.messages()) == 1
    assert app.slack.violations == []


async def test_the_conversation_in_direct_messages_goes_on_by_typing(app: Running):
    question = await asked_in_dm(app)
    verdict = await direct(app, key_of(question, "the right one"))
    assert verdict.text.startswith("✓ Right")
    assert "Explanation of" in visible_text(await direct(app, "why?"))
    assert "What I can do" in visible_text(await direct(app, "help"))
    assert app.slack.violations == []


async def test_a_mention_in_a_channel_is_answered_for_the_person_alone(app: Running):
    await app.user().mention("C1", "quiz databases")
    question = await app.slack.wait_for_message("Prompt of", channel="C1", user="U1", timeout=SLOW_S)
    assert question.ephemeral_to == "U1"
    await app.user().mention("C1", key_of(question, "the right one"))
    verdict = await app.slack.wait_for_message("✓ Right", channel="C1", user="U1", timeout=SLOW_S)
    assert verdict.ephemeral_to == "U1"
    assert app.slack.violations == []


async def test_a_mention_in_a_thread_is_answered_in_the_thread(socket_app: Running):
    app = socket_app
    await app.user().mention("C1", "areas")
    first = await app.slack.wait_for_message("The ten", channel="C1", user="U1", timeout=SLOW_S)
    said = next(message for message in app.slack.world.messages if message.user == "U1")
    await app.user().mention("C1", "help", thread_ts=said.ts)
    told = await app.slack.wait_for_message("What I can do", channel="C1", user="U1", after=first, timeout=SLOW_S)
    assert told.thread_ts == said.ts


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("", "What I can do"),
        ("help quiz", "Help: quiz"),
        ("start", "1 of 4: your clock"),
        ("quiz", "Prompt of"),
        ("daily", "Today"),
        ("practice", "Practice:"),
        ("streak", "Streak: 0 days"),
        ("progress", "Your progress"),
        ("journey", "Your journey"),
        ("areas", "The ten skill areas"),
        ("settings", "Your settings"),
        ("settings time 08:30", "Done."),
        ("pause 3", "Paused until"),
        ("resume", "not paused"),
        ("export", "Your data"),
        ("forget", "Erase everything?"),
        ("question hint", "no open question"),
        ("ask what is an index?", "the question at hand"),
        ("quizz databases", "Did you mean"),
    ],
)
async def test_every_command_is_answered(socket_app: Running, line: str, told: str):
    app = socket_app
    assert (await app.user().slash("/coach", line, channel="C1")).ok
    message = await app.slack.wait_for_message(told, channel="C1", user="U1", timeout=SLOW_S)
    assert message.ephemeral_to == "U1"
    assert message.text.strip()
    assert app.slack.violations == []


async def test_every_button_of_a_question_works(socket_app: Running):
    app = socket_app
    question = await asked_in_dm(app)
    await app.user().click(question, "Hint")
    await app.slack.wait_for(lambda: "Hint of" in visible_text(question), SLOW_S)
    await app.user().overflow(question, "rare", "Explain without answering")
    await app.slack.wait_for(lambda: "Explained" in visible_text(question), SLOW_S)
    await app.user().click(question, "Next question")
    following = await app.slack.wait_for_message("Prompt of", after=question, timeout=SLOW_S)
    await app.user().click(following, "Skip")
    await app.slack.wait_for(lambda: "Skipped" in visible_text(following), SLOW_S)
    assert app.slack.violations == []


async def test_several_right_options_are_ticked_and_sent(socket_app: Running):
    app = socket_app
    question = await asked_in_dm(app)
    while "first right" not in visible_text(question):
        await app.user().dm("skip")
        question = await direct(app, "quiz databases", containing="Prompt of")
    assert "checkboxes" in [found["type"] for block in question.blocks for found in block.get("elements", [])]
    action = next(
        found["action_id"] for block in question.blocks for found in block.get("elements", [])
        if found["type"] == "checkboxes"
    )  # fmt: skip
    options = next(
        found["options"] for block in question.blocks for found in block.get("elements", [])
        if found["type"] == "checkboxes"
    )  # fmt: skip
    right = [option["value"] for option in options if "right" in option["text"]["text"]]
    await app.user().click(question, "Send")
    refused = await app.slack.wait_for_message("Nothing is chosen yet", after=question, timeout=SLOW_S)
    assert refused.ephemeral_to == "U1"
    await app.user().select(question, action, right)
    await app.user().click(question, "Send")
    await app.slack.wait_for(lambda: "✓ Right" in visible_text(question), SLOW_S)
    assert app.slack.violations == []


async def test_an_order_is_chosen_place_by_place_and_sent(socket_app: Running):
    app = socket_app
    question = await asked_in_dm(app)
    while "commit" not in visible_text(question):
        await app.user().dm("skip")
        question = await direct(app, "quiz databases", containing="Prompt of")
    menus = [
        found for block in question.blocks for found in block.get("elements", []) if found["type"] == "static_select"
    ]
    assert [menu["placeholder"]["text"] for menu in menus] == ["1st", "2nd", "3rd"]
    for menu, option in zip(menus, ("begin", "change", "commit"), strict=True):
        await app.user().select(question, menu["action_id"], key_of(question, option).lower())
    await app.user().click(question, "Send this order")
    await app.slack.wait_for(lambda: "✓ Right" in visible_text(question), SLOW_S)
    assert app.slack.violations == []
