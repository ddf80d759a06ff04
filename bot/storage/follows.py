"""The table of those who wait for an event's date; tells nobody anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from bot.storage.insertion import insert_new
from bot.storage.schema import follows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection

_COUNTS = select(follows.c.event, func.count()).group_by(follows.c.event).order_by(follows.c.event)


def _one(person: int, event: str) -> tuple[ColumnElement[bool], ...]:
    return follows.c.person == person, follows.c.event == event


class SqlFollows:
    """The port `Follows`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, person: int, event: str, now: datetime) -> bool:
        """Follow; False when the person already does."""
        return (
            self._connection.execute(
                insert_new(follows, self._connection.dialect.name), {"person": person, "event": event, "since": now}
            ).rowcount
            == 1
        )

    def remove(self, person: int, event: str) -> bool:
        """Stop following; False when the person did not."""
        return self._connection.execute(delete(follows).where(*_one(person, event))).rowcount > 0

    def has(self, person: int, event: str) -> bool:
        """Whether the person follows the event."""
        return self._connection.execute(select(follows.c.person).where(*_one(person, event))).first() is not None

    def take(self, event: str) -> Sequence[int]:
        """End all follows of the event; the people who followed, by id."""
        ended = delete(follows).where(follows.c.event == event).returning(follows.c.person)
        return sorted(self._connection.execute(ended).scalars())

    def counts(self) -> Mapping[str, int]:
        """How many follow, by key of the event."""
        return {event: number for event, number in self._connection.execute(_COUNTS)}  # noqa: C416  rows are not pairs
