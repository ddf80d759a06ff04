"""Which schema a database has, told without loading Alembic; changes nothing."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import column, inspect, select, table

if TYPE_CHECKING:
    from sqlalchemy import Connection

REVISIONS = tuple(f"{number:04}" for number in range(1, 20))
"""Every revision of the schema, oldest first."""

HEAD = REVISIONS[-1]

VERSION_TABLE = table("alembic_version", column("version_num"))


class SchemaTooNew(Exception):  # noqa: N818  a word of the product, not of the machine
    """The database was migrated by a newer version of this program."""

    def __init__(self, found: str) -> None:
        super().__init__(f"the database has the schema {found}, this program knows {HEAD}: update the program")


class OutOfReach(Exception):  # noqa: N818  as above
    """The database cannot be opened or does not answer."""

    def __init__(self, cause: str) -> None:
        super().__init__(f"the database cannot be reached ({cause}): check DATABASE_URL and that its server runs")


class SchemaState(StrEnum):
    """How a database's schema stands to this program's."""

    EMPTY = "empty"
    BEHIND = "behind"
    CURRENT = "current"
    TOO_NEW = "too new"


def revision(connection: Connection) -> str | None:
    """The revision of the schema, None in a database without any."""
    if not inspect(connection).has_table(VERSION_TABLE.name):
        return None
    return connection.execute(select(VERSION_TABLE.c.version_num)).scalar()


def state_of(found: str | None) -> SchemaState:
    """How that revision stands to this program's."""
    if found is None:
        return SchemaState.EMPTY
    if found not in REVISIONS:
        return SchemaState.TOO_NEW
    return SchemaState.CURRENT if found == HEAD else SchemaState.BEHIND
