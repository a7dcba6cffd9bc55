"""Whom a message pings, after Slack's parsing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.loopback.slack.content import escape
from tests.loopback.slack.pings import pings
from tests.loopback.slack.samples import Json, mrkdwn, plain, section


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ({"text": "<!channel> and <!here|here> and <!everyone>"}, ["<!channel>", "<!here>", "<!everyone>"]),
        ({"text": "<@U1> meets <@W2|somebody>"}, ["<@U1>", "<@W2>"]),
        ({"text": "<!subteam^S1|@backend>"}, ["<!subteam^S1>"]),
        ({"text": "`<!channel>` in a code span"}, ["<!channel>"]),
        ({"text": "&lt;!channel&gt; escaped"}, []),
        ({"text": "a bare @channel"}, []),
        ({"text": "a bare @channel", "parse": "full"}, ["<!channel>"]),
        ({"text": "a bare @here", "link_names": "1"}, ["<!here>"]),
        ({"text": "mail me@channel.example", "link_names": True}, []),
        ({"text": "a", "blocks": [section("<!here>")]}, ["<!here>"]),
        ({"text": "a", "blocks": [{"type": "section", "fields": [mrkdwn("<@U1>")]}]}, ["<@U1>"]),
        ({"text": "a", "blocks": [{"type": "header", "text": plain("<!channel>")}]}, []),
        ({"text": "a", "blocks": [{"type": "context", "elements": [mrkdwn("<!channel>")]}]}, ["<!channel>"]),
        ({"text": "a", "blocks": [{"type": "markdown", "text": "**<!channel>**"}]}, ["<!channel>"]),
        ({"markdown_text": "<!channel>"}, ["<!channel>"]),
        ({"text": "a", "attachments": [{"text": "<@U1>", "blocks": [section("<@U2>")]}]}, ["<@U1>", "<@U2>"]),
        ({"text": "a", "attachments": [{"fields": [{"title": "a", "value": "<!here>"}]}]}, ["<!here>"]),
        ({"text": "<@U1> <@U1>"}, ["<@U1>"]),
        ({"text": "<#C1|general> <https://example.com/|@channel>"}, []),
    ],
)
def test_a_message_pings(message: Json, expected: list[str]) -> None:
    assert pings(message) == expected


def test_rich_text_pings_by_element_and_not_by_words() -> None:
    pieces: list[Any] = [
        {"type": "text", "text": "<!channel>"},
        {"type": "broadcast", "range": "here"},
        {"type": "user", "user_id": "U1"},
        {"type": "usergroup", "usergroup_id": "S1"},
    ]
    rich = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": pieces}]}
    assert pings({"text": "a", "blocks": [rich]}) == ["<!here>", "<@U1>", "<!subteam^S1>"]


@given(st.text(alphabet="<>!@&;|^` UWS1channelhereltgamp", max_size=60))
def test_escaped_words_ping_nobody(words: str) -> None:
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert pings({"text": escaped, "blocks": [section(escaped)]}) == []
    assert escape(escaped) == escaped
