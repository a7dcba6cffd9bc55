"""Several workspaces, Enterprise Grid, Slack Connect, installing and leaving."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from tests.loopback.slack import ClientRefused, LoopbackSlack
from tests.loopback.slack.samples import Json, actions, button, error_of, modal
from tests.loopback.slack.tiny_bot import TinyBot

# slack_sdk 3.47 sends the client's secret by a class that aiohttp 3.14 calls deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")


@pytest.fixture
async def grid() -> AsyncIterator[LoopbackSlack]:
    """An enterprise with two workspaces; the app is installed in the whole of it."""
    async with LoopbackSlack(seed=False) as slack:
        slack.world.add_enterprise("E1")
        for team in ("T1", "T2"):
            slack.world.add_workspace(team, enterprise="E1")
            slack.world.add_user(f"U{team}", team)
            slack.world.add_channel(f"C{team}", team, members=[f"U{team}", "UBOTE1"])
        slack.world.install(None, enterprise="E1")
        yield slack


async def test_a_token_sees_its_own_workspace_only(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    slack.world.add_workspace("T2")
    slack.world.add_user("U3", "T2")
    other = slack.world.install("T2")
    slack.world.add_channel("C2", "T2", members=["U3", other.user_id])
    assert await error_of(client.chat_postMessage(channel="C2", text="a")) == "channel_not_found"
    assert await error_of(client.users_info(user="U3")) == "user_not_found"
    assert (await client.chat_postMessage(channel="C2", text="a", token=other.value))["ok"]
    assert (await client.auth_test(token=other.value))["team_id"] == "T2"


async def test_people_of_a_shared_channel_are_known_but_not_ours(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    slack.world.add_workspace("T2")
    slack.world.add_user("U3", "T2", tz="Asia/Tokyo")
    slack.world.add_user("U4", "T2")
    slack.world.add_channel("C2", members=["U1", "U3", "UBOTT1"], shared_with=["T2"])
    slack.world.add_channel("C3", members=["U1", "U4"], shared_with=["T2"])
    met = (await client.users_info(user="U3"))["user"]
    assert (met["team_id"], met["is_stranger"], met["tz"]) == ("T2", False, "Asia/Tokyo")
    assert "is_admin" not in met
    assert (await client.users_info(user="U4"))["user"]["is_stranger"] is True
    assert (await client.conversations_info(channel="C2"))["channel"]["is_ext_shared"] is True


async def test_words_from_another_workspace_arrive_at_ours(slack: LoopbackSlack, bot: TinyBot) -> None:
    slack.world.add_workspace("T2")
    slack.world.add_user("U3", "T2")
    slack.world.add_channel("C2", members=["U1", "U3", "UBOTT1"], shared_with=["T2"])
    heard: list[Json] = []
    clicked: list[Json] = []

    @bot.app.event("app_mention")
    async def mention(body, client):
        heard.append(body)
        await client.chat_postMessage(channel="C2", text="a", blocks=[actions(button())])

    @bot.app.action("press")
    async def press(ack, body):
        await ack()
        clicked.append(body)

    await bot.connect()
    guest = slack.user("U3", team="T1")
    await guest.mention("C2", "challenge")
    message = await slack.wait_for_message(user="U1", channel="C2")
    await guest.click(message, "press")
    (body,) = await slack.wait_for(lambda: heard)
    assert (body["team_id"], body["is_ext_shared_channel"]) == ("T1", True)
    assert (body["event"]["user_team"], body["authorizations"][0]["team_id"]) == ("T2", "T1")
    (click,) = await slack.wait_for(lambda: clicked)
    assert (click["user"]["team_id"], click["team"]["id"]) == ("T2", "T1")
    with pytest.raises(ClientRefused, match="other workspaces"):
        await guest.slash("/coach", channel="C2")
    with pytest.raises(ClientRefused, match="not installed in T2"):
        slack.user("U3")


async def test_an_org_wide_token_serves_every_workspace(grid: LoopbackSlack) -> None:
    client = AsyncWebClient(token=grid.bot_token, base_url=grid.api_url)
    me = await client.auth_test()
    assert (me["is_enterprise_install"], me["enterprise_id"], me["team_id"]) == (True, "E1", "E1")
    for team in ("T1", "T2"):
        assert (await client.chat_postMessage(channel=f"C{team}", text="a"))["message"]["team"] == team
        assert (await client.conversations_list(team_id=team))["channels"][0]["id"] == f"C{team}"
        assert (await client.team_info(team=team))["team"]["enterprise_id"] == "E1"
    assert await error_of(client.conversations_list()) == "missing_argument"
    assert await error_of(client.users_list(team_id="T9")) == "team_access_not_granted"
    assert (await client.users_info(user="UT2"))["user"]["enterprise_user"]["enterprise_id"] == "E1"


async def test_an_org_wide_install_shows_in_every_payload(grid: LoopbackSlack) -> None:
    bodies: list[Json] = []

    async def authorize(enterprise_id, team_id):
        assert enterprise_id == "E1"
        return AuthorizeResult(
            enterprise_id=enterprise_id, team_id=team_id, bot_token=grid.bot_token, bot_id="BE1", bot_user_id="UBOTE1"
        )

    client = AsyncWebClient(base_url=grid.api_url)
    app = AsyncApp(client=client, signing_secret=grid.signing_secret, authorize=authorize)

    @app.command("/coach")
    async def coach(ack, body, client):
        await ack()
        bodies.append(body)
        await client.views_open(trigger_id=body["trigger_id"], view=modal())

    @app.event("app_home_opened")
    async def home(body, context):
        bodies.append(body)
        assert context.is_enterprise_install is True

    bot = TinyBot(grid, app)
    await bot.connect()
    person = grid.user("UT2")
    await person.slash("/coach", channel="CT2")
    await person.open_home()
    await grid.wait_for(lambda: len(bodies) == 2 and person.view)
    assert (bodies[0]["team_id"], bodies[0]["enterprise_id"]) == ("T2", "E1")
    assert bodies[0]["is_enterprise_install"] == "true"
    assert bodies[1]["authorizations"][0]["is_enterprise_install"] is True
    await bot.handlers[0].close_async()


async def test_a_code_becomes_a_token_once(slack: LoopbackSlack) -> None:
    client = AsyncWebClient(base_url=slack.api_url)
    app = slack.app
    given = {"client_id": app.client_id, "client_secret": app.client_secret}
    slack.world.add_workspace("T2")
    code = slack.oauth_code("T2", scopes=["chat:write", "commands"], redirect_uri="https://example.com/back")
    wrong = client.oauth_v2_access(code=code, client_id=app.client_id, client_secret="guess")
    assert await error_of(wrong) == "bad_client_secret"
    assert await error_of(client.oauth_v2_access(code=code, **given)) == "bad_redirect_uri"
    told = await client.oauth_v2_access(code=code, redirect_uri="https://example.com/back", **given)
    assert (told["team"]["id"], told["enterprise"], told["is_enterprise_install"]) == ("T2", None, False)
    assert (told["scope"], told["authed_user"]["id"]) == ("chat:write,commands", "U1")
    assert (await client.auth_test(token=told["access_token"]))["team_id"] == "T2"
    again = client.oauth_v2_access(code=code, redirect_uri="https://example.com/back", **given)
    assert await error_of(again) == "invalid_code"


async def test_an_org_wide_install_has_no_team(grid: LoopbackSlack) -> None:
    client = AsyncWebClient(base_url=grid.api_url)
    code = grid.oauth_code(None, enterprise="E1", user="UT1")
    told = await client.oauth_v2_access(code=code, client_id=grid.app.client_id, client_secret=grid.app.client_secret)
    assert (told["team"], told["enterprise"]["id"], told["is_enterprise_install"]) == (None, "E1", True)


async def test_rotated_tokens_expire_and_are_refreshed(slack: LoopbackSlack) -> None:
    client = AsyncWebClient(base_url=slack.api_url)
    slack.app.token_rotation = True
    given = {"client_id": slack.app.client_id, "client_secret": slack.app.client_secret}
    told = await client.oauth_v2_access(code=slack.oauth_code(), **given)
    assert told["expires_in"] == 43200
    slack.clock.advance(43201)
    assert await error_of(client.auth_test(token=told["access_token"])) == "token_expired"
    fresh = await client.oauth_v2_access(grant_type="refresh_token", refresh_token=told["refresh_token"], **given)
    assert (await client.auth_test(token=fresh["access_token"]))["team_id"] == "T1"
    again = client.oauth_v2_access(grant_type="refresh_token", refresh_token=told["refresh_token"], **given)
    assert await error_of(again) == "invalid_refresh_token"


async def test_uninstalling_ends_the_tokens_and_tells_the_app(slack: LoopbackSlack, bot: TinyBot) -> None:
    told: list[str] = []

    @bot.app.event("tokens_revoked")
    async def revoked(event):
        told.append(f"{event['type']} {event['tokens']['bot']}")

    @bot.app.event("app_uninstalled")
    async def uninstalled(event):
        told.append(event["type"])

    await bot.connect()
    await bot.app.client.auth_test()
    await slack.user("U1").uninstall_app()
    assert await error_of(bot.app.client.auth_test()) == "account_inactive"
    assert {call.payload["event"]["type"] for call in (one.delivery for one in slack.sockets.envelopes)} == {
        "tokens_revoked",
        "app_uninstalled",
    }
    with pytest.raises(ClientRefused, match="not installed"):
        slack.user("U1")


async def test_revoking_tokens_ends_them(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    await slack.user("U1").revoke_tokens()
    assert await error_of(client.auth_test()) == "token_revoked"


async def test_the_app_can_uninstall_itself(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    given = {"client_id": slack.app.client_id, "client_secret": slack.app.client_secret}
    assert await error_of(client.apps_uninstall(client_id="other", client_secret="a")) == "invalid_client_id"
    assert (await client.apps_uninstall(**given))["ok"]
    await slack.wait_for(lambda: slack.world.bot_token("T1") is None)
    assert await error_of(client.auth_test()) == "account_inactive"
