"""Modals and the Home tab: triggers, stacks, races."""

from __future__ import annotations

from functools import partial

from slack_sdk.web.async_client import AsyncWebClient

from tests.loopback.slack import LoopbackSlack, visible_text
from tests.loopback.slack.samples import (
    Json,
    actions,
    button,
    error_of,
    input_block,
    modal,
    plain,
    section,
    text_input,
)
from tests.loopback.slack.tiny_bot import TinyBot

HOME: Json = {"type": "home", "blocks": [section("Welcome"), actions(button())]}


def trigger(slack: LoopbackSlack) -> str:
    """A trigger id, as comes with everything a person does."""
    return slack.world.add_trigger("U1", "T1", life=3).id


def stack_is(slack: LoopbackSlack, height: int) -> bool:
    return len(slack.world.modals["U1"]) == height


async def test_a_trigger_opens_one_modal(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    trigger_id = trigger(slack)
    view = (await client.views_open(trigger_id=trigger_id, view=modal(section("Hello"))))["view"]
    assert view["root_view_id"] == view["id"]
    shown = slack.user("U1").view
    assert shown is not None
    assert visible_text(shown) == "Settings\nHello"
    assert await error_of(client.views_open(trigger_id=trigger_id, view=modal())) == "exchanged_trigger_id"


async def test_a_trigger_lives_three_seconds(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    slack.clock.freeze()
    first, second = trigger(slack), trigger(slack)
    slack.clock.advance(3)
    await client.views_open(trigger_id=first, view=modal())
    slack.clock.advance(0.1)
    assert await error_of(client.views_open(trigger_id=second, view=modal())) == "expired_trigger_id"
    assert await error_of(client.views_open(trigger_id="1.2.3", view=modal())) == "invalid_trigger_id"


async def test_a_refused_view_leaves_the_trigger_usable(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    trigger_id = trigger(slack)
    bad = modal(input_block(text_input()))
    assert await error_of(client.views_open(trigger_id=trigger_id, view=bad)) == "invalid_arguments"
    assert slack.violations[0].where == "views.open"
    assert "submit" in slack.violations[0].problems[0]
    assert await error_of(client.views_open(trigger_id=trigger_id, view=HOME)) == "invalid_arguments"
    await client.views_open(trigger_id=trigger_id, view=modal())


async def test_an_update_checks_the_hash(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    view = (await client.views_open(trigger_id=trigger(slack), view=modal(external_id="mine")))["view"]
    newer = (await client.views_update(view_id=view["id"], hash=view["hash"], view=modal(section("b"))))["view"]
    assert newer["hash"] != view["hash"]
    call = client.views_update(view_id=view["id"], hash=view["hash"], view=modal())
    assert await error_of(call) == "hash_conflict"
    assert await error_of(client.views_update(view_id="V9", view=modal())) == "not_found"


async def test_a_view_can_be_named_by_its_external_id(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    await client.views_open(trigger_id=trigger(slack), view=modal(external_id="mine"))
    await client.views_update(external_id="mine", view=modal(section("b"), external_id="mine"))
    call = client.views_open(trigger_id=trigger(slack), view=modal(external_id="mine"))
    assert await error_of(call) == "duplicate_external_id"


async def test_a_closed_modal_cannot_be_updated(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    told = await client.views_open(trigger_id=trigger(slack), view=modal())
    learner = slack.user("U1")
    assert learner.view is not None
    assert await learner.close(learner.view) is None
    assert learner.view is None
    assert await error_of(client.views_update(view_id=told["view"]["id"], view=modal())) == "not_found"


async def test_modals_stack_three_high(slack: LoopbackSlack, bot: TinyBot) -> None:
    errors: list[str] = []

    @bot.app.action("press")
    async def more(ack, body, client):
        await ack()
        if len(slack.world.modals["U1"]) == 3:
            errors.append(await error_of(client.views_push(trigger_id=body["trigger_id"], view=modal())))
        else:
            await client.views_push(trigger_id=body["trigger_id"], view=modal(actions(button())))

    await bot.connect()
    learner = slack.user("U1")
    await bot.app.client.views_open(trigger_id=trigger(slack), view=modal(actions(button())))
    for height in (2, 3):
        assert learner.view is not None
        await learner.click(learner.view, "press")
        await slack.wait_for(partial(stack_is, slack, height))
    top = learner.view
    assert top is not None
    await learner.click(top, "press")
    assert await slack.wait_for(lambda: errors) == ["push_limit_reached"]
    assert top.previous_view_id == slack.world.modals["U1"][1].id
    await learner.close(top)
    assert len(slack.world.modals["U1"]) == 2


async def test_the_ack_of_a_submission_may_update_push_or_clear(slack: LoopbackSlack, bot: TinyBot) -> None:
    answers: list[Json] = [
        {"response_action": "update", "view": modal(section("second"), submit=plain("Next"), callback_id="form")},
        {"response_action": "push", "view": modal(section("third"), submit=plain("Next"), callback_id="form")},
        {"response_action": "clear"},
    ]

    @bot.app.view("form")
    async def form(ack):
        await ack(**answers.pop(0))

    await bot.connect()
    learner = slack.user("U1")
    first = modal(section("first"), submit=plain("Next"), callback_id="form")
    await bot.app.client.views_open(trigger_id=trigger(slack), view=first)
    heights = []
    for words in ("first", "second", "third"):
        assert learner.view is not None
        assert words in visible_text(learner.view)
        await learner.submit(learner.view)
        heights.append(len(slack.world.modals["U1"]))
    assert heights == [1, 2, 0]
    assert slack.violations == []


async def test_a_wrong_ack_of_a_submission_is_noted(slack: LoopbackSlack, bot: TinyBot) -> None:
    answers: list[Json] = [
        {"response_action": "errors", "errors": {"no_such_block": "a"}},
        {"response_action": "update", "view": {"type": "modal", "blocks": []}},
        {"response_action": "reopen"},
    ]

    @bot.app.view("form")
    async def form(ack):
        await ack(**answers.pop(0))

    await bot.connect()
    view = modal(section("first"), submit=plain("Next"), callback_id="form")
    await bot.app.client.views_open(trigger_id=trigger(slack), view=view)
    learner = slack.user("U1")
    for _ in range(3):
        assert learner.view is not None
        await learner.submit(learner.view)
    assert [violation.where for violation in slack.violations] == ["ack"] * 3
    assert "no_such_block" in slack.violations[0].problems[0]


async def test_closing_is_told_if_asked_for(slack: LoopbackSlack, bot: TinyBot) -> None:
    closed: list[Json] = []

    @bot.app.view_closed("form")
    async def on_close(ack, body):
        await ack()
        closed.append(body)

    await bot.connect()
    view = modal(notify_on_close=True, callback_id="form")
    await bot.app.client.views_open(trigger_id=trigger(slack), view=view)
    learner = slack.user("U1")
    assert learner.view is not None
    ack = await learner.close(learner.view)
    assert ack is not None
    assert ack.ok
    assert closed[0]["is_cleared"] is False


async def test_the_home_tab_is_published_and_pressed(slack: LoopbackSlack, bot: TinyBot) -> None:
    bodies: list[Json] = []

    @bot.app.event("app_home_opened")
    async def opened(event, client):
        await client.views_publish(user_id=event["user"], view=HOME)

    @bot.app.action("press")
    async def press(ack, body):
        await ack()
        bodies.append(body)

    await bot.connect()
    learner = slack.user("U1")
    first = await learner.open_home()
    assert "view" not in first.delivery.payload["event"]
    home = await slack.wait_for(lambda: learner.home)
    await learner.click(home, "Press")
    (body,) = await slack.wait_for(lambda: bodies)
    assert body["container"] == {"type": "view", "view_id": home.id}
    assert "response_url" not in body
    again = await learner.open_home()
    assert again.delivery.payload["event"]["view"]["id"] == home.id


async def test_publishing_checks_the_hash_and_the_home_tab(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    first = (await client.views_publish(user_id="U1", view=HOME))["view"]
    second = (await client.views_publish(user_id="U1", view=HOME, hash=first["hash"]))["view"]
    assert second["id"] == first["id"]
    assert await error_of(client.views_publish(user_id="U1", view=HOME, hash=first["hash"])) == "hash_conflict"
    assert slack.user("U2").home is None
    slack.app.home_tab = False
    assert await error_of(client.views_publish(user_id="U1", view=HOME)) == "not_enabled"


async def test_what_was_typed_survives_an_update_with_the_same_ids(slack: LoopbackSlack, bot: TinyBot) -> None:
    form = modal(input_block(text_input(), block_id="name"), submit=plain("Save"), callback_id="form")

    @bot.app.view("form")
    async def refuse(ack):
        await ack(response_action="errors", errors={"name": "Choose another"})

    await bot.connect()
    view = (await bot.app.client.views_open(trigger_id=trigger(slack), view=form))["view"]
    learner = slack.user("U1")
    assert learner.view is not None
    await learner.submit(learner.view, {"name": "first"})
    kept = (await bot.app.client.views_update(view_id=view["id"], view=form))["view"]
    assert kept["state"]["values"]["name"]["typed"]["value"] == "first"
    renamed = modal(input_block(text_input(), block_id="other"), submit=plain("Save"), callback_id="form")
    gone = (await bot.app.client.views_update(view_id=view["id"], view=renamed))["view"]
    assert gone["state"]["values"] == {}
