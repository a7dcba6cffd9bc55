"""The real adapter, on the real libraries, against a pretend Slack; by Socket Mode and over signed HTTP."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass

import pytest

from adapters.slack.adapter import SlackAdapter, SlackConfig, slack_adapter
from bot.application.coach import Coach
from bot.cli.compose import House, opened
from bot.cli.web import database_troubles, listening
from bot.vault import Vault
from content.bank import QuestionBank
from content.catalogue import load_catalogue
from tests.loopback.slack import LoopbackSlack, UserDriver
from tests.talk import FrozenClock, every_kind

KEY = "a key that is only for tests, and long enough"


@dataclass(frozen=True, kw_only=True)
class Running:
    """The adapter at work."""

    slack: LoopbackSlack
    adapter: SlackAdapter
    house: House
    clock: FrozenClock
    port: int | None

    def user(self, user_id: str = "U1", *, team: str | None = None) -> UserDriver:
        return self.slack.user(user_id, team=team)


Start = Callable[..., AbstractAsyncContextManager[Running]]


@pytest.fixture
async def slack() -> AsyncIterator[LoopbackSlack]:
    async with LoopbackSlack() as running:
        yield running


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock()


def config(slack: LoopbackSlack, *, mode: str = "socket", **more: str | None) -> SlackConfig:
    """How to reach the pretend Slack."""
    return SlackConfig(
        bot_token=more.get("bot_token", slack.bot_token if "client_id" not in more else None),
        app_token=slack.app_token if mode == "socket" else None,
        signing_secret=slack.signing_secret if mode == "http" else None,
        client_id=more.get("client_id"),
        client_secret=more.get("client_secret"),
        api_url=slack.api_url,
    )


@asynccontextmanager
async def started(
    slack: LoopbackSlack,
    database_url: str,
    clock: FrozenClock,
    *,
    mode: str = "socket",
    questions: QuestionBank | None = None,
    coach: Callable[[Coach], Coach] = lambda coach: coach,
    keys: tuple[str, ...] = (KEY,),
    **more: str | None,
) -> AsyncIterator[Running]:
    """The adapter, listening; `coach` may wrap the coach, to slow it down."""
    bank = questions or QuestionBank(every_kind())
    async with (
        opened(database_url, bank=bank, catalogue=load_catalogue(), clock=clock) as house,
        slack_adapter(
            config(slack, mode=mode, **more),
            coach=coach(house.coach),
            services=house.services,
            engine=house.engine,
            vault=Vault(keys),
        ) as adapter,
        listening(
            0, adapter.routes, [lambda: database_troubles(house.engine), adapter.troubles], host="127.0.0.1"
        ) as port,
    ):
        await adapter.check()
        adapter.open()
        if mode == "socket":
            await slack.wait_for_connections(1)
        else:
            slack.transport, slack.request_url = "http", f"http://127.0.0.1:{port}/slack/events"
        yield Running(slack=slack, adapter=adapter, house=house, clock=clock, port=port)


@pytest.fixture(params=["socket", "http"])
def mode(request: pytest.FixtureRequest) -> str:
    """Both ways in which Slack reaches the app."""
    return str(request.param)


@pytest.fixture
async def app(slack: LoopbackSlack, sqlite_url: str, clock: FrozenClock, mode: str) -> AsyncIterator[Running]:
    """The adapter in one workspace; a test that takes it runs in both modes."""
    async with started(slack, sqlite_url, clock, mode=mode) as running:
        yield running


@pytest.fixture
async def socket_app(slack: LoopbackSlack, sqlite_url: str, clock: FrozenClock) -> AsyncIterator[Running]:
    """The adapter by Socket Mode, for what has nothing to do with how Slack reaches it."""
    async with started(slack, sqlite_url, clock) as running:
        yield running
