"""Posting, changing and deleting messages through the real client."""

from __future__ import annotations

import pytest
from aiohttp import ClientSession
from slack_sdk.web.async_client import AsyncWebClient

from tests.loopback.slack import LoopbackSlack
from tests.loopback.slack.samples import actions, button, error_of, plain, section

METADATA = {"event_type": "delivery", "event_payload": {"key": "prompt:1"}}


async def test_a_message_is_posted_and_stored(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    told = await client.chat_postMessage(channel="C1", text="fallback", blocks=[section("a")], metadata=METADATA)
    (message,) = slack.messages("C1")
    assert (told["ts"], told["channel"]) == (message.ts, "C1")
    assert message.metadata == METADATA
    assert message.blocks[0]["block_id"]
    assert slack.violations == []


async def test_missing_ids_are_filled_in(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    nameless = {"type": "button", "text": plain("A")}
    blocks = [actions(nameless, {"type": "rich_text_input"}), {"type": "context", "elements": [plain("a")]}]
    told = await client.chat_postMessage(channel="C1", text="a", blocks=blocks)
    kept, context = told["message"]["blocks"]
    assert len({kept["block_id"], context["block_id"], *(one["action_id"] for one in kept["elements"])}) == 4
    assert context["elements"] == [plain("a")]


async def test_timestamps_are_unique_even_when_time_stands_still(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    slack.clock.freeze()
    stamps = [(await client.chat_postMessage(channel="C1", text="a"))["ts"] for _ in range(5)]
    assert len(set(stamps)) == 5
    assert stamps == sorted(stamps)


async def test_plain_text_comes_back_escaped(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    told = await client.chat_postMessage(channel="C1", text="a", blocks=[actions(button("A & <B>"))])
    assert told["message"]["blocks"][0]["elements"][0]["text"]["text"] == "A &amp; &lt;B&gt;"


async def test_a_person_means_their_direct_conversation(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    told = await client.chat_postMessage(channel="U1", text="a")
    opened = await client.conversations_open(users="U1")
    assert told["channel"] == opened["channel"]["id"] == slack.user("U1").im.id
    assert await error_of(client.chat_postMessage(channel="U9", text="a")) == "channel_not_found"
    assert await error_of(client.chat_postMessage(channel="UBOTT1", text="a")) == "cannot_dm_bot"


async def test_what_slack_refuses_is_refused_in_its_own_form_and_noted(
    slack: LoopbackSlack, client: AsyncWebClient
) -> None:
    call = client.chat_postMessage(channel="C1", text="a", blocks=[section("x" * 3001)])
    with pytest.raises(Exception, match="invalid_blocks") as refused:
        await call
    problem = "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    assert refused.value.response["response_metadata"] == {"messages": [f"[ERROR] {problem}"]}  # type: ignore[attr-defined]
    assert [(v.where, v.error, v.problems) for v in slack.violations] == [
        ("chat.postMessage", "invalid_blocks", (problem,))
    ]
    assert slack.messages() == []


async def test_a_missing_fallback_text_is_noted_but_taken(slack: LoopbackSlack) -> None:
    # Without the SDK, which warns already.
    async with ClientSession(headers={"Authorization": f"Bearer {slack.bot_token}"}) as session:
        body = {"channel": "C1", "blocks": [section("a")]}
        async with session.post(f"{slack.api_url}chat.postMessage", json=body) as response:
            assert (await response.json())["ok"]
    assert [violation.error for violation in slack.violations] == [None]


async def test_other_ways_to_say_nothing_right(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    assert await error_of(client.api_call("chat.postMessage", json={"channel": "C1"})) == "no_text"
    assert await error_of(client.chat_postMessage(channel="C1", text="a", blocks="[{")) == "invalid_blocks_format"
    assert await error_of(client.chat_postMessage(channel="C1", text="a", markdown_text="b")) == (
        "markdown_text_conflict"
    )
    assert await error_of(client.chat_postMessage(channel="C1", text="a", metadata={"event_type": "a"})) == (
        "invalid_metadata_format"
    )
    assert await error_of(client.chat_postMessage(channel="C1", text="a", thread_ts="1.000001")) == "thread_not_found"


async def test_where_the_app_may_not_post(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    slack.world.add_channel("C2", members=["U1"])
    slack.world.add_channel("C3", members=["U1"], kind="private")
    slack.world.add_channel("C4", members=["U1", "UBOTT1"]).is_archived = True
    assert await error_of(client.chat_postMessage(channel="C2", text="a")) == "not_in_channel"
    assert await error_of(client.chat_postMessage(channel="C3", text="a")) == "channel_not_found"
    assert await error_of(client.chat_postMessage(channel="C4", text="a")) == "is_archived"
    public = slack.world.install("T1", scopes=["chat:write", "chat:write.public"])
    assert (await client.chat_postMessage(channel="C2", text="a", token=public.value))["ok"]
    slack.app.messages_tab = False
    assert await error_of(client.chat_postMessage(channel="U1", text="a")) == "messages_tab_disabled"


async def test_only_the_addressee_sees_an_ephemeral_message(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    told = await client.chat_postEphemeral(channel="C1", user="U1", text="for you")
    assert told["message_ts"]
    assert [message.text for message in slack.user("U1").sees("C1")] == ["for you"]
    assert slack.user("U2").sees("C1") == []
    assert (await client.conversations_history(channel="C1"))["messages"] == []
    assert await error_of(client.chat_update(channel="C1", ts=told["message_ts"], text="b")) == "message_not_found"
    slack.world.add_user("U3")
    assert await error_of(client.chat_postEphemeral(channel="C1", user="U3", text="a")) == "user_not_in_channel"


async def test_an_update_with_text_alone_removes_the_blocks(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel="C1", text="a", blocks=[section("a")], metadata=METADATA)
    await client.chat_update(channel="C1", ts=posted["ts"], text="b")
    (message,) = slack.messages("C1")
    assert (message.text, message.blocks, message.metadata) == ("b", [], METADATA)
    assert message.edited_ts
    assert message.revisions[0]["text"] == "a"


async def test_an_update_with_blocks_shows_no_edited_mark(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel="C1", text="a")
    await client.chat_update(channel="C1", ts=posted["ts"], text="b", blocks=[section("c")])
    (message,) = slack.messages("C1")
    assert message.edited_ts is None
    assert message.blocks[0]["text"]["text"] == "c"


async def test_metadata_can_be_removed_by_an_update(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel="C1", text="a", blocks=[section("a")], metadata=METADATA)
    await client.api_call("chat.update", json={"channel": "C1", "ts": posted["ts"], "metadata": {}})
    (message,) = slack.messages("C1")
    assert message.metadata is None
    assert message.blocks


async def test_only_own_messages_can_be_changed_or_deleted(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    slack.ack_timeout = 0.0  # nobody listens
    await slack.user("U1").mention("C1", "hello")
    ts = slack.world.messages[0].ts
    assert await error_of(client.chat_update(channel="C1", ts=ts, text="a")) == "cant_update_message"
    assert await error_of(client.chat_delete(channel="C1", ts=ts)) == "cant_delete_message"
    assert await error_of(client.chat_update(channel="C1", ts="1.000001", text="a")) == "message_not_found"


async def test_an_update_takes_4000_characters_of_text(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    ts = (await client.chat_postMessage(channel="C1", text="a"))["ts"]
    await client.chat_update(channel="C1", ts=ts, text="x" * 4000)
    assert await error_of(client.chat_update(channel="C1", ts=ts, text="x" * 4001)) == "msg_too_long"


async def test_a_deleted_message_is_gone(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    ts = (await client.chat_postMessage(channel="C1", text="a"))["ts"]
    await client.chat_delete(channel="C1", ts=ts)
    assert slack.messages("C1") == []
    assert await error_of(client.chat_delete(channel="C1", ts=ts)) == "message_not_found"
