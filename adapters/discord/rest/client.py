"""Requests to Discord: with a time limit, tries of our own, rate limits kept, and an outcome that can be relied on."""

import asyncio
import mimetypes
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import aiohttp
import msgspec
import structlog

from adapters.discord.rest.buckets import Buckets
from adapters.discord.rest.problems import DiscordProblem, Limited, Refused, Unclear, Unreachable
from adapters.discord.rest.routes import Route

log = structlog.get_logger(__name__)

USER_AGENT = "DiscordBot (skill-coach, 0.1.0)"
UNKNOWN_WAIT_S = 5.0  # where a 429 does not say how long
SHORTEST_WAIT_S = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file that goes with a message."""

    filename: str
    content: bytes
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How long to try: `within_s` seconds in all, waits of rate limits included, with these pauses between tries."""

    within_s: float = 15.0
    pauses_s: tuple[float, ...] = (0.3, 1.0, 3.0)


PATIENT = Effort()
# A callback is worth nothing after 3 seconds: quick tries, the last of them well within.
AT_ONCE = Effort(within_s=2.6, pauses_s=(0.2, 0.5, 0.8))


class Rest:
    """Discord's HTTP API under `base`, such as `https://discord.com/api/v10`, as one bot."""

    def __init__(self, session: aiohttp.ClientSession, *, base: str, token: str) -> None:
        self._session = session
        self._base = base
        self._token = token
        self._buckets = Buckets(asyncio.get_running_loop().time)

    async def call(
        self,
        route: Route,
        body: object = None,
        *,
        uploads: Sequence[Upload] = (),
        query: Mapping[str, str] | None = None,
        effort: Effort = PATIENT,
        repeatable: bool = True,
    ) -> Any:
        """The JSON that Discord answers, None for an empty answer.

        `repeatable`: asking twice does no harm, so a lost answer is asked for again. Raises `Refused`,
        `Limited`, `Unreachable` or `Unclear`.
        """
        deadline = asyncio.get_running_loop().time() + effort.within_s
        unclear = False
        last: DiscordProblem
        for pause_s in (*effort.pauses_s, None):
            try:
                return await self._patiently(route, body, uploads, query, deadline)
            except Unclear as problem:
                unclear, last = True, problem
                if not repeatable:
                    raise
            except Unreachable as problem:
                last = problem
            except Limited as problem:
                if unclear:
                    raise Unclear(str(problem)) from problem
                raise
            if pause_s is None or _now() + pause_s >= deadline:
                break
            log.info("trying again", route=route.key, problem=str(last))
            await asyncio.sleep(pause_s)
        if unclear and not isinstance(last, Unclear):
            raise Unclear(str(last)) from last
        raise last

    async def _patiently(
        self,
        route: Route,
        body: object,
        uploads: Sequence[Upload],
        query: Mapping[str, str] | None,
        deadline: float,
    ) -> Any:
        """One try that keeps rate limits: those known beforehand, and those that Discord tells of."""
        while True:
            wait_s = self._buckets.wait_s(route)
            if wait_s > 0:
                if _now() + wait_s >= deadline:
                    raise Limited(wait_s)
                await asyncio.sleep(wait_s)
                continue
            self._buckets.take(route)
            try:
                return await self._once(route, body, uploads, query, deadline)
            except Limited as problem:
                if _now() + problem.retry_after_s >= deadline:
                    raise

    async def _once(
        self,
        route: Route,
        body: object,
        uploads: Sequence[Upload],
        query: Mapping[str, str] | None,
        deadline: float,
    ) -> Any:
        headers = {"User-Agent": USER_AGENT}
        if not route.of_interaction:
            headers["Authorization"] = f"Bot {self._token}"
        data: bytes | aiohttp.FormData | None = None
        if uploads:
            data = _form(body, uploads)
        elif body is not None:
            headers["Content-Type"] = "application/json"
            data = msgspec.json.encode(body)
        try:
            async with (
                asyncio.timeout_at(deadline),
                self._session.request(
                    route.method, f"{self._base}{route.path}", data=data, headers=headers, params=query
                ) as response,
            ):
                text = await response.read()
        except aiohttp.ClientConnectorError as error:
            raise Unreachable(f"no connection: {error}") from error
        except TimeoutError as error:
            raise Unclear("no answer in time") from error
        except (aiohttp.ClientError, OSError) as error:
            raise Unclear(f"the connection broke: {error}") from error
        self._buckets.note(route, response.headers)
        answer = _json(text)
        if response.status < 300:
            return answer
        raise self._problem(route, response, answer)

    def _problem(self, route: Route, response: aiohttp.ClientResponse, answer: object) -> DiscordProblem:
        told = answer if isinstance(answer, dict) else {}
        if response.status == 429:
            seconds = _seconds(told.get("retry_after"), response.headers.get("Retry-After"))
            everything = bool(told.get("global")) or not told
            self._buckets.refused(route, retry_after_s=seconds, everything=everything)
            log.warning("rate limited", route=route.key, seconds=seconds, everything=everything)
            return Limited(seconds)
        if response.status == 503:
            return Unreachable("503: Service Unavailable")
        if response.status >= 500:
            return Unclear(f"{response.status}: {response.reason}")
        code = told.get("code")
        message = str(told.get("message") or response.reason)
        if told.get("errors"):
            message = f"{message}: {msgspec.json.encode(told['errors']).decode()}"
        return Refused(response.status, code if isinstance(code, int) else 0, message)


def _now() -> float:
    return asyncio.get_running_loop().time()


def _form(body: object, uploads: Sequence[Upload]) -> aiohttp.FormData:
    # Discord does not understand field names that are quoted, such as files%5B0%5D.
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("payload_json", msgspec.json.encode(body).decode(), content_type="application/json")
    for number, upload in enumerate(uploads):
        kind = mimetypes.guess_type(upload.filename)[0] or "application/octet-stream"
        form.add_field(f"files[{number}]", upload.content, filename=upload.filename, content_type=kind)
    return form


def _json(text: bytes) -> Any:
    try:
        return msgspec.json.decode(text) if text else None
    except msgspec.DecodeError:
        return None


def _seconds(*told: object) -> float:
    """The first usable number of seconds."""
    for value in told:
        try:
            return max(SHORTEST_WAIT_S, float(str(value)))
        except ValueError:
            continue
    return UNKNOWN_WAIT_S
