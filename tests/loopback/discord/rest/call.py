"""A request as the routes see it, and the form of their answers."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from ..checks.findings import Violation
from ..platform import Platform
from ..records import Ignored, RequestRecord
from ..state import Json
from . import errors

MAX_REQUEST = 25 * 1024 * 1024
MAX_FILE = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """An uploaded file of a multipart request."""

    filename: str
    content_type: str
    data: bytes


@dataclass(slots=True, kw_only=True)
class Call:
    """One request: `params` from the path, `query`, the JSON `body` and the `files` by their number."""

    platform: Platform
    record: RequestRecord
    params: dict[str, str]
    query: dict[str, str]
    body: Any = None
    files: dict[int, Upload] = field(default_factory=dict)
    against: list[Violation] = field(default_factory=list)
    """What the vendor's document says against the body."""
    checked: bool = False

    def refuse_if(self, violations: Sequence[Violation]) -> None:
        """Raise InvalidBody for the reasons a route found, else for those the vendor's document names.

        Every route with a body calls it once, before it changes anything.
        """
        self.checked = True
        if violations or self.against:
            raise errors.InvalidBody(violations or self.against)

    def note_ignored(self, field: str) -> None:
        """Write down a field that is passed over in silence."""
        self.platform.records.ignored.append(Ignored(request=self.record, field=field))

    @property
    def upload_names(self) -> dict[int, str]:
        """The names of the uploaded files, by number."""
        return {number: upload.filename for number, upload in self.files.items()}

    @property
    def fields(self) -> Json:
        """The body, if it is an object; an empty one if there was none."""
        return self.body if isinstance(self.body, dict) else {}

    def number(self, name: str, *, default: int, low: int, high: int) -> int:
        """A whole number from the query. Raises InvalidBody if it is out of range."""
        value = self.query.get(name, str(default))
        if not value.isdecimal() or not low <= int(value) <= high:
            message = f"int value should be between {low} and {high}."
            raise errors.InvalidBody([Violation(path=(name,), code="NUMBER_TYPE_RANGE", message=message)])
        return int(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A route's answer; `body` None means no content."""

    status: int = 200
    body: Any = None


NO_CONTENT = Reply(status=204)
Handler = Callable[[Call], Awaitable[Reply]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """An operation. `template` is written as in the vendor's document; `open` ones need no bot token."""

    method: str
    template: str
    handler: Handler
    open: bool = False


async def read_body(request: web.Request, call: Call) -> None:
    """Read a JSON or multipart body into the call (developers/reference.mdx, Uploading Files)."""
    if request.content_length and request.content_length > MAX_REQUEST:
        raise errors.too_large()
    if request.content_type == "multipart/form-data":
        reader = await request.multipart()
        while (part := await reader.next()) is not None:
            if isinstance(part, BodyPartReader):
                await read_part(part, call)
    elif request.can_read_body:
        call.body = parse(await request.text())


async def read_part(part: BodyPartReader, call: Call) -> None:
    """Read one part: `payload_json`, or a file called `files[n]`."""
    name = part.name or ""
    if name == "payload_json":
        call.body = parse((await part.read()).decode())
        return
    number = name.removeprefix("files[").removesuffix("]")
    if not number.isdecimal() or not part.filename:
        message = f"Not payload_json nor files[n] with a file name: {name}"
        raise errors.InvalidBody([Violation(path=(name,), code="MULTIPART_PART_UNKNOWN", message=message)])
    data = bytes(await part.read())
    if len(data) > MAX_FILE:
        raise errors.too_large()
    content_type = part.headers.get("Content-Type", "application/octet-stream")
    call.files[int(number)] = Upload(filename=part.filename, content_type=content_type, data=data)


def parse(text: str) -> Any:
    """JSON from a body. Raises ApiError 50109 if it is none."""
    try:
        return json.loads(text) if text else None
    except ValueError:
        raise errors.ApiError(400, 50109, "The request body contains invalid JSON.") from None
