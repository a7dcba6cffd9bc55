"""Limits of embeds (developers/resources/message.mdx, Embed Limits)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from .buttons import check_url
from .findings import Findings, Path, as_dict, as_list

MAX_ALL_EMBEDS = 6_000
"""Characters of title, description, fields, footer and author over all embeds of a message."""


def check_embeds(findings: Findings, embeds: list[dict[str, Any]], path: Path, files: Collection[str]) -> None:
    """Check every embed of a message and their sum."""
    for index, embed in enumerate(embeds):
        check_embed(findings, embed, (*path, index), files)
    total = sum(embed_size(embed) for embed in embeds)
    if total > MAX_ALL_EMBEDS:
        message = f"Embed size exceeds maximum size of {MAX_ALL_EMBEDS}"
        findings.add(path, "MAX_EMBED_SIZE_EXCEEDED", message)


def embed_size(embed: dict[str, Any]) -> int:
    """Characters of an embed that count towards the common limit."""
    size = sum(len(str(embed.get(key) or "").strip()) for key in ("title", "description"))
    size += len(str(as_dict(embed.get("footer")).get("text") or "").strip())
    size += len(str(as_dict(embed.get("author")).get("name") or "").strip())
    for field in map(as_dict, as_list(embed.get("fields"))):
        size += len(str(field.get("name") or "").strip()) + len(str(field.get("value") or "").strip())
    return size


def check_embed(findings: Findings, embed: dict[str, Any], path: Path, files: Collection[str]) -> None:
    """Check one embed."""
    findings.text(embed, "title", path, high=256)
    findings.text(embed, "description", path, high=4096)
    findings.whole(embed, "color", path, low=0, high=0xFFFFFF)
    for index, field in enumerate(findings.items(embed, "fields", path, high=25)):
        here = (*path, "fields", index)
        findings.text(field, "name", here, low=1, high=256, required=True)
        findings.text(field, "value", here, low=1, high=1024, required=True)
        findings.flag(field, "inline", here)
    for key, text, high in (("footer", "text", 2048), ("author", "name", 256)):
        if embed.get(key) is not None:
            part = findings.table(embed, key, path)
            findings.text(part, text, (*path, key), low=1, high=high, required=True)
            check_image(findings, part.get("icon_url"), (*path, key, "icon_url"), files)
    for key in ("image", "thumbnail"):
        check_image(findings, findings.table(embed, key, path).get("url"), (*path, key, "url"), files)
    if embed.get("url"):
        check_url(findings, str(embed["url"]), (*path, "url"), ("http", "https"))
    if embed.get("timestamp") is not None:
        check_timestamp(findings, embed["timestamp"], (*path, "timestamp"))


def check_image(findings: Findings, url: object, path: Path, files: Collection[str]) -> None:
    """A picture's address: http(s), or `attachment://` and an uploaded file's name."""
    if not isinstance(url, str) or not url:
        return
    if url.startswith("attachment://"):
        if url.removeprefix("attachment://") not in files:
            message = "The referenced attachment was not found"
            findings.add(path, "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", message)
    else:
        check_url(findings, url, path, ("http", "https"))


def check_timestamp(findings: Findings, value: object, path: Path) -> None:
    """An ISO 8601 instant."""
    try:
        datetime.fromisoformat(str(value))
    except ValueError:
        findings.add(path, "DATE_TIME_TYPE_PARSE", f"Could not parse {value}. Should be ISO8601.")
