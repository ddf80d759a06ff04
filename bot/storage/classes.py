"""The tables of classes and their seats; decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, insert, select, update

from bot.domain.classes import SchoolClass, Seat
from bot.domain.places import SessionKey
from bot.storage.schema import class_seats, classes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Connection, Row

_SEAT = (
    class_seats.c.class_id,
    class_seats.c.number,
    class_seats.c.registration,
    class_seats.c.name,
    class_seats.c.secret_hash,
    class_seats.c.claimed,
)
_OF = select(classes).where(classes.c.teacher == bindparam("of_teacher")).order_by(classes.c.id.desc())


def _class(row: Row[*tuple[Any, ...]]) -> SchoolClass:
    r = row._mapping  # noqa: SLF001  SQLAlchemy's public name for it
    key = SessionKey(r["event"], r["edition"], r["session"])
    return SchoolClass(key, r["teacher"], r["label"], r["created_at"], r["id"], r["school"])


class SqlClasses:
    """The port `Classes`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, one: SchoolClass) -> SchoolClass:
        """Keep a new one, with the id it gets."""
        row = {
            "event": one.session.event,
            "edition": one.session.edition,
            "session": one.session.session,
            "teacher": one.teacher,
            "label": one.label,
            "created_at": one.created_at,
            "school": one.school,
        }
        kept = self._connection.execute(insert(classes).values(row).returning(*classes.c))
        return _class(kept.one())

    def get(self, class_id: int) -> SchoolClass | None:
        """The class with that id, or None."""
        row = self._connection.execute(select(classes).where(classes.c.id == class_id)).first()
        return None if row is None else _class(row)

    def of(self, teacher: int) -> Sequence[SchoolClass]:
        """The classes of one teacher, the newest first."""
        return [_class(row) for row in self._connection.execute(_OF, {"of_teacher": teacher})]

    def forget(self, class_id: int) -> None:
        """Take the class out with all its seats; their registrations stay."""
        self._connection.execute(delete(class_seats).where(class_seats.c.class_id == class_id))
        self._connection.execute(delete(classes).where(classes.c.id == class_id))

    def seat(self, seat: Seat) -> None:
        """Keep a seat: a new one, or in the place of the one with that number."""
        row = {
            "class_id": seat.class_id,
            "number": seat.number,
            "registration": seat.registration,
            "name": seat.name,
            "secret_hash": seat.secret_hash,
            "claimed": seat.claimed,
        }
        there = class_seats.c.class_id == seat.class_id, class_seats.c.number == seat.number
        if self._connection.execute(update(class_seats).where(*there).values(row)).rowcount == 0:
            self._connection.execute(insert(class_seats), row)

    def unseat(self, registration: int) -> None:
        """Take out the seat of that registration, with the name and the link."""
        self._connection.execute(delete(class_seats).where(class_seats.c.registration == registration))

    def seats(self, class_id: int) -> Sequence[Seat]:
        """The seats of a class by number."""
        theirs = select(*_SEAT).where(class_seats.c.class_id == class_id).order_by(class_seats.c.number)
        return [Seat(*row) for row in self._connection.execute(theirs)]

    def seat_of(self, registration: int) -> Seat | None:
        """The seat that a registration is, or None."""
        return self._one(class_seats.c.registration == registration)

    def seat_by(self, secret_hash: str) -> Seat | None:
        """The seat whose link has that hash of its secret, or None."""
        return self._one(class_seats.c.secret_hash == secret_hash)

    def _one(self, where: ColumnElement[bool]) -> Seat | None:
        row = self._connection.execute(select(*_SEAT).where(where)).first()
        return None if row is None else Seat(*row)
