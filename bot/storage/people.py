"""The table of people; decides nothing about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, select

from bot.domain.people import Person, Shift
from bot.storage.insertion import count_up, insert_or_replace
from bot.storage.schema import people, versions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection, Row

_ALL = select(people.c.id, people.c.language, people.c.role, people.c.blocked, people.c.shift)
_GET = _ALL.where(people.c.id == bindparam("wanted"))
_COUNT = select(func.count()).select_from(people).where(people.c.blocked.is_(False))
_VERSION = select(versions.c.number).where(versions.c.name == "people")


def _person(row: Row[*tuple[Any, ...]]) -> Person:
    shift = None if row.shift is None else Shift(row.shift)
    return Person(row.id, row.language, row.role, row.blocked, shift)


class SqlPeople:
    """The port `People`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, person: int) -> Person | None:
        """The person with that Telegram id, or None."""
        row = self._connection.execute(_GET, {"wanted": person}).first()
        return None if row is None else _person(row)

    def put(self, person: Person) -> None:
        """Add or replace."""
        self.put_all([person])

    def some(self, wanted: Sequence[int]) -> Mapping[int, Person]:
        """Those of them that are known, by id."""
        found = self._connection.execute(_ALL.where(people.c.id.in_(wanted)))
        return {row.id: _person(row) for row in found}

    def after(self, person: int, limit: int) -> Sequence[Person]:
        """The next people by id."""
        found = self._connection.execute(_ALL.where(people.c.id > person).order_by(people.c.id).limit(limit))
        return [_person(row) for row in found]

    def put_all(self, some: Sequence[Person]) -> None:
        """Add or replace each."""
        if not some:
            return
        self._connection.execute(
            insert_or_replace(people, self._connection.dialect.name),
            [
                {"id": p.id, "language": p.language, "role": p.role, "blocked": p.blocked, "shift": p.shift}
                for p in some
            ],
        )

    def count(self) -> int:
        """How many have not blocked the bot."""
        return self._connection.execute(_COUNT).scalar_one()

    def version(self) -> int:
        """A number that grows with every `touch`."""
        return self._connection.execute(_VERSION).scalar() or 0

    def touch(self) -> None:
        """Make the version grow."""
        count_up(self._connection, "people")
