"""Limits of whole messages: create, edit, response, follow-up (developers/resources/message.mdx)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from . import parts
from .embeds import check_embeds
from .findings import EMPTY_MESSAGE, Findings, Violation
from .layout import check_components

MAX_CONTENT = 2_000
MAX_FILES = 10
Kind = Literal["message", "webhook", "interaction"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Existing:
    """What an edited message already holds: flags, files by id, and which old-style parts are filled."""

    flags: int = 0
    files: Mapping[str, str] = field(default_factory=dict)
    filled: frozenset[str] = frozenset()


def message_violations(
    payload: dict[str, Any],
    *,
    uploads: Mapping[int, str] | Sequence[str] = (),
    existing: Existing | None = None,
    kind: Kind = "message",
) -> list[Violation]:
    """Why Discord would refuse this message body; empty if it would take it.

    `uploads` are the uploaded files' names, by their number in `files[n]` (a sequence counts from 0);
    `existing` is given for an edit; only `message` (a channel's own endpoint) knows nonces and replies.
    """
    findings = Findings()
    numbered = dict(uploads) if isinstance(uploads, Mapping) else dict(enumerate(uploads))
    before = existing or Existing()
    findings.text(payload, "content", (), high=MAX_CONTENT)
    embeds = findings.items(payload, "embeds", (), high=10)
    names = check_attachments(findings, payload, numbered, before)
    check_embeds(findings, embeds, ("embeds",), names)
    flags = before.flags | (findings.whole(payload, "flags", (), low=0, high=2**53) or 0)
    v2 = bool(flags & parts.COMPONENTS_V2)
    components = findings.items(payload, "components", (), high=parts.MAX_COMPONENTS)
    check_components(findings, components, ("components",), v2=v2, files=names)
    if v2:
        check_old_fields(findings, payload, before)
    check_allowed_mentions(findings, payload.get("allowed_mentions"))
    check_poll(findings, payload.get("poll"))
    if kind == "message" and existing is None:
        check_nonce(findings, payload.get("nonce"))
    if not findings.found and is_empty(payload, names, before):
        findings.add((), "EMPTY_MESSAGE", "Cannot send an empty message", json_code=EMPTY_MESSAGE)
    return findings.found


def check_attachments(
    findings: Findings, payload: dict[str, Any], uploads: Mapping[int, str], before: Existing
) -> set[str]:
    """Check that `attachments` name files that are there; the file names a body may refer to."""
    if payload.get("attachments") is None:
        kept = list(before.files.values())
    else:
        kept = []
        for index, entry in enumerate(findings.items(payload, "attachments", (), high=MAX_FILES)):
            here = ("attachments", index)
            findings.text(entry, "filename", here, low=1, high=1024)
            findings.text(entry, "description", here, high=1024)
            number = str(entry.get("id", ""))
            if number in before.files:
                kept.append(before.files[number])
            elif not number.isdecimal() or int(number) not in uploads:
                findings.add((*here, "id"), "ATTACHMENT_NOT_FOUND", f"There is no file for attachment {number!r}.")
    names = [*kept, *uploads.values()]
    if len(names) > MAX_FILES:
        findings.length(("attachments",), 0, MAX_FILES)
    return {*names, *map(clean_file_name, names)}


def clean_file_name(name: str) -> str:
    """A file's name as Discord keeps it: letters, digits, `.-_`; a space becomes an underscore."""
    spaced = name.replace(" ", "_")
    return "".join(c for c in spaced if c.isalnum() or c in "._-") or "file"


def check_old_fields(findings: Findings, payload: dict[str, Any], before: Existing) -> None:
    """With IS_COMPONENTS_V2 a message has components only; an edit must empty what was there."""
    for name in ("content", "embeds", "sticker_ids", "poll"):
        left = name in before.filled and name not in payload
        if payload.get(name) or left:
            message = f"The '{name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
            findings.add((name,), "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", message)


def check_allowed_mentions(findings: Findings, mentions: object) -> None:
    """`parse` and the lists of ids exclude one another; at most 100 ids each."""
    here = ("allowed_mentions",)
    if mentions is None:
        return
    if not isinstance(mentions, dict):
        findings.add(here, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType.")
        return
    parse = findings.texts(mentions, "parse", here)
    for index, item in enumerate(parse):
        if item not in ("users", "roles", "everyone"):
            message = "Value must be one of ('users', 'everyone', 'roles')."
            findings.add((*here, "parse", index), "BASE_TYPE_CHOICES", message)
    if len(set(parse)) != len(parse):
        findings.add((*here, "parse"), "SET_TYPE_ALREADY_CONTAINS_VALUE", "The set already contains this value")
    for name in ("users", "roles"):
        ids = findings.texts(mentions, name, here)
        if len(ids) > 100:
            findings.length((*here, name), 0, 100)
        if any(not one.isdecimal() for one in ids):
            findings.add((*here, name), "NUMBER_TYPE_COERCE", "Value is not snowflake.")
        if ids and name in parse:
            message = f'parse:["{name}"] and {name}: [ids...] are mutually exclusive.'
            findings.add(here, "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", message)
    findings.flag(mentions, "replied_user", here)


def check_poll(findings: Findings, poll: object) -> None:
    """A native poll: 300 characters, 1 to 10 answers of 55, at most 32 days (resources/poll.mdx)."""
    if not isinstance(poll, dict):
        return
    findings.text(
        findings.table(poll, "question", ("poll",)), "text", ("poll", "question"), low=1, high=300, required=True
    )
    for index, answer in enumerate(findings.items(poll, "answers", ("poll",), low=1, high=10, required=True)):
        here = ("poll", "answers", index, "poll_media")
        findings.text(findings.table(answer, "poll_media", here[:-1]), "text", here, low=1, high=55, required=True)
    findings.whole(poll, "duration", ("poll",), low=1, high=32 * 24)


def check_nonce(findings: Findings, nonce: object) -> None:
    """A nonce has at most 25 characters."""
    if nonce is None:
        return
    if isinstance(nonce, bool) or not isinstance(nonce, int | str):
        findings.add(("nonce",), "BASE_TYPE_BAD_TYPE", "Value is neither integer nor string.")
    elif len(str(nonce)) > 25:
        findings.length(("nonce",), 0, 25)


def is_empty(payload: dict[str, Any], names: set[str], before: Existing) -> bool:
    """Whether nothing to show would be left."""
    if (
        names
        or payload.get("poll")
        or payload.get("sticker_ids")
        or (payload.get("message_reference") or {}).get("type")
    ):
        return False
    for name in ("content", "embeds", "components"):
        value = payload.get(name, name in before.filled)
        if value and (not isinstance(value, str) or value.strip()):
            return False
    return True
