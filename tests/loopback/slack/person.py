"""A person in front of Slack: who they are, where, and what they see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.loopback.slack.errors import ClientRefused
from tests.loopback.slack.reading import Found, find
from tests.loopback.slack.state import Channel, Json, Message, User, View

if TYPE_CHECKING:
    from tests.loopback.slack.server import LoopbackSlack


class Person:
    """One person, using the app installed in one workspace."""

    def __init__(self, slack: LoopbackSlack, user_id: str, team: str | None = None) -> None:
        """Be `user_id`, using the app installed in `team` (by default in their own workspace)."""
        self._slack = slack
        self._world = slack.world
        self.account: User = slack.world.users[user_id]
        self.team = team or self.account.team_id
        token = slack.world.bot_token(self.team)
        if token is None:
            raise ClientRefused(f"the app is not installed in {self.team}")
        self._bot_user = token.user_id
        self._homes = {token.team_id, token.enterprise_id} if token.is_enterprise_install else {token.team_id}

    @property
    def im(self) -> Channel:
        """Their direct conversation with the app."""
        return self._world.open_im(self.account.id, self._bot_user)

    @property
    def view(self) -> View | None:
        """The modal in front of them."""
        stack = self._world.modals.get(self.account.id)
        return stack[-1] if stack else None

    @property
    def home(self) -> View | None:
        """The app's Home tab as they see it."""
        mine = [
            view for (home, user), view in self._world.homes.items() if user == self.account.id and home in self._homes
        ]
        return mine[-1] if mine else None

    def sees(self, channel: str | None = None) -> list[Message]:
        """The app's messages in front of them, oldest first."""
        return [
            message
            for message in self._slack.messages(channel)
            if message.ephemeral_to == self.account.id
            or (message.ephemeral_to is None and self.account.id in self._world.channels[message.channel].members)
        ]

    def _place(self, channel: str | None) -> Channel:
        """A conversation they are in; by default the direct one with the app."""
        place = self.im if channel is None else self._world.channels[channel]
        if self.account.id not in place.members:
            raise ClientRefused(f"they are not in {place.id}")
        return place

    def _element(self, source: Message | View, wanted: str, *kinds: str) -> Found:
        """An element in front of them."""
        self._check_sees(source)
        return find(source, wanted, *kinds)

    def _check_sees(self, source: Message | View) -> None:
        if isinstance(source, View):
            if not source.open or source.user_id != self.account.id:
                raise ClientRefused("this view is not in front of them")
        elif source not in self.sees():
            raise ClientRefused("they do not see this message (any more)")

    def _entered(self, source: Message | View) -> dict[tuple[str, str], Json]:
        """What they have chosen or typed there so far."""
        if isinstance(source, View):
            return source.values
        return self._world.entered.setdefault((source.ts, self.account.id), {})
