"""Limits of a message's components, old style and new (developers/components/reference.mdx).

Two limits are not in the reference but were measured by others and reported to Discord, which answers 500:
more than 64 media items (discord-api-docs issue 7528), and more than 10,170 bytes of text displays, counted
as UTF-8 plus 12 for each (issue 8554).
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from . import parts
from .buttons import check_button, check_interactive, check_url
from .findings import Findings, Path, as_list, kind_of

MAX_MEDIA_ITEMS = 64
MAX_PROCESSED_BYTES = 10_170
BYTES_PER_TEXT_DISPLAY = 12


def check_components(
    findings: Findings, components: list[dict[str, Any]], path: Path, *, v2: bool, files: Collection[str]
) -> None:
    """Check what a message's `components` hold; `files` are the names that `attachment://` may refer to."""
    if not v2 and len(components) > 5:
        findings.length(path, 1, 5)
    for index, component in enumerate(components):
        here = (*path, index)
        kind = kind_of(component)
        if not v2 and kind != parts.ACTION_ROW:
            message = "Only action rows without the IS_COMPONENTS_V2 flag."
            findings.add((*here, "type"), "UNION_TYPE_CHOICES", message)
        elif kind not in parts.TOP_LEVEL_V2:
            findings.add((*here, "type"), "UNION_TYPE_CHOICES", f"Component type {kind} is not allowed here.")
        else:
            check_block(findings, component, here, files)
    check_ids(findings, components, path)
    if v2:
        check_totals(findings, components, path)


def check_block(findings: Findings, block: dict[str, Any], path: Path, files: Collection[str]) -> None:
    """Check one layout or content component and what it holds."""
    match block.get("type"):
        case parts.ACTION_ROW:
            check_row(findings, block, path)
        case parts.SECTION:
            check_section(findings, block, path, files)
        case parts.TEXT_DISPLAY:
            findings.text(block, "content", path, low=1, high=parts.MAX_SHOWN_TEXT, required=True)
        case parts.MEDIA_GALLERY:
            items = findings.items(block, "items", path, low=1, high=10, required=True)
            for index, item in enumerate(items):
                check_media(findings, item, (*path, "items", index), files)
        case parts.FILE:
            check_file(findings, block, path, files)
        case parts.SEPARATOR:
            findings.whole(block, "spacing", path, low=1, high=2)
            findings.flag(block, "divider", path)
        case parts.CONTAINER:
            findings.whole(block, "accent_color", path, low=0, high=0xFFFFFF)
            children = findings.items(block, "components", path, low=1, high=parts.MAX_COMPONENTS, required=True)
            for index, child in enumerate(children):
                here = (*path, "components", index)
                if kind_of(child) in parts.IN_CONTAINER:
                    check_block(findings, child, here, files)
                else:
                    findings.add((*here, "type"), "UNION_TYPE_CHOICES", "Not allowed in a container.")


def check_row(findings: Findings, row: dict[str, Any], path: Path) -> None:
    """An action row: up to five buttons, or one select menu."""
    children = findings.items(row, "components", path, low=1, high=5, required=True)
    selects = sum(1 for child in children if kind_of(child) in parts.SELECTS)
    if selects and len(children) > 1:
        message = "The specified component exceeds the maximum width"
        findings.add((*path, "components"), "COMPONENT_LAYOUT_WIDTH_EXCEEDED", message)
    for index, child in enumerate(children):
        here = (*path, "components", index)
        if kind_of(child) in parts.SELECTS | {parts.BUTTON}:
            check_interactive(findings, child, here)
        else:
            findings.add((*here, "type"), "UNION_TYPE_CHOICES", "Not allowed in an action row of a message.")


def check_section(findings: Findings, section: dict[str, Any], path: Path, files: Collection[str]) -> None:
    """A section: one to three texts and exactly one accessory."""
    texts = findings.items(section, "components", path, low=1, high=3, required=True)
    for index, text in enumerate(texts):
        here = (*path, "components", index)
        if text.get("type") == parts.TEXT_DISPLAY:
            check_block(findings, text, here, files)
        else:
            findings.add((*here, "type"), "UNION_TYPE_CHOICES", "Only text displays in a section.")
    accessory = section.get("accessory")
    here = (*path, "accessory")
    if not isinstance(accessory, dict):
        findings.required(here)
    elif accessory.get("type") == parts.BUTTON:
        check_button(findings, accessory, here)
    elif accessory.get("type") == parts.THUMBNAIL:
        check_media(findings, accessory, here, files)
    else:
        findings.add((*here, "type"), "UNION_TYPE_CHOICES", "An accessory is a button or a thumbnail.")


