"""One connection of aiosqlite and its thread, in which whole functions run; knows no SQL and nothing of SQLAlchemy.

aiosqlite has no public call for a function of ours: it sends one statement at a time, and a hop for each would cost
several times as much. What its own methods stand on does it, and this module alone touches that; a test holds the
release that is pinned to what is said here.
"""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

import aiosqlite

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from sqlite3 import Connection as DriverConnection

T = TypeVar("T")

BUSY_SECONDS = 15
"""How long a writer waits for another process (a command beside the running bot)."""


class SqliteThread:
    """A connection to a file, opened with the first function; for one event loop, which must outlive what it asked."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._opened: aiosqlite.Connection | None = None
        self._opening = asyncio.Lock()
        self._closed = False

    async def run(self, function: Callable[[], T]) -> T:
        """What a function returns or raises that ran in the connection's thread, in the order of asking.

        Given up by its caller it runs nevertheless, and to its end. RuntimeError once the connection is closed.
        """
        if self._closed:
            raise RuntimeError("the database is closed")
        connection = self._opened or await self._open()

        def call() -> T:
            try:
                return function()
            except StopIteration as error:
                # A future cannot carry it, and its caller would wait for ever.
                raise RuntimeError("a function for the database raised StopIteration") from error

        result: T = await connection._execute(call)  # type: ignore[no-untyped-call]  # noqa: SLF001  see the top
        return result

    def connection(self) -> DriverConnection:
        """The connection itself, for functions that run here and for nobody else."""
        assert self._opened is not None
        return self._opened._conn  # noqa: SLF001  see the top

    async def close(self) -> None:
        """Wait for what was asked, close the connection and end its thread; nothing can be run afterwards."""
        self._closed = True
        # Who waits for it to open was asked before this, and stands before this.
        async with self._opening:
            opened, self._opened = self._opened, None
            if opened is not None:
                await opened.close()

    async def _open(self) -> aiosqlite.Connection:
        async with self._opening:
            if self._opened is None:
                await asyncio.to_thread(make_private, self._path)
                # The driver begins nothing by itself: a BEGIN that only reads would fail when it turns to writing.
                opened = aiosqlite.connect(
                    self._path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
                )
                # A process that ends without having closed it (a crash) must not hang for its sake.
                opened._thread.daemon = True  # noqa: SLF001  see the top
                self._opened = await opened
            return self._opened


def make_private(path: Path) -> None:
    """Create the file and its folder where they are missing, the file for its owner's eyes only.

    A file that is there is never opened here: closing it again would drop every lock that SQLite holds on it in this
    process, and another process could then throw the log of changes away under its feet.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):
        # SQLite gives the files it lays beside it the same rights.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
