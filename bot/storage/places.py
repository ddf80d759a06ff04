"""The table of the places of sessions: taken and given back, each in one statement; decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, bindparam, case, exists, insert, select, update

from bot.domain.places import Places
from bot.storage.schema import WAITLISTED, registrations, session_places

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement, Connection, Table

    from bot.domain.places import SessionKey


def in_session(table: Table) -> ColumnElement[bool]:
    """The rows of the session that `within` names."""
    return and_(
        table.c.event == bindparam("of_event"),
        table.c.edition == bindparam("of_edition"),
        table.c.session == bindparam("of_session"),
    )


def within(session: SessionKey) -> dict[str, str]:
    """The parameters of a statement with `in_session`."""
    return {"of_event": session.event, "of_edition": session.edition, "of_session": session.session}


def key_of(session: SessionKey) -> dict[str, str]:
    """The columns that name it."""
    return {"event": session.event, "edition": session.edition, "session": session.session}


# Built once: to build one of these takes longer than to run it, and a «Send» runs half a dozen.
_OF = session_places.c
_PLACES = select(_OF.capacity, _OF.taken).where(in_session(session_places))
_MORE = _OF.taken + bindparam("places")
_TAKE = (
    update(session_places)
    .where(in_session(session_places), _OF.capacity.is_(None) | (_OF.capacity >= _MORE))
    .values(taken=_MORE)
)
_TAKE_UNWAITED = _TAKE.where(
    _OF.capacity.is_not_distinct_from(bindparam("of_so_many")),
    ~exists().where(in_session(registrations), WAITLISTED),
)
_LEFT = _OF.taken - bindparam("places")
# NULL stays NULL; what is allowed above a lowered capacity goes down with what is held.
_FREE = (
    update(session_places)
    .where(in_session(session_places))
    .values(
        taken=_LEFT,
        allowed=case((_OF.capacity >= _LEFT, _OF.capacity), (_OF.allowed > _LEFT, _LEFT), else_=_OF.allowed),
    )
)


class SqlPlaces:
    """The places' part of the port `Registrations`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def places(self, session: SessionKey) -> Places | None:
        """The places of a session, None while nobody has asked for any."""
        row = self._connection.execute(_PLACES, within(session)).first()
        return None if row is None else Places(*row)

    def taken(self, event: str, edition: str) -> Mapping[str, int]:
        """How many places of each session of an edition are taken; sessions for which nobody has asked are left out."""
        of = session_places.c
        rows = self._connection.execute(select(of.session, of.taken).where(of.event == event, of.edition == edition))
        return {row.session: row.taken for row in rows}

    def set_capacity(self, session: SessionKey, capacity: int | None) -> None:
        """How many places there are (None: without limit); those that are held stay held, however many."""
        allowed = (
            None
            if capacity is None
            else case((session_places.c.taken > capacity, session_places.c.taken), else_=capacity)
        )
        changed = update(session_places).where(in_session(session_places)).values(capacity=capacity, allowed=allowed)
        if self._connection.execute(changed, within(session)).rowcount == 0:
            row = key_of(session) | {"capacity": capacity, "allowed": capacity, "taken": 0}
            self._connection.execute(insert(session_places).values(row))

    def take(self, session: SessionKey, places: int) -> bool:
        """Take so many places; False, and none taken, where fewer are free."""
        return self._connection.execute(_TAKE, within(session) | {"places": places}).rowcount == 1

    def take_unwaited(self, session: SessionKey, places: int, capacity: int | None) -> bool:
        """Take so many where nobody waits for places and there are `capacity`; False, and none taken, otherwise."""
        asked = within(session) | {"places": places, "of_so_many": capacity}
        return self._connection.execute(_TAKE_UNWAITED, asked).rowcount == 1

    def free(self, session: SessionKey, places: int) -> None:
        """Give so many places back."""
        self._connection.execute(_FREE, within(session) | {"places": places})
