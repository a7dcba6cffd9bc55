"""Answering an interaction by its response URL, with the real webhook client."""

from __future__ import annotations

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.loopback.slack import LoopbackSlack
from tests.loopback.slack.samples import actions, button, section


async def command_url(slack: LoopbackSlack) -> AsyncWebhookClient:
    ack = await slack.user("U1").slash("/coach", channel="C1")
    return AsyncWebhookClient(ack.delivery.payload["response_url"])


async def button_url(slack: LoopbackSlack, client: AsyncWebClient) -> AsyncWebhookClient:
    await client.chat_postMessage(channel="C1", text="original", blocks=[actions(button())])
    ack = await slack.user("U1").click(slack.messages("C1")[-1], "press")
    return AsyncWebhookClient(ack.delivery.payload["response_url"])


async def test_an_answer_is_ephemeral_unless_it_asks_for_the_channel(slack: LoopbackSlack) -> None:
    url = await command_url(slack)
    await url.send(text="private")
    await url.send(text="public", response_type="in_channel")
    assert [(message.text, message.ephemeral_to) for message in slack.messages("C1")] == [
        ("private", "U1"),
        ("public", None),
    ]


async def test_a_url_works_five_times(slack: LoopbackSlack) -> None:
    url = await command_url(slack)
    statuses = [(await url.send(text=str(number))).status_code for number in range(6)]
    assert statuses == [200] * 5 + [404]
    assert len(slack.messages("C1")) == 5
    assert slack.calls_of("response_url")[-1].response["error"] == "used_url"


async def test_a_url_works_for_thirty_minutes(slack: LoopbackSlack) -> None:
    slack.clock.freeze()
    url = await command_url(slack)
    slack.clock.advance(30 * 60)
    assert (await url.send(text="a")).status_code == 200
    slack.clock.advance(1)
    assert (await url.send(text="b")).status_code == 404
    assert slack.calls[-1].response["error"] == "expired_url"


async def test_a_button_can_replace_or_delete_its_message(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    url = await button_url(slack, client)
    await url.send(text="replaced", replace_original=True)
    (message,) = slack.messages("C1")
    assert (message.text, message.blocks, message.revisions[0]["text"]) == ("replaced", [], "original")
    await url.send(text="beside it")
    assert len(slack.messages("C1")) == 2
    await url.send(delete_original=True)
    assert [left.text for left in slack.messages("C1")] == ["beside it"]


async def test_a_command_replaces_what_it_answered_before(slack: LoopbackSlack) -> None:
    url = await command_url(slack)
    await url.send(text="one moment", replace_original=True)
    await url.send(text="here it is", replace_original=True)
    (message,) = slack.messages("C1")
    assert (message.text, message.ephemeral_to) == ("here it is", "U1")


async def test_a_bad_answer_is_refused_and_noted(slack: LoopbackSlack) -> None:
    url = await command_url(slack)
    await url.send(text="a", blocks=[section("x" * 3001)])
    assert slack.calls[-1].response["error"] == "invalid_blocks"
    assert [violation.where for violation in slack.violations] == ["response_url"]
    assert slack.messages("C1") == []
