"""Clients of Slack's Web API: one address, one session, one set of rules for trying again."""

import asyncio
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler, AsyncServerErrorRetryHandler
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient
from slack_sdk.webhook.webhook_response import WebhookResponse

API_URL = "https://slack.com/api/"
CALL_S, CONNECT_S = 15, 5  # for one call, and for connecting
KEEP_ALIVE_S = 10  # shorter than Slack's, so that no call goes out on a line that is being cut
TRIES_MORE = 2
AGAIN_S = (0.5, 2.0)
LONGEST_WAIT_S = 30  # of what Slack asks for; nobody waits longer for an answer

# Done twice, these would be seen twice: tried again only when the first try surely did not reach Slack.
NOT_REPEATABLE = frozenset(
    {"chat.postMessage", "chat.postEphemeral", "files.completeUploadExternal", "oauth.v2.access"}
)


class Clients:
    """Makes clients that share one session. To be made and closed within a running loop."""

    def __init__(self, api_url: str | None = None) -> None:
        self.api_url = _with_slash(api_url or API_URL)
        self._session = aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=CALL_S, sock_connect=CONNECT_S),
            connector=aiohttp.TCPConnector(keepalive_timeout=KEEP_ALIVE_S),
        )

    def web(self, token: str | None = None, *, team_id: str | None = None, once: bool = False) -> AsyncWebClient:
        """A client; `team_id` goes with every call (org-wide tokens need it), `once` never tries again."""
        client = AsyncWebClient(
            token=token,
            base_url=self.api_url,
            team_id=team_id,
            session=self._session,
            retry_handlers=[] if once else retry_handlers(),
        )
        if _is_here(self.api_url):
            client.proxy = None
        return client

    async def respond(self, url: str, body: Mapping[str, Any]) -> WebhookResponse:
        """Answer by a response URL."""
        client = AsyncWebhookClient(url, session=self._session, retry_handlers=retry_handlers("response_url"))
        if _is_here(url):
            client.proxy = None
        answer = await client.send_dict(dict(body))
        for wait in AGAIN_S:
            if answer.status_code not in {500, 502, 503}:
                break
            await asyncio.sleep(wait)  # this client of the library tries again only after a 429
            answer = await client.send_dict(dict(body))
        return answer

    async def upload(self, url: str, content: bytes, content_type: str) -> bool:
        """Bring the bytes of a file to where Slack wants them; whether it took them."""
        async with self._session.post(url, data=content, headers={"Content-Type": content_type}) as answer:
            return answer.status == 200

    async def close(self) -> None:
        """Let go of all connections."""
        await self._session.close()


def retry_handlers(method: str | None = None) -> list[AsyncRetryHandler]:
    """What is tried again: too many calls, Slack's own errors, lost connections. No `method`: the address tells it."""
    return [
        PatientHandler(max_retry_count=TRIES_MORE),
        AsyncServerErrorRetryHandler(max_retry_count=TRIES_MORE),
        ConnectionHandler(method),
    ]


class PatientHandler(AsyncRateLimitErrorRetryHandler):
    """Waits as long as Slack asks, unless that is too long to be of use."""

    async def _can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        if response is None or response.status_code != 429:
            return False
        return retry_after_s(response.headers) <= LONGEST_WAIT_S


class ConnectionHandler(AsyncRetryHandler):
    """Tries again after a lost connection, where that cannot do anything twice."""

    def __init__(self, method: str | None = None) -> None:
        super().__init__(max_retry_count=TRIES_MORE)
        self._method = method

    async def _can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        if isinstance(error, aiohttp.ClientConnectorError):
            return True  # nothing was sent
        method = self._method or request.url.rpartition("/")[2]
        lost = isinstance(error, aiohttp.ServerConnectionError | aiohttp.ClientOSError)
        return lost and method not in NOT_REPEATABLE


def retry_after_s(headers: Mapping[str, Any]) -> float:
    """The seconds Slack asks to wait; one where it does not say."""
    for name, value in headers.items():
        if name.lower() == "retry-after":
            text = str(value[0] if isinstance(value, list) else value)
            return float(text) if text.replace(".", "", 1).isdecimal() else 1.0
    return 1.0


def authorize_url(api_url: str) -> str:
    """Where people agree to install the app: beside the Web API."""
    base = _with_slash(api_url)
    return f"{base.removesuffix('api/')}oauth/v2/authorize"


def _with_slash(url: str) -> str:
    return url if url.endswith("/") else f"{url}/"


def _is_here(url: str) -> bool:
    """Whether an address is on this machine, where no proxy leads to."""
    return urlsplit(url).hostname in {"localhost", "127.0.0.1", "::1"}
