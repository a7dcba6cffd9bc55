"""The Web API through the real client: who may call, and what calls of the auth and team families tell."""

from __future__ import annotations

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.loopback.slack import LoopbackSlack
from tests.loopback.slack.samples import error_of


async def test_auth_test_tells_whose_token_it_is(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    told = await client.auth_test()
    assert (told["team_id"], told["user_id"], told["bot_id"]) == ("T1", "UBOTT1", "BT1")
    assert told["url"].startswith("https://")
    assert "chat:write" in told.headers["X-OAuth-Scopes"].split(",")


@pytest.mark.parametrize(("state", "error"), [("revoked", "token_revoked"), ("inactive", "account_inactive")])
async def test_a_dead_token_is_refused(slack: LoopbackSlack, client: AsyncWebClient, state: str, error: str) -> None:
    slack.world.tokens[slack.bot_token].state = state  # type: ignore[assignment]
    assert await error_of(client.auth_test()) == error


async def test_an_unknown_token_and_no_token_are_refused(slack: LoopbackSlack) -> None:
    stranger = AsyncWebClient(token="xoxb-other", base_url=slack.api_url)
    assert await error_of(stranger.auth_test()) == "invalid_auth"
    assert await error_of(AsyncWebClient(base_url=slack.api_url).auth_test()) == "not_authed"


async def test_a_missing_scope_is_named(slack: LoopbackSlack) -> None:
    token = slack.world.install("T1", scopes=["users:read", "commands"])
    client = AsyncWebClient(token=token.value, base_url=slack.api_url)
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel="C1", text="a")
    assert refused.value.response.data == {
        "ok": False,
        "error": "missing_scope",
        "needed": "chat:write",
        "provided": "commands,users:read",
    }


async def test_an_unknown_method_is_refused(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    assert await error_of(client.api_call("chat.shout")) == "unknown_method"


async def test_a_bot_token_opens_no_socket_and_an_app_token_posts_nothing(
    slack: LoopbackSlack, client: AsyncWebClient
) -> None:
    assert await error_of(client.apps_connections_open(app_token=slack.bot_token)) == "not_allowed_token_type"
    assert await error_of(client.chat_postMessage(channel="C1", text="a", token=slack.app_token)) == (
        "not_allowed_token_type"
    )


@pytest.mark.parametrize("as_json", [True, False], ids=["json", "form"])
async def test_json_and_form_bodies_mean_the_same(slack: LoopbackSlack, as_json: bool) -> None:
    headers = {"Authorization": f"Bearer {slack.bot_token}"}
    said = {"channel": "C1", "text": "a", "blocks": '[{"type": "divider"}]'}
    async with aiohttp.ClientSession(headers=headers) as session:
        body = {"json": said} if as_json else {"data": said}
        async with session.post(f"{slack.api_url}chat.postMessage", **body) as response:  # type: ignore[arg-type]
            told = await response.json()
    assert told["ok"]
    assert told["message"]["blocks"][0]["type"] == "divider"


async def test_revoking_a_token_ends_it(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    assert (await client.auth_revoke(test=True))["revoked"] is False
    assert (await client.auth_revoke())["revoked"] is True
    assert await error_of(client.auth_test()) == "token_revoked"


async def test_team_and_bot_are_described(client: AsyncWebClient) -> None:
    assert (await client.team_info())["team"]["id"] == "T1"
    assert (await client.bots_info(bot="BT1"))["bot"]["user_id"] == "UBOTT1"
    assert await error_of(client.bots_info(bot="B9")) == "bot_not_found"
    assert await error_of(client.team_info(team="T9")) == "team_not_found"


async def test_every_call_is_recorded_with_its_outcome(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel="C1", text="a")
    await error_of(client.chat_postMessage(channel="C9", text="a"))
    posted, refused = slack.calls_of("chat.postMessage")
    assert (posted.args["text"], posted.response["ok"]) == ("a", True)
    assert refused.response["error"] == "channel_not_found"
