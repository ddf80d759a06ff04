"""The table of changes of the programme; rewrites nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select

from bot.domain.changes import Change
from bot.storage.programme import read_event, write_event
from bot.storage.schema import changes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Row

_COLUMNS = select(
    changes.c.at, changes.c.author, changes.c.before, changes.c.after, changes.c.undoes, changes.c.id
).order_by(changes.c.id.desc())


def _change(row: Row[*tuple[Any, ...]]) -> Change:
    at, author, before, after, undoes, number = row
    return Change(at, author, read_event(before), read_event(after), undoes, number)


class SqlChanges:
    """The port `Changes`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, change: Change) -> int:
        """Keep a new one; the id it gets (`id` of the argument is ignored)."""
        number: int = self._connection.execute(
            insert(changes).returning(changes.c.id),
            {
                "event": change.after.key,
                "at": change.at,
                "author": change.author,
                "undoes": change.undoes,
                "before": write_event(change.before),
                "after": write_event(change.after),
            },
        ).scalar_one()
        return number

    def get(self, change: int) -> Change | None:
        """The change with that id, or None."""
        row = self._connection.execute(_COLUMNS.where(changes.c.id == change)).first()
        return _change(row) if row else None

    def last(self, event: str) -> int:
        """The id of the event's newest change, 0 while there is none."""
        newest = select(func.max(changes.c.id)).where(changes.c.event == event)
        return self._connection.execute(newest).scalar() or 0

    def of(self, event: str, limit: int, skip: int = 0) -> Sequence[Change]:
        """The event's changes, the newest first."""
        some = _COLUMNS.where(changes.c.event == event).limit(limit).offset(skip)
        return [_change(row) for row in self._connection.execute(some)]
