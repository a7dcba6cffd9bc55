"""The HTTP side of the pretend Slack: Web API calls, response URLs, uploads and private files."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.loopback.slack import response_urls
from tests.loopback.slack.content import mimetype
from tests.loopback.slack.errors import SlackError
from tests.loopback.slack.faults import Fault
from tests.loopback.slack.state import ApiCall, Json, Token
from tests.loopback.slack.web_api import METHODS, Call, Method

if TYPE_CHECKING:
    from tests.loopback.slack.server import LoopbackSlack

JSON_ARGUMENTS = ("attachments", "blocks", "files", "metadata", "view")
HTML = "<!DOCTYPE html><html><head><title>Slack</title></head><body>Server Error</body></html>"
Work = Callable[[], Awaitable[Json]]


class Endpoint:
    """Turns requests into answers, with the trouble that is armed."""

    def __init__(self, slack: LoopbackSlack) -> None:
        """Serve one pretend Slack."""
        self._slack = slack

    def routes(self) -> list[web.RouteDef]:
        """Everything that is served besides Socket Mode."""
        return [
            web.route("*", "/api/{method}", self.web_api),
            web.post("/{kind:commands|actions}/{team}/{key}", self.response_url),
            web.post("/upload/v1/{file}", self.upload),
            web.get("/files-pri/{file}/{name}", self.private_file),
        ]

    async def web_api(self, request: web.Request) -> web.StreamResponse:
        """One Web API call."""
        name = request.match_info["method"]
        args = await arguments(request)
        bearer = request.headers.get("Authorization", "").removeprefix("Bearer ") or str(args.pop("token", ""))
        args.pop("token", None)
        secret = bearer if bearer and not bearer.startswith("Basic ") else None
        headers = {key.lower(): value for key, value in request.headers.items()}

        async def work() -> Json:
            return await self._process(name, args, headers, secret)

        response = await self._troubled(request, name, args, secret, work)
        token = self._slack.world.tokens.get(secret or "")
        if token is not None and not response.prepared:
            response.headers["X-OAuth-Scopes"] = ",".join(sorted(token.scopes))
        return response

    async def _process(self, name: str, args: Json, headers: dict[str, str], secret: str | None) -> Json:
        method = METHODS.get(name)
        if method is None:
            raise SlackError("unknown_method", req_method=name)
        call = Call(slack=self._slack, method=name, args=args, headers=headers, bearer=self._bearer(method, secret))
        if call.bearer is not None:
            call.need_scope(*method.scopes)
            self._check_rate(call)
        return await method.handler(call)

    def _bearer(self, method: Method, secret: str | None) -> Token | None:
        if not method.kinds:
            return None
        if not secret:
            raise SlackError("not_authed")
        token = self._slack.world.tokens.get(secret)
        if token is None:
            raise SlackError("invalid_auth")
        if token.state != "ok":
            raise SlackError("account_inactive" if token.state == "inactive" else "token_revoked")
        if token.expires_at is not None and self._slack.world.clock.now() >= token.expires_at:
            raise SlackError("token_expired")
        if token.kind not in method.kinds:
            raise SlackError("not_allowed_token_type")
        return token

    def _check_rate(self, call: Call) -> None:
        channel_id = str(call.args.get("channel", "")) if call.method == "chat.postMessage" else None
        if channel_id in self._slack.world.users:
            channel_id = self._slack.world.open_im(channel_id, call.token.user_id).id
        team_id = str(call.token.team_id or call.token.enterprise_id or "")
        wait = self._slack.rate_limits.retry_after(call.method, team_id, channel_id)
        if wait is not None:
            raise RateLimitedError(wait)

    async def _troubled(
        self, request: web.Request, name: str, args: Json, secret: str | None, work: Work
    ) -> web.StreamResponse:
        """Do the work unless a fault says otherwise; every call is recorded."""
        fault = self._slack.faults.strike(name, args)
        response: web.StreamResponse
        told: Json = {}
        if fault is not None and fault.kind not in {"slow", "lost"}:
            response, told = await self._failed(request, fault)
        else:
            if fault is not None and fault.kind == "slow":
                await fault_delay(fault, self._slack)
            response, told = await answered(work)
            if fault is not None and fault.kind == "lost":
                response, told = broken(request), {}
        self._slack.world.record(
            ApiCall(
                method=name,
                args=args,
                token=secret,
                at=self._slack.world.clock.now(),
                response=told,
                fault=fault.kind if fault else None,
            )
        )
        await self._slack.changes.announce()
        return response

    async def _failed(self, request: web.Request, fault: Fault) -> tuple[web.StreamResponse, Json]:
        if fault.kind == "429":
            return limited(fault.retry_after)
        if fault.kind == "error":
            told: Json = {"ok": False, "error": fault.error}
            return web.json_response(told), told
        if fault.kind == "html":
            return web.Response(text=HTML, content_type="text/html"), {}
        if fault.kind in {"500", "503"}:
            return web.Response(status=int(fault.kind), text=HTML, content_type="text/html"), {}
        if fault.kind == "hang":
            await fault.released.wait()
        return broken(request), {}

    async def response_url(self, request: web.Request) -> web.StreamResponse:
        """An answer to an interaction."""
        try:
            body = await request.json()
        except ValueError:
            body = {}

        async def work() -> Json:
            return response_urls.use(self._slack.world, request.match_info["key"], body)

        return await self._troubled(request, "response_url", body, None, work)

    async def upload(self, request: web.Request) -> web.StreamResponse:
        """The bytes of a file, raw or as the first part of a form."""
        file = self._slack.world.files.get(request.match_info["file"])
        content = await _uploaded(request)
        fault = self._slack.faults.strike("upload", {})
        if fault is not None and fault.kind not in {"slow", "lost"}:
            response, _ = await self._failed(request, fault)
            return response
        if file is None or file.content is not None:
            return web.Response(status=404, text="upload URL not found")
        if len(content) != file.length:
            return web.Response(status=400, text=f"expected {file.length} bytes")
        file.content = content
        await self._slack.changes.announce()
        return web.Response(text=f"OK - {len(content)}") if fault is None else broken(request)

    async def private_file(self, request: web.Request) -> web.StreamResponse:
        """The bytes of a file, for a token that may read it."""
        team_id, _, file_id = request.match_info["file"].partition("-")
        token = self._slack.world.tokens.get(request.headers.get("Authorization", "").removeprefix("Bearer "))
        file = self._slack.world.files.get(file_id)
        if token is None or file is None or team_id not in self._slack.world.teams_of(token):
            return web.Response(status=302, headers={"Location": "/sign-in"})
        return web.Response(body=file.content, content_type=mimetype(file))


class RateLimitedError(Exception):
    """The call came too early."""

    def __init__(self, retry_after: int) -> None:
        """Tell the app to wait `retry_after` seconds."""
        super().__init__(retry_after)
        self.retry_after = retry_after


async def answered(work: Work) -> tuple[web.StreamResponse, Json]:
    """The answer to a call that is processed."""
    try:
        told: Json = {"ok": True, **await work()}
    except RateLimitedError as limit:
        return limited(limit.retry_after)
    except SlackError as refused:
        told = {"ok": False, "error": refused.code, **refused.fields}
        gone = refused.code in {"expired_url", "used_url"}
        return web.json_response(told, status=404 if gone else 200), told
    return web.json_response(told), told


def limited(retry_after: int) -> tuple[web.StreamResponse, Json]:
    """The answer to a call that came too early."""
    told: Json = {"ok": False, "error": "ratelimited"}
    return web.json_response(told, status=429, headers={"Retry-After": str(retry_after)}), told


def broken(request: web.Request) -> web.StreamResponse:
    """Break the connection; the response returned is never seen."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def fault_delay(fault: Fault, slack: LoopbackSlack) -> None:
    """Wait until a slow call may go on."""
    await slack.changes.announce()
    if fault.delay is None:
        await fault.released.wait()
    else:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(fault.released.wait(), fault.delay)


async def arguments(request: web.Request) -> Json:
    """The arguments of a call from the query and from a form or JSON body; JSON within a form is read."""
    args: Json = dict(request.query)
    if request.content_type == "application/json":
        try:
            body = await request.json()
        except ValueError:
            body = {}
        args |= body if isinstance(body, dict) else {}
    elif request.can_read_body:
        args |= {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
    for name in JSON_ARGUMENTS:
        if isinstance(args.get(name), str):
            args[name] = _read(args[name])
    return args


def _read(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


async def _uploaded(request: web.Request) -> bytes:
    if request.content_type.startswith("multipart/"):
        for part in (await request.post()).values():
            if isinstance(part, web.FileField):
                return part.file.read()
    return await request.read()
