"""A learner talks with the coach on Discord."""

from __future__ import annotations


async def test_a_direct_message_is_answered(discord, coach):
    ada = discord.user("1001")
    asked = await ada.dm("quiz databases")
    print(asked.text)
    assert "Prompt of" in asked.text
