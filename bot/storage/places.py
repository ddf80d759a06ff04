"""The table of the places of sessions: taken and given back, each in one statement; decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, case, insert, select, update

from bot.domain.places import Places
from bot.storage.schema import session_places

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement, Connection, Table

    from bot.domain.places import SessionKey


def in_session(table: Table, session: SessionKey) -> ColumnElement[bool]:
    """The rows of that session."""
    return and_(table.c.event == session.event, table.c.edition == session.edition, table.c.session == session.session)


def key_of(session: SessionKey) -> dict[str, str]:
    """The columns that name it."""
    return {"event": session.event, "edition": session.edition, "session": session.session}


class SqlPlaces:
    """The places' part of the port `Registrations`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def places(self, session: SessionKey) -> Places | None:
        """The places of a session, None while nobody has asked for any."""
        row = self._connection.execute(
            select(session_places.c.capacity, session_places.c.taken).where(in_session(session_places, session))
        ).first()
        return None if row is None else Places(*row)

    def taken(self, event: str, edition: str) -> Mapping[str, int]:
        """How many places of each session of an edition are taken; sessions for which nobody has asked are left out."""
        of = session_places.c
        rows = self._connection.execute(select(of.session, of.taken).where(of.event == event, of.edition == edition))
        return {session: taken for session, taken in rows}  # noqa: C416  rows are not pairs

    def set_capacity(self, session: SessionKey, capacity: int | None) -> None:
        """How many places there are (None: without limit); those that are held stay held, however many."""
        allowed = (
            None
            if capacity is None
            else case((session_places.c.taken > capacity, session_places.c.taken), else_=capacity)
        )
        changed = (
            update(session_places).where(in_session(session_places, session)).values(capacity=capacity, allowed=allowed)
        )
        if self._connection.execute(changed).rowcount == 0:
            row = key_of(session) | {"capacity": capacity, "allowed": capacity, "taken": 0}
            self._connection.execute(insert(session_places).values(row))

    def take(self, session: SessionKey, places: int) -> bool:
        """Take so many places; False, and none taken, where fewer are free."""
        enough = session_places.c.capacity.is_(None) | (session_places.c.taken + places <= session_places.c.capacity)
        taking = (
            update(session_places)
            .where(in_session(session_places, session), enough)
            .values(taken=session_places.c.taken + places)
        )
        return self._connection.execute(taking).rowcount == 1

    def free(self, session: SessionKey, places: int) -> None:
        """Give so many places back."""
        left = session_places.c.taken - places
        # NULL stays NULL; what is allowed above a lowered capacity goes down with what is held.
        capacity, allowed = session_places.c.capacity, session_places.c.allowed
        follows = case((capacity >= left, capacity), (left < allowed, left), else_=allowed)
        freed = update(session_places).where(in_session(session_places, session)).values(taken=left, allowed=follows)
        self._connection.execute(freed)
