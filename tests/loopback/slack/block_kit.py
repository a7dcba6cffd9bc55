"""Would Slack take this? The rules of messages and views, usable without a server.

`violations(message)` and `view_violations(view)` list everything wrong with a payload, in Slack's own words
and with a JSON pointer; an empty list means that it is good. The `inspect_*` functions tell besides which
error code Slack would refuse with, or None for what Slack takes but nobody should send.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from tests.loopback.slack.block_schema.blocks import MARKDOWN_MAX, block_on
from tests.loopback.slack.block_schema.engine import INVALID_BLOCKS, Finding, Report, array
from tests.loopback.slack.block_schema.extras import attachments, metadata, view_frame

MESSAGE_BLOCKS_MAX = 50
VIEW_BLOCKS_MAX = 100
BLOCKS_CHARACTERS_MAX = 13_200  # not documented; found by users (bolt-js issue 2509)
TEXT_MAX = 40_000  # Slack cuts what is above
VIEW_BYTES_MAX = 250_000
ONE_PER_MESSAGE = ("table", "data_table")

_message_blocks = array(block_on("message"), least=0, most=MESSAGE_BLOCKS_MAX)
_view_frames = {
    surface: view_frame(array(block_on(surface), least=0, most=VIEW_BLOCKS_MAX)) for surface in ("modal", "home")
}
_attachments = attachments(block_on("message"))


def violations(message: Mapping[str, Any]) -> list[str]:
    """Everything wrong with a message as it is handed to `chat.postMessage`, `respond` or an ack."""
    return [str(finding) for finding in inspect_message(message)]


def view_violations(view: Mapping[str, Any]) -> list[str]:
    """Everything wrong with a modal or Home tab."""
    return [str(finding) for finding in inspect_view(view)]


def inspect_message(message: Mapping[str, Any]) -> list[Finding]:
    """The findings about a message, each with the error code Slack would answer."""
    report = Report()
    blocks, text = message.get("blocks"), message.get("text")
    if blocks:
        _message_blocks(report, "/blocks", blocks)
        _check_ids(report, "/blocks", blocks)
        _check_totals(report, blocks)
        _check_no_response_urls(report, "/blocks", blocks)
    if message.get("attachments"):
        _attachments(report, "/attachments", message["attachments"])
    if message.get("metadata"):
        metadata(report, "/metadata", message["metadata"])
    markdown = message.get("markdown_text")
    if isinstance(markdown, str) and len(markdown) > MARKDOWN_MAX:
        report.add("/markdown_text", f"must be less than {MARKDOWN_MAX + 1} characters", "msg_too_long")
    if isinstance(text, str) and len(text) > TEXT_MAX:
        report.add("/text", f"Slack cuts text after {TEXT_MAX} characters", None)
    if blocks and not (isinstance(text, str) and text.strip()):
        report.add("/text", "missing fallback text for notifications and screen readers", None)
    return report.findings


def inspect_view(view: Mapping[str, Any]) -> list[Finding]:
    """The findings about a view; pointers start at `/view` as in Slack's answers."""
    report = Report(error="invalid_arguments")
    surface = "home" if view.get("type") == "home" else "modal"
    _view_frames[surface](report, "/view", dict(view))
    blocks = view.get("blocks")
    if isinstance(blocks, list):
        _check_ids(report, "/view/blocks", blocks)
        _check_focus(report, blocks)
        _check_submit(report, view, blocks)
        if surface == "home":
            _check_no_response_urls(report, "/view/blocks", blocks)
    if len(json.dumps(view, ensure_ascii=False).encode()) > VIEW_BYTES_MAX:
        report.add("/view", f"must be less than {VIEW_BYTES_MAX + 1} bytes", "view_too_large")
    return report.findings


def elements_of(block: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The elements of one block with their pointers below it, those of child blocks and cards included."""
    for name in ("accessory", "element"):
        if isinstance(block.get(name), dict):
            yield f"/{name}", block[name]
    for name in ("elements", "actions", "child_blocks"):
        for index, entry in enumerate(block.get(name) or [] if isinstance(block.get(name), list) else []):
            if not isinstance(entry, dict):
                continue
            if name == "child_blocks" or entry.get("type") == "card":
                yield from ((f"/{name}/{index}{at}", found) for at, found in elements_of(entry))
            else:
                yield f"/{name}/{index}", entry


def _check_ids(report: Report, pointer: str, blocks: Any) -> None:
    if not isinstance(blocks, list):
        return
    known = [block for block in blocks if isinstance(block, dict)]
    named = Counter(block["block_id"] for block in known if isinstance(block.get("block_id"), str))
    for block_id, times in named.items():
        if times > 1:
            report.add(pointer, f"`block_id` {block_id!r} already exists")
    for index, block in enumerate(blocks):
        if not isinstance(block, dict):
            continue
        actions = Counter(
            found["action_id"] for _, found in elements_of(block) if isinstance(found.get("action_id"), str)
        )
        for action_id, times in actions.items():
            if times > 1:
                report.add(f"{pointer}/{index}", f"`action_id` {action_id!r} already exists in this block")


def _check_totals(report: Report, blocks: Any) -> None:
    if not isinstance(blocks, list):
        return
    if characters(blocks) > BLOCKS_CHARACTERS_MAX:
        report.add(
            "/blocks", f"all blocks together must be less than {BLOCKS_CHARACTERS_MAX + 1} characters",
            "msg_blocks_too_long",
        )  # fmt: skip
    known = [block for block in blocks if isinstance(block, dict)]
    markdown = [
        block["text"] for block in known if block.get("type") == "markdown" and isinstance(block.get("text"), str)
    ]
    if len(markdown) > 1 and sum(map(len, markdown)) > MARKDOWN_MAX:
        report.add("/blocks", f"markdown blocks together must be less than {MARKDOWN_MAX + 1} characters")
    for kind in ONE_PER_MESSAGE:
        if sum(block.get("type") == kind for block in known) > 1:
            report.add("/blocks", f"only one {kind} allowed per message", "invalid_attachments")


def characters(value: Any) -> int:
    """How long blocks are: every string they hold except the names of types.

    An estimate: the limit was found by trial, and what exactly Slack counts is not known.
    """
    if isinstance(value, str):
        return len(value)
    if isinstance(value, list):
        return sum(map(characters, value))
    if isinstance(value, dict):
        return sum(characters(entry) for name, entry in value.items() if name != "type")
    return 0


def _check_focus(report: Report, blocks: list[Any]) -> None:
    focused = [
        f"/view/blocks/{index}{at}"
        for index, block in enumerate(blocks)
        if isinstance(block, dict)
        for at, found in elements_of(block)
        if found.get("focus_on_load") is True
    ]
    for pointer in focused[1:]:
        report.add(pointer, "only one element may have focus_on_load")


def _check_submit(report: Report, view: Mapping[str, Any], blocks: list[Any]) -> None:
    has_input = any(isinstance(block, dict) and block.get("type") == "input" for block in blocks)
    if view.get("type") == "modal" and has_input and not view.get("submit"):
        report.add("/view", "missing required field: submit, because the view has an input block")


def _check_no_response_urls(report: Report, pointer: str, blocks: Any) -> None:
    for index, block in enumerate(blocks if isinstance(blocks, list) else []):
        for at, found in elements_of(block) if isinstance(block, dict) else ():
            if "response_url_enabled" in found:
                report.add(f"{pointer}/{index}{at}", "response_url_enabled works only in modals")


__all__ = ["INVALID_BLOCKS", "Finding", "inspect_message", "inspect_view", "view_violations", "violations"]
