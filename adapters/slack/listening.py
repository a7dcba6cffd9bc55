"""The Bolt app: every listener acknowledges at once and hands on; the same ones serve Socket Mode and HTTP."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import parse
from adapters.slack.background import Background
from adapters.slack.notices import Notices
from adapters.slack.serving import Serving
from adapters.slack.submitting import Submitting
from bot.errors import StorageUnavailable

ANYTHING = re.compile(r".*", re.DOTALL)
NOTICE_WAITS_S = (1.0, 10.0, 60.0, 300.0)  # Slack tells an uninstall once; it must not be lost

Body = dict[str, Any]
Ack = Callable[..., Awaitable[Any]]

log = structlog.get_logger(__name__)


class Unasked(AsyncAuthorize):
    """Lets every signed request through without a call to Slack or the database, so that nothing delays an ack.

    Whether the app is installed there is found out afterwards, by whoever serves the request.
    """

    async def __call__(
        self,
        *,
        context: AsyncBoltContext,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,
        actor_enterprise_id: str | None = None,
        actor_team_id: str | None = None,
        actor_user_id: str | None = None,
    ) -> AuthorizeResult:
        """Who sent it, as the request says."""
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, user_id=user_id)


def make_app(
    *,
    client: AsyncWebClient,
    signing_secret: str | None,
    oauth_flow: AsyncOAuthFlow | None,
    serving: Serving,
    submitting: Submitting,
    notices: Notices,
    background: Background,
) -> AsyncApp:
    """The app with its listeners. Everything is handed in: left to itself, Bolt would read the environment."""
    app = AsyncApp(
        name="skill-coach",
        client=client,
        signing_secret=signing_secret or "",
        authorize=Unasked(),  # type: ignore[no-untyped-call]
        oauth_flow=oauth_flow,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )
    _listen_to_people(app, serving, submitting)
    _listen_to_slack(app, notices, background)
    return app


def _listen_to_people(app: AsyncApp, serving: Serving, submitting: Submitting) -> None:
    async def command(ack: Ack, body: Body) -> None:
        await ack()
        serving.begin(parse.command(body))

    async def action(ack: Ack, body: Body) -> None:
        await ack()
        serving.begin(parse.block_action(body))

    async def shortcut(ack: Ack, body: Body) -> None:
        await ack()
        serving.begin(parse.shortcut(body))

    async def submission(ack: Ack, body: Body) -> None:
        incoming = parse.submission(body)
        answer = await submitting.acknowledgement(incoming) if incoming else None
        await (ack(**answer) if answer else ack())

    async def closed(ack: Ack, body: Body) -> None:
        await ack()
        serving.begin(parse.closed(body))

    async def message(body: Body) -> None:
        serving.begin(parse.message(body))

    async def mention(body: Body) -> None:
        serving.begin(parse.mention(body))

    async def home(body: Body) -> None:
        serving.begin(parse.home_opened(body))

    app.command(ANYTHING)(command)
    app.action(ANYTHING)(action)
    app.shortcut(ANYTHING)(shortcut)
    app.view_submission(ANYTHING)(submission)
    app.view_closed(ANYTHING)(closed)
    app.event("message")(message)
    app.event("app_mention")(mention)
    app.event("app_home_opened")(home)


def _listen_to_slack(app: AsyncApp, notices: Notices, background: Background) -> None:
    def noting(note: Callable[[Body], Awaitable[None]]) -> Callable[..., Awaitable[None]]:
        async def listener(body: Body) -> None:
            background.start(_at_last(note, body), what="notice")

        return listener

    async def nothing(body: Body) -> None:
        """Acknowledged, so that Slack does not try again; there is nothing to do."""

    app.event("app_uninstalled")(noting(notices.uninstalled))
    app.event("tokens_revoked")(noting(notices.tokens_revoked))
    app.event("user_change")(noting(notices.profile_changed))
    app.event(ANYTHING)(nothing)


async def _at_last(note: Callable[[Body], Awaitable[None]], body: Body) -> None:
    """Take note, again while the database does not answer."""
    for wait in NOTICE_WAITS_S:
        try:
            await note(body)
        except StorageUnavailable:
            await asyncio.sleep(wait)
        else:
            return
    await note(body)
