"""APScheduler: ticks that call services, nothing else; what is due stands in the database, never here."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

log = logging.getLogger(__name__)

PATIENCE = 15.0
"""Seconds after which the watchdog makes a tick itself that the scheduler has missed (its clock was set back, say)."""


@dataclass(frozen=True, slots=True)
class Tick:
    """Something to call every so many seconds; safe to call at any time."""

    name: str
    every: float
    call: Callable[[], Awaitable[object]]


class Scheduling:
    """Calls the ticks while it runs: APScheduler by the wall clock, a watchdog by the monotonic one."""

    def __init__(self, ticks: tuple[Tick, ...]) -> None:
        self._ticks = ticks
        self._last: dict[str, float] = {}
        self._under_way: set[str] = set()

    async def run(self, stop: asyncio.Event) -> None:
        """Tick until `stop` is set; a tick under way is finished."""
        scheduler = AsyncIOScheduler(
            jobstores={"default": MemoryJobStore()},
            timezone=UTC,
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        for tick in self._ticks:
            scheduler.add_job(self._call, "interval", args=[tick], seconds=tick.every, id=tick.name)
            self._last[tick.name] = _monotonic()
        scheduler.start()
        try:
            await self._watch(stop)
        finally:
            scheduler.pause()
            while self._under_way:  # noqa: ASYNC110  shutdown would cancel a tick in its transaction
                await asyncio.sleep(0.01)
            scheduler.shutdown(wait=False)

    async def _watch(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            try:
                async with asyncio.timeout(PATIENCE / 3):
                    await stop.wait()
            except TimeoutError:
                for tick in self._ticks:
                    if _monotonic() - self._last[tick.name] > max(PATIENCE, 3 * tick.every):
                        log.warning("the scheduler missed a tick, the watchdog makes it", extra={"kind": tick.name})
                        await self._call(tick)

    async def _call(self, tick: Tick) -> None:
        if tick.name in self._under_way:
            return
        self._under_way.add(tick.name)
        self._last[tick.name] = _monotonic()
        try:
            await tick.call()
        except Exception:
            log.exception("a tick failed", extra={"kind": tick.name})
        finally:
            self._under_way.discard(tick.name)


def _monotonic() -> float:
    return asyncio.get_running_loop().time()
