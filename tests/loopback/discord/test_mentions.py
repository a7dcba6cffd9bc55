"""Whom a message would ping."""

from __future__ import annotations

from typing import Any

import pytest

from .mentions import Pings, pings
from .raw import Api
from .server import LoopbackDiscord

ALL = {"parse": ["users", "roles", "everyone"]}


@pytest.mark.parametrize(
    ("content", "allowed", "expected"),
    [
        ("hello", None, Pings()),
        ("@everyone", None, Pings(everyone=True)),
        ("look @here now", None, Pings(here=True)),
        ("<@1001> <@!1002>", None, Pings(users=frozenset({"1001", "1002"}))),
        ("<@&55>", None, Pings(roles=frozenset({"55"}))),
        ("@everyone <@1001> <@&55>", {"parse": []}, Pings()),
        ("@everyone <@1001>", {"parse": ["users"]}, Pings(users=frozenset({"1001"}))),
        ("<@1001> <@1002>", {"parse": [], "users": ["1002", "1003"]}, Pings(users=frozenset({"1002"}))),
        ("<@&55> <@&56>", {"roles": ["55"]}, Pings(roles=frozenset({"55"}))),
        ("`@everyone` ```\n<@1001>\n``` ``a ` @here``", ALL, Pings()),
        ("`not closed @everyone", ALL, Pings(everyone=True)),
        ("@\u200beveryone", ALL, Pings()),
        (r"\@everyone", ALL, Pings(everyone=True)),
    ],
)
async def test_what_is_written_and_what_is_allowed_decide(
    discord: LoopbackDiscord, api: Api, content: str, allowed: Any, expected: Pings
) -> None:
    body = {"content": content} if allowed is None else {"content": content, "allowed_mentions": allowed}
    _, made = await api.post(discord.home.channel, body)
    message = discord.home.channel.messages[made["id"]]
    assert pings(message) == expected
    assert bool(pings(message)) == (expected != Pings())
    assert made["mention_everyone"] == (expected.everyone or expected.here)


async def test_text_displays_ping_but_embeds_and_labels_do_not(discord: LoopbackDiscord, api: Api) -> None:
    button = {"type": 2, "style": 1, "label": "@everyone", "custom_id": "b"}
    shown = {"flags": 1 << 15, "components": [{"type": 10, "content": "@here"}, {"type": 1, "components": [button]}]}
    await api.post(discord.home.channel, shown)
    await api.post(discord.home.channel, {"embeds": [{"description": "@everyone <@1001>"}]})
    assert [pings(m) for m in discord.home.channel.visible] == [Pings(here=True), Pings()]


async def test_the_answer_to_an_interaction_pings_users_only_by_default(discord: LoopbackDiscord, api: Api) -> None:
    outcome = await api.answered(discord.user("1001"), {"content": "@everyone <@1001> <@&5>"}, at=discord.home)
    assert outcome.message is not None
    assert pings(outcome.message) == Pings(users=frozenset({"1001"}))


async def test_a_reply_pings_whom_it_answers_only_if_asked(discord: LoopbackDiscord, api: Api) -> None:
    said = discord.user("1001").say("quiz", discord.home.channel)
    for replied in (True, False):
        body = {
            "content": "here",
            "message_reference": {"message_id": said.id},
            "allowed_mentions": {"replied_user": replied},
        }
        await api.post(discord.home.channel, body)
    assert [pings(m) for m in discord.home.channel.visible[1:]] == [Pings(users=frozenset({"1001"})), Pings()]
