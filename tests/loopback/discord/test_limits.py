"""The limits: what is taken, and for each thing refused its own reason."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .checks.autocomplete import choices_violations
from .limits import (
    COMPONENTS_V2,
    EPHEMERAL,
    Existing,
    command_size,
    command_violations,
    message_violations,
    modal_violations,
)
from .openapi import document_path, load

Json = dict[str, Any]


def button(**more: Any) -> Json:
    return {"type": 2, "style": 1, "label": "Go", "custom_id": "go", **more}


def link(**more: Any) -> Json:
    return {"type": 2, "style": 5, "label": "Read", "url": "https://example.org", **more}


def row(*children: Json) -> Json:
    return {"type": 1, "components": list(children)}


def rows(*children: Json) -> Json:
    return {"content": "c", "components": [row(*children)]}


def option(value: str = "v", **more: Any) -> Json:
    return {"label": "l", "value": value, **more}


def select(**more: Any) -> Json:
    return {"type": 3, "custom_id": "menu", "options": [option("a"), option("b")], **more}


def text(content: str = "words") -> Json:
    return {"type": 10, "content": content}


def v2(*components: Json, **more: Any) -> Json:
    return {"flags": COMPONENTS_V2, "components": list(components), **more}


def section(*texts: Json, accessory: Json | None = None) -> Json:
    found: Json = {"type": 9, "components": list(texts)}
    return found if accessory is None else {**found, "accessory": accessory}


def gallery(*urls: str) -> Json:
    return {"type": 12, "items": [{"media": {"url": url}} for url in urls]}


def embed(**more: Any) -> Json:
    return {"embeds": [{"title": "t", **more}]}


def buttons(count: int) -> list[Json]:
    return [button(custom_id=f"b{n}") for n in range(count)]


PICTURE = "https://example.org/a.png"
GOOD_MESSAGES: dict[str, tuple[Json, Json]] = {
    "plain": ({"content": "x" * 2000}, {}),
    "nonce": ({"content": "c", "nonce": "n" * 25, "enforce_nonce": True}, {}),
    "five rows of five": (
        {"content": "c", "components": [row(*[button(custom_id=f"{r}{n}") for n in range(5)]) for r in range(5)]},
        {},
    ),
    "link and emoji": (rows(link(), button(label=None, emoji={"name": "✅"})), {}),
    "select": (rows(select(min_values=0, max_values=2, placeholder="p" * 150)), {}),
    "user select": (rows({"type": 5, "custom_id": "u", "default_values": [{"id": "1", "type": "user"}]}), {}),
    "embed": (
        embed(description="d" * 4096, fields=[{"name": "n", "value": "v"}], timestamp="2026-07-18T09:00:00Z"),
        {},
    ),
    "file": ({"attachments": [{"id": "0", "description": "d" * 1024}]}, {"uploads": ["a.png"]}),
    "embed with file": (embed(image={"url": "attachment://a_b.png"}), {"uploads": ["a b.png"]}),
    "poll": ({"poll": {"question": {"text": "q"}, "answers": [{"poll_media": {"text": "a"}}], "duration": 768}}, {}),
    "v2 texts": (v2(text("x" * 4000)), {}),
    "v2 everything": (
        v2(
            {
                "type": 17,
                "accent_color": 0xFF00FF,
                "components": [text(), section(text(), accessory=button()), gallery(PICTURE)],
            },
            {"type": 14, "spacing": 2, "divider": False},
            {"type": 13, "file": {"url": "attachment://a.txt"}},
            section(text(), text(), text(), accessory={"type": 11, "media": {"url": PICTURE}, "description": "d"}),
            row(select()),
        ),
        {"uploads": ["a.txt"]},
    ),
    "v2 forty": (v2({"type": 17, "components": [text("w")] * 39}), {}),
    "mentions": ({"content": "c", "allowed_mentions": {"parse": ["roles"], "users": ["1"], "replied_user": False}}, {}),
    "ephemeral": ({"content": "c", "flags": EPHEMERAL}, {"kind": "interaction"}),
    "edit of one field": ({"components": []}, {"existing": Existing(filled=frozenset({"content", "components"}))}),
    "edit keeping a file": ({"attachments": [{"id": "55"}]}, {"existing": Existing(files={"55": "a.png"})}),
}


@pytest.mark.parametrize(("payload", "options"), GOOD_MESSAGES.values(), ids=GOOD_MESSAGES.keys())
def test_a_message_within_the_limits_is_taken(payload: Json, options: Json) -> None:
    assert message_violations(payload, **options) == []


BAD_MESSAGES: list[tuple[str, Json, str, str]] = [
    ("content too long", {"content": "x" * 2001}, "content", "BASE_TYPE_MAX_LENGTH"),
    ("content no string", {"content": 5}, "content", "BASE_TYPE_BAD_TYPE"),
    ("nothing at all", {}, "", "EMPTY_MESSAGE"),
    ("only spaces", {"content": " \n"}, "", "EMPTY_MESSAGE"),
    ("nonce too long", {"content": "c", "nonce": "n" * 26}, "nonce", "BASE_TYPE_MAX_LENGTH"),
    ("nonce no text", {"content": "c", "nonce": 1.5}, "nonce", "BASE_TYPE_BAD_TYPE"),
    ("eleven embeds", {"embeds": [{"title": "t"}] * 11}, "embeds", "BASE_TYPE_MAX_LENGTH"),
    ("embeds too large", {"embeds": [{"description": "d" * 3001}] * 2}, "embeds", "MAX_EMBED_SIZE_EXCEEDED"),
    ("embed title", embed(title="t" * 257), "embeds.0.title", "BASE_TYPE_MAX_LENGTH"),
    ("embed description", embed(description="d" * 4097), "embeds.0.description", "BASE_TYPE_MAX_LENGTH"),
    ("embed fields", embed(fields=[{"name": "n", "value": "v"}] * 26), "embeds.0.fields", "BASE_TYPE_MAX_LENGTH"),
    ("field name", embed(fields=[{"name": "n" * 257, "value": "v"}]), "embeds.0.fields.0.name", "BASE_TYPE_BAD_LENGTH"),
    ("field value", embed(fields=[{"name": "n", "value": "v" * 1025}]), "embeds.0.fields.0.value", "BASE_TYPE_BAD_LENGTH"),
    ("empty field", embed(fields=[{"name": "n", "value": ""}]), "embeds.0.fields.0.value", "BASE_TYPE_REQUIRED"),
    ("footer", embed(footer={"text": "f" * 2049}), "embeds.0.footer.text", "BASE_TYPE_BAD_LENGTH"),
    ("author", embed(author={"name": "a" * 257}), "embeds.0.author.name", "BASE_TYPE_BAD_LENGTH"),
    ("colour", embed(color=0x1000000), "embeds.0.color", "NUMBER_TYPE_MAX"),
    ("timestamp", embed(timestamp="tomorrow"), "embeds.0.timestamp", "DATE_TIME_TYPE_PARSE"),
    ("embed address", embed(url="ftp://example.org"), "embeds.0.url", "URL_TYPE_INVALID_SCHEME"),
    ("missing picture", embed(image={"url": "attachment://no.png"}), "embeds.0.image.url", "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND"),
    ("six rows", {"content": "c", "components": [row(b) for b in buttons(6)]}, "components", "BASE_TYPE_BAD_LENGTH"),
    ("six buttons", rows(*buttons(6)), "components.0.components", "BASE_TYPE_BAD_LENGTH"),
    ("empty row", rows(), "components.0.components", "BASE_TYPE_BAD_LENGTH"),
    ("button outside a row", {"components": [button()]}, "components.0.type", "UNION_TYPE_CHOICES"),
    ("text input in a message", rows({"type": 4, "custom_id": "t", "style": 1}), "components.0.components.0.type", "UNION_TYPE_CHOICES"),
    ("select beside a button", rows(select(), button()), "components.0.components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED"),
    ("button label", rows(button(label="l" * 81)), "components.0.components.0.label", "BASE_TYPE_MAX_LENGTH"),
    ("button without words", rows(button(label=None)), "components.0.components.0", "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED"),
    ("button without id", rows(button(custom_id=None)), "components.0.components.0.custom_id", "BASE_TYPE_REQUIRED"),
    ("custom_id too long", rows(button(custom_id="i" * 101)), "components.0.components.0.custom_id", "BASE_TYPE_BAD_LENGTH"),
    ("custom_id empty", rows(button(custom_id="")), "components.0.components.0.custom_id", "BASE_TYPE_BAD_LENGTH"),
    ("custom_id twice", rows(button(), button()), "components", "COMPONENT_CUSTOM_ID_DUPLICATED"),
    ("link with id", rows(link(custom_id="x")), "components.0.components.0.custom_id", "BUTTON_COMPONENT_FIELD_NOT_ALLOWED"),
    ("link without address", rows(link(url=None)), "components.0.components.0.url", "BASE_TYPE_REQUIRED"),
    ("link too long", rows(link(url="https://e.org/" + "u" * 500)), "components.0.components.0.url", "BASE_TYPE_BAD_LENGTH"),
    ("link scheme", rows(link(url="javascript://x")), "components.0.components.0.url", "URL_TYPE_INVALID_SCHEME"),
    ("no address", rows(link(url="example")), "components.0.components.0.url", "URL_TYPE_INVALID_URL"),
    ("button style", rows(button(style=9)), "components.0.components.0.style", "NUMBER_TYPE_MAX"),
    ("no style", rows(button(style=None)), "components.0.components.0.style", "BASE_TYPE_REQUIRED"),
    ("emoji without name", rows(button(emoji={})), "components.0.components.0.emoji", "BUTTON_COMPONENT_INVALID_EMOJI"),
    ("disabled no boolean", rows(button(disabled="yes")), "components.0.components.0.disabled", "BASE_TYPE_BAD_TYPE"),
    ("select options", rows(select(options=[option(str(n)) for n in range(26)])), "components.0.components.0.options", "BASE_TYPE_BAD_LENGTH"),
    ("no options", rows(select(options=[])), "components.0.components.0.options", "BASE_TYPE_BAD_LENGTH"),
    ("option label", rows(select(options=[option(label="l" * 101)])), "components.0.components.0.options.0.label", "BASE_TYPE_BAD_LENGTH"),
    ("option value", rows(select(options=[option("v" * 101)])), "components.0.components.0.options.0.value", "BASE_TYPE_BAD_LENGTH"),
    ("option description", rows(select(options=[option(description="d" * 101)])), "components.0.components.0.options.0.description", "BASE_TYPE_MAX_LENGTH"),
    ("option twice", rows(select(options=[option("a"), option("a")])), "components.0.components.0.options.1.value", "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED"),
    ("placeholder", rows(select(placeholder="p" * 151)), "components.0.components.0.placeholder", "BASE_TYPE_MAX_LENGTH"),
    ("max below min", rows(select(min_values=2, max_values=1)), "components.0.components.0.min_values", "SELECT_COMPONENT_RANGE_INVALID"),
    ("max above options", rows(select(max_values=3)), "components.0.components.0.options", "BASE_TYPE_BAD_LENGTH"),
    ("max above 25", rows(select(max_values=26)), "components.0.components.0.max_values", "NUMBER_TYPE_MAX"),
    ("two defaults", rows(select(options=[option("a", default=True), option("b", default=True)])), "components.0.components.0.options", "SELECT_COMPONENT_TOO_MANY_DEFAULTS"),
    ("options of a user select", rows({"type": 5, "custom_id": "u", "options": [option()]}), "components.0.components.0.options", "BASE_TYPE_NOT_ALLOWED"),
    ("wrong default", rows({"type": 6, "custom_id": "u", "default_values": [{"id": "1", "type": "user"}]}), "components.0.components.0.default_values.0.type", "BASE_TYPE_CHOICES"),
    ("text without the flag", {"components": [text()]}, "components.0.type", "UNION_TYPE_CHOICES"),
    ("content with the flag", v2(text(), content="c"), "content", "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"),
    ("embeds with the flag", v2(text(), embeds=[{"title": "t"}]), "embeds", "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"),
    ("nothing with the flag", v2(), "", "EMPTY_MESSAGE"),
    ("41 components", v2({"type": 17, "components": [text("w")] * 40}), "components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED"),
    ("accessories count", v2(*[section(text(), accessory=button(custom_id=str(n))) for n in range(14)]), "components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED"),
    ("texts in all", v2(text("x" * 2001), text("x" * 2000)), "components", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED"),
    ("one text", v2(text("x" * 4001)), "components.0.content", "BASE_TYPE_BAD_LENGTH"),
    ("empty text", v2(text("")), "components.0.content", "BASE_TYPE_REQUIRED"),
    ("bytes of text", v2(text("漢" * 3400)), "components", "OBSERVED_PROCESSED_SIZE_EXCEEDED"),
    ("section without text", v2(section(accessory=button())), "components.0.components", "BASE_TYPE_BAD_LENGTH"),
    ("section of four", v2(section(*[text()] * 4, accessory=button())), "components.0.components", "BASE_TYPE_BAD_LENGTH"),
    ("section without accessory", v2(section(text())), "components.0.accessory", "BASE_TYPE_REQUIRED"),
    ("section with a menu", v2(section(text(), accessory=select())), "components.0.accessory.type", "UNION_TYPE_CHOICES"),
    ("section of buttons", v2(section(button(), accessory=button(custom_id="2"))), "components.0.components.0.type", "UNION_TYPE_CHOICES"),
    ("empty gallery", v2(gallery()), "components.0.items", "BASE_TYPE_BAD_LENGTH"),
    ("gallery of eleven", v2(gallery(*[PICTURE] * 11)), "components.0.items", "BASE_TYPE_BAD_LENGTH"),
    ("65 pictures", v2(*[gallery(*[PICTURE] * 10)] * 6, gallery(*[PICTURE] * 5)), "components", "OBSERVED_MEDIA_ITEMS_EXCEEDED"),
    ("picture not there", v2(gallery("attachment://a.png")), "components.0.items.0.media.url", "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND"),
    ("alt text", v2({"type": 12, "items": [{"media": {"url": PICTURE}, "description": "d" * 1025}]}), "components.0.items.0.description", "BASE_TYPE_BAD_LENGTH"),
    ("file from the web", v2({"type": 13, "file": {"url": PICTURE}}), "components.0.file.url", "UNFURLED_MEDIA_ITEM_ATTACHMENT_REFERENCE_REQUIRED"),
    ("container in a container", v2({"type": 17, "components": [{"type": 17, "components": [text()]}]}), "components.0.components.0.type", "UNION_TYPE_CHOICES"),
    ("empty container", v2({"type": 17, "components": []}), "components.0.components", "BASE_TYPE_BAD_LENGTH"),
    ("container colour", v2({"type": 17, "accent_color": -1, "components": [text()]}), "components.0.accent_color", "NUMBER_TYPE_MIN"),
    ("separator", v2({"type": 14, "spacing": 3}), "components.0.spacing", "NUMBER_TYPE_MAX"),
    ("thumbnail at the top", v2({"type": 11, "media": {"url": PICTURE}}), "components.0.type", "UNION_TYPE_CHOICES"),
    ("number twice", v2({**text(), "id": 3}, {**text(), "id": 3}), "components", "COMPONENT_ID_DUPLICATED"),
    ("file without upload", {"content": "c", "attachments": [{"id": 0}]}, "attachments.0.id", "ATTACHMENT_NOT_FOUND"),
    ("alt text of a file", {"content": "c", "attachments": [{"id": 0, "description": "d" * 1025}]}, "attachments.0.description", "BASE_TYPE_MAX_LENGTH"),
    ("unknown mention type", {"content": "c", "allowed_mentions": {"parse": ["all"]}}, "allowed_mentions.parse.0", "BASE_TYPE_CHOICES"),
    ("mention type twice", {"content": "c", "allowed_mentions": {"parse": ["users", "users"]}}, "allowed_mentions.parse", "SET_TYPE_ALREADY_CONTAINS_VALUE"),
    ("parse and list", {"content": "c", "allowed_mentions": {"parse": ["users"], "users": ["1"]}}, "allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"),
    ("101 mentions", {"content": "c", "allowed_mentions": {"users": [str(n) for n in range(101)]}}, "allowed_mentions.users", "BASE_TYPE_MAX_LENGTH"),
    ("no id", {"content": "c", "allowed_mentions": {"users": ["ada"]}}, "allowed_mentions.users", "NUMBER_TYPE_COERCE"),
    ("poll question", {"poll": {"question": {"text": "q" * 301}, "answers": [{"poll_media": {"text": "a"}}]}}, "poll.question.text", "BASE_TYPE_BAD_LENGTH"),
    ("poll of eleven", {"poll": {"question": {"text": "q"}, "answers": [{"poll_media": {"text": "a"}}] * 11}}, "poll.answers", "BASE_TYPE_BAD_LENGTH"),
    ("poll too long", {"poll": {"question": {"text": "q"}, "answers": [{"poll_media": {"text": "a"}}], "duration": 769}}, "poll.duration", "NUMBER_TYPE_MAX"),
    ("components no list", {"content": "c", "components": {"type": 1}}, "components", "LIST_TYPE_CONVERT"),
    ("component no object", {"content": "c", "components": [5]}, "components.0", "DICT_TYPE_CONVERT"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("payload", "path", "code"), [row[1:] for row in BAD_MESSAGES], ids=[r[0] for r in BAD_MESSAGES]
)
def test_a_bad_message_is_refused_for_its_own_reason(payload: Json, path: str, code: str) -> None:
    found = message_violations(payload)
    assert (path, code) in [(".".join(map(str, v.path)), v.code) for v in found]


def test_the_observed_limits_break_discord_instead_of_being_named() -> None:
    found = message_violations(v2(text("漢" * 3400)))
    assert [violation.status for violation in found] == [500]


def label(component: Json, **more: Any) -> Json:
    return {"type": 18, "label": "Field", "component": component, **more}


def modal(*components: Json, **more: Any) -> Json:
    return {"custom_id": "m", "title": "Title", "components": list(components), **more}


def entry(**more: Any) -> Json:
    return {"type": 4, "custom_id": "t", "style": 1, **more}


def group(kind: int, count: int, **more: Any) -> Json:
    return {"type": kind, "custom_id": "g", "options": [option(str(n)) for n in range(count)], **more}


GOOD_MODALS: dict[str, Json] = {
    "text": modal(label(entry(min_length=0, max_length=4000, value="v", placeholder="p" * 100))),
    "old row": modal(row(entry(label="Old"))),
    "radio": modal(label(group(21, 10))),
    "boxes": modal(label(group(22, 10, min_values=1, max_values=10))),
    "box and words": modal(label({"type": 23, "custom_id": "b", "default": True}), text()),
    "select and file": modal(label(select()), label({"type": 19, "custom_id": "f", "max_values": 10})),
    "optional": modal(label(select(required=False, min_values=0))),
}


@pytest.mark.parametrize("payload", GOOD_MODALS.values(), ids=GOOD_MODALS.keys())
def test_a_modal_within_the_limits_is_taken(payload: Json) -> None:
    assert modal_violations(payload) == []


BAD_MODALS: list[tuple[str, Json, str, str]] = [
    ("title", modal(label(entry()), title="t" * 46), "title", "BASE_TYPE_BAD_LENGTH"),
    ("no title", modal(label(entry()), title=""), "title", "BASE_TYPE_REQUIRED"),
    ("custom_id", modal(label(entry()), custom_id="i" * 101), "custom_id", "BASE_TYPE_BAD_LENGTH"),
    ("empty", modal(), "components", "BASE_TYPE_BAD_LENGTH"),
    ("six fields", modal(*[label(entry(custom_id=str(n))) for n in range(6)]), "components", "BASE_TYPE_BAD_LENGTH"),
    ("label", modal(label(entry(), label="l" * 46)), "components.0.label", "BASE_TYPE_BAD_LENGTH"),
    ("description", modal(label(entry(), description="d" * 101)), "components.0.description", "BASE_TYPE_BAD_LENGTH"),
    ("bare input", modal(entry()), "components.0.type", "UNION_TYPE_CHOICES"),
    ("button in a label", modal(label(button())), "components.0.component.type", "UNION_TYPE_CHOICES"),
    ("button in a row", modal(row(button())), "components.0.components.0.type", "UNION_TYPE_CHOICES"),
    ("two in a row", modal(row(entry(label="a"), entry(label="b", custom_id="2"))), "components.0.components", "BASE_TYPE_BAD_LENGTH"),
    ("row without label", modal(row(entry())), "components.0.components.0.label", "BASE_TYPE_REQUIRED"),
    ("max_length", modal(label(entry(max_length=4001))), "components.0.component.max_length", "NUMBER_TYPE_MAX"),
    ("min above max", modal(label(entry(min_length=9, max_length=5))), "components.0.component.min_length", "TEXT_INPUT_RANGE_INVALID"),
    ("value too long", modal(label(entry(value="v" * 4001))), "components.0.component.value", "BASE_TYPE_MAX_LENGTH"),
    ("value too short", modal(label(entry(value="v", min_length=5))), "components.0.component.value", "BASE_TYPE_BAD_LENGTH"),
    ("placeholder", modal(label(entry(placeholder="p" * 101))), "components.0.component.placeholder", "BASE_TYPE_MAX_LENGTH"),
    ("no style", modal(label(entry(style=None))), "components.0.component.style", "BASE_TYPE_REQUIRED"),
    ("one radio", modal(label(group(21, 1))), "components.0.component.options", "BASE_TYPE_BAD_LENGTH"),
    ("eleven radios", modal(label(group(21, 11))), "components.0.component.options", "BASE_TYPE_BAD_LENGTH"),
    ("eleven boxes", modal(label(group(22, 11))), "components.0.component.options", "BASE_TYPE_BAD_LENGTH"),
    ("two radio defaults", modal(label({"type": 21, "custom_id": "g", "options": [option("a", default=True), option("b", default=True)]})), "components.0.component.options", "SELECT_COMPONENT_TOO_MANY_DEFAULTS"),
    ("required but none", modal(label(select(min_values=0))), "components.0.component.min_values", "MODAL_COMPONENT_REQUIRED_MIN_VALUES"),
    ("disabled", modal(label(select(disabled=True))), "components.0.component.disabled", "MODAL_COMPONENT_DISABLED"),
    ("same id", modal(label(entry()), label(entry())), "components", "COMPONENT_CUSTOM_ID_DUPLICATED"),
    ("label alone", modal({"type": 18, "label": "l"}), "components.0.component", "BASE_TYPE_REQUIRED"),
]  # fmt: skip


@pytest.mark.parametrize(("payload", "path", "code"), [row[1:] for row in BAD_MODALS], ids=[r[0] for r in BAD_MODALS])
def test_a_bad_modal_is_refused_for_its_own_reason(payload: Json, path: str, code: str) -> None:
    found = modal_violations(payload)
    assert (path, code) in [(".".join(map(str, v.path)), v.code) for v in found]


def command(**more: Any) -> Json:
    return {"name": "coach", "description": "d", **more}


def sub(*options: Json, **more: Any) -> Json:
    return {"type": 1, "name": "quiz", "description": "d", "options": list(options), **more}


def opt(**more: Any) -> Json:
    return {"type": 3, "name": "area", "description": "d", **more}


def choice(name: str = "n", value: Any = "v") -> Json:
    return {"name": name, "value": value}


LONG = [
    opt(name=f"o{n}", description="d" * 100, choices=[choice(f"{m:0100}", f"{m:0100}") for m in range(25)])
    for n in range(2)
]
GOOD_COMMANDS: dict[str, Json] = {
    "plain": command(),
    "subcommands": command(options=[sub(opt(autocomplete=True)), sub(name="daily")]),
    "groups": command(options=[{"type": 2, "name": "link", "description": "d", "options": [sub()]}]),
    "choices": command(options=[opt(choices=[choice(str(n), str(n)) for n in range(25)])]),
    "numbers": command(options=[opt(type=4, min_value=1, max_value=5, choices=[choice(value=1)])]),
    "other scripts": command(name="übung-ไทย_1'"),
    "message command": {"name": "Explain This", "type": 3},
    "contexts": command(contexts=[0, 1, 2], integration_types=[0, 1], default_member_permissions="32"),
    "translated": command(name_localizations={"de": "trainer"}, description_localizations={"de": "Der Trainer"}),
}


@pytest.mark.parametrize("payload", GOOD_COMMANDS.values(), ids=GOOD_COMMANDS.keys())
def test_a_command_within_the_limits_is_taken(payload: Json) -> None:
    assert command_violations(payload) == []
    assert command_violations([payload]) == []


BAD_COMMANDS: list[tuple[str, Any, str, str]] = [
    ("upper case", command(name="Coach"), "name", "APPLICATION_COMMAND_INVALID_NAME"),
    ("space", command(name="my coach"), "name", "APPLICATION_COMMAND_INVALID_NAME"),
    ("long name", command(name="c" * 33), "name", "BASE_TYPE_BAD_LENGTH"),
    ("no name", {"description": "d"}, "name", "BASE_TYPE_REQUIRED"),
    ("no description", {"name": "coach"}, "description", "BASE_TYPE_REQUIRED"),
    ("long description", command(description="d" * 101), "description", "BASE_TYPE_BAD_LENGTH"),
    ("translated name", command(name_localizations={"de": "Trainer"}), "name_localizations.de", "APPLICATION_COMMAND_INVALID_NAME"),
    ("translated description", command(description_localizations={"de": ""}), "description_localizations.de", "BASE_TYPE_BAD_LENGTH"),
    ("26 subcommands", command(options=[sub(name=f"s{n}") for n in range(26)]), "options", "BASE_TYPE_MAX_LENGTH"),
    ("26 options", command(options=[sub(*[opt(name=f"o{n}") for n in range(26)])]), "options.0.options", "BASE_TYPE_MAX_LENGTH"),
    ("subcommand beside option", command(options=[sub(), opt()]), "options", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"),
    ("subcommand in a subcommand", command(options=[sub(sub(name="deep"))]), "options.0.options.0.type", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"),
    ("option in a group", command(options=[{"type": 2, "name": "g", "description": "d", "options": [opt()]}]), "options.0.options.0.type", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"),
    ("required after optional", command(options=[opt(), opt(name="b", required=True)]), "options.1", "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"),
    ("option twice", command(options=[opt(), opt()]), "options.1", "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS"),
    ("option name", command(options=[opt(name="Area")]), "options.0.name", "APPLICATION_COMMAND_INVALID_NAME"),
    ("option type", command(options=[opt(type=12)]), "options.0.type", "NUMBER_TYPE_MAX"),
    ("no option type", command(options=[opt(type=None)]), "options.0.type", "BASE_TYPE_REQUIRED"),
    ("26 choices", command(options=[opt(choices=[choice(str(n)) for n in range(26)])]), "options.0.choices", "BASE_TYPE_MAX_LENGTH"),
    ("choice name", command(options=[opt(choices=[choice("n" * 101)])]), "options.0.choices.0.name", "BASE_TYPE_BAD_LENGTH"),
    ("choice value", command(options=[opt(choices=[choice(value="v" * 101)])]), "options.0.choices.0.value", "BASE_TYPE_BAD_LENGTH"),
    ("choice no number", command(options=[opt(type=4, choices=[choice()])]), "options.0.choices.0.value", "NUMBER_TYPE_COERCE"),
    ("choice twice", command(options=[opt(choices=[choice(), choice(value="w")])]), "options.0.choices.1.name", "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS"),
    ("choices of a user", command(options=[opt(type=6, choices=[choice()])]), "options.0.choices", "BASE_TYPE_NOT_ALLOWED"),
    ("autocomplete and choices", command(options=[opt(autocomplete=True, choices=[choice()])]), "options.0.autocomplete", "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_EXCLUSIVE"),
    ("autocomplete of a boolean", command(options=[opt(type=5, autocomplete=True)]), "options.0.autocomplete", "BASE_TYPE_NOT_ALLOWED"),
    ("min above max", command(options=[opt(type=4, min_value=5, max_value=1)]), "options.0.min_value", "APPLICATION_COMMAND_OPTIONS_RANGE_INVALID"),
    ("length of a number", command(options=[opt(type=4, max_length=5)]), "options.0.min_length", "BASE_TYPE_NOT_ALLOWED"),
    ("max_length", command(options=[opt(max_length=6001)]), "options.0.max_length", "NUMBER_TYPE_MAX"),
    ("too large", command(options=LONG), "", "APPLICATION_COMMAND_TOO_LARGE"),
    ("options of a message command", {"name": "Explain", "type": 3, "options": [opt()]}, "options", "APPLICATION_COMMAND_FIELD_NOT_ALLOWED"),
    ("description of a message command", {"name": "Explain", "type": 3, "description": "d"}, "description", "APPLICATION_COMMAND_FIELD_NOT_ALLOWED"),
    ("context", command(contexts=[3]), "contexts.0", "BASE_TYPE_CHOICES"),
    ("no context", command(contexts=[]), "contexts", "BASE_TYPE_BAD_LENGTH"),
    ("context twice", command(contexts=[1, 1]), "contexts", "SET_TYPE_ALREADY_CONTAINS_VALUE"),
    ("permissions", command(default_member_permissions="admin"), "default_member_permissions", "NUMBER_TYPE_COERCE"),
    ("same name", [command(), command()], "", "APPLICATION_COMMANDS_DUPLICATE_NAME"),
    ("101 commands", [command(name=f"c{n}") for n in range(101)], "", "TOO_MANY_COMMANDS"),
    ("16 message commands", [{"name": f"c{n}", "type": 3} for n in range(16)], "", "TOO_MANY_COMMANDS"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("payload", "path", "code"), [row[1:] for row in BAD_COMMANDS], ids=[r[0] for r in BAD_COMMANDS]
)
def test_a_bad_command_is_refused_for_its_own_reason(payload: Any, path: str, code: str) -> None:
    found = command_violations(payload)
    assert (path, code) in [(".".join(map(str, v.path)), v.code) for v in found]


def test_a_commands_size_counts_names_descriptions_and_choice_values_of_the_longest_language() -> None:
    small = command(name_localizations={"de": "trainer"}, options=[opt(choices=[choice("one", "first")])])
    assert command_size(small) == len("trainer") + 1 + len("area") + 1 + len("one") + len("first")


def test_an_autocomplete_has_at_most_25_choices_of_the_options_type() -> None:
    assert choices_violations({"choices": [choice(str(n), str(n)) for n in range(25)]}, 3) == []
    assert choices_violations({"choices": [choice(str(n), str(n)) for n in range(26)]}, 3)
    assert choices_violations({"choices": [choice("n", "five")]}, 4)


def test_the_vendors_document_takes_what_the_limits_take() -> None:
    contract = load(document_path())
    wrong = []
    for name, (payload, options) in GOOD_MESSAGES.items():
        path = "/channels/{channel_id}/messages"
        if contract is not None and not options.get("existing"):
            wrong += [(name, v) for v in contract.request_violations("POST", path, payload)]
    for name, payload in GOOD_MODALS.items():
        path = "/interactions/{interaction_id}/{interaction_token}/callback"
        if contract is not None:
            wrong += [(name, v) for v in contract.request_violations("POST", path, {"type": 9, "data": payload})]
    for name, payload in GOOD_COMMANDS.items():
        if contract is not None:
            path = "/applications/{application_id}/commands"
            wrong += [(name, v) for v in contract.request_violations("POST", path, payload)]
    assert wrong == []


@settings(max_examples=40, deadline=None)
@given(content=st.text(max_size=2100))
def test_content_is_taken_exactly_up_to_its_limit(content: str) -> None:
    taken = message_violations({"content": content}) == []
    assert taken == (0 < len(content) <= 2000 and bool(content.strip()))
