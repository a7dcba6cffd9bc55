"""Rich text blocks, as people's own messages carry them."""

from __future__ import annotations

from tests.loopback.slack.block_schema.engine import (
    Check,
    array,
    boolean,
    choice,
    literal,
    obj,
    string,
    tagged,
    whole,
)

STYLE: dict[str, Check] = {"style": obj({}, dict.fromkeys(("bold", "code", "italic", "strike", "underline"), boolean))}
BORDER: dict[str, Check] = {"border": choice(0, 1)}


def inline(kind: str, required: dict[str, Check], optional: dict[str, Check] | None = None) -> Check:
    """A piece of running text of type `kind`."""
    return obj({"type": literal(kind), **required}, {**STYLE, **(optional or {})})


INLINE: dict[str, Check] = {
    "text": inline("text", {"text": string()}),
    "link": inline("link", {"url": string(most=3000)}, {"text": string(), "unsafe": boolean}),
    "emoji": inline("emoji", {"name": string()}, {"unicode": string(), "url": string()}),
    "user": inline("user", {"user_id": string()}),
    "usergroup": inline("usergroup", {"usergroup_id": string()}),
    "channel": inline("channel", {"channel_id": string()}),
    "team": inline("team", {"team_id": string()}),
    "broadcast": inline("broadcast", {"range": choice("here", "channel", "everyone")}),
    "color": inline("color", {"value": string()}),
    "date": inline(
        "date",
        {"timestamp": whole(least=0), "format": string()},
        {"url": string(), "fallback": string()},
    ),
}

_running = array(tagged(INLINE, "rich text element"), least=0)
_section = obj({"type": literal("rich_text_section"), "elements": _running})
_CONTAINERS: dict[str, Check] = {
    "rich_text_section": _section,
    "rich_text_quote": obj({"type": literal("rich_text_quote"), "elements": _running}, BORDER),
    "rich_text_preformatted": obj(
        {
            "type": literal("rich_text_preformatted"),
            "elements": array(tagged({name: INLINE[name] for name in ("text", "link")}, "preformatted text"), least=0),
        },
        BORDER,
    ),
    "rich_text_list": obj(
        {
            "type": literal("rich_text_list"),
            "style": choice("bullet", "ordered"),
            "elements": array(tagged({"rich_text_section": _section}, "list item")),
        },
        {**BORDER, "indent": whole(least=0, most=8), "offset": whole(least=0)},
    ),
}

rich_text_block = obj(
    {"type": literal("rich_text"), "elements": array(tagged(_CONTAINERS, "rich text container"))},
    {"block_id": string(most=255)},
)
