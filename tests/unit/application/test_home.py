"""A learner in several teams chooses one as home."""

from __future__ import annotations

from bot.application.requests import Conversation, Platform, TeamKey
from tests.talk import talk, words


async def test_the_home_is_chosen_in_the_team_itself(sqlite_url):
    async with talk(sqlite_url) as ada:
        for guild in ("1", "2"):
            ada.team = TeamKey(platform=Platform.DISCORD, external_id=guild)
            ada.conversation = Conversation(id=f"channel-{guild}", is_dm=False)
            await ada.say("streak")
        first = (await ada.learner()).home_team
        assert "another team" in words(await ada.say("settings home"))
        assert "here" in words(await ada.say("settings home here"))
        assert (await ada.learner()).home_team != first
        ada.team, ada.conversation = None, Conversation(id="dm", is_dm=True)
        assert "This is no team" in words(await ada.say("settings home here"))
        assert "none" in words(await ada.say("settings home none"))
        assert (await ada.learner()).home_team is None
