"""Making words safe and short: Slack's control characters, its style marks, its limits.

Rich text and plain text are shown as they are; mrkdwn (fields, footnotes, fallback texts) is parsed by Slack.
Words from people stay readable in both, notify nobody and style nothing.
"""

import re

ELLIPSIS = "…"
JOINER = "\u2060"  # invisible, and no word boundary

# Rich text is not parsed, but it is kept with entities, so that "&lt;" would come back as "<". Mention tokens
# mean nothing there either; they are broken all the same, in case that ever changes.
_ENTITY = re.compile(r"&(?=(?:amp|lt|gt);)")
_TOKEN = re.compile(r"<(?=[!@#])")

_OPENING = re.compile(r"(?<![^\W_])([*_~])(?=\S)")  # only at the edge of a word Slack takes it for a style mark
# Asterisk operator, low macron, tilde operator; below the ratio sign and the modifier grave accent.
_LOOKALIKE = {"*": "\u2217", "_": "\u02cd", "~": "\u223c"}
_COLON, _GRAVE = "\u2236", "\u02cb"
_EMOJI_CODE = re.compile(r":(?=[\w+-]*[a-z][\w+-]*:)")
_QUOTE = re.compile(r"^(?=>)", re.MULTILINE)


def cut(text: str, most: int) -> str:
    """The text, with a visible ellipsis where it is longer than `most`."""
    return text if len(text) <= most else text[: most - 1].rstrip() + ELLIPSIS


def one_line(text: str, most: int) -> str:
    """The text in one line, never empty: what Slack takes for a label."""
    return cut(" ".join(literal(text).split()), most) or "-"


def literal(text: str) -> str:
    """The text for rich text and plain text objects."""
    return _TOKEN.sub("<" + JOINER, _ENTITY.sub("&" + JOINER, text))


def unjoined(text: str) -> str:
    """What somebody copied from a message of ours, without our invisible characters."""
    return text.replace(JOINER, "")


def escaped(text: str) -> str:
    """Slack's control characters as entities (https://docs.slack.dev/messaging/formatting-message-text)."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescaped(text: str) -> str:
    """The text of an event as the person typed it."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def tame(text: str) -> str:
    """The text for mrkdwn, without any style: where a mark would begin one, a look-alike stands."""
    text = _OPENING.sub(lambda mark: _LOOKALIKE[mark[1]], text.replace("`", _GRAVE))
    return escaped(_QUOTE.sub(JOINER, _EMOJI_CODE.sub(_COLON, text)))


def cut_escaped(text: str, most: int) -> str:
    """`escaped`, and not longer than `most` after that; no entity is cut in two."""
    safe = escaped(text)
    if len(safe) <= most:
        return safe
    length = most - 1
    while len(escaped(text[:length])) > most - 1:
        length -= max(1, (len(escaped(text[:length])) - most + 1) // 5)
    return escaped(text[:length].rstrip()) + ELLIPSIS
