"""Connections to a PostgreSQL server, and what may be tried again there; knows no table."""

from __future__ import annotations

import asyncio
import random
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from bot.storage.refusals import refuse_plainly
from bot.storage.together import Together

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import URL, Connection

T = TypeVar("T")

POOL = 10
MOST_TRIES = 25
ALONE = 0x4D414D01
"""Number of the advisory lock of `alone`; the turn of a process has another one."""

_UNDONE = {"40001", "40P01"}  # serialization_failure, deadlock_detected: the server has rolled back


class PostgresqlConnections:
    """Runs work on a server; work that met another writer of the same rows is rolled back and run again."""

    def __init__(self, url: URL) -> None:
        self._writer = create_async_engine(
            url,
            pool_size=POOL,
            max_overflow=0,
            hide_parameters=True,
            isolation_level="REPEATABLE READ",
            connect_args={"server_settings": {"timezone": "UTC", "application_name": "mamandyq"}},
        )
        refuse_plainly(self._writer.sync_engine)
        self._reader = self._writer.execution_options(postgresql_readonly=True)
        self._together = Together(self.write)

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run work in a transaction; it may run more than once, and the last run is the one that counts."""
        for failed in range(MOST_TRIES - 1):
            try:
                return await self._write(work)
            except DBAPIError as error:
                if not _can_be_run_again(error):
                    raise
            await asyncio.sleep(random.uniform(0, 0.002 * 2 ** min(failed, 6)))  # noqa: S311  no secret: spreads rivals
        return await self._write(work)

    async def write_together(self, work: Callable[[Connection], T]) -> T:
        """The same for work that begins with a lock: what asks meanwhile shares the next transaction."""
        return await self._together.run(work)

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run work on one state of the database; a write in it fails."""
        try:
            return await self._read(work)
        except DBAPIError as error:
            if not error.connection_invalidated:
                raise
        # The server was restarted while the connection lay in the pool.
        return await self._read(work)

    async def alone(self, work: Callable[[Connection], T]) -> T:
        """Run work that changes the tables themselves, in a transaction, while no other process runs such work."""
        async with self._writer.connect() as connection:
            # The lock is a query too: a longer snapshot would begin before it, and miss what the other process did.
            await connection.execution_options(isolation_level="READ COMMITTED")
            await connection.execute(select(func.pg_advisory_xact_lock(ALONE)))
            result = await connection.run_sync(work)
            await connection.commit()
            return result

    async def close(self) -> None:
        """Finish what waits for a lock and close every connection."""
        await self._together.close()
        await self._writer.dispose()

    async def _write(self, work: Callable[[Connection], T]) -> T:
        async with self._writer.connect() as connection:
            try:
                result = await connection.run_sync(work)
            except DBAPIError as error:
                # Nothing was committed yet, so a lost connection changed nothing.
                error.add_note(_BEFORE_COMMIT)
                raise
            await connection.commit()
            return result

    async def _read(self, work: Callable[[Connection], T]) -> T:
        async with self._reader.connect() as connection:
            return await connection.run_sync(work)


_BEFORE_COMMIT = "before the commit"


def _can_be_run_again(error: DBAPIError) -> bool:
    if getattr(error.orig, "sqlstate", None) in _UNDONE:
        return True
    return error.connection_invalidated and _BEFORE_COMMIT in getattr(error, "__notes__", ())
