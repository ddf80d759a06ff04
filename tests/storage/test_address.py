"""What a DATABASE_URL may be."""

from __future__ import annotations

import pytest

from bot.storage.address import address, is_sqlite, sqlite_path
from bot.storage.database import SqlDatabase


@pytest.mark.parametrize(
    ("url", "driver", "sqlite"),
    [
        ("sqlite+aiosqlite:///var/bot.db", "sqlite+pysqlite", True),
        ("sqlite:////srv/bot.db", "sqlite+pysqlite", True),
        ("postgresql+asyncpg://me:secret@host/bot", "postgresql+asyncpg", False),
        ("postgresql://host/bot", "postgresql+asyncpg", False),
    ],
)
def test_the_driver_is_ours(url, driver, sqlite):
    assert address(url).drivername == driver
    assert is_sqlite(address(url)) is sqlite


def test_the_path_of_a_file():
    assert str(sqlite_path(address("sqlite+aiosqlite:///var/bot.db"))) == "var/bot.db"
    assert str(sqlite_path(address("sqlite+aiosqlite:////srv/bot.db"))) == "/srv/bot.db"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "bot.db",
        "sqlite+aiosqlite://",
        "sqlite+aiosqlite:///:memory:",
        "sqlite+aiosqlite:///file:x?uri=true",
        "mysql://me:secret@host/bot",
        "postgresql+psycopg2://me:secret@host/bot",
        "postgresql+asyncpg://me:secret@host:port/bot",
    ],
)
def test_anything_else_is_refused_without_its_password(url):
    with pytest.raises(ValueError, match=r"database|SQLite") as refusal:
        SqlDatabase(url)

    assert type(refusal.value) is ValueError
    assert "secret" not in str(refusal.value)
