"""Restricted Markdown of one line as mrkdwn, for the two places that take nothing else: fields and footnotes."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from adapters.slack.limits import CONTEXT_MAX, FIELD_MAX
from adapters.slack.wording import ELLIPSIS, escaped, tame
from bot.application import markup
from bot.application.markup import Span

Json = dict[str, Any]


def field(label: str, value: str, most: int) -> Json:
    """A label with its value below it."""
    run = (Span(label or "-", bold=True), Span("\n"), *(markup.inline(value) or (Span("-"),)))
    return mrkdwn(run, min(most, FIELD_MAX))


def footnote(words: str, most: int) -> Json | None:
    """A small line; None when there is nothing to show."""
    run = markup.inline(words)
    if not "".join(span.text for span in run).strip():
        return None
    return {"type": "context", "elements": [mrkdwn(run, min(most, CONTEXT_MAX))]}


def mrkdwn(run: Iterable[Span], most: int) -> Json:
    """Spans as a text object that is not longer than `most`; Slack makes no links or mentions of its own."""
    shown = ""
    for span in run:
        piece = _styled(span, span.text)
        if len(shown) + len(piece) < most:
            shown += piece
            continue
        shown += _shortened(span, most - len(shown))
        break
    return {"type": "mrkdwn", "text": shown, "verbatim": True}


def _shortened(span: Span, most: int) -> str:
    """The longest beginning of a span that fits, with an ellipsis."""
    low, high = 0, len(span.text)
    while low < high:
        middle = (low + high + 1) // 2
        if len(_styled(span, span.text[:middle].rstrip() + ELLIPSIS)) <= most:
            low = middle
        else:
            high = middle - 1
    piece = _styled(span, span.text[:low].rstrip() + ELLIPSIS)
    return piece if len(piece) <= most else ELLIPSIS[:most]


def _styled(span: Span, text: str) -> str:
    if span.code and "`" not in text and text.strip():
        return f"`{escaped(text.replace(chr(10), ' '))}`"
    shown = tame(text)
    if span.url and span.url.startswith(("https://", "http://")):
        return f"<{escaped(quote(span.url, safe=':/?#[]@!$&()*+,;=%~'))}|{shown.replace('|', '¦')}>"
    bare = shown.strip()
    if not bare or "\n" in text:
        return shown
    styled = f"_{bare}_" if span.italic else bare
    styled = f"*{styled}*" if span.bold else styled
    return shown.replace(bare, styled, 1)  # Slack takes marks only directly around the words
