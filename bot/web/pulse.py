"""Measures by how much the event loop is late; owns no task and mends nothing."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bot.services.ports.metrics import Metrics

BEAT: Final = 0.5
"""Seconds between two measurements."""
REMEMBERED: Final = 20
"""Measurements that `lag` looks back on: ten seconds."""


class Pulse:
    """Beats while it runs; `lag` is the worst lateness of the last seconds, in seconds."""

    def __init__(self, metrics: Metrics, *, beat: float = BEAT) -> None:
        self._metrics = metrics
        self._beat = beat
        self._lags: deque[float] = deque(maxlen=REMEMBERED)

    @property
    def lag(self) -> float:
        """0 before the first beat."""
        return max(self._lags, default=0.0)

    async def run(self, stop: asyncio.Event) -> None:
        """Beat until `stop` is set."""
        while not stop.is_set():
            started = time.monotonic()
            await asyncio.sleep(self._beat)
            late = max(0.0, time.monotonic() - started - self._beat)
            self._lags.append(late)
            self._metrics.loop_lag(late)
