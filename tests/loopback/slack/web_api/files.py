"""files.*: uploading in three steps (URL, bytes, completion) and looking at the result."""

from __future__ import annotations

from tests.loopback.slack.content import Content, accept, mimetype
from tests.loopback.slack.errors import SlackError
from tests.loopback.slack.state import File, Json
from tests.loopback.slack.web_api.chat import compose
from tests.loopback.slack.web_api.registry import Call, method


def told(call: Call, file: File) -> Json:
    """The file object; its type is empty while Slack still looks at it."""
    base = call.slack.base_url
    kind = mimetype(file) if file.processed else ""
    private = f"{base}files-pri/{file.team_id}-{file.id}/{file.name}"
    return {
        "id": file.id,
        "name": file.name,
        "title": file.title or file.name,
        "alt_txt": file.alt_text,
        "mimetype": kind,
        "filetype": file.name.rpartition(".")[2] if file.processed else "",
        "user": file.user,
        "user_team": file.team_id,
        "size": len(file.content or b""),
        "mode": "hosted",
        "is_external": False,
        "is_public": False,
        "url_private": private,
        "url_private_download": f"{private}?download=1",
        "permalink": f"{base}files/{file.user}/{file.id}/{file.name}",
        "channels": [name for name in file.channels if name.startswith("C")],
        "groups": [],
        "ims": [name for name in file.channels if name.startswith("D")],
    }


@method("files.getUploadURLExternal", scopes=("files:write",))
async def get_upload_url(call: Call) -> Json:
    """Step one: where to send the bytes."""
    name = call.text("filename")
    try:
        length = int(call.text("length"))
    except ValueError:
        raise SlackError("invalid_arguments") from None
    if length <= 0:
        raise SlackError("invalid_arguments", response_metadata={"messages": ["[ERROR] length must be positive"]})
    alt_text = call.text("alt_txt", "")
    if len(alt_text) > 1000:
        raise SlackError("alt_txt_too_large")
    file = File(
        id=call.world.serial("F"),
        team_id=call.workspace().id,
        user=call.token.user_id,
        name=name,
        length=length,
        alt_text=alt_text,
    )
    call.world.files[file.id] = file
    return {"upload_url": f"{call.slack.base_url}upload/v1/{file.id}", "file_id": file.id}


@method("files.completeUploadExternal", scopes=("files:write",))
async def complete_upload(call: Call) -> Json:
    """Step three: name the files and share them, or keep them for use in blocks."""
    named = call.args.get("files")
    if not isinstance(named, list) or not named:
        raise SlackError("invalid_arguments", response_metadata={"messages": ["[ERROR] missing required field: files"]})
    world, files = call.world, []
    for entry in named:
        file = world.files.get(str(entry.get("id"))) if isinstance(entry, dict) else None
        if file is None or file.content is None or file.user != call.token.user_id:
            raise SlackError("file_not_found")
        files.append((file, str(entry.get("title") or file.name)))
    wanted = call.text("channel_id", "") or call.text("channels", "")
    for channel_id in filter(None, wanted.split(",")):
        channel = world.channels.get(channel_id)
        if channel is None:
            raise SlackError("channel_not_found")
        if call.token.user_id not in channel.members:
            raise SlackError("not_in_channel")
        said = {"text": call.text("initial_comment", ""), "blocks": call.args.get("blocks")}
        content: Content = accept(world, said, where=call.method, files=[file.id for file, _ in files])
        thread_ts = call.text("thread_ts", "") or None
        world.messages.append(
            compose(call, channel, content, thread_ts=thread_ts, files=[file.id for file, _ in files])
        )
        for file, _ in files:
            file.channels.append(channel_id)
    for file, title in files:
        file.title, file.completed, file.processed = title, True, not world.hold_file_processing
    return {"files": [told(call, file) for file, _ in files]}


@method("files.info", scopes=("files:read",))
async def files_info(call: Call) -> Json:
    """Describe a file."""
    file = call.world.files.get(call.text("file"))
    if file is None or not file.completed or file.team_id not in call.world.teams_of(call.token):
        raise SlackError("file_not_found")
    return {"file": told(call, file), "comments": [], "response_metadata": {"next_cursor": ""}}
