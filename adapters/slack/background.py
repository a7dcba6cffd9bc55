"""Work that goes on after Slack got its acknowledgement."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

import structlog

Result = TypeVar("Result")

log = structlog.get_logger(__name__)


class Background:
    """Runs work beside the event loop's other business; at the end what is in hand is finished, within a limit."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    def start(self, work: Coroutine[Any, Any, Result], *, what: str) -> asyncio.Task[Result]:
        """Begin; what goes wrong is logged. The task may be awaited, and raises then what went wrong."""
        task = asyncio.create_task(work, name=f"slack {what}")
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    @property
    def count(self) -> int:
        """How much is in hand."""
        return len(self._tasks)

    async def finish(self, within_s: float) -> bool:
        """Wait for everything in hand, what it starts included; cancel what takes longer. Whether all was finished."""
        deadline = asyncio.get_running_loop().time() + within_s
        while self._tasks:
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0:
                break
            await asyncio.wait(list(self._tasks), timeout=left)
        late = list(self._tasks)
        for task in late:
            task.cancel()
        if late:
            log.warning("slack work cancelled at the end", count=len(late))
            await asyncio.gather(*late, return_exceptions=True)
        return not late

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if task.cancelled():
            return
        error = task.exception()
        if error is not None:
            log.error("slack work failed", what=task.get_name(), exc_info=error)
