"""Pictures and files: drawn, uploaded by Slack's current way, and shown by their file id."""

import asyncio
from collections.abc import Iterable
from datetime import date

import msgspec
import structlog
from slack_sdk.errors import SlackApiError

from adapters.slack.clients import Clients
from adapters.slack.keeping import Kept
from adapters.slack.limits import UPLOAD_ALT_TEXT_MAX
from adapters.slack.wording import one_line
from adapters.slack.workspaces import NOT_REACHED, Workspace
from bot.application.cards import Attachment, Picture
from bot.pictures.draw import draw
from bot.pictures.drawings import DayMark, Drawing, StreakCalendar

UPLOAD_S = 12.0  # drawing and uploading, all pictures of an answer together
MOST = 500  # file ids remembered
REFUSED_S = 600.0  # how long a workspace that refused a picture for good is not asked again
FOR_GOOD = frozenset({"missing_scope", "not_allowed_token_type", "file_uploads_disabled", "storage_limit_reached"})

ANY_DRAWING = StreakCalendar(first_day=date(2026, 1, 5), marks=(DayMark.FUTURE,) * 7, current=0, longest=0, freezes=1)

log = structlog.get_logger(__name__)


class Pictures:
    """Brings pictures to Slack. What cannot be brought there is left out, and shown in words."""

    def __init__(self, clients: Clients) -> None:
        self._clients = clients
        self._files: Kept[tuple[str, bytes], str] = Kept(MOST)
        self._refused: Kept[str, bool] = Kept(MOST, REFUSED_S)

    async def warm_up(self) -> None:
        """Draw something: the first picture of a process takes seconds, which nobody needs to wait for."""
        await asyncio.to_thread(draw, ANY_DRAWING)

    async def files(self, workspace: Workspace, pictures: Iterable[Picture]) -> dict[Drawing, str]:
        """The file ids of these pictures."""
        known: dict[Drawing, str] = {}
        try:
            async with asyncio.timeout(UPLOAD_S):
                for picture in pictures:
                    file_id = await self._file(workspace, picture)
                    if file_id:
                        known[picture.drawing] = file_id
        except TimeoutError:
            log.warning("slack upload too slow", team=workspace.team_id)
        return known

    def drop(self, workspace: Workspace, drawings: Iterable[Drawing]) -> None:
        """Upload these anew next time: Slack does not know their files any more."""
        for drawing in drawings:
            self._files.drop(_key(workspace, drawing))

    async def send_file(self, workspace: Workspace, channel: str, attachment: Attachment) -> bool:
        """Bring a file into a direct message; whether it is there."""
        content = attachment.content.encode()
        try:
            async with asyncio.timeout(UPLOAD_S):
                file_id = await self._uploaded(workspace, attachment.filename, content, "text/plain; charset=utf-8")
                if not file_id:
                    return False
                files: list[dict[str, str | None]] = [{"id": file_id, "title": attachment.filename}]
                await workspace.client.files_completeUploadExternal(files=files, channel_id=channel)
        except (SlackApiError, *NOT_REACHED) as error:
            self._note(workspace, error)
            return False
        return True

    async def _file(self, workspace: Workspace, picture: Picture) -> str | None:
        key = _key(workspace, picture.drawing)
        kept = self._files.get(key)
        if kept or self._refused.get(workspace.team_id):
            return kept
        alt = one_line(picture.alt, UPLOAD_ALT_TEXT_MAX)
        try:
            content = await asyncio.to_thread(draw, picture.drawing)
            file_id = await self._uploaded(workspace, "picture.png", content, "image/png", alt)
            if file_id is None:
                return None
            await workspace.client.files_completeUploadExternal(files=[{"id": file_id, "title": alt[:100]}])
        except (SlackApiError, *NOT_REACHED) as error:
            self._note(workspace, error)
            return None
        self._files.put(key, file_id)
        return file_id

    async def _uploaded(
        self, workspace: Workspace, name: str, content: bytes, content_type: str, alt: str | None = None
    ) -> str | None:
        told = await workspace.client.files_getUploadURLExternal(filename=name, length=len(content), alt_txt=alt)
        taken = await self._clients.upload(str(told["upload_url"]), content, content_type)
        return str(told["file_id"]) if taken else None

    def _note(self, workspace: Workspace, error: Exception) -> None:
        reason = str(error.response.get("error")) if isinstance(error, SlackApiError) else type(error).__name__
        log.warning("slack upload failed", team=workspace.team_id, error=reason)
        if reason in FOR_GOOD:
            self._refused.put(workspace.team_id, True)


def _key(workspace: Workspace, drawing: Drawing) -> tuple[str, bytes]:
    return workspace.team_id, type(drawing).__name__.encode() + msgspec.json.encode(drawing)
