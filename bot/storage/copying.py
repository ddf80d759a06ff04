"""Copies every row of ours from one connection to another, in slices; begins and ends no transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select, text

from bot.storage.schema import metadata

if TYPE_CHECKING:
    from sqlalchemy import Connection

SLICE = 1000
"""Rows that are held in memory at once."""


def copy_rows(source: Connection, target: Connection) -> None:
    """Add every row of the source's tables to the target's, which have the same columns."""
    for table in metadata.sorted_tables:
        found = source.execution_options(yield_per=SLICE).execute(select(table))
        for rows in found.mappings().partitions():
            target.execute(insert(table), [dict(row) for row in rows])
    _count_on(target)


def count_rows(connection: Connection) -> dict[str, int]:
    """How many rows each table has, by its name."""
    return {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in metadata.sorted_tables
    }


def delete_rows(connection: Connection) -> None:
    """Empty every table."""
    for table in reversed(metadata.sorted_tables):
        connection.execute(delete(table))


def _count_on(connection: Connection) -> None:
    """Let ids go on behind those that were copied: PostgreSQL's sequences do not see ids that they did not give."""
    if connection.dialect.name == "sqlite":
        return
    for table in metadata.sorted_tables:
        if (column := table.autoincrement_column) is not None:
            highest = connection.execute(select(func.max(column))).scalar()
            connection.execute(
                text("SELECT setval(pg_get_serial_sequence(:table, :column), :number, :used)"),
                {"table": table.name, "column": column.name, "number": highest or 1, "used": highest is not None},
            )
