"""Brings a database to this program's schema, once even when several processes start at once."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from bot.storage.address import address, is_sqlite, sqlite_path
from bot.storage.database import connections
from bot.storage.revisions import HEAD, OutOfReach, SchemaState, SchemaTooNew, revision, state_of

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection

MIGRATIONS = Path(__file__).parent / "migrations"


async def migrate(url: str) -> None:
    """Bring the schema to head in one transaction; SchemaTooNew when it is beyond it, OutOfReach when it is away."""
    opened = connections(address(url))
    try:
        await opened.alone(upgrade)
    except (OSError, DBAPIError, sqlite3.Error) as error:
        raise OutOfReach(type(error).__name__) from error
    finally:
        await opened.close()


async def schema_state(url: str) -> SchemaState:
    """How the schema stands to this program's; creates nothing."""
    at = address(url)
    if is_sqlite(at) and not sqlite_path(at).exists():
        return SchemaState.EMPTY
    opened = connections(at)
    try:
        return state_of(await opened.read(revision))
    finally:
        await opened.close()


def upgrade(connection: Connection, to: str = HEAD) -> None:
    """Migrate up inside the connection's transaction; SchemaTooNew when the schema is beyond this program's."""
    found = revision(connection)
    if found is not None and state_of(found) is SchemaState.TOO_NEW:
        raise SchemaTooNew(found)
    if found != to:
        # Loading it takes half a second, which no ordinary start should pay.
        from alembic import command  # noqa: PLC0415

        command.upgrade(_config(connection), to)


def downgrade(connection: Connection, to: str) -> None:
    """Migrate down to a revision (`base`: no tables) inside the connection's transaction."""
    from alembic import command  # noqa: PLC0415  as above

    command.downgrade(_config(connection), to)


def _config(connection: Connection) -> Config:
    from alembic.config import Config  # noqa: PLC0415  as above

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config
