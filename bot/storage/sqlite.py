"""Connections to a file of SQLite: one thread that writes, a few that read; knows no table."""

from __future__ import annotations

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import QueuePool, create_engine, event

from bot.storage.address import sqlite_path
from bot.storage.refusals import refuse_plainly
from bot.storage.writing import Writer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from sqlite3 import Connection as DriverConnection

    from sqlalchemy import URL, Connection, Engine

T = TypeVar("T")

READERS = 2
BUSY_SECONDS = 15
"""How long a writer waits for another process (a command beside the running bot)."""


class SqliteConnections:
    """Runs work on a file. A whole transaction costs one hop to a thread, and the loop stays free meanwhile."""

    def __init__(self, url: URL) -> None:
        self.path = sqlite_path(url)
        writer = open_file(url, size=1, begin="BEGIN IMMEDIATE")
        self._readers = open_file(url, size=READERS, begin="BEGIN")
        for engine in (writer, self._readers):
            event.listen(engine, "do_connect", self._make_private)
        event.listen(writer, "connect", _for_writing)
        event.listen(self._readers, "connect", _for_reading)
        self._writer = Writer(writer)
        self._reading = ThreadPoolExecutor(READERS, thread_name_prefix="sqlite-reader")

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run work in a transaction that holds the one right to write; it may run more than once."""
        return await self._writer.run(work)

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run work on one state of the file; a write in it fails."""

        def transaction() -> T:
            with self._readers.connect() as connection:
                return work(connection)

        return await asyncio.get_running_loop().run_in_executor(self._reading, copy_context().run, transaction)

    async def alone(self, work: Callable[[Connection], T]) -> T:
        """Run work that changes the tables themselves, in a transaction: every writer is alone in a file."""
        return await self.write(work)

    async def close(self) -> None:
        """Wait for what runs, then close the file; nothing can be run afterwards."""
        await asyncio.to_thread(self._reading.shutdown)
        await asyncio.to_thread(self._readers.dispose)
        await self._writer.close()

    def _make_private(self, *_: object) -> None:
        make_private(self.path)


def make_private(path: Path) -> None:
    """Create the file and its folder where they are missing, the file for its owner's eyes only.

    A file that is there is never opened here: closing it again would drop every lock that SQLite holds on it in this
    process, and another process could then throw the log of changes away under its feet.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):
        # SQLite gives the files it lays beside it the same rights.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def open_file(url: URL, *, size: int, begin: str) -> Engine:
    """An engine on a file, with so many connections, whose transactions begin with that statement."""
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0,
        hide_parameters=True,
        # The driver begins nothing by itself: a BEGIN that only reads would fail later, when it turns to writing.
        connect_args={"isolation_level": None, "timeout": BUSY_SECONDS, "check_same_thread": False},
    )
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    refuse_plainly(engine)
    return engine


def _for_writing(connection: DriverConnection, _: object) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    # A commit that was answered survives a power failure.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    # What is deleted (the words of an update that is done) is overwritten and not only unlinked.
    connection.execute("PRAGMA secure_delete = ON")


def _for_reading(connection: DriverConnection, _: object) -> None:
    connection.execute("PRAGMA query_only = ON")
