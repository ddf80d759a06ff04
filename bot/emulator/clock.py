"""The world's clock: real time plus an offset that only moves forward; it never sleeps."""

from __future__ import annotations

import inspect
import time
from typing import TYPE_CHECKING

from bot.emulator.errors import ActionError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    OnMove = Callable[[int], Awaitable[None] | None]

FURTHEST = 50 * 366 * 86_400
"""Seconds that the clock may run ahead of real time: beyond it dates stop being dates."""


class Clock:
    """Unix seconds of the simulated world; `on_move` is told of every move, with the new time."""

    def __init__(self, source: Callable[[], float] = time.time, on_move: OnMove | None = None) -> None:
        self._source = source
        self._on_move = on_move
        self._offset = 0.0

    def now(self) -> int:
        """Whole Unix seconds."""
        return int(self.precise())

    def precise(self) -> float:
        """Unix seconds with their fraction."""
        return self._source() + self._offset

    async def advance(self, seconds: float) -> int:
        """Move forward and say the new time; ActionError for a step back or out of reach."""
        if not 0 <= seconds <= FURTHEST or self._offset + seconds > FURTHEST:
            raise ActionError("the clock only moves forward, and by 50 years at most")
        self._offset += seconds
        now = self.now()
        if self._on_move is not None:
            told = self._on_move(now)
            if inspect.isawaitable(told):
                await told
        return now
