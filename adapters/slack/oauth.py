"""Installing the app in many workspaces (OAuth v2), with tokens kept encrypted."""

from collections.abc import Awaitable, Callable, Sequence

from slack_bolt.oauth.async_callback_options import AsyncCallbackOptions, AsyncFailureArgs, AsyncSuccessArgs
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.response import BoltResponse
from slack_sdk.oauth.state_store.sqlalchemy import AsyncSQLAlchemyOAuthStateStore

from adapters.slack.clients import Clients, authorize_url
from adapters.slack.installations import EncryptedInstallations

INSTALL_PATH, REDIRECT_PATH = "/slack/install", "/slack/oauth_redirect"
STATE_S = 600  # how long somebody may take to agree

Installed = Callable[[str | None, str | None], Awaitable[None]]


def make_flow(
    *,
    clients: Clients,
    store: EncryptedInstallations,
    client_id: str,
    client_secret: str,
    scopes: Sequence[str],
    installed: Installed,
) -> AsyncOAuthFlow:
    """The flow; `installed` is told the team and the enterprise once the app is in."""

    async def success(args: AsyncSuccessArgs) -> BoltResponse:
        await installed(args.installation.team_id, args.installation.enterprise_id)
        return await args.default.success(args)

    async def failure(args: AsyncFailureArgs) -> BoltResponse:
        return await args.default.failure(args)

    settings = AsyncOAuthSettings(
        client_id=client_id,
        client_secret=client_secret,
        scopes=list(scopes),
        user_scopes=[],
        install_path=INSTALL_PATH,
        redirect_uri_path=REDIRECT_PATH,
        authorization_url=authorize_url(clients.api_url),
        installation_store=store,
        installation_store_bot_only=True,
        state_store=AsyncSQLAlchemyOAuthStateStore(expiration_seconds=STATE_S, engine=store.engine),
        state_expiration_seconds=STATE_S,
        callback_options=AsyncCallbackOptions(success=success, failure=failure),
    )
    return AsyncOAuthFlow(client=clients.web(), settings=settings)
