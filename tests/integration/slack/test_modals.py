"""Forms as modals: opened at once, filled in later, nothing lost that was typed."""

from tests.integration.slack.conftest import Running
from tests.integration.slack.steps import SLOW_S, asked_in_dm, asked_privately, direct, modal, visible_text
from tests.loopback.slack import Message


async def typed_question(app: Running, containing: str = "q-short") -> Message:
    """A question that is answered by typing, in the direct messages."""
    question = await asked_in_dm(app)
    while containing not in visible_text(question):
        await app.user().dm("skip")
        question = await direct(app, "quiz databases", containing="Prompt of")
    return question


async def test_a_typed_answer_is_given_in_a_modal_and_judged_in_the_questions_place(app: Running):
    question = await typed_question(app)
    assert (await app.user().click(question, "Answer")).ok
    view = await modal(app, containing="Prompt of q-short")
    assert (await app.user().submit(view, {"text": "serializable"})).ok
    await app.slack.wait_for(lambda: "✓ Right" in visible_text(question), SLOW_S)
    assert app.user().view is None
    assert app.slack.violations == []


async def test_an_answer_that_cannot_be_read_stays_in_the_modal_with_the_reason(app: Running):
    question = await typed_question(app)
    await app.user().click(question, "Answer")
    view = await modal(app, containing="Prompt of q-short")
    ack = await app.user().submit(view, {"text": "?!"})
    assert ack.payload == {
        "response_action": "errors",
        "errors": {"field:text": "Please type the answer in words or figures, or hint, skip, explain."},
    }
    assert (await app.user().submit(view, {"text": "serializable"})).payload is None
    await app.slack.wait_for(lambda: "✓ Right" in visible_text(question), SLOW_S)
    assert app.slack.violations == []


async def test_settings_are_changed_in_a_modal_and_shown_in_place(app: Running):
    await app.user().slash("/coach", "settings", channel="C1")
    shown = await app.slack.wait_for_message("Your settings", channel="C1", user="U1", timeout=SLOW_S)
    await app.user().click(shown, "Change settings")
    view = await modal(app, containing="Time zone")
    refused = await app.user().submit(view, {"timezone": "Europe/Berlin", "time": "soon"})
    assert refused.payload is not None
    assert list(refused.payload["errors"]) == ["field:time"]
    await app.user().submit(view, {"timezone": "Europe/Berlin", "time": "08:30", "languages": ["python", "java"]})
    await app.slack.wait_for(lambda: "Europe/Berlin" in visible_text(shown), SLOW_S)
    assert "08:30" in visible_text(shown)
    assert "python, java" in visible_text(shown)
    assert app.slack.violations == []


async def test_a_report_is_sent_by_modal_and_leaves_the_next_line_alone(socket_app: Running):
    app = socket_app
    question = await asked_in_dm(app)
    await app.user().overflow(question, "rare", "Report a problem")
    told = await app.slack.wait_for_message("Report a problem", after=question, timeout=SLOW_S)
    await app.user().click(told, "Describe it")
    view = await modal(app, containing="wrong or unclear")
    await app.user().submit(view, {"text": "The second option is right, too."})
    await app.slack.wait_for_message("Thank you", after=told, timeout=SLOW_S)
    assert app.slack.violations == []


async def test_the_interests_of_the_start_are_chosen_in_a_modal(socket_app: Running):
    app = socket_app
    step = await direct(app, "start", containing="1 of 4")
    await app.user().click(step, "Another time zone")
    await app.user().submit(await modal(app, containing="Time zone"), {"value": "Europe/Berlin"})
    await app.slack.wait_for(lambda: "2 of 4" in visible_text(step), SLOW_S)
    await app.user().click(step, "09:00")
    await app.slack.wait_for(lambda: "3 of 4" in visible_text(step), SLOW_S)
    await app.user().click(step, "Choose areas")
    await app.user().submit(await modal(app, containing="More of these"), {"value": ["databases", "security"]})
    await app.slack.wait_for(lambda: "4 of 4" in visible_text(step), SLOW_S)
    await app.user().click(step, "Begin")
    await app.slack.wait_for(lambda: "Placement, question 1" in visible_text(step), SLOW_S)
    assert app.slack.violations == []


async def test_a_form_whose_question_was_answered_meanwhile_shows_the_verdict(socket_app: Running):
    app = socket_app
    question = await typed_question(app)
    await direct(app, "serializable", containing="✓ Right")
    await app.user().click(question, "Answer")
    view = await modal(app, containing="✓ Right")
    assert not view.body.get("submit")
    assert app.slack.violations == []


async def test_somebody_elses_form_does_not_open(socket_app: Running):
    app = socket_app
    question = await typed_question(app)
    question.channel = "C1"  # as if it had been posted where others see it
    await app.user("U2").click(question, "Answer")
    view = await modal(app, user="U2", containing="somebody else")
    assert not view.body.get("submit")
    assert app.slack.violations == []


async def test_a_trigger_that_has_expired_is_told_and_the_button_works_again(socket_app: Running):
    app = socket_app
    question = await typed_question(app)
    app.slack.faults.add("views.open", "error", error="expired_trigger_id")
    await app.user().click(question, "Answer")
    told = await app.slack.wait_for_message("press the button again", after=question, timeout=SLOW_S)
    assert told.ephemeral_to == "U1"
    await app.user().click(question, "Answer")
    await modal(app, containing="Prompt of q-short")
    assert app.slack.violations == []


async def test_a_modal_answers_where_it_was_opened_although_the_question_was_private(socket_app: Running):
    app = socket_app
    question = await asked_privately(app)
    while "q-short" not in visible_text(question):
        before = question
        await app.user().slash("/coach", "question skip", channel="C1")
        await app.user().slash("/coach", "quiz databases", channel="C1")
        question = await app.slack.wait_for_message("Prompt of", channel="C1", after=before, timeout=SLOW_S)
    await app.user().click(question, "Answer")
    await app.user().submit(await modal(app, containing="q-short"), {"text": "serializable"})
    await app.slack.wait_for(lambda: "✓ Right" in visible_text(question), SLOW_S)
    assert question.ephemeral_to == "U1"
    assert app.slack.violations == []
