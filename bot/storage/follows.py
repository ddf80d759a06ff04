"""The table of those who asked for an event's date; tells nobody anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select, update

from bot.storage.insertion import insert_new
from bot.storage.schema import follows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection

_WAITS = follows.c.told.is_(None)
_COUNTS = select(follows.c.event, func.count()).where(_WAITS).group_by(follows.c.event).order_by(follows.c.event)


def _one(person: int, event: str) -> tuple[ColumnElement[bool], ...]:
    return follows.c.person == person, follows.c.event == event


def _told(event: str, edition: str) -> tuple[ColumnElement[bool], ...]:
    return follows.c.event == event, follows.c.told == edition


class SqlFollows:
    """The port `Follows`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, person: int, event: str, now: datetime) -> bool:
        """Wait for a date, also after having been told one; False when the person waits already."""
        row = {"person": person, "event": event, "since": now, "told": None}
        if self._connection.execute(insert_new(follows, self._connection.dialect.name), row).rowcount == 1:
            return True
        anew = update(follows).where(*_one(person, event), ~_WAITS).values(since=now, told=None)
        return self._connection.execute(anew).rowcount == 1

    def remove(self, person: int, event: str) -> bool:
        """Stop waiting, and being told of changes; False when there was neither."""
        return self._connection.execute(delete(follows).where(*_one(person, event))).rowcount > 0

    def has(self, person: int, event: str) -> bool:
        """Whether the person waits for the event's date."""
        waits = select(follows.c.person).where(*_one(person, event), _WAITS)
        return self._connection.execute(waits).first() is not None

    def waiting(self, event: str) -> Sequence[int]:
        """The people who wait for the event's date, by id."""
        return self._people(follows.c.event == event, _WAITS)

    def tell(self, event: str, edition: str) -> Sequence[int]:
        """Write down that all who waited are told of this edition; those people, by id."""
        told = update(follows).where(follows.c.event == event, _WAITS).values(told=edition).returning(follows.c.person)
        return sorted(self._connection.execute(told).scalars())

    def told(self, event: str, edition: str) -> Sequence[int]:
        """The people who were told of this edition, by id."""
        return self._people(*_told(event, edition))

    def wait_again(self, event: str, edition: str) -> None:
        """Whoever was told of this edition waits anew: its date was taken back."""
        self._connection.execute(update(follows).where(*_told(event, edition)).values(told=None))

    def counts(self) -> Mapping[str, int]:
        """How many wait for a date, by key of the event."""
        return {event: number for event, number in self._connection.execute(_COUNTS)}  # noqa: C416  rows are not pairs

    def _people(self, *where: ColumnElement[bool]) -> Sequence[int]:
        return (
            self._connection.execute(select(follows.c.person).where(*where).order_by(follows.c.person)).scalars().all()
        )
