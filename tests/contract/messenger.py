"""What every platform's messenger promises the dispatcher. A platform passes by inheriting and setting the stage."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Protocol

import pytest

from bot.application.actions import action
from bot.application.cards import Button, Buttons, Card, Heading, Text, card
from bot.application.markup import escape
from bot.application.ports.messenger import Address, Messenger, Outgoing, ToAccount, ToChannel
from bot.errors import ChannelGone, MessagesClosed, OutcomeUnknown, PlatformUnavailable, RateLimited


class Stage(Protocol):
    """A platform with one person and one channel, and all that may go wrong there."""

    messenger: Messenger
    person: ToAccount
    channel: ToChannel

    def seen(self, address: Address) -> list[str]:
        """The words of the coach's messages there, oldest first."""
        ...

    def pinged(self) -> bool:
        """Whether any message so far notified somebody by name."""
        ...

    def limit(self, address: Address, seconds: float) -> None:
        """The platform refuses everything there, and says how long."""
        ...

    def fail(self, address: Address) -> None:
        """The platform refuses everything there with a 503, for a while."""
        ...

    def lose_answers(self, address: Address) -> None:
        """What is sent there arrives, but the answers to it get lost, for a while."""
        ...

    def mend(self) -> None:
        """Everything works again."""
        ...

    def close_messages(self) -> None:
        """The person takes no direct messages any more."""
        ...

    def remove_channel(self) -> None:
        """The channel is gone."""
        ...


def outgoing(address: Address, *shown: Card) -> Outgoing:
    """A message with a reference of its own."""
    return Outgoing(
        reference=secrets.token_urlsafe(16),
        address=address,
        cards=shown or (PROMPT,),
        summary="Good morning",
    )


PROMPT = card(
    Heading("Good morning"),
    Text("Three questions are due."),
    Buttons((Button("Go", action("daily"), "daily"),)),
)
WITHOUT_BUTTONS = card(Heading("Last week"), Text("Nothing to press here."))
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


class MessengerContract:
    """Inherit it and supply the fixture `stage`."""

    @pytest.fixture(params=["person", "channel"])
    def address(self, request: pytest.FixtureRequest, stage: Stage) -> Address:
        found: Address = getattr(stage, request.param)
        return found

    async def test_a_message_arrives_once_and_tells_where_it_stands(self, stage: Stage, address: Address):
        sent = await stage.messenger.send(outgoing(address))
        assert ["Three questions are due." in text for text in stage.seen(address)] == [True]
        assert sent.message_id
        assert sent.conversation.is_dm == isinstance(address, ToAccount)

    async def test_a_conversation_known_from_before_is_used_again(self, stage: Stage):
        first = await stage.messenger.send(outgoing(stage.person))
        known = ToAccount(account=stage.person.account, conversation=first.conversation.id)
        second = await stage.messenger.send(outgoing(known))
        assert second.conversation == first.conversation

    async def test_words_from_people_ping_nobody(self, stage: Stage, address: Address):
        rude = "@everyone @here <!channel> <!here> <@U1> <@1001> <@&1> <!subteam^S1>"
        await stage.messenger.send(outgoing(address, card(Text(escape(rude)))))
        assert not stage.pinged()

    async def test_a_rate_limit_names_the_seconds_to_wait(self, stage: Stage, address: Address):
        stage.limit(address, 30)
        with pytest.raises(RateLimited) as caught:
            await stage.messenger.send(outgoing(address))
        assert caught.value.retry_after_s == pytest.approx(30, abs=1)
        assert stage.seen(address) == []

    async def test_a_platform_that_is_down_has_sent_nothing(self, stage: Stage, address: Address):
        stage.fail(address)
        with pytest.raises(PlatformUnavailable):
            await stage.messenger.send(outgoing(address))
        assert stage.seen(address) == []

    async def test_a_lost_channel_is_a_permanent_failure(self, stage: Stage):
        stage.remove_channel()
        with pytest.raises(ChannelGone):
            await stage.messenger.send(outgoing(stage.channel))

    async def test_closed_direct_messages_are_a_permanent_failure(self, stage: Stage):
        stage.close_messages()
        with pytest.raises(MessagesClosed):
            await stage.messenger.send(outgoing(stage.person))

    @pytest.mark.parametrize("shown", [PROMPT, WITHOUT_BUTTONS], ids=["with buttons", "without buttons"])
    async def test_a_message_whose_answer_was_lost_is_found_by_its_reference(
        self, stage: Stage, address: Address, shown: Card
    ):
        lost = outgoing(address, shown)
        stage.lose_answers(address)
        with pytest.raises(OutcomeUnknown):
            await stage.messenger.send(lost)
        stage.mend()
        found = await stage.messenger.find(lost, since=LONG_AGO)
        assert found is not None
        assert found.message_id
        assert found.conversation.is_dm == isinstance(address, ToAccount)

    async def test_a_message_that_was_never_sent_is_not_found(self, stage: Stage, address: Address):
        await stage.messenger.send(outgoing(address))
        assert await stage.messenger.find(outgoing(address), since=LONG_AGO) is None

    async def test_a_repeat_within_the_promised_time_makes_no_second_message(self, stage: Stage, address: Address):
        once = outgoing(address)
        first = await stage.messenger.send(once)
        if stage.messenger.repeats_safely_for_s > 0:
            assert await stage.messenger.send(once) == first
        assert len(stage.seen(address)) == 1
