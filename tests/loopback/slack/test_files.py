"""Uploading pictures through the real client, and using them in blocks."""

from __future__ import annotations

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from tests.loopback.slack import LoopbackSlack
from tests.loopback.slack.samples import error_of, picture, without

PNG = b"\x89PNG\r\n\x1a\n picture"


def picture_of(file_id: str) -> dict[str, object]:
    return without(picture(slack_file={"id": file_id}), "image_url")


async def test_an_uploaded_picture_can_stand_in_a_message(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    told = await client.files_upload_v2(filename="radar.png", content=PNG, title="Radar", alt_txt="Your radar")
    file_id = told["file"]["id"]
    assert slack.world.files[file_id].content == PNG
    await client.chat_postMessage(channel="C1", text="a", blocks=[picture_of(file_id)])
    info = (await client.files_info(file=file_id))["file"]
    assert (info["mimetype"], info["title"], info["alt_txt"]) == ("image/png", "Radar", "Your radar")
    reader = aiohttp.ClientSession(headers={"Authorization": f"Bearer {slack.bot_token}"})
    async with reader as session, session.get(info["url_private"]) as response:
        assert await response.read() == PNG
    assert slack.violations == []


async def test_a_picture_that_was_never_uploaded_is_refused(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    pending = await client.files_getUploadURLExternal(filename="a.png", length=3)
    for file_id in ("F9", pending["file_id"]):
        blocks = [picture_of(file_id)]
        assert await error_of(client.chat_postMessage(channel="C1", text="a", blocks=blocks)) == "invalid_blocks"
    assert slack.violations[0].problems == ("invalid slack file [json-pointer:/blocks/0/slack_file]",)


async def test_a_picture_that_slack_still_looks_at_is_refused(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    slack.world.hold_file_processing = True
    file_id = (await client.files_upload_v2(filename="a.png", content=PNG))["file"]["id"]
    assert (await client.files_info(file=file_id))["file"]["mimetype"] == ""
    blocks = [picture_of(file_id)]
    assert await error_of(client.chat_postMessage(channel="C1", text="a", blocks=blocks)) == "invalid_blocks"
    slack.world.files[file_id].processed = True
    await client.chat_postMessage(channel="C1", text="a", blocks=blocks)


async def test_a_text_file_is_no_picture(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    file_id = (await client.files_upload_v2(filename="a.json", content="{}"))["file"]["id"]
    blocks = [picture_of(file_id)]
    assert await error_of(client.chat_postMessage(channel="C1", text="a", blocks=blocks)) == "invalid_blocks"


async def test_a_file_can_be_shared_in_a_conversation(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    told = await client.files_upload_v2(
        filename="export.json", content="{}", channel=slack.user("U1").im.id, initial_comment="Your data"
    )
    (message,) = slack.user("U1").sees()
    assert (message.text, message.files) == ("Your data", [told["file"]["id"]])
    call = client.files_upload_v2(filename="export.json", content="{}", channel="C9")
    assert await error_of(call) == "channel_not_found"


async def test_a_completion_needs_the_bytes(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    pending = await client.files_getUploadURLExternal(filename="a.png", length=3)
    call = client.files_completeUploadExternal(files=[{"id": pending["file_id"], "title": "a"}])
    assert await error_of(call) == "file_not_found"
    assert await error_of(client.files_info(file=pending["file_id"])) == "file_not_found"
    async with aiohttp.ClientSession() as session:
        async with session.post(pending["upload_url"], data=b"four") as response:
            assert response.status == 400
        form = aiohttp.FormData()
        form.add_field("file", b"png", filename="a.png")
        async with session.post(pending["upload_url"], data=form) as response:
            assert await response.text() == "OK - 3"
        async with session.post(f"{slack.base_url}upload/v1/F9", data=b"png") as response:
            assert response.status == 404
    assert slack.world.files[pending["file_id"]].content == b"png"
    for wrong in ("", "many", "0"):
        call = client.api_call("files.getUploadURLExternal", json={"filename": "a.png", "length": wrong})
        assert await error_of(call) == "invalid_arguments"
