"""What a DATABASE_URL points at; opens nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

if TYPE_CHECKING:
    from sqlalchemy import URL

_SQLITE = {"sqlite", "sqlite+aiosqlite", "sqlite+pysqlite"}
_POSTGRESQL = {"postgresql", "postgresql+asyncpg"}


def address(url: str) -> URL:
    """The URL with the driver that we use; ValueError, without the URL's password, when it is none of ours."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise ValueError("a database's address looks like sqlite+aiosqlite:///var/bot.db") from None
    if parsed.drivername in _SQLITE:
        if parsed.database in {None, "", ":memory:"} or str(parsed.database).startswith("file:"):
            raise ValueError("SQLite needs the path of a file")
        # The thread is aiosqlite's; inside it the statements of a transaction run one after the other, without it.
        return parsed.set(drivername="sqlite+pysqlite")
    if parsed.drivername in _POSTGRESQL:
        return parsed.set(drivername="postgresql+asyncpg")
    raise ValueError("the database is SQLite (sqlite+aiosqlite) or PostgreSQL (postgresql+asyncpg)")


def is_sqlite(url: URL) -> bool:
    """Whether it is a file of SQLite."""
    return url.get_backend_name() == "sqlite"


def sqlite_path(url: URL) -> Path:
    """The file of an SQLite database."""
    assert url.database is not None
    return Path(url.database)
