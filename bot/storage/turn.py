"""The right of one process at a time to work for a database; it falls free when its holder dies, even by kill -9."""

from __future__ import annotations

import asyncio
import fcntl
import logging
import os
from typing import TYPE_CHECKING

from sqlalchemy import NullPool, func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from bot.storage.address import address, is_sqlite, sqlite_path

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import URL
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.services.ports.database import Turn

log = logging.getLogger(__name__)

POLL_SECONDS = 0.5
PING_SECONDS = 5
TURN = 0x4D414D02
"""Number of the advisory lock; the one of migrations is another."""


def turn(url: str) -> Turn:
    """The turn of the database at a DATABASE_URL; ValueError when the URL is none of ours."""
    at = address(url)
    if is_sqlite(at):
        path = sqlite_path(at)
        return FileTurn(path.with_name(path.name + ".lock"))
    return ServerTurn(at)


class FileTurn:
    """The port `Turn` for one machine: a lock on a file, which the system drops with the process."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None

    async def take(self) -> None:
        """Wait until no other process holds it; at once when it is held already."""
        told = False
        while not await self.still_held():
            await self.give_back()
            self._file = self._lock()
            if self._file is None:
                told = told or _tell_waiting()
                await asyncio.sleep(POLL_SECONDS)

    async def still_held(self) -> bool:
        """Whether it is held, by a file that still stands where others look for it."""
        if self._file is None:
            return False
        try:
            return os.path.samestat(os.fstat(self._file), self._path.stat())
        except FileNotFoundError:
            return False

    async def give_back(self) -> None:
        """Let another process work; harmless when not held."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _lock(self) -> int | None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            return None
        return file


class ServerTurn:
    """The port `Turn` for many machines: an advisory lock of PostgreSQL, which falls with its connection."""

    def __init__(self, url: URL) -> None:
        self._engine = create_async_engine(
            url,
            poolclass=NullPool,
            isolation_level="AUTOCOMMIT",
            connect_args={"server_settings": {"application_name": "mamandyq turn"}},
        )
        self._connection: AsyncConnection | None = None

    async def take(self) -> None:
        """Wait until no other process holds it; at once when it is held already. Raises when no server answers."""
        if await self.still_held():
            return
        connection = await self._engine.connect()
        try:
            told = False
            while not (await connection.execute(select(func.pg_try_advisory_lock(TURN)))).scalar_one():
                told = told or _tell_waiting()
                await asyncio.sleep(POLL_SECONDS)
        except BaseException:
            await connection.close()
            raise
        self._connection = connection

    async def still_held(self) -> bool:
        """Whether the connection that holds it still stands; asks the server."""
        if self._connection is None:
            return False
        try:
            async with asyncio.timeout(PING_SECONDS):
                await self._connection.execute(select(1))
        except (DBAPIError, OSError, TimeoutError):
            # Used once more it would connect anew, and seem to hold what it has lost.
            lost, self._connection = self._connection, None
            await lost.invalidate()
            await lost.close()
            return False
        return True

    async def give_back(self) -> None:
        """Let another process work; harmless when not held."""
        if self._connection is not None:
            held, self._connection = self._connection, None
            await held.close()


def _tell_waiting() -> bool:
    log.warning("another process works for this database: waiting for it to stop")
    return True
