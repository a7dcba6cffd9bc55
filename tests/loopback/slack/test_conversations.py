"""Channels, history and people through the real client."""

from __future__ import annotations

from slack_sdk.web.async_client import AsyncWebClient

from tests.loopback.slack import LoopbackSlack
from tests.loopback.slack.samples import error_of

METADATA = {"event_type": "delivery", "event_payload": {"key": "prompt:1"}}


async def test_a_list_without_cursor_loop_shows_100_channels(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    for number in range(120):
        slack.world.add_channel(f"C1{number:03d}")
    first = await client.conversations_list()
    assert len(first["channels"]) == 100
    everything = [channel["id"] async for page in await client.conversations_list() for channel in page["channels"]]
    assert len(set(everything)) == 121
    assert await error_of(client.conversations_list(cursor="nonsense")) == "invalid_cursor"
    assert await error_of(client.conversations_list(limit=1000)) == "invalid_limit"
    assert await error_of(client.conversations_list(types="channels")) == "invalid_types"


async def test_private_channels_are_listed_for_members_only(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    slack.world.add_channel("C2", kind="private", members=["U1"])
    slack.world.add_channel("C3", kind="private", members=["U1", "UBOTT1"])
    told = await client.conversations_list(types="private_channel")
    assert [channel["id"] for channel in told["channels"]] == ["C3"]
    mine = await client.users_conversations(types="public_channel,private_channel")
    assert [channel["id"] for channel in mine["channels"]] == ["C1", "C3"]


async def test_a_channel_is_described(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    told = await client.conversations_info(channel="C1", include_num_members=True)
    assert (told["channel"]["is_member"], told["channel"]["num_members"]) == (True, 3)
    assert (await client.conversations_members(channel="C1"))["members"] == ["U1", "U2", "UBOTT1"]
    im = (await client.conversations_open(users=["U1"], return_im=True))["channel"]
    assert (im["is_im"], im["user"]) == (True, "U1")
    assert await error_of(client.conversations_info(channel="C9")) == "channel_not_found"
    assert (await client.conversations_open(channel=im["id"]))["already_open"] is True
    assert await error_of(client.conversations_open(channel="C1")) == "method_not_supported_for_channel_type"
    assert (await client.conversations_info(channel="#general"))["channel"]["id"] == "C1"


async def test_whom_the_app_cannot_write_to(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    slack.world.add_user("U3", deleted=True)
    slack.world.add_user("U4", is_bot=True)
    assert await error_of(client.conversations_open(users="U3")) == "user_disabled"
    assert await error_of(client.conversations_open(users="U4")) == "cannot_dm_bot"
    assert await error_of(client.conversations_open(users="U9")) == "user_not_found"
    assert await error_of(client.api_call("conversations.open")) == "users_list_not_supplied"


async def test_history_finds_a_message_by_its_metadata(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    first = (await client.chat_postMessage(channel="U1", text="a"))["ts"]
    second = await client.chat_postMessage(channel="U1", text="b", metadata=METADATA)
    third = (await client.chat_postMessage(channel="U1", text="c"))["ts"]
    channel = second["channel"]
    told = await client.conversations_history(channel=channel, oldest=first, include_all_metadata=True)
    assert [message["ts"] for message in told["messages"]] == [third, second["ts"]]
    assert told["messages"][1]["metadata"] == METADATA
    told = await client.conversations_history(channel=channel, oldest=first, latest=third, inclusive=True)
    assert len(told["messages"]) == 3
    assert "metadata" not in told["messages"][1]


async def test_history_comes_in_pages(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    for number in range(5):
        await client.chat_postMessage(channel="C1", text=str(number))
    first = await client.conversations_history(channel="C1", limit=2)
    assert [message["text"] for message in first["messages"]] == ["4", "3"]
    assert first["has_more"] is True
    cursor = first["response_metadata"]["next_cursor"]
    rest = await client.conversations_history(channel="C1", cursor=cursor)
    assert [message["text"] for message in rest["messages"]] == ["2", "1", "0"]
    assert rest["has_more"] is False


async def test_history_needs_membership_its_scope_and_good_times(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    slack.world.add_channel("C2")
    assert await error_of(client.conversations_history(channel="C2")) == "not_in_channel"
    assert await error_of(client.conversations_history(channel="C1", oldest="yesterday")) == "invalid_ts_oldest"
    few = slack.world.install("T1", scopes=["channels:history", "im:write"])
    im = slack.user("U1").im.id
    assert await error_of(client.conversations_history(channel=im, token=few.value)) == "missing_scope"


async def test_replies_are_not_part_of_the_history(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    parent = (await client.chat_postMessage(channel="C1", text="a"))["ts"]
    await client.chat_postMessage(channel="C1", text="b", thread_ts=parent)
    await client.chat_postMessage(channel="C1", text="c", thread_ts=parent, reply_broadcast=True)
    told = await client.conversations_history(channel="C1")
    assert [message["text"] for message in told["messages"]] == ["c", "a"]


async def test_a_person_is_described(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    slack.world.add_user("U3", tz="Asia/Kolkata", locale="en-GB", is_restricted=True)
    user = (await client.users_info(user="U3", include_locale=True))["user"]
    assert (user["tz"], user["tz_offset"], user["locale"]) == ("Asia/Kolkata", 19800, "en-GB")
    assert (user["is_admin"], user["is_restricted"], user["is_bot"]) == (False, True, False)
    assert (await client.users_info(user="U1"))["user"]["is_owner"] is True
    assert await error_of(client.users_info(user="U9")) == "user_not_found"


async def test_the_list_of_people_holds_slackbot_as_no_bot(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    told = {user["id"]: user["is_bot"] for user in (await client.users_list())["members"]}
    assert told == {"USLACKBOT": False, "U1": False, "U2": False, "UBOTT1": True}
    page = await client.users_list(limit=3)
    assert len(page["members"]) == 3
    assert page["response_metadata"]["next_cursor"]
