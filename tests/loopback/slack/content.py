"""What a message says: checked as Slack checks it, and changed as Slack changes it before storing."""

from __future__ import annotations

import copy
import mimetypes
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.loopback.slack.block_kit import TEXT_MAX, elements_of, inspect_message
from tests.loopback.slack.block_schema.elements import ELEMENTS
from tests.loopback.slack.block_schema.engine import INVALID_BLOCKS, Finding
from tests.loopback.slack.errors import SlackError
from tests.loopback.slack.state import File, Json, Message
from tests.loopback.slack.world import World

UPDATED_TEXT_MAX = 4000  # https://docs.slack.dev/reference/methods/chat.update, msg_too_long
# https://docs.slack.dev/reference/block-kit/composition-objects/slack-file-object
PICTURE_TYPES = frozenset({"image/png", "image/jpeg", "image/gif"})
SAID_BY = ("text", "blocks", "attachments", "markdown_text")


@dataclass(frozen=True, kw_only=True)
class Content:
    """What a message says, ready to be stored."""

    text: str
    blocks: list[Json]
    attachments: list[Json]
    metadata: Json | None


def accept(world: World, args: Mapping[str, Any], *, where: str, files: Sequence[str] = ()) -> Content:
    """Check what the app wants said; notes violations, raises SlackError with Slack's answer if refused."""
    if not files and not any(args.get(name) for name in SAID_BY):
        _refuse(world, args, where, [Finding(pointer="", problem="no message text provided", error="no_text")])
    if args.get("markdown_text") and (args.get("text") or args.get("blocks")):
        conflict = Finding(
            pointer="/markdown_text",
            problem="cannot be used with blocks or text",
            error="markdown_text_conflict",
        )
        _refuse(world, args, where, [conflict])
    for name, error in (("blocks", "invalid_blocks_format"), ("attachments", "invalid_attachments")):
        if args.get(name) and not isinstance(args[name], list):
            _refuse(world, args, where, [Finding(pointer=f"/{name}", problem="is not a JSON array", error=error)])
    if args.get("metadata") and not isinstance(args["metadata"], dict):
        broken = Finding(pointer="/metadata", problem="is not a JSON object", error="invalid_metadata_format")
        _refuse(world, args, where, [broken])
    findings = inspect_message(args)
    findings += [
        Finding(pointer=f"/blocks{pointer}", problem="invalid slack file")
        for pointer, named in slack_files(args.get("blocks") or [])
        if not is_usable_picture(world, named)
    ]
    if where == "chat.update" and len(str(args.get("text") or "")) > UPDATED_TEXT_MAX:
        findings.append(Finding(pointer="/text", problem="the text is too long", error="msg_too_long"))
    refused = [finding for finding in findings if finding.error]
    if refused:
        _refuse(world, args, where, refused)
    if findings:
        world.note_violation(where, map(str, findings), None, dict(args))
    return Content(
        text=str(args.get("text") or args.get("markdown_text") or "")[:TEXT_MAX],
        blocks=stored(world, args.get("blocks") or []),
        attachments=copy.deepcopy(args.get("attachments") or []),
        metadata=copy.deepcopy(args.get("metadata")),
    )


def _refuse(world: World, args: Mapping[str, Any], where: str, findings: list[Finding]) -> None:
    error = next((f.error for f in findings if f.error != INVALID_BLOCKS), findings[0].error) or INVALID_BLOCKS
    problems = [str(finding) for finding in findings]
    world.note_violation(where, problems, error, dict(args))
    raise SlackError(
        error, errors=problems, response_metadata={"messages": [f"[ERROR] {problem}" for problem in problems]}
    )


def slack_files(value: Any, pointer: str = "") -> Iterator[tuple[str, Json]]:
    """Every reference to an uploaded picture in blocks, with where it stands."""
    if isinstance(value, list):
        for index, entry in enumerate(value):
            yield from slack_files(entry, f"{pointer}/{index}")
    elif isinstance(value, dict):
        for name, entry in value.items():
            if name == "slack_file" and isinstance(entry, dict):
                yield f"{pointer}/{name}", entry
            else:
                yield from slack_files(entry, f"{pointer}/{name}")


def is_usable_picture(world: World, named: Json) -> bool:
    """Whether a `slack_file` names a picture that was uploaded, completed and looked at by Slack."""
    for file in world.files.values():
        if named.get("id") == file.id or (named.get("url") and file.id in str(named["url"])):
            return file.completed and file.processed and mimetype(file) in PICTURE_TYPES
    return False


def mimetype(file: File) -> str:
    """What Slack takes a file for, by its name."""
    return mimetypes.guess_type(file.name)[0] or "application/octet-stream"


def stored(world: World, blocks: list[Json]) -> list[Json]:
    """Blocks as Slack keeps them: ids filled in, and stray control characters of plain text escaped.

    That is what comes back in payloads (https://github.com/slackapi/bolt-python/issues/513).
    """
    kept = copy.deepcopy(blocks)
    for block in kept:
        block.setdefault("block_id", world.serial("b"))
        for _, element in elements_of(block):
            if element.get("type") in ELEMENTS and element["type"] != "image":
                element.setdefault("action_id", world.serial("a"))
    _escape_plain_text(kept)
    return kept


def _escape_plain_text(value: Any) -> None:
    if isinstance(value, list):
        for entry in value:
            _escape_plain_text(entry)
    elif isinstance(value, dict):
        if value.get("type") == "plain_text" and isinstance(value.get("text"), str):
            value["text"] = escape(value["text"])
        for entry in value.values():
            _escape_plain_text(entry)


def escape(text: str) -> str:
    """Write &, < and > as Slack does; what is already escaped stays as it is."""
    text = re.sub(r"&(?!(?:amp|lt|gt);)", "&amp;", text)
    return text.replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """The text as a person reads it."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def revise(message: Message, content: Content, *, edited_ts: str | None, metadata_given: bool) -> None:
    """Replace what a message says and keep what it said before."""
    message.revisions.append(message.to_api(with_metadata=True))
    message.text, message.blocks, message.attachments = content.text, content.blocks, content.attachments
    if metadata_given:
        message.metadata = content.metadata or None
    message.edited_ts = edited_ts
