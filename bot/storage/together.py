"""Work that waits for one lock: what asks meanwhile shares the next transaction; knows no table and no engine."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection

T = TypeVar("T")

MOST_TOGETHER = 64
"""How much work shares one transaction."""


class Write(Protocol):
    """Runs work in a transaction of its own, and returns when that is committed."""

    async def __call__(self, work: Callable[[Connection], T], /) -> T:
        """What work returns."""
        ...


@dataclass(slots=True, eq=False)
class _Job:
    """Work that was asked for; who has given it up has cancelled its result."""

    work: Callable[[Connection], Any]
    result: asyncio.Future[Any]


class Together:
    """Runs work in the order of asking, one after the other, so that each sees what those before it did.

    All of it would wait for the same lock, so waiting for it and for the commit is done once for many. Where some of
    it raises, all of it is rolled back and run again, each in a transaction of its own: an error is its own alone.
    What `Writer` does in the thread of SQLite, this does on the loop.
    """

    def __init__(self, write: Write) -> None:
        self._write = write
        self._jobs: deque[_Job] = deque()
        self._running: asyncio.Task[None] | None = None

    async def run(self, work: Callable[[Connection], T]) -> T:
        """What work returns, once it is committed. Given up while it waits it never runs; given up later it does."""
        job = _Job(work, asyncio.get_running_loop().create_future())
        self._jobs.append(job)
        if self._running is None:
            # A task of its own: whoever asked first may be cancelled, and the others are not.
            self._running = asyncio.create_task(self._run_all())
        result: T = await job.result
        return result

    async def close(self) -> None:
        """Finish what was asked."""
        if self._running is not None:
            await self._running

    async def _run_all(self) -> None:
        try:
            while jobs := self._take_waiting():
                if len(jobs) == 1 or not await self._succeed(jobs):
                    for job in jobs:
                        await self._settle(job)
        finally:
            self._running = None

    def _take_waiting(self) -> list[_Job]:
        jobs: list[_Job] = []
        while self._jobs and len(jobs) < MOST_TOGETHER:
            job = self._jobs.popleft()
            if not job.result.done():
                jobs.append(job)
        return jobs

    async def _succeed(self, jobs: Sequence[_Job]) -> bool:
        try:
            results = await self._write(lambda connection: [job.work(connection) for job in jobs])
        except Exception:  # noqa: BLE001  whose error it is shows when each runs alone
            return False
        for job, result in zip(jobs, results, strict=True):
            if not job.result.done():
                job.result.set_result(result)
        return True

    async def _settle(self, job: _Job) -> None:
        try:
            result = await self._write(job.work)
        except Exception as error:  # noqa: BLE001  it is raised where the work was asked for
            if not job.result.done():
                job.result.set_exception(error)
        else:
            if not job.result.done():
                job.result.set_result(result)
