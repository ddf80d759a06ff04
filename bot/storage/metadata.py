"""What all tables share: their collection, the naming of constraints, and two shapes of these; holds no table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Index, MetaData

if TYPE_CHECKING:
    from collections.abc import Iterable
    from enum import StrEnum

    from sqlalchemy import TextClause

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    }
)


def one_of(column: str, members: Iterable[StrEnum]) -> CheckConstraint:
    """The column holds one of these words.

    They are compared one by one: of a list SQLite makes a table anew for each row that is written.
    """
    return CheckConstraint(" OR ".join(f"{column} = '{member.value}'" for member in members), name=column)


def partial(name: str, *columns: str, where: TextClause) -> Index:
    """An index of the rows for which the condition holds."""
    return Index(name, *columns, sqlite_where=where, postgresql_where=where)
