"""The way of every request: record, fault, token, rate limit, body, contract, route, answer."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import web

from ..faults import Fault
from ..platform import Platform
from ..records import Refusal, RequestRecord
from . import errors
from .call import Call, Reply, Route, read_body

PREFIX = "/api/v10"
VIA = "1.1 google"
MAJOR = ("channel_id", "guild_id", "webhook_id", "webhook_token")


def endpoint(platform: Platform, route: Route | None) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """An aiohttp handler for a route, or (None) for addresses that no route has."""

    async def handle(request: web.Request) -> web.StreamResponse:
        record = RequestRecord(
            method=request.method,
            path=request.path.removeprefix(PREFIX),
            at=platform.clock.now(),
            template=route.template if route else "",
        )
        platform.records.requests.append(record)
        if route is None:
            platform.records.unserved.append(record)
        response = await answer(platform, route, request, record)
        platform.changes.notify()
        return response

    return handle


async def answer(
    platform: Platform, route: Route | None, request: web.Request, record: RequestRecord
) -> web.StreamResponse:
    """Answer a request, with the fault ordered for it if there is one."""
    fault = platform.faults.take(record.method, record.path)
    if fault is not None:
        if fault.kind == "reset":
            return abort(request)
        if fault.kind == "slow":
            await asyncio.sleep(fault.delay_s)
        elif fault.kind == "hang":
            await fault.released.wait()
        elif fault.kind == "answer":
            return ordered(platform, fault, record)
    response = await process(platform, route, request, record)
    return abort(request) if fault is not None and fault.kind == "lose reply" else response


def abort(request: web.Request) -> web.StreamResponse:
    """Break the connection off; the response returned goes nowhere."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def ordered(platform: Platform, fault: Fault, record: RequestRecord) -> web.Response:
    """The answer that a fault prescribes."""
    return respond(platform, record, fault.status, fault.body, fault.headers)


def respond(
    platform: Platform, record: RequestRecord, status: int, body: Any, headers: Mapping[str, str]
) -> web.Response:
    """Write an answer down and send it; Discord's own answers carry a Via header, Cloudflare's do not."""
    platform.records.answer_of(record, status, body)
    platform.rate_limits.note_answer(status, headers)
    sent = {"Via": VIA, **headers}
    if not sent["Via"]:
        del sent["Via"]
    if body is None:
        return web.Response(status=status, headers=sent)
    if isinstance(body, str):
        return web.Response(status=status, text=body, headers=sent)
    # discord.py compares the whole header with "application/json": no charset may follow.
    sent["Content-Type"] = "application/json"
    return web.Response(status=status, body=json.dumps(body).encode(), headers=sent)


async def process(platform: Platform, route: Route | None, request: web.Request, record: RequestRecord) -> web.Response:
    """Check a request, let its route handle it, and turn errors into Discord's answers."""
    headers: dict[str, str] = {}
    try:
        if route is None:
            raise errors.not_found()
        if not route.open and request.headers.get("Authorization") != f"Bot {platform.world.app.token}":
            raise errors.unauthorized()
        params = dict(request.match_info)
        major = "/".join(params[name] for name in MAJOR if name in params)
        headers, too_many = platform.rate_limits.check(record.method, route.template, major)
        if too_many is not None:
            return respond(platform, record, too_many.status, too_many.body, {**headers, **too_many.headers})
        call = Call(platform=platform, record=record, params=params, query=dict(request.query))
        await read_body(request, call)
        record.body, record.files = call.body, [upload.filename for upload in call.files.values()]
        note_unknown_fields(platform, route, call)
        reply = await handled(platform, route, call)
    except errors.InvalidBody as refused:
        platform.records.refusals.append(Refusal(request=record, violations=refused.violations))
        return respond(platform, record, refused.status, refused.body, headers)
    except errors.ApiError as error:
        return respond(platform, record, error.status, error.body, headers)
    return respond(platform, record, reply.status, reply.body, headers)


async def handled(platform: Platform, route: Route, call: Call) -> Reply:
    """Let the route answer; it decides where in its checks those of the vendor's document come."""
    if platform.contract is not None:
        call.against = platform.contract.request_violations(route.method, route.template, call.body)
    reply = await route.handler(call)
    if call.against and not call.checked:
        raise RuntimeError(f"{route.method} {route.template} must call refuse_if")
    return reply


def note_unknown_fields(platform: Platform, route: Route, call: Call) -> None:
    """Write down fields that the vendor's document does not know."""
    if platform.contract is not None:
        for name in platform.contract.unknown_fields(route.method, route.template, call.body):
            call.note_ignored(name)
