"""Messages over HTTP: written, read, changed, refused."""

from __future__ import annotations

from . import permissions
from .raw import ROW, Api
from .server import LoopbackDiscord


async def test_an_invalid_body_is_50035_with_the_path_of_each_reason(discord: LoopbackDiscord, api: Api) -> None:
    row = {"type": 1, "components": [{"type": 2, "style": 1, "label": "x" * 81, "custom_id": "a"}]}
    status, body = await api.post(discord.home.channel, {"content": "x" * 2001, "components": [row]})
    assert (status, body["code"], body["message"]) == (400, 50035, "Invalid Form Body")
    label = body["errors"]["components"]["0"]["components"]["0"]["label"]["_errors"][0]
    assert label == {"code": "BASE_TYPE_MAX_LENGTH", "message": "Must be 80 or fewer in length."}
    assert body["errors"]["content"]["_errors"]
    assert [len(refusal.violations) for refusal in discord.violations] == [2]
    assert discord.home.channel.visible == []


async def test_an_empty_message_is_50006(discord: LoopbackDiscord, api: Api) -> None:
    status, body = await api.post(discord.home.channel, {"content": "  "})
    assert (status, body) == (400, {"code": 50006, "message": "Cannot send an empty message"})


async def test_malformed_json_is_refused(discord: LoopbackDiscord, api: Api) -> None:
    status, body = await api.call("POST", f"/channels/{discord.home.channel.id}/messages", data=b"{")
    assert (status, body["code"]) == (400, 50109)


async def test_unknown_fields_are_passed_over_but_written_down(discord: LoopbackDiscord, api: Api) -> None:
    status, _ = await api.post(discord.home.channel, {"content": "hello", "contents": "typo"})
    assert status == 200
    assert [ignored.field for ignored in discord.ignored] == (["contents"] if discord.contract else [])


async def test_a_channel_message_cannot_be_ephemeral(discord: LoopbackDiscord, api: Api) -> None:
    status, body = await api.post(discord.home.channel, {"content": "hello", "flags": 1 << 6})
    assert (status, body["flags"], [ignored.field for ignored in discord.ignored]) == (200, 0, ["flags"])


async def test_a_repeated_nonce_returns_the_first_message_for_two_minutes(discord: LoopbackDiscord, api: Api) -> None:
    channel = discord.home.channel
    body = {"content": "prompt", "nonce": "prompt:1001", "enforce_nonce": True}
    _, first = await api.post(channel, body)
    _, again = await api.post(channel, {**body, "content": "another text"})
    assert (again["id"], again["content"], len(channel.visible)) == (first["id"], "prompt", 1)
    discord.advance(seconds=119)
    assert (await api.post(channel, body))[1]["id"] == first["id"]
    discord.advance(seconds=2)
    assert (await api.post(channel, body))[1]["id"] != first["id"]
    other = discord.add_channel(discord.home, "other")
    assert len(other.visible) == 0
    await api.post(other, body)
    assert len(other.visible) == 1


async def test_a_nonce_that_is_not_enforced_makes_a_second_message(discord: LoopbackDiscord, api: Api) -> None:
    for _ in range(2):
        await api.post(discord.home.channel, {"content": "prompt", "nonce": "n"})
    assert len(discord.home.channel.visible) == 2


async def test_messages_are_listed_newest_first_before_after_and_around_an_id(
    discord: LoopbackDiscord, api: Api
) -> None:
    channel = discord.home.channel
    ids = [(await api.post(channel, {"content": str(n)}))[1]["id"] for n in range(7)]

    async def listed(query: str) -> list[str]:
        _, found = await api.call("GET", f"/channels/{channel.id}/messages?{query}")
        return [message["content"] for message in found]

    assert await listed("limit=3") == ["6", "5", "4"]
    assert await listed(f"limit=2&before={ids[3]}") == ["2", "1"]
    assert await listed(f"limit=2&after={ids[3]}") == ["5", "4"]
    assert await listed(f"limit=3&around={ids[3]}") == ["4", "3", "2"]
    assert (await api.call("GET", f"/channels/{channel.id}/messages?limit=101"))[0] == 400
    assert (await api.call("GET", f"/channels/{channel.id}/messages?before=1&after=2"))[0] == 400


async def test_history_is_empty_without_the_permission_to_read_it(discord: LoopbackDiscord, api: Api) -> None:
    may = permissions.BOT & ~permissions.READ_MESSAGE_HISTORY
    channel = discord.add_channel(discord.home, "quiet", bot_permissions=may)
    _, message = await api.post(channel, {"content": "hello"})
    assert await api.call("GET", f"/channels/{channel.id}/messages") == (200, [])
    reply = {"content": "again", "message_reference": {"message_id": message["id"]}}
    assert (await api.post(channel, reply))[1]["code"] == 160002


