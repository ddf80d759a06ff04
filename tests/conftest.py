"""What several folders of tests share: databases of every kind, each test's own."""

from __future__ import annotations

import os
import uuid
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import URL, make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from bot.storage.database import SqlDatabase
from bot.storage.migrating import migrate
from tests.fakes.memory import MemoryDatabase

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

# A busy machine is slow at times, and that is no failure.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")

POSTGRESQL_URL = os.environ.get("TEST_POSTGRESQL_URL", "postgresql+asyncpg://postgres@127.0.0.1:5432/test")


async def execute(url: URL | str, *statements: str) -> None:
    """Run statements on PostgreSQL, each on its own."""
    engine = create_async_engine(url, isolation_level="AUTOCOMMIT")
    try:
        async with engine.connect() as connection:
            for statement in statements:
                await connection.execute(text(statement))
    finally:
        await engine.dispose()


@pytest.fixture(scope="session")
async def postgresql_template() -> AsyncIterator[URL]:
    """A migrated database of this run, from which each test's own is copied."""
    server = make_url(POSTGRESQL_URL)
    name = f"test_{uuid.uuid4().hex}"
    try:
        await execute(server, f'CREATE DATABASE "{name}"')
    except (OSError, DBAPIError):
        pytest.skip(f"no PostgreSQL at {server.render_as_string()}")
    template = server.set(database=name)
    await migrate(template.render_as_string(hide_password=False))
    yield template
    await execute(server, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
async def postgresql_url(postgresql_template: URL) -> AsyncIterator[str]:
    """The address of a migrated PostgreSQL database of this test alone."""
    server = make_url(POSTGRESQL_URL)
    name = f"test_{uuid.uuid4().hex}"
    await execute(server, f'CREATE DATABASE "{name}" TEMPLATE "{postgresql_template.database}"')
    yield server.set(database=name).render_as_string(hide_password=False)
    await execute(server, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
async def empty_postgresql_url(postgresql_template: URL) -> AsyncIterator[str]:
    """The address of a PostgreSQL database of this test alone that has no tables."""
    server = make_url(POSTGRESQL_URL)
    name = f"test_{uuid.uuid4().hex}"
    await execute(server, f'CREATE DATABASE "{name}"')
    yield server.set(database=name).render_as_string(hide_password=False)
    await execute(server, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
async def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file of this run, from which each test's own is copied."""
    path = tmp_path_factory.mktemp("template") / "bot.db"
    await migrate(f"sqlite+aiosqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of a migrated file of this test alone."""
    path = tmp_path / "bot.db"
    path.write_bytes(sqlite_template.read_bytes())
    return f"sqlite+aiosqlite:///{path}"


SQLITE = pytest.param("sqlite_url", id="sqlite")
POSTGRESQL = pytest.param("postgresql_url", id="postgresql", marks=pytest.mark.postgresql)


@pytest.fixture(params=[SQLITE, POSTGRESQL])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a migrated database of this test alone, once for each engine."""
    url = request.getfixturevalue(request.param)
    assert isinstance(url, str)
    return url


@pytest.fixture
async def sql_database(database_url: str) -> AsyncIterator[SqlDatabase]:
    """The real adapter, once for each engine."""
    database = SqlDatabase(database_url)
    yield database
    await database.close()


@pytest.fixture
def memory_database() -> MemoryDatabase:
    """The fake alone, for tests of what stands above storage."""
    return MemoryDatabase()


@pytest.fixture(params=[pytest.param(None, id="memory"), SQLITE, POSTGRESQL])
def database_url_or_none(request: pytest.FixtureRequest) -> str | None:
    """An address, or None for the database in memory."""
    return None if request.param is None else request.getfixturevalue(request.param)


@pytest.fixture
async def database(database_url_or_none: str | None) -> AsyncIterator[SqlDatabase | MemoryDatabase]:
    """Every adapter of the port `Database`, one after the other."""
    opened = MemoryDatabase() if database_url_or_none is None else SqlDatabase(database_url_or_none)
    yield opened
    await opened.close()
