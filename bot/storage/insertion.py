"""INSERT with the conflict clauses that both engines have but SQLAlchemy spells twice."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy.dialects import postgresql, sqlite

from bot.storage.schema import versions

if TYPE_CHECKING:
    from sqlalchemy import Column, Connection, Insert, Table
    from sqlalchemy.dialects.postgresql.dml import Insert as PostgresqlInsert
    from sqlalchemy.dialects.sqlite.dml import Insert as SqliteInsert
    from sqlalchemy.sql.dml import ReturningInsert


def _insert(table: Table, dialect: str) -> PostgresqlInsert | SqliteInsert:
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


@cache
def insert_new(table: Table, dialect: str) -> Insert:
    """Insert, leaving rows alone that are there already."""
    return _insert(table, dialect).on_conflict_do_nothing()


@cache
def insert_and_return(table: Table, dialect: str, column: Column[int]) -> ReturningInsert[int]:
    """Insert, leaving rows alone that are there already; returns this column of those that are new."""
    return insert_new(table, dialect).returning(column)


@cache
def insert_or_replace(table: Table, dialect: str) -> Insert:
    """Insert, or replace every other column of the row with that primary key."""
    insertion = _insert(table, dialect)
    return insertion.on_conflict_do_update(
        index_elements=list(table.primary_key),
        set_={c.name: insertion.excluded[c.name] for c in table.columns if not c.primary_key},
    )


@cache
def _counted(dialect: str) -> Insert:
    insertion = _insert(versions, dialect)
    return insertion.on_conflict_do_update(
        index_elements=[versions.c.name], set_={"number": versions.c.number + insertion.excluded.number}
    )


def count_up(connection: Connection, name: str) -> None:
    """Make the number of that name greater by one; it begins at 0."""
    connection.execute(_counted(connection.dialect.name), {"name": name, "number": 1})
