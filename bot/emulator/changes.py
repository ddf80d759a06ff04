"""Tells whoever watches that the world changed; it keeps no history."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.emulator.errors import Json

BACKLOG = 1000
"""Events that a watcher may lag behind before the oldest are dropped."""


class Changes:
    """A rising revision number and the events of the stream."""

    def __init__(self) -> None:
        self.revision = 0
        self._watchers: set[asyncio.Queue[Json | None]] = set()
        self._moved = asyncio.Event()

    def publish(self, event: Json) -> int:
        """Count one change and tell every watcher; the new revision."""
        self.revision += 1
        self._moved.set()
        self._moved = asyncio.Event()
        for queue in self._watchers:
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(event)
        return self.revision

    def close(self) -> None:
        """Send every watcher home."""
        self._moved.set()
        for queue in self._watchers:
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(None)

    @contextmanager
    def watching(self) -> Iterator[asyncio.Queue[Json | None]]:
        """A queue of events, for as long as it is held; None is the end of the world."""
        queue: asyncio.Queue[Json | None] = asyncio.Queue(BACKLOG)
        self._watchers.add(queue)
        try:
            yield queue
        finally:
            self._watchers.discard(queue)

    async def after(self, revision: int, wait: float) -> int:
        """The revision once it is beyond the one given, or after `wait` real seconds."""
        if self.revision <= revision:
            moved = self._moved
            with suppress(TimeoutError):
                await asyncio.wait_for(moved.wait(), wait)
        return self.revision
