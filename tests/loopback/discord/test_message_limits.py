"""The limits of messages: what is taken, and for each thing refused its own reason."""

from __future__ import annotations

import pytest

from .limits import EPHEMERAL, Existing, message_violations
from .openapi import document_path, load
from .payloads import (
    ABOVE,
    CHOICE,
    LONG,
    NEEDED,
    NOT_HERE,
    PICTURE,
    SIZE,
    TWICE,
    TYPE,
    UNION,
    Json,
    button,
    buttons,
    embed,
    gallery,
    link,
    option,
    row,
    rows,
    section,
    select,
    text,
    v2,
)

IN_ROW = "components.0.components.0"
NO_FILE = "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND"
OLD_FIELD = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"
TOO_MANY = "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED"

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
    ("content too long", {"content": "x" * 2001}, "content", LONG),
    ("content no string", {"content": 5}, "content", TYPE),
    ("nothing at all", {}, "", "EMPTY_MESSAGE"),
    ("only spaces", {"content": " \n"}, "", "EMPTY_MESSAGE"),
    ("nonce too long", {"content": "c", "nonce": "n" * 26}, "nonce", LONG),
    ("nonce no text", {"content": "c", "nonce": 1.5}, "nonce", TYPE),
    ("eleven embeds", {"embeds": [{"title": "t"}] * 11}, "embeds", LONG),
    ("embeds too large", {"embeds": [{"description": "d" * 3001}] * 2}, "embeds", "MAX_EMBED_SIZE_EXCEEDED"),
    ("embed title", embed(title="t" * 257), "embeds.0.title", LONG),
    ("embed description", embed(description="d" * 4097), "embeds.0.description", LONG),
    ("embed fields", embed(fields=[{"name": "n", "value": "v"}] * 26), "embeds.0.fields", LONG),
    ("field name", embed(fields=[{"name": "n" * 257, "value": "v"}]), "embeds.0.fields.0.name", SIZE),
    ("field value", embed(fields=[{"name": "n", "value": "v" * 1025}]), "embeds.0.fields.0.value", SIZE),
    ("empty field", embed(fields=[{"name": "n", "value": ""}]), "embeds.0.fields.0.value", NEEDED),
    ("footer", embed(footer={"text": "f" * 2049}), "embeds.0.footer.text", SIZE),
    ("author", embed(author={"name": "a" * 257}), "embeds.0.author.name", SIZE),
    ("colour", embed(color=0x1000000), "embeds.0.color", ABOVE),
    ("timestamp", embed(timestamp="tomorrow"), "embeds.0.timestamp", "DATE_TIME_TYPE_PARSE"),
    ("embed address", embed(url="ftp://example.org"), "embeds.0.url", "URL_TYPE_INVALID_SCHEME"),
    ("missing picture", embed(image={"url": "attachment://no.png"}), "embeds.0.image.url", NO_FILE),
    ("six rows", {"content": "c", "components": [row(b) for b in buttons(6)]}, "components", SIZE),
    ("six buttons", rows(*buttons(6)), "components.0.components", SIZE),
    ("empty row", rows(), "components.0.components", SIZE),
    ("button outside a row", {"components": [button()]}, "components.0.type", UNION),
    ("text input in a message", rows({"type": 4, "custom_id": "t", "style": 1}), IN_ROW + ".type", UNION),
    ("select beside a button", rows(select(), button()), "components.0.components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED"),
    ("button label", rows(button(label="l" * 81)), IN_ROW + ".label", LONG),
    ("button without words", rows(button(label=None)), IN_ROW, "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED"),
    ("button without id", rows(button(custom_id=None)), IN_ROW + ".custom_id", NEEDED),
    ("custom_id too long", rows(button(custom_id="i" * 101)), IN_ROW + ".custom_id", SIZE),
    ("custom_id empty", rows(button(custom_id="")), IN_ROW + ".custom_id", SIZE),
    ("custom_id twice", rows(button(), button()), "components", "COMPONENT_CUSTOM_ID_DUPLICATED"),
    ("link with id", rows(link(custom_id="x")), IN_ROW + ".custom_id", "BUTTON_COMPONENT_FIELD_NOT_ALLOWED"),
    ("link without address", rows(link(url=None)), IN_ROW + ".url", NEEDED),
    ("link too long", rows(link(url="https://e.org/" + "u" * 500)), IN_ROW + ".url", SIZE),
    ("link scheme", rows(link(url="javascript://x")), IN_ROW + ".url", "URL_TYPE_INVALID_SCHEME"),
    ("no address", rows(link(url="example")), IN_ROW + ".url", "URL_TYPE_INVALID_URL"),
    ("button style", rows(button(style=9)), IN_ROW + ".style", ABOVE),
    ("no style", rows(button(style=None)), IN_ROW + ".style", NEEDED),
    ("emoji without name", rows(button(emoji={})), IN_ROW + ".emoji", "BUTTON_COMPONENT_INVALID_EMOJI"),
    ("disabled no boolean", rows(button(disabled="yes")), IN_ROW + ".disabled", TYPE),
    ("select options", rows(select(options=[option(str(n)) for n in range(26)])), IN_ROW + ".options", SIZE),
    ("no options", rows(select(options=[])), IN_ROW + ".options", SIZE),
    ("option label", rows(select(options=[option(label="l" * 101)])), IN_ROW + ".options.0.label", SIZE),
    ("option value", rows(select(options=[option("v" * 101)])), IN_ROW + ".options.0.value", SIZE),
    (
        "option description",
        rows(select(options=[option(description="d" * 101)])),
        IN_ROW + ".options.0.description",
        LONG,
    ),
    (
        "option twice",
        rows(select(options=[option("a"), option("a")])),
        IN_ROW + ".options.1.value",
        "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
    ),
    ("placeholder", rows(select(placeholder="p" * 151)), IN_ROW + ".placeholder", LONG),
    (
        "max below min",
        rows(select(min_values=2, max_values=1)),
        IN_ROW + ".min_values",
        "SELECT_COMPONENT_RANGE_INVALID",
    ),
    ("max above options", rows(select(max_values=3)), IN_ROW + ".options", SIZE),
    ("max above 25", rows(select(max_values=26)), IN_ROW + ".max_values", ABOVE),
    (
        "two defaults",
        rows(select(options=[option("a", default=True), option("b", default=True)])),
        IN_ROW + ".options",
        "SELECT_COMPONENT_TOO_MANY_DEFAULTS",
    ),
    (
        "options of a user select",
        rows({"type": 5, "custom_id": "u", "options": [option()]}),
        IN_ROW + ".options",
        NOT_HERE,
    ),
    (
        "wrong default",
        rows({"type": 6, "custom_id": "u", "default_values": [{"id": "1", "type": "user"}]}),
        IN_ROW + ".default_values.0.type",
        CHOICE,
    ),
    ("text without the flag", {"components": [text()]}, "components.0.type", UNION),
    ("content with the flag", v2(text(), content="c"), "content", OLD_FIELD),
    ("embeds with the flag", v2(text(), embeds=[{"title": "t"}]), "embeds", OLD_FIELD),
    ("nothing with the flag", v2(), "", "EMPTY_MESSAGE"),
    ("41 components", v2({"type": 17, "components": [text("w")] * 40}), "components", TOO_MANY),
    (
        "accessories count",
        v2(*[section(text(), accessory=button(custom_id=str(n))) for n in range(14)]),
        "components",
        TOO_MANY,
    ),
    ("texts in all", v2(text("x" * 2001), text("x" * 2000)), "components", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED"),
    ("one text", v2(text("x" * 4001)), "components.0.content", SIZE),
    ("empty text", v2(text("")), "components.0.content", NEEDED),
    ("bytes of text", v2(text("漢" * 3400)), "components", "OBSERVED_PROCESSED_SIZE_EXCEEDED"),
    ("section without text", v2(section(accessory=button())), "components.0.components", SIZE),
    ("section of four", v2(section(*[text()] * 4, accessory=button())), "components.0.components", SIZE),
    ("section without accessory", v2(section(text())), "components.0.accessory", NEEDED),
    ("section with a menu", v2(section(text(), accessory=select())), "components.0.accessory.type", UNION),
    ("section of buttons", v2(section(button(), accessory=button(custom_id="2"))), IN_ROW + ".type", UNION),
    ("empty gallery", v2(gallery()), "components.0.items", SIZE),
    ("gallery of eleven", v2(gallery(*[PICTURE] * 11)), "components.0.items", SIZE),
    (
        "65 pictures",
        v2(*[gallery(*[PICTURE] * 10)] * 6, gallery(*[PICTURE] * 5)),
        "components",
        "OBSERVED_MEDIA_ITEMS_EXCEEDED",
    ),
    ("picture not there", v2(gallery("attachment://a.png")), "components.0.items.0.media.url", NO_FILE),
    (
        "alt text",
        v2({"type": 12, "items": [{"media": {"url": PICTURE}, "description": "d" * 1025}]}),
        "components.0.items.0.description",
        SIZE,
    ),
    (
        "file from the web",
        v2({"type": 13, "file": {"url": PICTURE}}),
        "components.0.file.url",
        "UNFURLED_MEDIA_ITEM_ATTACHMENT_REFERENCE_REQUIRED",
    ),
    (
        "container in a container",
        v2({"type": 17, "components": [{"type": 17, "components": [text()]}]}),
        IN_ROW + ".type",
        UNION,
    ),
    ("empty container", v2({"type": 17, "components": []}), "components.0.components", SIZE),
    (
        "container colour",
        v2({"type": 17, "accent_color": -1, "components": [text()]}),
        "components.0.accent_color",
        "NUMBER_TYPE_MIN",
    ),
    ("separator", v2({"type": 14, "spacing": 3}), "components.0.spacing", ABOVE),
    ("thumbnail at the top", v2({"type": 11, "media": {"url": PICTURE}}), "components.0.type", UNION),
    ("number twice", v2({**text(), "id": 3}, {**text(), "id": 3}), "components", "COMPONENT_ID_DUPLICATED"),
    ("file without upload", {"content": "c", "attachments": [{"id": 0}]}, "attachments.0.id", "ATTACHMENT_NOT_FOUND"),
    (
        "alt text of a file",
        {"content": "c", "attachments": [{"id": 0, "description": "d" * 1025}]},
        "attachments.0.description",
        LONG,
    ),
    (
        "unknown mention type",
        {"content": "c", "allowed_mentions": {"parse": ["all"]}},
        "allowed_mentions.parse.0",
        CHOICE,
    ),
    (
        "mention type twice",
        {"content": "c", "allowed_mentions": {"parse": ["users", "users"]}},
        "allowed_mentions.parse",
        TWICE,
    ),
    (
        "parse and list",
        {"content": "c", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
        "allowed_mentions",
        "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
    ),
    (
        "101 mentions",
        {"content": "c", "allowed_mentions": {"users": [str(n) for n in range(101)]}},
        "allowed_mentions.users",
        LONG,
    ),
    ("no id", {"content": "c", "allowed_mentions": {"users": ["ada"]}}, "allowed_mentions.users", "NUMBER_TYPE_COERCE"),
    (
        "poll question",
        {"poll": {"question": {"text": "q" * 301}, "answers": [{"poll_media": {"text": "a"}}]}},
        "poll.question.text",
        SIZE,
    ),
    (
        "poll of eleven",
        {"poll": {"question": {"text": "q"}, "answers": [{"poll_media": {"text": "a"}}] * 11}},
        "poll.answers",
        SIZE,
    ),
    (
        "poll too long",
        {"poll": {"question": {"text": "q"}, "answers": [{"poll_media": {"text": "a"}}], "duration": 769}},
        "poll.duration",
        ABOVE,
    ),
    ("components no list", {"content": "c", "components": {"type": 1}}, "components", "LIST_TYPE_CONVERT"),
    ("component no object", {"content": "c", "components": [5]}, "components.0", "DICT_TYPE_CONVERT"),
]


@pytest.mark.parametrize(
    ("payload", "path", "code"), [row[1:] for row in BAD_MESSAGES], ids=[r[0] for r in BAD_MESSAGES]
)
def test_a_bad_message_is_refused_for_its_own_reason(payload: Json, path: str, code: str) -> None:
    found = message_violations(payload)
    assert (path, code) in [(".".join(map(str, v.path)), v.code) for v in found]


def test_the_observed_limits_break_discord_instead_of_being_named() -> None:
    found = message_violations(v2(text("漢" * 3400)))
    assert [violation.status for violation in found] == [500]


def test_the_vendors_document_takes_these_messages_too() -> None:
    contract = load(document_path())
    new = {name: payload for name, (payload, options) in GOOD_MESSAGES.items() if not options.get("existing")}
    path = "/channels/{channel_id}/messages"
    wrong = {n: found for n, p in new.items() if contract and (found := contract.request_violations("POST", path, p))}
    assert wrong == {}