async def test_others_words_are_blank_without_the_content_intent(discord: LoopbackDiscord, api: Api) -> None:
    ada, channel = discord.user("1001"), discord.home.channel
    ada.say("secret", channel)
    ada.say(f"<@{discord.world.app.id}> hello", channel)
    _, found = await api.call("GET", f"/channels/{channel.id}/messages")
    assert [message["content"] for message in found] == [f"<@{discord.world.app.id}> hello", ""]
    discord.world.app.message_content = True
    _, found = await api.call("GET", f"/channels/{channel.id}/messages")
    assert found[1]["content"] == "secret"


async def test_an_edit_changes_what_it_names_and_keeps_what_was(discord: LoopbackDiscord, api: Api) -> None:
    channel = discord.home.channel
    _, made = await api.post(channel, {"content": "before", "components": [ROW]})
    path = f"/channels/{channel.id}/messages/{made['id']}"
    _, edited = await api.call("PATCH", path, {"content": "after"})
    assert (edited["content"], len(edited["components"])) == ("after", 1)
    assert edited["edited_timestamp"] is not None
    message = channel.messages[made["id"]]
    assert [version["content"] for version in message.history] == ["before"]
    status, body = await api.call("PATCH", path, {"content": "", "components": []})
    assert (status, body["code"]) == (400, 50006)


async def test_others_messages_cannot_be_edited_and_a_gone_one_is_unknown(discord: LoopbackDiscord, api: Api) -> None:
    said = discord.user("1001").say("mine", discord.home.channel)
    path = f"/channels/{said.channel.id}/messages/{said.id}"
    assert (await api.call("PATCH", path, {"content": "x"}))[1]["code"] == 50005
    assert (await api.call("DELETE", path))[1]["code"] == 50013
    _, made = await api.post(discord.home.channel, {"content": "hello"})
    path = f"/channels/{said.channel.id}/messages/{made['id']}"
    assert (await api.call("GET", path))[0] == 200
    assert await api.call("DELETE", path) == (204, None)
    for method, body in (("GET", None), ("PATCH", {"content": "x"}), ("DELETE", None)):
        assert (await api.call(method, path, body))[1]["code"] == 10008


async def test_a_message_turned_into_components_must_give_up_its_content(discord: LoopbackDiscord, api: Api) -> None:
    _, made = await api.post(discord.home.channel, {"content": "old"})
    path = f"/channels/{discord.home.channel.id}/messages/{made['id']}"
    new = {"flags": 1 << 15, "components": [{"type": 10, "content": "new"}]}
    status, body = await api.call("PATCH", path, new)
    assert (status, list(body["errors"])) == (400, ["content"])
    assert (await api.call("PATCH", path, {**new, "content": None}))[0] == 200
    # From then on it stays so: content cannot come back.
    assert (await api.call("PATCH", path, {"content": "back"}))[0] == 400


async def test_uploaded_files_are_kept_with_their_description_and_can_be_read(
    discord: LoopbackDiscord, api: Api
) -> None:
    path = f"/channels/{discord.home.channel.id}/messages"
    body = {
        "flags": 1 << 15,
        "components": [{"type": 12, "items": [{"media": {"url": "attachment://radar.png"}, "description": "A radar"}]}],
        "attachments": [{"id": "0", "filename": "radar.png", "description": "A radar"}],
    }
    status, made = await api.upload(path, body, n0=("radar.png", b"picture"))
    assert status == 200
    attachment = discord.home.channel.messages[made["id"]].attachments[0]
    assert (attachment.filename, attachment.description, attachment.data) == (
        "radar.png",
        "A radar",
        b"picture",
    )
    url = made["components"][0]["items"][0]["media"]["url"]
    async with api.session.get(url) as response:
        assert await response.read() == b"picture"
    # What a component shows is not listed a second time.
    assert made["attachments"] == []


async def test_a_picture_that_was_not_uploaded_is_refused(discord: LoopbackDiscord, api: Api) -> None:
    body = {"embeds": [{"title": "t", "image": {"url": "attachment://none.png"}}]}
    status, answer = await api.post(discord.home.channel, body)
    assert status == 400
    assert answer["errors"]["embeds"]["0"]["image"]["url"]["_errors"]


async def test_an_edit_keeps_listed_files_and_drops_the_others(discord: LoopbackDiscord, api: Api) -> None:
    path = f"/channels/{discord.home.channel.id}/messages"
    _, made = await api.upload(path, {"content": "two"}, n0=("a.png", b"a"), n1=("b.png", b"b"))
    kept = made["attachments"][1]["id"]
    _, edited = await api.call("PATCH", f"{path}/{made['id']}", {"attachments": [{"id": kept}]})
    assert [attachment["filename"] for attachment in edited["attachments"]] == ["b.png"]


async def test_typing_is_noted(discord: LoopbackDiscord, api: Api) -> None:
    assert await api.call("POST", f"/channels/{discord.home.channel.id}/typing") == (204, None)
    assert len(discord.home.channel.typing) == 1
