"""The one thread that writes to a file of SQLite: work that waits together is committed together; knows no table."""

from __future__ import annotations

import asyncio
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection, Engine

T = TypeVar("T")

MOST_TOGETHER = 64
"""How much work shares one commit: waiting for the disk is most of what a small transaction costs."""


@dataclass(frozen=True, slots=True)
class _Job:
    work: Callable[[Connection], Any]
    done: Future[Any] = field(default_factory=Future)


class Writer:
    """Runs work in the order of asking, one after the other, so that each sees what those before it did.

    Work that asked while the disk was busy shares a transaction. Where some of it raises, all of it is rolled back
    and run again, each in a transaction of its own: so work may run twice, and an error is its own alone.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._jobs: deque[_Job] = deque()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sqlite-writer")

    async def run(self, work: Callable[[Connection], T]) -> T:
        """What work returns, once it is committed. Given up while it waits it never runs; given up later it does."""
        # What logs inside of work keeps the context of the caller.
        context = copy_context()
        job = _Job(lambda connection: context.run(work, connection))
        self._jobs.append(job)
        try:
            self._thread.submit(self._run_waiting)
        except RuntimeError:
            self._jobs.remove(job)
            raise
        result: T = await asyncio.wrap_future(job.done)
        return result

    async def close(self) -> None:
        """Finish what was asked; nothing can be run afterwards."""
        await asyncio.to_thread(self._thread.shutdown)
        await asyncio.to_thread(self._engine.dispose)

    def _run_waiting(self) -> None:
        # Each asking brings one call of this; it finds nothing when an earlier call took its job along.
        jobs: list[_Job] = []
        while self._jobs and len(jobs) < MOST_TOGETHER:
            job = self._jobs.popleft()
            if job.done.set_running_or_notify_cancel():
                jobs.append(job)
        if len(jobs) > 1 and self._succeed(jobs):
            return
        for job in jobs:
            self._settle(job)

    def _succeed(self, jobs: Sequence[_Job]) -> bool:
        try:
            results = self._commit(jobs)
        except BaseException:  # noqa: BLE001  whose error it is shows when each runs alone
            return False
        for job, result in zip(jobs, results, strict=True):
            job.done.set_result(result)
        return True

    def _settle(self, job: _Job) -> None:
        try:
            (result,) = self._commit([job])
        except BaseException as error:  # noqa: BLE001  it is raised where the work was asked for
            job.done.set_exception(error)
        else:
            job.done.set_result(result)

    def _commit(self, jobs: Sequence[_Job]) -> list[Any]:
        with self._engine.begin() as connection:
            return [job.work(connection) for job in jobs]
