"""Connections to a file of SQLite: one that writes, a few that read, each in its thread; knows no table."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from contextvars import copy_context
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import StaticPool, create_engine, event

from bot.storage.address import sqlite_path
from bot.storage.refusals import refuse_plainly
from bot.storage.sqlite_thread import BUSY_SECONDS, SqliteThread
from bot.storage.writing import Writer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from sqlite3 import Connection as DriverConnection

    from sqlalchemy import URL, Connection, Engine

T = TypeVar("T")

READERS = 2


class SqliteConnections:
    """Runs work on a file. A whole transaction costs one hop to a thread, and the loop stays free meanwhile."""

    def __init__(self, url: URL) -> None:
        path = sqlite_path(url)
        thread = SqliteThread(path)
        engine = engine_on(thread.connection, begin="BEGIN IMMEDIATE")
        event.listen(engine, "connect", _for_writing)
        self._writer = Writer(thread, engine)
        self._idle: asyncio.Queue[_Reader] = asyncio.Queue()
        for _ in range(READERS):
            self._idle.put_nowait(_Reader(path))
        self._closed = False

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run work in a transaction that holds the one right to write; it may run more than once."""
        return await self._writer.run(work)

    async def write_together(self, work: Callable[[Connection], T]) -> T:
        """The same: whatever waits shares a transaction."""
        return await self.write(work)

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run work on one state of the file; a write in it fails."""
        if self._closed:
            raise RuntimeError("the database is closed")
        reader = await self._idle.get()
        try:
            return await reader.run(work)
        finally:
            self._idle.put_nowait(reader)

    async def alone(self, work: Callable[[Connection], T]) -> T:
        """Run work that changes the tables themselves, in a transaction: every writer is alone in a file."""
        return await self.write(work)

    async def close(self) -> None:
        """Wait for what runs, then close the file; nothing can be run afterwards."""
        if not self._closed:
            self._closed = True
            for _ in range(READERS):
                # Those who asked to read before this stand before it in the queue.
                await (await self._idle.get()).close()
        await self._writer.close()


class _Reader:
    """One connection that reads, for one work at a time."""

    def __init__(self, path: Path) -> None:
        self._thread = SqliteThread(path)
        self._engine = engine_on(self._thread.connection, begin="BEGIN")
        event.listen(self._engine, "connect", _for_reading)

    async def run(self, work: Callable[[Connection], T]) -> T:
        # What logs inside of work keeps the context of the caller.
        context = copy_context()

        def transaction() -> T:
            with self._engine.connect() as connection:
                return context.run(work, connection)

        return await self._thread.run(transaction)

    async def close(self) -> None:
        await self._thread.close()


def engine_on(connection: Callable[[], DriverConnection], *, begin: str) -> Engine:
    """An engine on one connection, made when it is first used, whose transactions begin with that statement.

    It must be used in the connection's own thread, and never by two at once.
    """
    engine = create_engine("sqlite+pysqlite://", creator=connection, poolclass=StaticPool, hide_parameters=True)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    refuse_plainly(engine)
    return engine


def engine_on_file(path: Path) -> Engine:
    """An engine on a file that nobody else uses, for a single thread; `dispose` closes the file."""

    def connect() -> DriverConnection:
        return sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)

    return engine_on(connect, begin="BEGIN")


def _for_writing(connection: DriverConnection, _: object) -> None:
    _keep_a_log(connection)
    # A commit that was answered survives a power failure.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    # What is deleted (the words of an update that is done) is overwritten and not only unlinked.
    connection.execute("PRAGMA secure_delete = ON")


def _for_reading(connection: DriverConnection, _: object) -> None:
    connection.execute("PRAGMA query_only = ON")


def _keep_a_log(connection: DriverConnection) -> None:
    """WAL, which a new file takes once: SQLite refuses that at once while another writes, whatever its timeout."""
    patience = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > patience:
                raise
            time.sleep(0.02)
        else:
            return
