"""Migrations: up and down on both engines, and to the very schema that the queries expect."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, insert, inspect, select, text, update
from sqlalchemy.exc import IntegrityError

from bot.domain.announcements import RecipientState
from bot.domain.language import ChatLanguage
from bot.storage.address import address
from bot.storage.database import connections
from bot.storage.migrating import MIGRATIONS, downgrade, migrate, schema_state, upgrade
from bot.storage.revisions import REVISIONS, VERSION_TABLE, SchemaState, SchemaTooNew, revision
from bot.storage.schema import metadata, recipients

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from sqlalchemy import Connection

    from bot.storage.database import Connections


@pytest.fixture
def empty_sqlite_url(tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{tmp_path}/deep/er/bot.db"


@pytest.fixture(
    params=[
        pytest.param("empty_sqlite_url", id="sqlite"),
        pytest.param("empty_postgresql_url", id="postgresql", marks=pytest.mark.postgresql),
    ]
)
def empty_url(request: pytest.FixtureRequest) -> str:
    url = request.getfixturevalue(request.param)
    assert isinstance(url, str)
    return url


@pytest.fixture
async def opened(empty_url: str) -> AsyncIterator[Connections]:
    kept = connections(address(empty_url))
    yield kept
    await kept.close()


def tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names()) - {VERSION_TABLE.name}


def test_the_revisions_are_told_in_order_without_alembic():
    script = ScriptDirectory(str(MIGRATIONS))

    assert tuple(reversed([step.revision for step in script.walk_revisions()])) == REVISIONS


async def test_each_step_up_and_down_and_up_again(opened):
    for step in REVISIONS:
        await opened.alone(lambda c, step=step: upgrade(c, step))
        assert await opened.read(revision) == step
    assert await opened.read(tables) == set(metadata.tables)

    for step in [*reversed(REVISIONS[:-1]), "base"]:
        await opened.alone(lambda c, step=step: downgrade(c, step))
    assert await opened.read(tables) == set()
    assert await opened.read(revision) is None

    await opened.alone(upgrade)
    assert await opened.read(tables) == set(metadata.tables)


async def test_the_migrated_schema_is_the_one_of_the_queries(opened):
    await opened.alone(upgrade)

    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True, "target_metadata": metadata}
        )
        return list(compare_metadata(context, metadata))

    assert await opened.read(differences) == []


async def test_the_migrated_checks_are_the_ones_of_the_queries(opened):
    # Alembic compares no CHECK constraints.
    await opened.alone(upgrade)

    def migrated(connection: Connection) -> set[tuple[str, str | None]]:
        names = inspect(connection)
        return {(table, check["name"]) for table in metadata.tables for check in names.get_check_constraints(table)}

    expected = {
        (table.name, str(constraint.name))
        for table in metadata.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint)
    }
    assert len(expected) >= 12
    assert await opened.read(migrated) == expected


async def test_recipients_stay_when_their_table_is_made_anew(opened):
    await opened.alone(lambda c: upgrade(c, "0015"))
    row = {
        "announcement": 1,
        "chat": 2**40,
        "thread": 3,
        "language": ChatLanguage.BOTH,
        "state": RecipientState.SENT,
        "due_at": datetime(2026, 11, 23, tzinfo=UTC),
        "attempts": 2,
        "revision": 1,
        "message": 2**41,
        "more": "5,6",
        "cause": "not_changed",
    }
    await opened.write(lambda c: c.execute(insert(recipients), row))

    for change in (upgrade, lambda c: downgrade(c, "0015"), upgrade):
        await opened.alone(change)
        (kept,) = await opened.read(lambda c: c.execute(select(recipients)).mappings().all())
        assert kept == row
        with pytest.raises(IntegrityError):
            await opened.write(lambda c: c.execute(text("UPDATE recipients SET state = 'lost'")))


async def test_a_failed_migration_leaves_nothing(opened):
    class Planned(Exception):  # noqa: N818  no error of the product
        pass

    def fail(connection: Connection) -> None:
        upgrade(connection)
        raise Planned

    with pytest.raises(Planned):
        await opened.alone(fail)

    assert await opened.read(tables) == set()
    assert await opened.read(revision) is None


async def test_the_state_is_told_and_nothing_created(empty_url, opened, tmp_path):
    assert await schema_state(empty_url) is SchemaState.EMPTY
    assert list(tmp_path.iterdir()) == []

    await migrate(empty_url)
    assert await schema_state(empty_url) is SchemaState.CURRENT
    await migrate(empty_url)
    assert await schema_state(empty_url) == "current"


async def test_a_newer_schema_is_refused_and_left_alone(empty_url, opened):
    await migrate(empty_url)
    await opened.write(lambda c: c.execute(update(VERSION_TABLE).values(version_num="9999")))

    with pytest.raises(SchemaTooNew, match="9999"):
        await migrate(empty_url)

    assert await schema_state(empty_url) is SchemaState.TOO_NEW
    assert await opened.read(revision) == "9999"


async def test_processes_that_start_at_once_migrate_once(empty_url, opened):
    script = "import asyncio, sys; from bot.storage.migrating import migrate; asyncio.run(migrate(sys.argv[1]))"
    processes = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-W", "error", "-c", script, empty_url, stderr=asyncio.subprocess.PIPE
        )
        for _ in range(3)
    ]
    ends = await asyncio.gather(*(process.communicate() for process in processes))

    assert [process.returncode for process in processes] == [0, 0, 0], ends
    assert await schema_state(empty_url) is SchemaState.CURRENT
    assert await opened.read(tables) == set(metadata.tables)


async def test_many_migrations_in_one_process_do_not_disturb_each_other(empty_url):
    await asyncio.gather(*(migrate(empty_url) for _ in range(5)))

    assert await schema_state(empty_url) is SchemaState.CURRENT
