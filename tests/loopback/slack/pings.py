"""Whom a message would notify by name, after Slack's parsing.

Explicit tokens (`<!channel>`, `<@U1>`, `<!subteam^S1>`) ping in every text that Slack parses, markdown blocks
included; `plain_text` objects are never parsed. Bare words (`@channel`) ping only with `parse=full` or
`link_names`, as https://docs.slack.dev/messaging/formatting-message-text has it. When in doubt, a ping is
reported: tokens in code spans count, and so do those in the fallback text of a message with blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tests.loopback.slack.state import Message

TOKEN = re.compile(r"<(!(?:channel|here|everyone)|@[UW][A-Z0-9]+|!subteam\^S[A-Z0-9]+)(?:\|[^<>]*)?>")
BARE = re.compile(r"(?<![\w@])@(channel|here|everyone)\b")
ATTACHMENT_TEXTS = ("fallback", "pretext", "text", "title")


def pings(message: Message | Mapping[str, Any]) -> list[str]:
    """The mentions in order, each once: `<!channel>`, `<@U1>`, `<!subteam^S1>`."""
    if isinstance(message, Message):
        told: Mapping[str, Any] = {
            "text": message.text,
            "blocks": message.blocks,
            "attachments": message.attachments,
            "parse": message.parse,
            "link_names": message.link_names,
        }
    else:
        told = message
    bare_too = told.get("parse") == "full" or str(told.get("link_names", "")).lower() in {"1", "true"}
    texts = [str(told.get("text") or ""), str(told.get("markdown_text") or "")]
    found = [mention for text in texts for mention in _in_text(text, bare_too)]
    found += _in_blocks(told.get("blocks") or [], bare_too)
    for attachment in told.get("attachments") or []:
        texts = [str(attachment.get(name) or "") for name in ATTACHMENT_TEXTS]
        texts += [str(entry.get("value") or "") for entry in attachment.get("fields") or []]
        found += [mention for text in texts for mention in _in_text(text, bare_too)]
        found += _in_blocks(attachment.get("blocks") or [], bare_too)
    return list(dict.fromkeys(found))


def _in_text(text: str, bare_too: bool) -> Iterator[str]:
    for match in TOKEN.finditer(text):
        yield f"<{match[1]}>"
    if bare_too:
        for match in BARE.finditer(text):
            yield f"<!{match[1]}>"


def _in_blocks(value: Any, bare_too: bool) -> Iterator[str]:
    if isinstance(value, list):
        for entry in value:
            yield from _in_blocks(entry, bare_too)
    elif isinstance(value, dict):
        kind = value.get("type")
        if kind in {"mrkdwn", "markdown"}:
            yield from _in_text(str(value.get("text", "")), bare_too)
        elif kind == "broadcast":
            yield f"<!{value.get('range')}>"
        elif kind == "user":
            yield f"<@{value.get('user_id')}>"
        elif kind == "usergroup":
            yield f"<!subteam^{value.get('usergroup_id')}>"
        else:
            for entry in value.values():
                yield from _in_blocks(entry, bare_too)
