"""The one connection that writes to a file of SQLite: what waits together is committed together; knows no table."""

from __future__ import annotations

from collections import deque
from contextvars import copy_context
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection, Engine

    from bot.storage.sqlite_thread import SqliteThread

T = TypeVar("T")

MOST_TOGETHER = 64
"""How much work shares one commit: waiting for the disk is most of what a small transaction costs."""


@dataclass(slots=True, eq=False)
class _Job:
    """Work that was asked for. The loop gives it up; all else is set in the thread and read when the thread is done."""

    work: Callable[[Connection], Any]
    given_up: bool = False
    taken: bool = False
    result: Any = None
    error: BaseException | None = None


class Writer:
    """Runs work in the order of asking, one after the other, so that each sees what those before it did.

    Work that asked while the disk was busy shares a transaction. Where some of it raises, all of it is rolled back
    and run again, each in a transaction of its own: so work may run twice, and an error is its own alone.
    """

    def __init__(self, thread: SqliteThread, engine: Engine) -> None:
        self._thread = thread
        self._engine = engine
        self._jobs: deque[_Job] = deque()

    async def run(self, work: Callable[[Connection], T]) -> T:
        """What work returns, once it is committed. Given up while it waits it never runs; given up later it does."""
        # What logs inside of work keeps the context of the caller.
        context = copy_context()
        job = _Job(lambda connection: context.run(work, connection))
        self._jobs.append(job)
        try:
            await self._thread.run(lambda: self._run_as_far_as(job))
        except BaseException:
            job.given_up = True
            raise
        if job.error is not None:
            try:
                raise job.error
            finally:
                # The error's traceback would keep the job, and the job its error.
                job.error = None
        result: T = job.result
        return result

    async def close(self) -> None:
        """Finish what was asked; nothing can be run afterwards."""
        await self._thread.close()

    def _run_as_far_as(self, last: _Job) -> None:
        # Each asking brings one call of this; it has nothing to do when an earlier call took its job along.
        while not last.taken:
            jobs = self._take_waiting()
            if len(jobs) > 1 and self._succeed(jobs):
                continue
            for job in jobs:
                self._settle(job)

    def _take_waiting(self) -> list[_Job]:
        jobs: list[_Job] = []
        while self._jobs and len(jobs) < MOST_TOGETHER:
            job = self._jobs.popleft()
            job.taken = True
            if not job.given_up:
                jobs.append(job)
        return jobs

    def _succeed(self, jobs: Sequence[_Job]) -> bool:
        try:
            results = self._commit(jobs)
        except BaseException:  # noqa: BLE001  whose error it is shows when each runs alone
            return False
        for job, result in zip(jobs, results, strict=True):
            job.result = result
        return True

    def _settle(self, job: _Job) -> None:
        try:
            (job.result,) = self._commit([job])
        except BaseException as error:  # noqa: BLE001  it is raised where the work was asked for
            job.error = error

    def _commit(self, jobs: Sequence[_Job]) -> list[Any]:
        with self._engine.begin() as connection:
            return [job.work(connection) for job in jobs]
