"""The database behind the port: transactions on SQLite or PostgreSQL; holds no query."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from bot.storage.address import address, is_sqlite
from bot.storage.postgresql import PostgresqlConnections
from bot.storage.sqlite import SqliteConnections
from bot.storage.transaction import SqlTransaction

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import URL

    from bot.services.ports.database import Transaction

T = TypeVar("T")

Connections = SqliteConnections | PostgresqlConnections


def connections(url: URL) -> Connections:
    """The connections for an address; nothing is opened before the first work."""
    return SqliteConnections(url) if is_sqlite(url) else PostgresqlConnections(url)


class SqlDatabase:
    """The port `Database` for a DATABASE_URL; ValueError when the URL is none of ours.

    A body may run in another thread (SQLite) and more than once (after another writer, or another body's error, came
    in its way), so it touches nothing but the transaction and what it returns. What does not fit a column (a number of
    more than 64 bits, a NUL, half of a surrogate pair, a naive time) comes out of it as ValueError.
    """

    def __init__(self, url: str) -> None:
        self._connections = connections(address(url))

    async def run(self, body: Callable[[Transaction], T], *, together: bool = False) -> T:
        """Run a body that may write; it is committed when this returns, and rolled back when this raises.

        With `together` it begins with `registrations.lock()`, and may share a transaction with others that do.
        """
        write = self._connections.write_together if together else self._connections.write
        return await write(lambda connection: body(SqlTransaction(connection)))

    async def read(self, body: Callable[[Transaction], T]) -> T:
        """Run a body that only reads one consistent state; a write in it raises."""
        return await self._connections.read(lambda connection: body(SqlTransaction(connection)))

    async def close(self) -> None:
        """Wait for what runs and close every connection."""
        await self._connections.close()
