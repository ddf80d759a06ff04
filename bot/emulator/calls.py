"""The log of Bot API calls, without any text of messages, and whether the bot is at rest."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.emulator.errors import Json
    from bot.emulator.request import Call
    from bot.emulator.world import World

KEPT = 50_000
LISTENING = {"getUpdates"}


class CallLog:
    """Numbered entries, the newest 50,000 of them."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._entries: deque[Json] = deque(maxlen=KEPT)
        self._number = 0
        self._open = 0
        self._last = 0.0

    @contextmanager
    def working(self, call: Call) -> Iterator[None]:
        """A call is being served; getUpdates does not count as work."""
        if call.method in LISTENING:
            yield
            return
        self._open += 1
        try:
            yield
        finally:
            self._open -= 1
            self._last = time.monotonic()

    def add(self, call: Call, error: str = "") -> None:
        """Write down how a call ended."""
        self._number += 1
        entry: Json = {"n": self._number, "method": call.method, "chat_id": call.chat_id, "ok": not error}
        if error:
            entry["error"] = error
        self._entries.append(entry | {"at": self._world.clock.now()})

    def after(self, number: int) -> list[Json]:
        """The entries beyond a number."""
        return [entry for entry in self._entries if entry["n"] > number]

    async def idle(self, quiet: float, wait: float) -> bool:
        """Whether the bot came to rest within `wait` real seconds: no update waits, no call open for `quiet`."""
        deadline = time.monotonic() + wait
        since = time.monotonic()
        while True:
            now = time.monotonic()
            if len(self._world.updates) or self._open:
                since = now
            elif now - max(since, self._last) >= quiet:
                return True
            if now >= deadline:
                return False
            await asyncio.sleep(0.02)