def check_media(findings: Findings, item: dict[str, Any], path: Path, files: Collection[str]) -> None:
    """A picture with its alt text."""
    findings.text(item, "description", path, low=1, high=1024)
    check_reference(findings, item.get("media"), (*path, "media"), files)


def check_file(findings: Findings, block: dict[str, Any], path: Path, files: Collection[str]) -> None:
    """A file component shows an uploaded file and nothing else."""
    file = block.get("file")
    here = (*path, "file")
    if isinstance(file, dict) and not str(file.get("url", "")).startswith("attachment://"):
        message = "A file component shows an attachment only."
        findings.add((*here, "url"), "UNFURLED_MEDIA_ITEM_ATTACHMENT_REFERENCE_REQUIRED", message)
        return
    check_reference(findings, file, here, files)


def check_reference(findings: Findings, media: object, path: Path, files: Collection[str]) -> None:
    """A media item: a web address, or `attachment://` and the name of a file that is there."""
    if not isinstance(media, dict):
        findings.required(path)
        return
    url = findings.text(media, "url", path, low=1, high=2048, required=True)
    if not url:
        return
    if not url.startswith("attachment://"):
        check_url(findings, url, (*path, "url"), ("http", "https", "attachment"))
    elif url.removeprefix("attachment://") not in files:
        message = "The referenced attachment was not found"
        findings.add((*path, "url"), "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", message)


def check_ids(findings: Findings, components: list[dict[str, Any]], path: Path) -> None:
    """custom_id and the numeric id are unique in a message (0 means: number it for me)."""
    custom_ids: set[str] = set()
    numbers: set[int] = set()
    for component in parts.walk(components):
        custom_id, number = component.get("custom_id"), findings.whole(component, "id", path, low=0, high=2**31 - 1)
        if isinstance(custom_id, str) and custom_id in custom_ids:
            message = f'Component custom id cannot be duplicated: "{custom_id}"'
            findings.add(path, "COMPONENT_CUSTOM_ID_DUPLICATED", message)
        elif isinstance(custom_id, str):
            custom_ids.add(custom_id)
        if not number:
            continue
        if number in numbers:
            findings.add(path, "COMPONENT_ID_DUPLICATED", f"Component id {number} is not unique.")
        numbers.add(number)


def check_totals(findings: Findings, components: list[dict[str, Any]], path: Path) -> None:
    """What is counted over the whole of a new-style message."""
    everything = list(parts.walk(components))
    if len(everything) > parts.MAX_COMPONENTS:
        message = f"At most {parts.MAX_COMPONENTS} components in all, counting nested ones: {len(everything)}."
        findings.add(path, "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", message)
    texts = [str(c.get("content") or "") for c in everything if c.get("type") == parts.TEXT_DISPLAY]
    if sum(map(len, texts)) > parts.MAX_SHOWN_TEXT and max(map(len, texts)) <= parts.MAX_SHOWN_TEXT:
        message = f"The displayable text exceeds {parts.MAX_SHOWN_TEXT} characters."
        findings.add(path, "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", message)
    processed = sum(len(text.encode()) + BYTES_PER_TEXT_DISPLAY for text in texts)
    if processed > MAX_PROCESSED_BYTES and sum(map(len, texts)) <= parts.MAX_SHOWN_TEXT:
        message = f"{processed} bytes of text displays; Discord fails above {MAX_PROCESSED_BYTES}."
        findings.add(path, "OBSERVED_PROCESSED_SIZE_EXCEEDED", message, status=500)
    media = sum(len(as_list(c.get("items"))) for c in everything if c.get("type") == parts.MEDIA_GALLERY)
    media += sum(1 for c in everything if c.get("type") == parts.THUMBNAIL)
    if media > MAX_MEDIA_ITEMS:
        message = f"{media} media items; Discord fails above {MAX_MEDIA_ITEMS}."
        findings.add(path, "OBSERVED_MEDIA_ITEMS_EXCEEDED", message, status=500)
