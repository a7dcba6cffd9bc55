"""Sending unasked on Discord: the contract of all messengers, and what is particular to Discord."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from adapters.discord import messenger as module
from adapters.discord import posting
from adapters.discord.messenger import DiscordMessenger
from adapters.discord.parse import account_of, team_of
from adapters.discord.rest.client import Effort
from adapters.discord.serving import discord_api
from bot.application.cards import Card, Text, card
from bot.application.ports.messenger import Address, CannotLook, ToAccount, ToChannel
from bot.errors import ChannelGone, MessagesClosed, OutcomeUnknown, RateLimited, SettingsError
from tests.contract.messenger import LONG_AGO, MessengerContract, outgoing
from tests.loopback.discord import LoopbackDiscord, permissions, pings

MESSAGES = "/channels/*/messages"


class DiscordStage:
    """One person and one channel on a loopback Discord."""

    def __init__(self, discord: LoopbackDiscord, messenger: DiscordMessenger) -> None:
        self.discord = discord
        self.messenger = messenger
        self.ada = discord.user("1001")
        self.person = ToAccount(account=account_of("1001"))
        self.channel = ToChannel(team=team_of(discord.home.id), channel=discord.home.channel.id)

    def seen(self, address: Address) -> list[str]:
        at = None if isinstance(address, ToAccount) else self.discord.home
        return [message.text for message in self.ada.sees(at)]

    def pinged(self) -> bool:
        return any(pings(message) for at in (None, self.discord.home) for message in self.ada.sees(at))

    def limit(self, address: Address, seconds: float) -> None:
        self.discord.faults.rate_limited("POST", MESSAGES, retry_after_s=seconds, times=100)

    def fail(self, address: Address) -> None:
        self.discord.faults.status("POST", MESSAGES, 503, times=100)

    def lose_answers(self, address: Address) -> None:
        self.discord.faults.lose_reply("POST", MESSAGES, times=100)

    def mend(self) -> None:
        self.discord.faults.clear()

    def close_messages(self) -> None:
        self.ada.closes_dms()

    def remove_channel(self) -> None:
        self.discord.delete_channel(self.discord.home.channel)


@pytest.fixture
async def stage(discord: LoopbackDiscord, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[DiscordStage]:
    """A messenger that loses no time between its tries."""
    monkeypatch.setattr(module, "SENDING", Effort(within_s=5.0, pauses_s=(0.01, 0.01)))
    async with discord_api(discord.token, discord.api_url) as rest:
        yield DiscordStage(discord, DiscordMessenger(rest))


class TestDiscordMessenger(MessengerContract):
    """Discord keeps the contract."""


async def test_no_gateway_is_needed(stage: DiscordStage):
    await stage.messenger.send(outgoing(stage.person))
    assert stage.discord.gateway.identifies == []


async def test_every_try_carries_the_same_enforced_nonce(stage: DiscordStage):
    sent = outgoing(stage.person)
    stage.discord.faults.lose_reply("POST", MESSAGES)
    await stage.messenger.send(sent)
    bodies = [r.body for r in stage.discord.records.of("POST", "/channels/{channel_id}/messages")]
    assert [(b["nonce"], b["enforce_nonce"]) for b in bodies if isinstance(b, dict)] == [(sent.reference, True)] * 2
    assert len(stage.ada.inbox) == 1


@pytest.mark.parametrize(
    ("status", "code", "error"),
    [
        (403, 50007, MessagesClosed),
        (403, 50278, MessagesClosed),
        (400, 40003, RateLimited),
        (429, 20028, RateLimited),
    ],
)
async def test_what_discord_says_of_a_direct_message(stage: DiscordStage, status, code, error):
    stage.discord.faults.error("POST", MESSAGES, status, code, "no", times=9)
    with pytest.raises(error):
        await stage.messenger.send(outgoing(stage.person))


@pytest.mark.parametrize(("status", "code"), [(404, 10003), (403, 50001), (403, 50013)])
async def test_what_discord_says_of_a_lost_channel(stage: DiscordStage, status, code):
    stage.discord.faults.error("POST", MESSAGES, status, code, "no")
    with pytest.raises(ChannelGone):
        await stage.messenger.send(outgoing(stage.channel))


async def test_a_refused_token_is_the_operators_business(stage: DiscordStage):
    stage.discord.faults.error("POST", "/users/@me/channels", 401, 0, "401: Unauthorized")
    with pytest.raises(SettingsError, match="DISCORD_TOKEN"):
        await stage.messenger.send(outgoing(stage.person))


async def test_a_dm_that_is_gone_is_opened_anew(stage: DiscordStage):
    gone = ToAccount(account=account_of("1001"), conversation="123456789012345678")
    sent = await stage.messenger.send(outgoing(gone))
    assert sent.conversation.id == stage.discord.world.bot_dm(stage.ada.user).id


async def test_a_server_error_leaves_the_outcome_open_after_several_tries(stage: DiscordStage):
    stage.discord.faults.status("POST", MESSAGES, 500, times=9)
    with pytest.raises(OutcomeUnknown):
        await stage.messenger.send(outgoing(stage.person))


async def test_a_long_message_comes_in_parts_that_a_repeat_completes(stage: DiscordStage):
    long = tuple(Card((Text(f"part {n} " + "word " * 700),)) for n in range(2))
    sent = outgoing(stage.person, *long)
    first = await stage.messenger.send(sent)
    assert await stage.messenger.send(sent) == first
    assert [text.split(" word")[0] for text in stage.seen(stage.person)] == ["part 0", "part 1"]


async def test_a_part_that_fails_is_never_called_nothing_sent(stage: DiscordStage, monkeypatch):
    long = tuple(Card((Text(f"part {n} " + "word " * 700),)) for n in range(2))
    sent = outgoing(stage.person, *long)
    calls: list[str] = []

    async def failing_second(*args, **options):
        calls.append(options["nonce"])
        if len(calls) == 1:
            answer = await posting.post(*args, **options)
            stage.discord.faults.status("POST", MESSAGES, 503, times=9)
            return answer
        return await posting.post(*args, **options)

    monkeypatch.setattr(module, "post", failing_second)
    with pytest.raises(OutcomeUnknown):
        await stage.messenger.send(sent)


async def test_a_message_is_found_behind_many_others(stage: DiscordStage):
    lost = outgoing(stage.channel)
    await stage.messenger.send(lost)
    for number in range(120):
        stage.ada.say(f"line {number}", stage.discord.home)
    found = await stage.messenger.find(lost, since=stage.discord.clock.now() - timedelta(minutes=5))
    assert found is not None


async def test_what_was_sent_before_is_not_looked_at(stage: DiscordStage):
    lost = outgoing(stage.channel)
    await stage.messenger.send(lost)
    stage.discord.advance(hours=1)
    assert await stage.messenger.find(lost, since=stage.discord.clock.now()) is None


async def test_without_the_right_to_read_the_history_nothing_is_certain(stage: DiscordStage):
    blind = permissions.VIEW_CHANNEL | permissions.SEND_MESSAGES
    channel = stage.discord.add_channel(stage.discord.home, "blind", bot_permissions=blind)
    address = ToChannel(team=team_of(stage.discord.home.id), channel=channel.id)
    sent = outgoing(address)
    await stage.messenger.send(sent)
    with pytest.raises(CannotLook):
        await stage.messenger.find(sent, since=LONG_AGO)


async def test_somebody_elses_message_with_the_reference_is_not_ours(stage: DiscordStage):
    sent = outgoing(stage.channel)
    await stage.messenger.send(sent)
    stage.discord.home.channel.visible[-1].author = stage.ada.user
    assert await stage.messenger.find(sent, since=LONG_AGO) is None


async def test_a_look_that_fails_says_so(stage: DiscordStage):
    stage.discord.faults.error("GET", MESSAGES, 403, 50001, "Missing Access")
    with pytest.raises(CannotLook):
        await stage.messenger.find(outgoing(stage.channel), since=LONG_AGO)


async def test_the_nonce_window_is_not_overrated(stage: DiscordStage):
    assert timedelta(seconds=stage.messenger.repeats_safely_for_s) < stage.discord.world.nonce_window


async def test_a_message_with_words_only_is_one(stage: DiscordStage):
    sent = await stage.messenger.send(outgoing(stage.channel, card(Text("Results at 10:00."))))
    assert stage.discord.home.channel.messages[sent.message_id].text == "Results at 10:00."
