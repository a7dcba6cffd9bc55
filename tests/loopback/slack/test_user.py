"""People at their clients, in front of a real Bolt app, by both transports."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from tests.loopback.slack import ClientRefused, LoopbackSlack, buttons, visible_text
from tests.loopback.slack.samples import (
    Json,
    actions,
    button,
    input_block,
    menu,
    modal,
    options,
    plain,
    section,
    text_input,
)
from tests.loopback.slack.tiny_bot import TinyBot

Start = Callable[[], Awaitable[object]]


def record(bot: TinyBot, *names: str) -> list[Json]:
    """Listen to events of these types and keep their bodies."""
    heard: list[Json] = []
    for name in names:

        @bot.app.event(name)
        async def listen(body):
            heard.append(body)

    return heard


async def test_a_question_is_asked_and_answered_by_button(slack: LoopbackSlack, bot: TinyBot, start: Start) -> None:
    @bot.app.command("/coach")
    async def coach(ack, respond, command):
        await ack()
        choices = [button(label, action_id=f"answer_{label}", value=label) for label in "AB"]
        await respond(text="Question", blocks=[section(f"Which? ({command['text']})"), actions(*choices)])

    @bot.app.action("answer_B")
    async def answer(ack, respond, body, action):
        await ack()
        await respond(text="Right", replace_original=True)
        assert action["value"] == "B"
        assert body["container"]["is_ephemeral"] is True
        assert "message" not in body

    await start()
    learner = slack.user("U1")
    assert (await learner.slash("/coach", "quiz", channel="C1")).ok
    question = await slack.wait_for_message(user="U1", channel="C1")
    assert buttons(question) == ["A", "B"]
    assert "(quiz)" in visible_text(question)
    assert (await learner.click(question, "B")).ok
    await slack.wait_for(lambda: question.revisions)
    assert (question.text, question.ephemeral_to) == ("Right", "U1")
    assert slack.violations == []
    with pytest.raises(ClientRefused, match="no 'B' here"):
        await learner.click(question, "B")
    with pytest.raises(ClientRefused, match="do not see"):
        await slack.user("U2").click(question, "B")


async def test_words_typed_arrive_escaped(slack: LoopbackSlack, bot: TinyBot, start: Start) -> None:
    heard = record(bot, "message", "app_mention")
    await start()
    await slack.user("U1").dm("a < b & c")
    await slack.user("U2").mention("C1", "quiz")
    await slack.wait_for(lambda: len(heard) == 2)
    direct, mention = (body["event"] for body in heard)
    assert (direct["text"], direct["channel_type"], direct["user"]) == ("a &lt; b &amp; c", "im", "U1")
    assert direct["channel"] == slack.user("U1").im.id
    assert (mention["text"], mention["type"], mention["channel"]) == ("<@UBOTT1> quiz", "app_mention", "C1")
    assert heard[0]["authorizations"][0]["user_id"] == "UBOTT1"
    assert {"api_app_id", "event_id", "event_time", "event_context", "team_id"} <= heard[0].keys()


async def test_a_mention_arrives_twice_if_channel_messages_are_subscribed(slack: LoopbackSlack, bot: TinyBot) -> None:
    heard = record(bot, "message", "app_mention")
    await bot.connect()
    slack.app.events.add("message.channels")
    await slack.user("U1").mention("C1", "quiz")
    await slack.wait_for(lambda: len(heard) == 2)
    assert heard[0]["event"]["ts"] == heard[1]["event"]["ts"]
    assert heard[0]["event_id"] != heard[1]["event_id"]


async def test_an_edit_is_a_message_of_its_own_kind(slack: LoopbackSlack, bot: TinyBot) -> None:
    heard = record(bot, {"type": "message", "subtype": "message_changed"})  # type: ignore[arg-type]
    await bot.connect()
    slack.ack_timeout = 0.2
    await slack.user("U1").dm("b")
    await slack.user("U1").edit(slack.world.messages[0], "c")
    (body,) = await slack.wait_for(lambda: heard)
    assert (body["event"]["message"]["text"], body["event"]["previous_message"]["text"]) == ("c", "b")
    assert "user" not in body["event"]


async def test_a_double_click_is_two_clicks(slack: LoopbackSlack, bot: TinyBot, start: Start) -> None:
    clicks: list[Json] = []

    @bot.app.action("press")
    async def press(ack, body):
        await ack()
        clicks.append(body)

    await start()
    await bot.app.client.chat_postMessage(channel="U1", text="a", blocks=[actions(button())])
    (message,) = slack.user("U1").sees()
    acks = await slack.user("U1").double_click(message, "press")
    assert [ack.ok for ack in acks] == [True, True]
    await slack.wait_for(lambda: len(clicks) == 2)
    assert clicks[0]["message"]["ts"] == clicks[1]["message"]["ts"] == message.ts
    assert clicks[0]["trigger_id"] != clicks[1]["trigger_id"]


async def test_menus_in_messages_keep_what_was_chosen(slack: LoopbackSlack, bot: TinyBot) -> None:
    bodies: list[Json] = []

    @bot.app.action({"block_id": "form"})
    async def any_action(ack, body):
        await ack()
        bodies.append(body)

    await bot.connect()
    overflow = {"type": "overflow", "action_id": "more", "options": options(2)}
    block = actions(menu(options=options(3)), overflow, button("Send"), block_id="form")
    await bot.app.client.chat_postMessage(channel="C1", text="a", blocks=[block])
    (message,) = slack.messages("C1")
    learner = slack.user("U1")
    await learner.select(message, "menu", "Option 2")
    await learner.overflow(message, "more", "1")
    await learner.click(message, "Send")
    await slack.wait_for(lambda: len(bodies) == 3)
    assert bodies[0]["actions"][0]["selected_option"]["value"] == "2"
    assert bodies[1]["actions"][0]["selected_option"]["text"]["text"] == "Option 1"
    assert bodies[2]["state"]["values"]["form"]["menu"]["selected_option"]["value"] == "2"
    with pytest.raises(ClientRefused, match="no option 'Option 9'"):
        await learner.select(message, "menu", "Option 9")


async def test_a_menu_with_an_outside_source_asks_the_app(slack: LoopbackSlack, bot: TinyBot, start: Start) -> None:
    @bot.app.options("zone")
    async def zones(ack, payload):
        many = options(101) if payload["value"] == "" else []
        await ack(options=[{"text": plain(f"{payload['value']}/Berlin"), "value": "1"}, *many])

    await start()
    block = actions({"type": "external_select", "action_id": "zone"})
    await bot.app.client.chat_postMessage(channel="C1", text="a", blocks=[block])
    (message,) = slack.messages("C1")
    offered = await slack.user("U1").suggestions(message, "zone", "Europe")
    assert [entry["text"]["text"] for entry in offered] == ["Europe/Berlin"]
    assert await slack.user("U1").suggestions(message, "zone", "") == []
    assert "no more than 100 items allowed [json-pointer:/options]" in slack.violations[0].problems


async def test_shortcuts_arrive_complete(slack: LoopbackSlack, bot: TinyBot, start: Start) -> None:
    bodies: list[Json] = []

    @bot.app.shortcut("ask")
    async def ask(ack, body):
        await ack()
        bodies.append(body)

    await start()
    await bot.app.client.chat_postMessage(channel="C1", text="words")
    learner = slack.user("U1")
    assert (await learner.global_shortcut("ask")).ok
    assert (await learner.message_shortcut("ask", slack.messages("C1")[0])).ok
    await slack.wait_for(lambda: len(bodies) == 2)
    assert [body["type"] for body in bodies] == ["shortcut", "message_action"]
    assert bodies[1]["message"]["text"] == "words"
    assert bodies[1]["response_url"].startswith(slack.base_url)


async def test_a_profile_change_is_told(slack: LoopbackSlack, bot: TinyBot) -> None:
    heard = record(bot, "user_change")
    await bot.connect()
    await slack.user("U1").change(tz="Europe/Berlin")
    (body,) = await slack.wait_for(lambda: heard)
    assert (body["event"]["user"]["id"], body["event"]["user"]["tz"]) == ("U1", "Europe/Berlin")


async def test_what_slacks_client_does_not_allow(slack: LoopbackSlack) -> None:
    slack.world.add_channel("C2", members=["U1"])
    with pytest.raises(ClientRefused, match="not in C2"):
        await slack.user("U2").slash("/coach", channel="C2")
    with pytest.raises(ClientRefused, match="app is not in C2"):
        await slack.user("U1").mention("C2", "quiz")
    slack.app.messages_tab = False
    with pytest.raises(ClientRefused, match="Messages tab"):
        await slack.user("U1").dm("hello")


async def test_an_ack_with_a_bad_message_is_noted(slack: LoopbackSlack, bot: TinyBot) -> None:
    @bot.app.command("/coach")
    async def coach(ack):
        await ack(text="a", blocks=[section("x" * 3001)])

    await bot.connect()
    await slack.user("U1").slash("/coach")
    assert [(violation.where, violation.error) for violation in slack.violations] == [("ack", "invalid_blocks")]
    assert slack.user("U1").sees() == []


async def test_waiting_in_vain_tells_what_happened_instead(slack: LoopbackSlack, bot: TinyBot) -> None:
    await bot.app.client.chat_postMessage(channel="C1", text="other words")
    with pytest.raises(TimeoutError, match=r"last calls: chat\.postMessage->ok"):
        await slack.wait_for_message("these words", channel="C1", timeout=0.05)


async def test_a_modal_is_filled_in(slack: LoopbackSlack, bot: TinyBot, start: Start) -> None:
    form = modal(
        input_block(text_input(max_length=5), block_id="name"),
        input_block(menu(options=options(2)), block_id="area", optional=True),
        submit=plain("Save"),
        callback_id="settings",
    )
    submitted: list[Json] = []

    @bot.app.command("/coach")
    async def coach(ack, body, client):
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=form)

    @bot.app.view("settings")
    async def save(ack, view):
        submitted.append(view["state"]["values"])
        if view["state"]["values"]["name"]["typed"]["value"] == "bad":
            await ack(response_action="errors", errors={"name": "Choose another"})
        else:
            await ack()

    await start()
    learner = slack.user("U1")
    await learner.slash("/coach", "settings")
    view = await slack.wait_for(lambda: learner.view)
    with pytest.raises(ClientRefused, match="must be filled in"):
        await learner.submit(view)
    with pytest.raises(ClientRefused, match="0 to 5 characters"):
        await learner.submit(view, {"typed": "longer"})
    refused = await learner.submit(view, {"typed": "bad"})
    assert refused.payload == {"response_action": "errors", "errors": {"name": "Choose another"}}
    assert learner.view is view
    await learner.submit(view, {"typed": "good", "menu": "Option 1"})
    assert learner.view is None
    assert submitted[1]["area"]["menu"]["selected_option"]["value"] == "1"
    assert submitted[0]["area"]["menu"]["selected_option"] is None
    assert slack.violations == []
