"""The Home tab and the shortcuts."""

import pytest

from tests.integration.slack.conftest import Running
from tests.integration.slack.steps import SLOW_S, asked_in_dm, buttons, direct, key_of, modal, visible_text
from tests.loopback.slack import View


async def home(app: Running, *, containing: str = "") -> View:
    """The Home tab in front of U1."""

    def shown() -> View | None:
        view = app.user().home
        return view if view and containing in visible_text(view) else None

    return await app.slack.wait_for(shown, SLOW_S)


async def test_the_home_tab_shows_today_streak_areas_and_settings(app: Running):
    assert (await app.user().open_home()).ok
    shown = visible_text(await home(app))
    for part in ("Today", "Streak: 0 days", "Your areas", "Databases", "Your settings", "The daily prompt"):
        assert part in shown
    assert app.slack.violations == []


async def test_a_question_from_home_is_asked_and_answered_in_a_modal(app: Running):
    await app.user().open_home()
    await app.user().click(await home(app), "One question")
    view = await modal(app, containing="Prompt of")
    await app.user().click(view, key_of(view, "the right one"))
    await app.slack.wait_for(lambda: "✓ Right" in visible_text(view), SLOW_S)
    assert app.slack.messages() == []
    await app.user().close(view)
    await home(app, containing="Streak: 1 day")
    assert app.slack.violations == []


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("Today's plan", "Prompt of"),
        ("A practice problem", "Practice:"),
        ("Set me up", "1 of 4"),
        ("Your progress", "Your progress"),
        ("What else?", "What I can do"),
    ],
)
async def test_every_button_of_the_home_tab_works(socket_app: Running, label: str, told: str):
    app = socket_app
    await app.user().open_home()
    view = await home(app)
    assert label in buttons(view)
    await app.user().click(view, label)
    await modal(app, containing=told)
    assert app.slack.violations == []


async def test_settings_changed_from_home_show_there(app: Running):
    await app.user().open_home()
    await app.user().click(await home(app), "Change settings")
    await app.user().submit(await modal(app, containing="Time zone"), {"time": "07:45", "prompts": "on"})
    await home(app, containing="07:45")
    assert app.slack.messages() == []
    assert app.slack.violations == []


async def test_a_typed_answer_in_a_modal_goes_into_a_second_one_and_back(socket_app: Running):
    app = socket_app
    await app.user().open_home()
    await app.user().click(await home(app), "One question")
    view = await modal(app, containing="Prompt of")
    while "q-short" not in visible_text(view):
        await app.user().click(view, "Skip")
        await app.slack.wait_for(lambda: "Skipped" in visible_text(view), SLOW_S)
        await app.user().click(view, "Next question")
        await app.slack.wait_for(lambda: "Skipped" not in visible_text(view), SLOW_S)
    await app.user().click(view, "Answer")
    above = await app.slack.wait_for(
        lambda: next((v for v in [app.user().view] if v and v is not view and v.body.get("submit")), None), SLOW_S
    )
    await app.user().submit(above, {"text": "serializable"})
    await app.slack.wait_for(lambda: "✓ Right" in visible_text(view), SLOW_S)
    assert app.user().view is view
    assert app.slack.violations == []


async def test_a_refusal_in_a_modal_stands_above_the_question(socket_app: Running):
    app = socket_app
    await app.user().open_home()
    await app.user().click(await home(app), "One question")
    view = await modal(app, containing="Prompt of")
    while "Send" not in buttons(view):
        await app.user().click(view, "Skip")
        await app.slack.wait_for(lambda: "Skipped" in visible_text(view), SLOW_S)
        await app.user().click(view, "Next question")
        await app.slack.wait_for(lambda: "Skipped" not in visible_text(view), SLOW_S)
    await app.user().click(view, buttons(view)[0])
    await app.slack.wait_for(lambda: "Nothing is chosen yet" in visible_text(view), SLOW_S)
    assert "Prompt of" in visible_text(view)
    assert app.slack.violations == []


async def test_the_shortcut_for_daily_practice_opens_the_plan(app: Running):
    assert (await app.user().global_shortcut("daily")).ok
    view = await modal(app, containing="Prompt of")
    await app.user().click(view, key_of(view, "the right one"))
    await app.slack.wait_for(lambda: "✓ Right" in visible_text(view), SLOW_S)
    assert app.slack.violations == []


async def test_a_shortcut_on_a_message_asks_about_what_it_is_about(app: Running):
    message = await direct(app, "help")
    message.channel = "C1"
    message.text = "Our OAuth tokens expire too early; who knows about authentication?"
    assert (await app.user().message_shortcut("quiz-on", message)).ok
    asked = await app.slack.wait_for_message("That message is about", channel="C1", user="U1", timeout=SLOW_S)
    assert "Security" in visible_text(asked)
    assert asked.ephemeral_to == "U1"
    assert app.slack.violations == []


async def test_home_goes_to_the_direct_messages_when_no_modal_can_be_opened(socket_app: Running):
    app = socket_app
    await app.user().open_home()
    view = await home(app)
    app.slack.faults.add("views.open", "error", error="expired_trigger_id")
    await app.user().click(view, "One question")
    asked = await app.slack.wait_for_message("Prompt of", user="U1", timeout=SLOW_S)
    assert asked.channel == app.user().im.id


async def test_what_was_forgotten_is_gone_from_the_home_tab_too(socket_app: Running):
    app = socket_app
    await asked_in_dm(app)
    await app.user().open_home()
    await home(app)
    asked = await direct(app, "forget", containing="Erase everything?")
    await app.user().click(asked, "Erase everything")
    assert "Everything about you is erased" in visible_text(await home(app, containing="Forgotten"))
    await app.slack.wait_for(lambda: "Forgotten" in visible_text(asked), SLOW_S)
